"""Minutes of a critique meeting that was held without screens: the sheet to fill in, and reading what comes back, faults by row."""

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.finding.rules.pairings import pairing_of
from bihuan.finding.vocabulary.critique import Pairing
from bihuan.foundation.files.rules.workbooks import SheetRow, read_sheet
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.names import drawn_together
from bihuan.organisation.vocabulary import PostRole

FILE_NAME = _("互评会议记录.xlsx")
SHEET = "会议记录"
_ABOUT, _AUTHOR, _PAIRING, _MANIFESTATION, _TEXT = "about", "author", "pairing", "manifestation", "text"
_HEADERS = {
    _ABOUT: ("被批评人", "批评对象", "对谁"), _AUTHOR: ("提出人", "批评人"), _PAIRING: ("结对", "互评关系"),
    _MANIFESTATION: ("表现编号", "具体表现", "对照表现"), _TEXT: ("批评意见", "意见内容", "意见"),
}  # fmt: skip
_ROWS = 2000
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one row. The words of the row are not repeated: they may name whoever spoke."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row that can be taken: people and manifestation by their keys."""

    about: int
    author: int | None
    pairing: Pairing
    manifestation: int
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a sheet is read against: (person, role) by name, more than one for namesakes; manifestations by number and by text; who imports."""

    people: Mapping[str, Sequence[tuple[int, PostRole]]]
    manifestations: Mapping[str, int]
    importer: int | None = None


def minutes_template(people: Sequence[str], manifestations: Sequence[tuple[str, str]]) -> bytes:
    """The sheet; a second one tells names and manifestations of the meeting."""
    import xlsxwriter  # a tenth of a second: not when the server starts

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    head = book.add_format({"bold": True, "bg_color": "#F3E9E7", "border": 1, "align": "center", "font_name": "宋体"})
    text = book.add_format({"num_format": "@", "font_name": "宋体", "text_wrap": True})
    sheet = book.add_worksheet(SHEET)
    for place, (names, width) in enumerate(zip(_HEADERS.values(), (14, 14, 30, 14, 60), strict=True)):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, names[0], head)
    sheet.data_validation(1, 2, _ROWS, 2, {"validate": "list", "source": "=选项!$B$2:$B$5"})
    sheet.freeze_panes(1, 0)
    told = book.add_worksheet("选项")
    for place, (label, rows) in enumerate(
        (
            ("参会人员", people),
            ("结对", [one.label for one in Pairing]),
            ("表现编号", [f"{number} {words}" for number, words in manifestations]),
        )
    ):
        told.set_column(place, place, 36, text)
        told.write_string(0, place, label, head)
        for number, value in enumerate(rows, 1):
            told.write_string(number, place, value, text)
    book.close()
    return stream.getvalue()


def read_minutes(data: bytes, name: str, known: Known) -> tuple[list[Row], list[Fault]]:
    """The rows that can be taken, and what is wrong with the others. Raises a subclass of UnreadableFile."""
    sheet = read_sheet(data, name, _HEADERS, (_ABOUT, _MANIFESTATION, _TEXT), sheet=SHEET)
    rows, faults = list[Row](), list[Fault]()
    for one in sheet.rows[:_ROWS]:
        read = _read(one, known)
        if isinstance(read, Row):
            rows.append(read)
        else:
            faults.append(Fault(one.number, read))
    if len(sheet.rows) > _ROWS:
        faults.append(Fault(sheet.rows[_ROWS].number, _("一次至多导入 2000 行，请分开导入。")))
    return rows, faults


def _read(row: SheetRow, known: Known) -> Row | str:
    cells: Mapping[str, Any] = row.cells
    about, author = (known.people.get(drawn_together(cells.get(one, "")), ()) for one in (_ABOUT, _AUTHOR))
    if len(about) != 1:
        return _("被批评人不在参会名单里。") if not about else _("参会名单里有同名的人，请在页面上逐条录入。")
    if about[0][0] == known.importer:
        return _("与您本人有关的意见，请由别人录入。")
    if cells.get(_AUTHOR) and len(author) != 1:
        return _("提出人不在参会名单里，或者有同名的人；不清楚的可以不填。")
    pairing = _pairing(cells, about[0], author[0] if author else None)
    if not isinstance(pairing, Pairing):
        return pairing
    said = cells.get(_MANIFESTATION, "")
    number = _NUMBER.match(said)
    manifestation = known.manifestations.get(number[0] if number else "") or known.manifestations.get(said)
    if manifestation is None:
        return _("没有找到对照的具体表现，请填编号。")
    if not cells.get(_TEXT, "").strip():
        return _("请写明批评意见。")
    return Row(about[0][0], author[0][0] if author else None, pairing, manifestation, cells[_TEXT])


def _pairing(cells: Mapping[str, str], about: tuple[int, PostRole], author: tuple[int, PostRole] | None) -> Pairing | str:
    """By the parts that both play; where nobody is named, as the row says."""
    if author is not None:
        if author[0] == about[0]:
            return _("提出人和被批评人是同一个人。")
        return pairing_of(author[1], about[1]) or _("这两个人不在四种结对之中。")
    told = {one.label: one for one in Pairing}.get(cells.get(_PAIRING, ""))
    return told or _("没有写提出人的，请写明是哪一种结对。")
