"""Date phrases of Chinese plans (domain.md J3, J4) as dates of the contract; what is vague or relative stays null.

`points` reads one date, `phrases` joins them to ranges, deadlines and beginnings, `rhythms` reads what recurs or is relative.
No date is ever invented: a year that is not stated stays away.
"""

from bihuan.plan_import.rules.dates.phrases import When, find_whens
from bihuan.plan_import.rules.dates.rhythms import find_rhythms, standing

__all__ = ["When", "find_rhythms", "find_whens", "standing"]
