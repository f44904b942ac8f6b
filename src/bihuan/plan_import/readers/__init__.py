"""Readers: one module per format, each `read(data) -> ReadText`; `registry` is the table of them, `read_file` the one door.
They turn files into plain text and do not interpret it: cleaning and facts belong to `plan_import.rules`."""

from bihuan.plan_import.readers.reading import read_file
from bihuan.plan_import.readers.text import Place, ReadText

__all__ = ["Place", "ReadText", "read_file"]
