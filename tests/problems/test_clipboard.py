"""Blocks copied in office programs: quotes, line breaks and tabs in cells, tables of HTML."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bihuan.problems.rules.clipboard import MOST_CELLS, block_of, cells_in, lines_of, table_in


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("甲\t乙\r\n丙\t丁\r\n", [["甲", "乙"], ["丙", "丁"]]),
        ('"两行\n文字"\t乙', [["两行\n文字", "乙"]]),
        ('"他说""不办"""\t', [['他说"不办"', ""]]),
        ('5" 管\t"半个', [['5" 管', '"半个']]),
        ('"引"外\t乙', [['"引"外', "乙"]]),
        ("\t\n甲\t", [["", ""], ["甲", ""]]),
        ("", []),
        ("一格", [["一格"]]),
    ],
)
def test_lines_of_cells(text: str, cells: list[list[str]]) -> None:
    assert cells_in(text) == cells


@given(st.lists(st.lists(st.text(alphabet='甲b"\t\n ', max_size=5), min_size=2, max_size=3), min_size=1, max_size=3))
def test_what_is_copied_out_comes_back(rows: list[list[str]]) -> None:
    wide = max(map(len, rows))
    even = [[*row, *["" for _n in range(wide - len(row))]] for row in rows]
    assert cells_in(lines_of(even) + "\n") == even


def test_a_table_of_an_office_program() -> None:
    html = """<html><head><style>td{color:red}</style></head><body><!--StartFragment--><table><col width=72>
      <tr height=19><td class=xl65>窗口<br>无人</td><td>a&lt;b&nbsp;c</td></tr>
      <tr><td rowspan=2>并</td><td>长文字在源里
        换了行</td></tr><tr><td>末</td></tr></table></body></html>"""
    assert table_in(html) == [["窗口\n无人", "a<b c"], ["并", "长文字在源里 换了行"], ["", "末"]]


def test_the_plain_text_is_taken_where_both_tell_the_same_shape() -> None:
    assert block_of("甲  乙\t丙", "<table><tr><td>甲 乙</td><td>丙</td></tr></table>") == [["甲  乙", "丙"]]
    assert block_of("两行\n文字\t乙", "<table><tr><td>两行<br>文字</td><td>乙</td></tr></table>") == [["两行\n文字", "乙"]]
    assert block_of("甲\n乙\t丙", "") == [["甲", ""], ["乙", "丙"]]


@pytest.mark.parametrize("html", ['<table><tr><td colspan="²">甲</td></tr></table>', "<table><![x[y]]><tr><td>甲</td></tr></table>"])
def test_html_of_no_office_program_fails_nowhere(html: str) -> None:
    assert table_in(html) in ([["甲"]], [])


def test_cells_that_span_more_than_anybody_pastes_are_not_spread_out() -> None:
    wide = "<table>" + "<tr>" + "<td colspan=200 rowspan=200>甲</td>" * 500
    assert sum(map(len, table_in(wide))) <= 2 * MOST_CELLS


@pytest.mark.parametrize("piece", ("<a ", "<a x='>' ", "<![CDATA[>", "<!--", "<a '\"", '<a "<a " ', "</a ", "<td rowspan=200 colspan=200>"))
def test_a_block_full_of_nonsense_is_read_as_quickly_as_any(piece: str) -> None:
    begun = time.process_time()
    table_in("<table><tr><td>" + piece * 20_000)
    assert time.process_time() - begun < 2


def test_what_stands_between_the_quotes_of_a_tag_is_no_cell() -> None:
    html = """<html><style><!-- td {color:red} --></style><table><!--StartFragment--><tr><td title="a > b" COLSPAN='2'>1 &lt; 2</td>
    <![if !x]><td style='mso-number-format:"\\@"'>甲<br/>乙</td></tr></table>"""
    assert table_in(html) == [["1 < 2", "", "甲\n乙"]]


def test_a_long_note_of_an_office_program_in_a_cell_is_no_text_of_it() -> None:
    """Word writes a picture or a drawing of a cell once more inside a note of some hundred letters."""
    note = f"<!--[if gte vml 1]><v:shape style='{'width:10pt;' * 60}'></v:shape><![endif]-->"
    assert table_in(f"<table><tr><td>甲{note}</td><td>乙<!-- 到此 --></td></tr></table>") == [["甲", "乙"]]
    assert table_in("<table><tr><td>甲</td><td>a <!-- 没有完</td></tr></table>") == [["甲", "a <!-- 没有完"]]


def test_a_table_is_found_behind_letters_that_grow_when_they_are_made_small() -> None:
    assert table_in("İ" * 40 + "<TABLE><tr><td>甲</td><td>乙</td></tr></TABLE>") == [["甲", "乙"]]
