"""The ledger as a sheet: what its columns mean, and the check of a whole sheet before the first write. Pure; reading files is `sheets`."""

from bihuan.problems.rules.sheet.check import Heard, check_ledger, unheard
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.printing import Facts, printed
from bihuan.problems.rules.sheet.shape import (
    Change,
    Checked,
    Column,
    Known,
    KnownCategory,
    KnownManifestation,
    KnownPerson,
    KnownRow,
    KnownUnit,
    NewLine,
    RawRow,
)

__all__ = [
    "Change", "Checked", "Column", "Facts", "Heard", "Known", "KnownCategory", "KnownManifestation", "KnownPerson", "KnownRow", "KnownUnit", "Names",
    "NewLine", "RawRow", "check_ledger", "printed", "unheard",
]  # fmt: skip
