"""Units, people and posts for programs of whoever keeps the organisation; for everybody else there is nothing here, as on the pages."""

from bihuan.interfaces.api.v1.organisation import people, roster, units
from bihuan.interfaces.api.v1.organisation.room import router

__all__ = ["people", "roster", "router", "units"]
