"""What a page shows of a file: blocks of words, corners of sheets, pictures; and how errors at cells are told, marked and listed."""

import datetime as dt
import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from PIL import Image

from bihuan.foundation.files.rules import front, limits, marking
from bihuan.foundation.files.rules.cells import MOST_ACCEPTED, CellError, TypedRow
from bihuan.foundation.files.rules.delimited import is_table, read_delimited
from bihuan.foundation.files.rules.front import _first_strings, _sheet_headers, _xml_text, front_of
from bihuan.foundation.files.rules.grids import Grid, SheetTooLarge, _cells, _merged, open_workbook
from bihuan.foundation.files.rules.limits import told_kinds
from bihuan.foundation.files.rules.marking import LIST_SHEET, _headers, _quiet, marked_workbook
from bihuan.foundation.files.rules.markup import attribute, child, local, parse_xml
from bihuan.foundation.files.rules.previewing import preview, shots, tables, words
from bihuan.foundation.files.rules.previewing.blocks import Block, Preview, Sheet, Shot
from bihuan.foundation.files.rules.refusals import DamagedFile, DangerousXml, KindNotTaken, TooManyPixels, ZipBomb
from bihuan.foundation.files.rules.workbooks import _fill_merged, _header, _read, _squeeze
from bihuan.foundation.files.vocabulary import FileKind as K
from tests.factories.pictures import photo
from tests.plan_import.readers.made import docx, zipped


def para(*runs: str, style: str = "") -> str:
    styled = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{styled}{''.join(runs)}</w:p>"


def run(text: str, marks: str = "") -> str:
    return f"<w:r>{f'<w:rPr>{marks}</w:rPr>' if marks else ''}<w:t>{text}</w:t></w:r>"


def seen(body: str, **parts: Any) -> list[Block]:
    return words.document(docx(body, **parts)).blocks


def test_paragraphs_are_runs_with_their_marks() -> None:
    marks = "<w:b/><w:i/><w:u w:val='single'/><w:strike/><w:color w:val='red'/>"
    assert seen(para(run("甲", marks), run("乙"))) == [Block("p", 0, (("甲", "bius"), ("乙", "")))]
    for off in ("0", "false", "none", "off"):
        assert seen(para(run("甲", f"<w:b w:val='{off}'/><w:i w:val='1'/>"))) == [Block("p", 0, (("甲", "i"),))]
    mixed = "<w:r><w:t>a</w:t><w:tab/><w:br/><w:cr/><w:noBreakHyphen/><w:drawing/><w:instrText>x</w:instrText><w:t>b</w:t></w:r>"
    assert seen(para(mixed)) == [Block("p", 0, (("a\t\n\n-b", ""),))]
    assert seen(para(run(" "))) == [] and seen(para("<w:r/>")) == []
    for around in ("sdt", "sdtContent", "ins", "customXml", "smartTag"):
        assert seen(f"<w:{around}>{para(run('甲'))}</w:{around}><w:other>{para(run('乙'))}</w:other>") == [Block("p", 0, (("甲", ""),))]


def test_headings_go_by_the_name_of_their_style() -> None:
    names = {"a": "heading 1", "b": "标题 6", "c": "Heading2", "d": "heading 7", "e": "heading 10", "f": "my heading 1"}
    styles = "".join(f'<w:style w:styleId="{key}"><w:name w:val="{name}"/></w:style>' for key, name in names.items())
    held = f'<w:styles xmlns:w="urn:w">{styles}<w:style w:styleId="g"/></w:styles>'
    for key, level in (("a", 1), ("b", 6), ("c", 2), ("d", 0), ("e", 0), ("f", 0), ("g", 0), ("none", 0), ("", 0)):
        assert seen(para(run("甲"), style=key), styles=held) == [Block("h" if level else "p", level, (("甲", ""),))]


def test_tables_are_rows_of_the_words_of_their_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = f"<w:tc>{para(run('甲'), run('乙'))}{para(run(' '))}{para(run('丙'))}</w:tc>"
    row = f"<w:tr>{cell}<w:tc/></w:tr>"
    assert seen(f"<w:tbl>{row * 2}</w:tbl>") == [Block("table", rows=(("甲乙\n丙", ""), ("甲乙\n丙", "")))]
    monkeypatch.setattr(words, "MOST_BLOCKS", 2)
    assert len(seen(f"<w:tbl>{row * 3}</w:tbl>")[0].rows) == 2
    monkeypatch.setattr(words, "MOST_WORDS", 6)
    assert [len(one.rows) for one in seen(f"<w:tbl>{row * 2}</w:tbl>")] == [2]
    monkeypatch.setattr(words, "MOST_WORDS", 3)
    assert [one.rows for one in seen(f"<w:tbl>{row * 2}</w:tbl>")] == [(("甲乙", ""),)], "as far as it was read"
    assert words.document(docx(f"<w:tbl>{row * 2}</w:tbl>")).more and not words.document(docx(para(run("甲乙丙")))).more


def test_only_so_many_blocks_and_words_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (words.MOST_BLOCKS, words.MOST_WORDS, words.MOST_PICTURES) == (1_500, 120_000, 20)
    monkeypatch.setattr(words, "MOST_BLOCKS", 2)
    for many, shown, more in ((1, 1, False), (2, 2, False), (3, 2, True)):
        found = words.document(docx(para(run("甲")) * many))
        assert (len(found.blocks), found.more, found.total) == (shown, more, 1)
        found = words.plain("甲\n".encode() * many)
        assert (len(found.blocks), found.more, found.total) == (shown, more, 1)
    monkeypatch.setattr(words, "MOST_WORDS", 4)
    assert seen(para(run("甲乙"), run("丙丁"))) == [Block("p", 0, (("甲乙", ""), ("丙丁", "")))]
    for body in (
        para(run("甲乙"), run("丙丁戊")),
        para(run("甲乙"), run("丙丁戊")) + para(run("己")),
        para(run("甲乙")) + para(run("丙丁戊")),
    ):
        found = words.document(docx(body))
        assert found.more and found.blocks == [Block("p", 0, (("甲乙", ""),))], "as far as it was read, and that it goes on"
    assert words.plain("甲乙丙丁".encode()) == Preview(blocks=[Block("p", runs=(("甲乙丙丁", ""),))], total=1)
    monkeypatch.setattr(words, "MOST_WORDS", 3)
    assert words.plain("甲乙\n\n丙".encode()).more and words.plain("甲乙\n\n丙".encode()).blocks == [Block("p", runs=(("甲乙", ""),))]


def drawn(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(held, kind)
    return held.getvalue()


def test_pictures_stand_where_they_are_and_what_cannot_be_shown_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    links = {"r1": "media/a.png", "r2": "/word/media/b.PNG", "r3": "media/none.png", "r4": "media/broken.png", "r5": "media/a.emf"}
    rels = "".join(f'<Relationship Id="{key}" Target="{place}"/>' for key, place in links.items())
    rels += '<Relationship Id="r6" Target="media/a.png" TargetMode="External"/>'

    def made(*wanted: str) -> Preview:
        blips = "".join(f'<w:drawing><a:blip xmlns:a="urn:a" r:embed="{one}"/></w:drawing>' for one in wanted)
        data = docx(f"<w:p>{run('甲')}<w:r>{blips}</w:r></w:p>")
        parts = {
            "word/_rels/document.xml.rels": f'<R xmlns="r">{rels}</R>',
            "word/media/a.png": drawn(),
            "word/media/b.PNG": drawn(size=(9, 9)),
        }
        from tests.plan_import.readers.made import with_parts

        return words.document(with_parts(data, {**parts, "word/media/broken.png": b"no", "word/media/a.emf": drawn()}))

    found = made("r3", "r1", "r4", "r5", "r6", "none", "r2", "")
    assert [(one.kind, one.picture) for one in found.blocks] == [("p", -1), ("picture", 0), ("picture", 1)]
    assert [(one.width, one.height) for one in found.shots] == [(8, 6), (9, 9)]
    monkeypatch.setattr(words, "MOST_PICTURES", 1)
    assert len(made("r1", "r2").shots) == 1


def test_slides_are_shown_in_the_order_of_their_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    def slide(*lines: str) -> str:
        return f'<s xmlns:a="urn:a">{"".join(f"<a:p><a:r><a:t>{one}</a:t></a:r><a:r><a:t/></a:r></a:p>" for one in lines)}</s>'

    data = zipped(
        {"ppt/slides/slide10.xml": slide("丙"), "ppt/slides/slide2.xml": slide("甲", " ", "乙"), "ppt/slides/slide1.xml.bak": "x"}
    )
    found = words.slides(data)
    assert [(one.kind, one.level, one.runs) for one in found.blocks] == [
        ("slide", 2, ()), ("p", 0, (("甲", ""),)), ("p", 0, (("乙", ""),)), ("slide", 10, ()), ("p", 0, (("丙", ""),)),
    ]  # fmt: skip
    assert (found.total, found.more) == (2, False)
    for many, more in ((100, False), (101, True)):
        found = words.slides(zipped({f"ppt/slides/slide{one}.xml": "<s/>" for one in range(many)}))
        assert (found.total, found.more, len(found.blocks)) == (many, more, 100)
    monkeypatch.setattr(words, "MOST_BLOCKS", 5)
    assert not words.slides(data).more
    monkeypatch.setattr(words, "MOST_BLOCKS", 4)
    assert words.slides(data).more and len(words.slides(data).blocks) == 4


def test_a_preview_travels_as_json_without_its_pixels() -> None:
    made = Preview([Shot(b"x", 3, 4)], [Block("p")], [Sheet("a", (("b",),))], 7, True)
    assert made.told() == {
        "shots": [{"width": 3, "height": 4}], "blocks": [{"kind": "p", "level": 0, "runs": (), "rows": (), "picture": -1, "label": ""}],
        "sheets": [{"name": "a", "rows": (("b",),), "more": False, "hidden": False}], "total": 7, "more": True,
    }  # fmt: skip
    assert (
        preview(b"abc", K.TXT).blocks == preview(b"abc", K.MD).blocks == [Block("p", runs=(("abc", ""),))]
        and Preview().told()["more"] is False
    )


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (1e15, "1000000000000000"),
        (1e16, "1e+16"),
        (-1e16, "-1e+16"),
        (-2.0, "-2"),
        (True, "TRUE"),
        (False, "FALSE"),
        (None, ""),
        (dt.datetime(2026, 3, 2), "2026-03-02"),
        (dt.datetime(2026, 3, 2, 9, 5), "2026-03-02 09:05"),
        ("a" * 401, "a" * 400),
        (7, "7"),
        ("", ""),
    ],
)
def test_a_cell_is_shown_as_it_is_stored(cell: object, told: str) -> None:
    assert tables._told(cell) == told


@pytest.mark.parametrize(
    ("row", "wide"), [([], 0), (["", None], 0), (["a"], 1), (["", "a", ""], 2), ([None, None, 0], 3), (["a", "", None, ""], 1)]
)
def test_a_row_is_as_wide_as_its_last_cell(row: list[Any], wide: int) -> None:
    assert tables._width(row) == wide


def test_of_a_sheet_its_upper_left_corner_is_shown() -> None:
    assert (tables.MOST_SHEETS, tables.MOST_ROWS, tables.MOST_COLUMNS, tables.MOST_LETTERS) == (10, 200, 40, 400)

    def corner(rows: list[list[Any]]) -> Sheet:
        asked: list[int] = []
        held = SimpleNamespace(to_python=lambda nrows: asked.append(nrows) or rows[:nrows])
        found = tables._sheet(SimpleNamespace(get_sheet_by_name=lambda _name: held), "a", True)
        assert asked == [201] and found.hidden and found.name == "a"
        return found

    assert corner([["a", "", ""], ["b", "c", ""]]).rows == (("a", ""), ("b", "c")) and corner([]).rows == ()
    for many, wide, more in ((200, 40, False), (201, 40, True), (200, 41, True)):
        found = corner([["a"] * wide] * many)
        assert (len(found.rows), len(found.rows[0]), found.more) == (200, 40, more)


def test_of_a_workbook_the_first_sheets_are_shown() -> None:
    for many in (10, 11):
        book, held = openpyxl.Workbook(), io.BytesIO()
        for number in range(1, many):
            book.create_sheet(f"s{number}").sheet_state = "hidden" if number == 1 else "visible"
        book.save(held)
        found = preview(held.getvalue(), K.XLSX)
        assert (len(found.sheets), found.total, found.more) == (10, many, many > 10)
        assert [one.name for one in found.sheets if one.hidden] == ["s1"]
    with pytest.raises(DamagedFile):
        preview(b"no workbook", K.XLS)


@pytest.mark.parametrize(
    ("mode", "after"), [("RGB", "RGB"), ("RGBA", "RGBA"), ("LA", "RGBA"), ("L", "RGB"), ("P", "RGB"), ("1", "RGB"), ("CMYK", "RGB")]
)
def test_a_shot_is_in_the_colours_of_a_page_and_no_larger_than_asked(mode: str, after: str) -> None:
    made = shots.shot(photo(size=(64, 48)).convert("RGBA" if mode == "LA" else mode).convert(mode), 32)
    again = Image.open(io.BytesIO(made.data))
    assert (made.width, made.height) == again.size == (32, 24) and again.mode in ((after, "RGB") if mode in ("RGBA", "LA") else (after,))
    small = shots.shot(photo(size=(64, 48)))
    assert (small.width, small.height) == (64, 48) and shots.WIDEST == 1600 and shots.MOST_PIXELS == 120_000_000


def test_a_shot_stays_clear_where_the_picture_is() -> None:
    clear = Image.new("LA", (8, 8), (200, 0))
    paint = Image.new("P", (8, 8), 0)
    paint.info["transparency"] = 0
    for one in (clear, paint):
        again = Image.open(io.BytesIO(shots.shot(one).data))
        assert again.mode == "RGBA" and again.getpixel((3, 3))[3] == 0  # type: ignore[index]


def test_too_many_pixels_are_told_before_a_picture_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    data = drawn(size=(400, 300))
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", Image.MAX_IMAGE_PIXELS)  # the bound of the whole process, as it stood before
    monkeypatch.setattr(shots, "MOST_PIXELS", 120_000)
    with shots.opened(data, K.PNG) as one:
        assert one.size == (400, 300)
    for most, told in ((119_999, 12), (59_000, 11)):
        monkeypatch.setattr(shots, "MOST_PIXELS", most)
        with pytest.raises(TooManyPixels) as refused, shots.opened(data, K.PNG):
            pass
        assert refused.value.facts == {"count": told, "most": most // 10_000}
    with pytest.raises(DamagedFile), shots.opened(b"none", K.PNG):
        pass


# ---- errors at cells


def error(**more: Any) -> CellError:
    return CellError(
        **{"sheet": "表", "row": 3, "column": "单位", "value": "某局", "template": "没有“%(one)s”。", "facts": {"one": "某局"}, **more}
    )


def test_an_error_is_told_with_its_place_its_value_and_what_is_near() -> None:
    assert (
        str(error(nearest="县局")) == "表 3 行 单位：“某局”：没有“某局”。最接近的是“县局”。"
        and str(error(value="")) == "表 3 行 单位：没有“某局”。"
    )
    assert str(error(row=0)) == "表：“某局”：没有“某局”。" and str(error(sheet="", row=0, value="")) == "没有“某局”。"
    assert (
        error().message == "没有“某局”。" and error(facts={}, template="50% 以上").message == "50% 以上" and error().place == "表 3 行 单位"
    )
    assert (
        str(error(nearest="县局").told) == "表 第 3 行 单位：“某局”：没有“某局”。最接近的是“县局”。"
        and str(error(row=0, value="").told) == "表：没有“某局”。"
    )
    told = {"sheet": "表", "row": 3, "column": "单位", "value": "某局", "message": "没有“某局”。", "nearest": None}
    assert error().to_json() == told and error(nearest="县局").to_json() == {**told, "nearest": "县局"}
    assert error(accepted=("甲",)).to_json() == {**told, "accepted": ["甲"]}
    accepting = error().accepting(["甲", "", "甲", *map(str, range(99))]).accepted
    assert accepting == ("甲", *map(str, range(57))) and MOST_ACCEPTED == 60


def test_a_typed_row_makes_an_error_of_its_cell() -> None:
    column: Any = K.PDF
    assert TypedRow(7, {}, "表").error(column, "x").column == K.PDF.label
    for cells, value in (({column: "某局"}, "某局"), ({}, "")):
        told = TypedRow(7, cells, "表").error(column, "没有%(one)s", "县局", one=1)
        assert told == CellError("表", 7, K.PDF.label, value, "没有%(one)s", "县局", {"one": 1})


def book(*rows: list[Any], merged: str = "", more: str = "") -> bytes:
    made, held = openpyxl.Workbook(), io.BytesIO()
    made.active.title = "表"
    for row in rows:
        made.active.append(row)
    if merged:
        made.active.merge_cells(merged)
    if more:
        made.create_sheet(more)
    made.save(held)
    return held.getvalue()


def test_the_users_workbook_comes_back_with_its_wrong_cells_marked() -> None:
    data = book(["某县台账"], ["序号", "责任 单位*", "备注"], [1, "某局", "x"], [2, None, "y"], merged="B3:B4", more=LIST_SHEET)
    errors = [
        error(column="责任单位", nearest="县局"),
        error(row=4, column="责任单位", template="再看", facts={}),
        error(column="没有的栏"),
        error(sheet="别的"),
        error(row=0),
    ]
    made = openpyxl.load_workbook(io.BytesIO(marked_workbook(data, errors)))
    sheet = made["表"]
    assert (
        sheet["B3"].fill.start_color.rgb == "FFF4CCCC"
        and sheet["A3"].fill.start_color.rgb == "FFF4CCCC"
        and sheet["C3"].fill.fill_type is None
    )
    assert (
        sheet["B3"].comment.text == "没有“某局”。（县局？）\n再看"
        and sheet["A3"].comment.text == "没有“某局”。"
        and sheet["A1"].comment is None
    )
    page = made[LIST_SHEET]
    assert made.sheetnames == ["表", LIST_SHEET] and page.max_row == 6 and [cell.value for cell in page[1]] == [
        "工作表", "行", "栏目", "填的内容", "要怎么改", "最接近的", "可以填"
    ]  # fmt: skip
    assert [cell.value for cell in page[2]] == ["表", 3, "责任单位", "某局", "没有“某局”。", "县局", None] and page["B6"].value is None
    assert [page.column_dimensions[one].width for one in "ABCDEFG"] == [16, 8, 14, 30, 60, 18, 60] and page.freeze_panes == "A2"
    assert (
        all(cell.font.bold for cell in page[1])
        and not page["A2"].font.bold
        and page["A2"].alignment.wrap_text
        and page["A2"].alignment.vertical == "top"
    )
    assert not page["A1"].alignment.wrap_text
    placed = openpyxl.load_workbook(io.BytesIO(marked_workbook(data, [error(column="x")], {"表": {"x": 3}})))["表"]
    assert placed["C3"].comment is not None and placed["A3"].comment is None


def test_a_note_says_what_would_do_and_a_hidden_row_is_shown() -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(["单位"], ["某局"])))
    made["表"].row_dimensions[2].hidden = made["表"].row_dimensions[1].hidden = True
    held = io.BytesIO()
    made.save(held)
    many = tuple(f"局{number}" for number in range(13))
    for accepted, told in (
        (many[:12], "可以填：" + "、".join(many[:12])),
        (many, "可以填：" + "、".join(many[:12]) + " 等"),
        ((), None),
        (("某局",), None),
    ):
        sheet = openpyxl.load_workbook(io.BytesIO(marked_workbook(held.getvalue(), [error(row=2, accepted=accepted)])))["表"]
        assert sheet["A2"].comment.text == "没有“某局”。" + (f"\n{told}" if told else "")
        assert not sheet.row_dimensions[2].hidden and sheet.row_dimensions[1].hidden
    assert marking._MOST_TOLD == 12


@pytest.mark.parametrize(
    ("text", "quiet"),
    [("=1", "'=1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\ta", "'\ta"), ("a=", "a="), ("", ""), ("a\x00\x1f\n\tb", "a\n\tb"), ("\x01=1", "'=1"),
     ("a" * 2001, "a" * 2000), (" ", " ")],
)  # fmt: skip
def test_a_text_in_a_cell_is_no_formula(text: str, quiet: str) -> None:
    assert _quiet(text) == quiet


def test_heads_are_found_among_the_first_rows() -> None:
    sheet = openpyxl.Workbook().active
    sheet["B1"], sheet["C15"], sheet["D16"], sheet["E1"], sheet["B2"] = "责任 单位＊*", "第十五行", "第十六行", 7, "责任单位"
    assert _headers(sheet) == {"责任单位": 2, "第十五行": 3}


# ---- sheets


def test_a_grid_begins_with_the_first_column_whatever_is_empty() -> None:
    def sheet(start: Any, *rows: list[Any]) -> Any:
        return SimpleNamespace(start=start, iter_rows=lambda: iter(rows))

    assert (
        _cells(sheet((2, 2), ["a"], [1.0])) == [["", "", "a"], ["", "", 1.0]]
        and _cells(sheet((0, 0), ["a"])) == [["a"]]
        and _cells(sheet(None)) == []
    )
    short, long = "ab" * 19 + "c", "ab" * 20
    (one,), (other,) = _cells(sheet(None, ["".join(short)], ["".join(list(short))]))
    assert one is other
    (one,), (other,) = _cells(sheet(None, ["".join(list(long))], ["".join(list(long))]))
    assert one == other and one is not other


def test_merged_cells_cover_what_there_is() -> None:
    cells = [["a"] * 4000] * 2001
    for areas, refused in (
        (None, False),
        ((((0, 0), (1999, 3999)),), False),
        ((((0, 0), (2000, 3999)),), True),
        ((((0, 0), (9999, 99)),) * 39, False),
        ((((9999, 0), (99, 9)),), False),
    ):
        sheet: Any = SimpleNamespace(merged_cell_ranges=areas)
        if refused:
            with pytest.raises(SheetTooLarge) as told:
                _merged(sheet, cells)
            assert told.value.facts == {"rows": 2001, "most": 200_000, "most_columns": 200}
        else:
            assert _merged(sheet, cells) == (areas or ())
    assert _merged(SimpleNamespace(merged_cell_ranges=None), []) == ()  # type: ignore[arg-type]


HEADERS: Any = {"unit": ("单位", "责任单位"), "text": ("问题",)}


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("单 位*", "单位"),
        ("问题（必填）", "问题"),
        ("问题(x)", "问题"),
        ("问题：a", "问题"),
        ("问题:a", "问题"),
        ("问题＊", "问题"),
        (" ", ""),
        ("", ""),
        ("*", ""),
    ],
)
def test_a_head_is_its_first_word(text: str, plain: str) -> None:
    assert _squeeze(text) == plain


def test_a_header_is_the_first_row_with_all_that_is_needed() -> None:
    rows: list[list[object]] = [["台账"], ["责任单位", "x"], ["问题", "责任单位", "单位"], ["问题", "单位"]]
    assert _header(rows, HEADERS, ("unit", "text")) == ({"unit": 2, "text": 0}, 2) and _header(rows, HEADERS, ()) == ({}, 0)
    assert _header(rows, HEADERS, ("unit",)) == ({"unit": 0}, 1)
    assert _header([[""]] * 14 + rows[3:], HEADERS, ("text",)) == ({"unit": 1, "text": 0}, 14) and _header(
        [[""]] * 15 + rows, HEADERS, ("text",)
    ) == (None, 0)


def test_a_merged_cell_stands_for_all_that_it_covers() -> None:
    def filled(area: Any, top: int = 0) -> list[list[Any]]:
        cells = [["h", "h", "h"], ["a", "", ""], ["", "", "z"]]
        _fill_merged(Grid("s", cells, (area,)), cells, top)
        return cells

    assert filled(((1, 0), (2, 1))) == [["h", "h", "h"], ["a", "a", ""], ["a", "a", "z"]] and filled(((1, 0), (1, 9)))[1] == ["a", "a", "a"]
    same = [["h", "h", "h"], ["a", "", ""], ["", "", "z"]]
    assert filled(((1, 0), (2, 1)), 1) == filled(((0, 0), (2, 1))) == filled(((3, 0), (4, 1))) == filled(((1, 3), (2, 4))) == same


def test_rows_are_read_below_the_header_as_text() -> None:
    cells: list[list[Any]] = [["台账"], ["单位", "问题", "来源"], [" 甲局 ", 3.0, "x"], ["", "  ", "y"], ["乙局"]]
    found = _read(Grid("表", cells), HEADERS, ("unit", "text"))
    assert found and [(one.number, one.cells) for one in found.rows] == [(3, {"unit": "甲局", "text": "3"}), (5, {"unit": "乙局"})]
    assert found.unknown == ("来源",) and found.name == "表" and _read(Grid("表", [["a"]]), HEADERS, ("unit",)) is None


def test_tables_of_text_in_every_habit() -> None:
    assert all(is_table(f"a.{one}") for one in ("csv", "TSV", "tab", "txt")) and not is_table("a.md") and not is_table("csv")
    for between in ("\t", ",", ";", "，"):
        assert read_delimited(f'\ufeff单位{between}问题\n甲{between}="001"\n'.encode(), 9) == [["单位", "问题"], ["甲", "001"]]
    assert read_delimited(b'a,b=",c\n', 9) == [["a", 'b="', "c"]] and read_delimited('"甲\n乙",丙\n'.encode(), 9) == [["甲\n乙", "丙"]]
    for most, rows in ((1, 2), (2, 3), (3, 3)):
        assert len(read_delimited(b"a,b\n" * 3, most)) == rows
        assert read_delimited(b'a,b\na,"' + b"x" * 140_000 + b"\na,b\na,b\n", most)[0] == ["a", "b"]
    head = "甲;乙\n" * 15 + "丙,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,\n"
    assert read_delimited(head.encode(), 99)[0] == ["甲", "乙"], "the first fifteen lines tell"
    with pytest.raises(KindNotTaken):
        open_workbook("说明".encode(), "a.md", frozenset({K.MD, K.TXT, K.XLSX}) - {K.MD})
    assert open_workbook(b"a,b\n", "C:\\x\\a.b.csv", frozenset({K.TXT})).names == ("a.b",)


def test_kinds_are_told_by_their_endings() -> None:
    assert told_kinds(frozenset({K.XLSX})) == "xlsx" and told_kinds(frozenset({K.DOCX, K.XLSX})).split("、")[:1] != ["txt"]
    assert (
        told_kinds(frozenset({K.TXT})) == "txt"
        and told_kinds(frozenset()) == ""
        and frozenset({K.PNG, K.JPG, K.GIF, K.WEBP, K.BMP, K.TIF, K.HEIC, K.PDF, K.OFD}) == limits.ORDERS
    )


# ---- markup, first pages


def test_xml_of_strangers(monkeypatch: pytest.MonkeyPatch) -> None:
    root = parse_xml(b'<a xmlns:x="urn:x" x:n="1" nn="2"><!-- c --><?p i?><x:b><c/></x:b><b/></a>', "x")
    assert (
        len(root) == 2
        and local(root[0]) == "b"
        and attribute(root, "n") == "1"
        and attribute(root, "nn") == "2"
        and attribute(root, "m") is None
    )
    assert (
        child(root, "b", "c") is not None
        and child(root, "c") is None
        and child(None, "b") is None
        and child(root) is root
        and child(root, "c", "d") is None
    )
    for bad, refused in ((b"<a>", DamagedFile), (b"", DamagedFile), (b"<!DOCTYPE a><a/>", DangerousXml), 
                         (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', DangerousXml),
                         (b"<!DOCTYPE a><a>", DangerousXml), (b"<!ENTITY a><a>", DangerousXml)):  # fmt: skip
        with pytest.raises(refused):
            parse_xml(bad, "x")
    monkeypatch.setattr("bihuan.foundation.files.rules.markup.MOST_BYTES", 4)
    assert local(parse_xml(b"<a/>", "x")) == "a"
    with pytest.raises(ZipBomb):
        parse_xml(b"<ab/>", "x")


def test_the_first_page_of_each_kind() -> None:
    assert (
        front.FRONT == 1_500
        and front_of(("甲" * 1600).encode(), K.TXT) == front_of(("甲" * 1600).encode(), K.MD) == "甲" * 1500
        and front_of(b"x", K.PNG) == ""
    )
    assert (
        _xml_text(b"", "x") == ""
        and _xml_text("<a><t>甲</t><p/><t/><b>乙</b><TextCode>丙</TextCode><tr/><br/></a>".encode(), "x") == "甲\n丙\n\n"
    )
    long = f"<a>{'<t>' + '甲' * 3000 + '</t>'}<t>{'乙' * 3000}</t><t>丙</t><t>丁</t></a>"
    assert _xml_text(long.encode(), "x") == "甲" * 3000 + "乙" * 3000 + "丙"
    parts = {
        "word/document.xml": f"<a><t>{'甲' * 2000}</t></a>",
        "word/header1.xml": "<a><t>页眉</t></a>",
        "word/footer.xml": "<a><t>页脚</t></a>",
    }
    parts["word/other.xml"] = "<a><t>别</t></a>"
    assert front_of(zipped(parts), K.DOCX) == "页眉\n页脚\n" + "甲" * 1500 and front_of(zipped(parts), K.PPTX) == "页眉\n页脚"
    assert (
        front_of(
            zipped(
                {
                    "Doc_0/Pages/Page_0/Content.xml": "<a><TextCode>甲</TextCode></a>",
                    "Doc_0/Pages/Page_1/Content.xml": "<a><TextCode>乙</TextCode></a>",
                }
            ),
            K.OFD,
        )
        == "甲"
    )


def test_the_first_cells_and_headers_of_a_workbook() -> None:
    package: Any = SimpleNamespace(read=lambda _name: "<t>甲&amp;</t><t xml:space='preserve'>乙</t><tt>丙</tt>".encode(), names=list)
    assert _first_strings(package) == "甲&\n乙" and _first_strings(SimpleNamespace(read=lambda _name: None)) == ""  # type: ignore[arg-type]
    assert len(_first_strings(SimpleNamespace(read=lambda _name: ("<t>" + "甲" * 200 + "</t>").encode() * 9))) == 1500  # type: ignore[arg-type]
    sheet = '<sheetData/><oddHeader>&amp;L&amp;"黑体"&amp;14甲</oddHeader><firstFooter>乙</firstFooter><evenHeader>丙</evenHeader><other>丁</other>'
    held: Any = SimpleNamespace(
        names=lambda: [*(f"xl/worksheets/s{one}.xml" for one in range(30)), "xl/worksheets/a/b.xml"], read=lambda _name: sheet.encode()
    )
    assert _sheet_headers(held) == ["\n\n\n甲", "乙", "丙"] * 20
    assert _sheet_headers(SimpleNamespace(names=lambda: ["xl/worksheets/a.xml"], read=lambda _name: (sheet + " " * 10_000).encode())) == []  # type: ignore[arg-type]
