"""Reading the ledger: what a step still needs, what somebody may see, pages of rows, counts. Never writes."""

from bihuan.problems.queries.needs import unmet

__all__ = ["unmet"]
