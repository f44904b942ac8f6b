"""What somebody is to the rows of this room, and which of them he sees."""

from bihuan.institutions.policy.duties import (
    IN_PERSON,
    duties_of_answer,
    duties_of_answers,
    duties_of_unit_row,
    stand_ins,
    stand_ins_of_answer,
    unmet,
)

__all__ = ["IN_PERSON", "duties_of_answer", "duties_of_answers", "duties_of_unit_row", "stand_ins", "stand_ins_of_answer", "unmet"]
