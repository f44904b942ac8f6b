"""Finding for programs: each part of the room in a file of its own."""

from bihuan.interfaces.api.v1.finding import asked, back_checks, feedback, instructions, self_checks, talks
from bihuan.interfaces.api.v1.finding.room import router

__all__ = ["asked", "back_checks", "feedback", "instructions", "router", "self_checks", "talks"]
