"""Lists of the ledger as papers."""

from bihuan.problems.papers.lists import list_paper, six_paper, title_of

__all__ = ["list_paper", "six_paper", "title_of"]
