"""Reading supervision at work: what somebody sees, who may go where, what comes too close together, figures. Never writes."""

from bihuan.inspections.queries.draws import Slot, draws_of, find_draw, half_days, people_pool, units_pool
from bihuan.inspections.queries.figures import figures_of_filter
from bihuan.inspections.queries.observations import (
    Alike,
    alike_of,
    by_force,
    by_kind,
    find_heard,
    find_observation,
    heard_of,
    observations_of,
    photo_of,
    unit_answers,
)
from bihuan.inspections.queries.papers import (
    conclusion_of,
    considered_of,
    find_conclusion,
    find_hearing,
    find_note,
    find_notice,
    find_notice_by_key,
    hearings_of,
    notes_of,
    notices_of,
    remarks_of,
    who_took_part,
)
from bihuan.inspections.queries.progress import OfGroup, Step, groups_this_week, steps_of_units
from bihuan.inspections.queries.steps import may_begin, open_steps
from bihuan.inspections.queries.visits import (
    checklists_of,
    find_checklist,
    find_plan,
    find_visit,
    fit_to_inspect,
    nears,
    plans_of,
    refuse_unfit,
    takes_part,
    visits_of,
    with_bodies,
    works_here,
)

__all__ = [
    "Alike", "OfGroup", "Slot", "Step", "alike_of", "by_force", "by_kind", "checklists_of", "conclusion_of", "considered_of", "draws_of",
    "figures_of_filter", "find_checklist", "find_conclusion", "find_draw", "find_heard", "find_hearing", "find_note", "find_notice",
    "find_notice_by_key", "find_observation", "find_plan", "find_visit", "fit_to_inspect", "with_bodies", "groups_this_week", "half_days", "heard_of",
    "hearings_of", "may_begin", "nears", "notes_of", "notices_of", "observations_of", "open_steps", "people_pool", "photo_of",
    "plans_of", "refuse_unfit", "remarks_of", "steps_of_units", "takes_part", "unit_answers", "units_pool", "visits_of", "who_took_part",
    "works_here",
]  # fmt: skip
