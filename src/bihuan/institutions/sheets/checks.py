"""The answers to a check order as Excel."""

from collections.abc import Sequence

from bihuan.institutions.models import CheckOrder
from bihuan.institutions.queries.checks import HEAD, Answered, in_words
from bihuan.institutions.sheets.grid import grid


def check_sheet(order: CheckOrder, rows: Sequence[Answered]) -> bytes:
    """One row a unit."""
    title = f"{order.campaign.title}第{order.number}次举一反三情况汇总"
    return grid("举一反三", title, list(zip(HEAD, (2.4, 2.0, 4.0, 5.0, 1.9), strict=True)), map(in_words, rows))
