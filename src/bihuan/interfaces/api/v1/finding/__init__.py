"""Finding for programs: each part of the room in a file of its own."""

from bihuan.interfaces.api.v1.finding import instructions, self_checks
from bihuan.interfaces.api.v1.finding.room import router

__all__ = ["instructions", "router", "self_checks"]
