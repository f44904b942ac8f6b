"""Small edges of sheets: letters of columns, words of full width, veils, what a row says of its cause."""

from types import SimpleNamespace

import pytest

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy
from bihuan.foundation.files.rules.guarding import guarded, unguarded
from bihuan.problems.rules.own_blocks import OwnRow, own_cell
from bihuan.problems.rules.searched import SEARCHED, searched_text, stands_in
from bihuan.problems.rules.sheet.heading import _is_head
from bihuan.problems.rules.sheet.layout import How, Title
from bihuan.problems.rules.sheet.names import Names
from bihuan.problems.rules.sheet.shape import VEIL, Known, KnownPerson, KnownUnit
from bihuan.problems.rules.sheet.values import numbered, visible, word_in
from bihuan.problems.vocabulary import Weight


@pytest.mark.parametrize(
    ("place", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (27, "AB"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")]
)
def test_a_column_is_called_as_office_programs_call_it(place: int, letter: str) -> None:
    assert Title(place, "", "", How.NONE).letter == letter


@pytest.mark.parametrize(
    ("row", "head"),
    [
        (["甲", "乙"], True),
        (["甲"], False),
        (["甲", "甲"], False),
        (["甲", "单位：县局"], False),
        (["甲", "单位："], True),
        (["", None], False),
    ],
)
def test_a_head_has_several_words_and_nothing_filled_in(row: list[object], head: bool) -> None:
    assert _is_head(row) is head


def test_a_cell_is_compared_without_what_nobody_sees() -> None:
    assert (
        visible(" 甲\u200b\xa0乙\r\n丙\r") == "甲 乙\n丙" and visible(" 甲 ") == "甲" and numbered(" Ａ１ ") == "A1" and numbered("") == ""
    )
    assert word_in(Weight, "一 般") is Weight.GENERAL and word_in(Weight, "无此词") is None and word_in(Weight, "") is None
    for text in ("=1", "+1", "-1", "@a", "'=1", "\t1"):
        assert guarded(text) == f"'{text}" and unguarded(f"'{text}") == text
    assert [guarded(one) for one in ("", "甲", "'甲", "1-2")] == ["", "甲", "'甲", "1-2"] and unguarded("'甲") == "'甲"


NOTE, SUM = (OwnColumn(number=n, name=name, kind=kind) for n, name, kind in ((1, "备注", ColumnKind.TEXT), (2, "人数", ColumnKind.NUMBER)))


@pytest.mark.parametrize(
    ("column", "own", "readable", "shown"),
    [
        (NOTE, {"1": "甲"}, True, "甲"),
        (NOTE, {"1": "甲"}, False, VEIL),
        (NOTE, {}, False, ""),
        (NOTE, {}, True, ""),
        (SUM, {"2": "3"}, False, "3"),
    ],
)
def test_a_private_text_of_an_own_column_is_veiled_where_there_is_one(
    column: OwnColumn, own: dict[str, str], readable: bool, shown: str
) -> None:
    row = OwnRow(own=own, open_to=frozenset(FilledBy), readable=readable, state="rectifying")
    cell, value = own_cell(column, "5", row)
    assert cell.old == shown and (value == "5") is (readable or column is SUM)
    assert own_cell(column, VEIL, row)[1] is None and not own_cell(column, VEIL, row)[0].moves


def test_what_of_a_problem_is_found_stands_line_by_line_and_moves_the_index() -> None:
    texts = ("owner_name", "text", "cause", "measures_text", "progress_text", "how", "external_number", "origin_label")
    people = ("unit", "person", "doer", "leader")
    assert {*texts, *(f"{one}_id" for one in people)} == SEARCHED
    row = SimpleNamespace(number=7, **{one: one for one in texts}, **{one: SimpleNamespace(name=f"<{one}>") for one in people})
    assert searched_text(row).split("\n") == ["0007", *(f"<{one}>" for one in people), *texts]
    assert stands_in(row, "0007 cause") and not stands_in(row, "cause nothing") and not stands_in(row, "")
    bare = SimpleNamespace(number=12345, **dict.fromkeys(texts, ""), **dict.fromkeys(people))
    assert searched_text(bare) == "12345"


def test_two_of_one_name_are_told_apart_by_post_and_never_by_telephone() -> None:
    people = (
        KnownPerson(1, "柳浪", 9, ("科长", "13800000001")), KnownPerson(2, "柳浪", 9, ("干事", "13800000002")), KnownPerson(3, "闻莺", 9, ("科长",)),
        KnownPerson(4, "南屏", 9, ("干事",)), KnownPerson(5, "南屏", 9, ("干事",)), KnownPerson(6, "晚钟", 9), KnownPerson(7, "晚钟", 9, ("干事",)),
    )  # fmt: skip
    names = Names(Known("A", units=(KnownUnit(9, "甲局"),), people=people))
    told = [names.person_label(one.pk, one.name, 9) for one in people]
    assert told == ["柳浪（科长）", "柳浪（干事）", "闻莺", "南屏（编号4）", "南屏（编号5）", "晚钟（编号6）", "晚钟（干事）"]
    assert names.person_label(None, "", 9) == ""
