"""What this room does in the background: long comparisons, and the daily digest."""

from bihuan.reports.jobs.comparing import COMPARED, Taken, ask_to_compare, is_long, make_comparison
from bihuan.reports.jobs.digests import ask_for_digests, give_digests

__all__ = ["COMPARED", "Taken", "ask_for_digests", "ask_to_compare", "give_digests", "is_long", "make_comparison"]
