"""The ledger as Excel: the template to fill in, reading what comes back, writing what is shown."""

from bihuan.problems.sheets.reading import CALLED, LedgerSheet, look_at_ledger, read_ledger
from bihuan.problems.sheets.template import FILE_NAME, ledger_template
from bihuan.problems.sheets.writing import Extra, Frame, write_ledger

__all__ = [
    "CALLED",
    "Extra",
    "FILE_NAME",
    "Frame",
    "LedgerSheet",
    "ledger_template",
    "look_at_ledger",
    "read_ledger",
    "write_ledger",
]
