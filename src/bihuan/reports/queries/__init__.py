"""Reading over all rooms: figures for any day, the cockpit. Never writes."""

from bihuan.reports.queries.addresses import address_of
from bihuan.reports.queries.cockpit import Cockpit, cockpit
from bihuan.reports.queries.figures import figures

__all__ = ["Cockpit", "address_of", "cockpit", "figures"]
