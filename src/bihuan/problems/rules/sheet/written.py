"""Which fields of a problem a cell of the sheet writes: the same for a sheet, a pasted block and the grid."""

from collections.abc import Mapping

from bihuan.problems.rules.sheet.shape import LONGEST, Column

WRITTEN: Mapping[Column, tuple[str, ...]] = {
    Column.TEXT: ("text",), Column.PERSON: ("person_id",), Column.LEADER: ("leader_id",), Column.DUE: ("due_on",), Column.WEIGHT: ("weight",),
    Column.CATEGORY: ("category_id", "manifestation_id"), Column.MANIFESTATION: ("manifestation_id", "category_id"), Column.CAUSE: ("cause",),
    Column.CAUSE_KIND: ("cause_kind",), Column.MEASURES: ("measures_text",), Column.PROGRESS: ("progress_text",),
    Column.EXTERNAL: ("external_number",),
}  # fmt: skip
TEXT_OF = {column: WRITTEN[column][0] for column in LONGEST}
"""Where the words of a cell are written as they stand."""
