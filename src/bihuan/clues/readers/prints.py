"""The words of a paper of the desk, docx or Excel, with the mark by which it is known."""

from bihuan.clues.rules.prints import lines_of, read_mark
from bihuan.documents.readers.held import read_held
from bihuan.foundation.files.rules.grids import open_workbook, text_of


def read_print(data: bytes, name: str) -> tuple[str, str, list[str]]:
    """Number, salt and lines. Raises a subclass of UnreadableFile for what is neither."""
    if name.lower().endswith(".xlsx"):
        rows = [row for grid in open_workbook(data, name).grids() for row in grid.cells]
        text = "\n".join(line for row in rows for cell in row for line in text_of(cell).splitlines())
        return *read_mark(text), lines_of(text)
    held = read_held(data, name)
    return *read_mark(held.document), lines_of(held.text)
