"""The workbook of a form: looked at as a table, filled in its own formatting, marked where it differs from the last time."""

from bihuan.forms.sheets.filling import Filled, Row, fill, marked
from bihuan.forms.sheets.grid import SheetView, look_at, lost_in
from bihuan.forms.sheets.suggested import suggestions

__all__ = ["Filled", "Row", "SheetView", "fill", "look_at", "lost_in", "marked", "suggestions"]
