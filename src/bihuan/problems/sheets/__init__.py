"""The ledger as Excel: the template to fill in, reading what comes back, writing what is shown, marking what was wrong."""

from bihuan.problems.sheets.marking import marked
from bihuan.problems.sheets.reading import LedgerSheet, read_ledger
from bihuan.problems.sheets.template import FILE_NAME, ledger_template
from bihuan.problems.sheets.writing import write_ledger

__all__ = ["FILE_NAME", "LedgerSheet", "ledger_template", "marked", "read_ledger", "write_ledger"]
