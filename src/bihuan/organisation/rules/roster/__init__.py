"""The roster sheet 干部名册: every cell is checked before the first write; nothing here knows a database or a workbook."""

from bihuan.organisation.rules.roster.check import check_roster
from bihuan.organisation.rules.roster.shape import (
    Checked,
    Column,
    Known,
    KnownPerson,
    KnownPost,
    KnownUnit,
    Line,
    PersonEntry,
    RawRow,
    UnitEntry,
)

__all__ = [
    "Checked", "Column", "Known", "KnownPerson", "KnownPost", "KnownUnit", "Line", "PersonEntry", "RawRow", "UnitEntry", "check_roster",
]  # fmt: skip
