"""Plans for programs: read from a file into facts, corrected and settled, the campaign started."""

from bihuan.interfaces.api.v1.plans import reading, recognising, reviewing, starting
from bihuan.interfaces.api.v1.plans.room import router

__all__ = ["reading", "recognising", "reviewing", "router", "starting"]
