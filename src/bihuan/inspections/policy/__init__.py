"""What somebody is to a row of this room, and what he may see."""

from bihuan.inspections.policy.duties import (
    IN_PERSON,
    duties_of_conclusion,
    duties_of_heard,
    duties_of_observation,
    duties_of_plan,
    duties_of_unit_row,
    duties_of_visit,
    stand_ins,
)
from bihuan.inspections.policy.seeing import Sight, plans_seen, seats_of, sight, unit_rows_seen
from bihuan.inspections.policy.unmet import unmet_of_plan, unmet_of_visit

__all__ = [
    "IN_PERSON", "Sight", "duties_of_conclusion", "duties_of_heard", "duties_of_observation", "duties_of_plan", "duties_of_unit_row",
    "duties_of_visit", "plans_seen", "seats_of", "sight", "stand_ins", "unit_rows_seen", "unmet_of_plan", "unmet_of_visit",
]  # fmt: skip
