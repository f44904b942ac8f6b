"""Finding for programs: each part of the room in a file of its own."""

from bihuan.interfaces.api.v1.finding import (
    back_checks,
    critique,
    critique_slips,
    feedback,
    gatherings,
    home_visits,
    instructions,
    joint_check,
    letters,
    opinions,
    paper_lists,
    pledges,
    red_black,
    reviewing,
    screenings,
    self_checks,
    talks,
)
from bihuan.interfaces.api.v1.finding.room import router

__all__ = [
    "back_checks", "critique", "critique_slips", "feedback", "gatherings", "home_visits", "instructions", "joint_check", "letters", "opinions",
    "paper_lists", "pledges", "red_black", "reviewing", "router", "screenings", "self_checks", "talks",
]  # fmt: skip
