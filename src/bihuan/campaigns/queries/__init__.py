"""Reading campaigns: which ones somebody sees, their stages, groups, roster counts. Never writes."""

from bihuan.campaigns.queries.campaigns import find, needs_second_factor, visible_to

__all__ = ["find", "needs_second_factor", "visible_to"]
