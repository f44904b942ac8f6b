"""处理与申诉 for programs: cases as the gate shows them, bodies, study. A program reads what to keep in step with and writes down study; every step that
is about a person – proposing, hearing, deciding, serving, lifting, appealing – is taken by people on the pages. Ratings, cards, return visits,
tolerance, clearing and announcements have no address here: what is taken down must be gone everywhere, and a copy elsewhere is not."""

from bihuan.interfaces.api.v1.accountability import reading, study
from bihuan.interfaces.api.v1.accountability.room import router

__all__ = ["reading", "router", "study"]
