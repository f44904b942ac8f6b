"""Finding for programs: each part of the room in a file of its own."""

from bihuan.interfaces.api.v1.finding import (
    back_checks,
    critique,
    feedback,
    gatherings,
    instructions,
    joint_check,
    letters,
    opinions,
    pledges,
    red_black,
    reviewing,
    self_checks,
    talks,
)
from bihuan.interfaces.api.v1.finding.room import router

__all__ = [
    "back_checks", "critique", "feedback", "gatherings", "instructions", "joint_check", "letters", "opinions", "pledges", "red_black",
    "reviewing", "router", "self_checks", "talks",
]  # fmt: skip
