"""Readers: one module per format, each `read(data) -> ReadText`; `registry` is the table of them, `read_file` the one door.
They turn files into plain text and do not interpret it: cleaning and facts belong to `plan_import.rules`."""

from bihuan.plan_import.readers.reading import read_file
from bihuan.plan_import.readers.text import Place, PlaceKind, ReadText

__all__ = ["Place", "PlaceKind", "ReadText", "read_file"]
