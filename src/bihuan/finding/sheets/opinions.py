"""The list of opinions as Excel (D14)."""

from collections.abc import Sequence

from bihuan.finding.rules.opinion_list import HEAD, WIDTHS
from bihuan.foundation.files.rules.tables import TYPED, Table, workbook


def opinion_sheet(rows: Sequence[tuple[str, ...]]) -> bytes:
    """The workbook of the list D14."""
    head = [(label, width * 5) for label, width in zip(HEAD, WIDTHS, strict=True)]
    return workbook(Table("意见建议问题清单", head, rows, TYPED, open_ended=True))
