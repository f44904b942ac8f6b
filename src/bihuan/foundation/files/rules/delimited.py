"""Tables as plain text: commas, tabs or semicolons between the cells, in whatever encoding an office program saved them."""

import csv
import io
import re

from bihuan.foundation.files.rules.charset import decode
from bihuan.foundation.files.rules.kinds import extension

ENDINGS = frozenset({"csv", "tsv", "tab", "txt"})
_DELIMITERS = "\t,;，"
_KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
_LONGEST = 131_072


def is_table(name: str) -> bool:
    """Does the name say that a text is a table?"""
    return extension(name) in ENDINGS


def read_delimited(data: bytes, most_rows: int) -> list[list[str]]:
    """The rows of the text; one more than `most_rows` at most. ="001", which programs write to keep zeros, is 001. Raises as `decode` does."""
    text = decode(data).text.lstrip("\ufeff")
    head = text[:20_000].splitlines()[:15]
    between = max(_DELIMITERS, key=lambda one: sum(line.count(one) for line in head))
    if between == "，":
        text, between = text.replace("，", ","), ","
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=between)
    try:
        for row in reader:
            rows.append([_KEPT_AS_TEXT.sub(r"\1", cell) if cell.startswith('="') else cell for cell in row])
            if len(rows) > most_rows:
                break
    except csv.Error:  # a quote that never closes, a cell beyond all bounds: cut as it stands, without quotes
        rows = [line.split(between) for line in text.splitlines()[: most_rows + 1]]
    return rows


csv.field_size_limit(max(csv.field_size_limit(), _LONGEST))
