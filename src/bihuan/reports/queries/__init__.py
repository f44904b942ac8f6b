"""Reading over all rooms: figures for any day, the cockpit. Never writes."""

from bihuan.reports.queries.cockpit import Cockpit, cockpit
from bihuan.reports.queries.figures import address_of, figures

__all__ = ["Cockpit", "address_of", "cockpit", "figures"]
