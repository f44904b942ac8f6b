"""The roster from workbook to tree: all or nothing, again without doubling, bad files refused, ten thousand people in time."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from bihuan.foundation.audit.chain import faults
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.rules import UnreadableFile
from bihuan.foundation.kernel import Actor, BadInput
from bihuan.organisation import operations
from bihuan.organisation.models import Person, Post, Unit
from bihuan.organisation.queries import top_of
from bihuan.organisation.sheets import read_roster, roster_template
from tests.factories.steady import seconds

ON = date(2026, 3, 2)
LATER = date(2026, 6, 1)
SMALL = [
    ("青石县", "", "", "", "", "", ""),
    ("县教育局", "青石县", "柳　浪", "局长", "正科级", "否", "13800000011"),
    ("县教育局", "", "闻莺", "副局长", "副科级", "是", ""),
    ("办公室", "县教育局", "苏堤", "主任", "", "是", 13800000013),
    ("县财政局", "青石县", "柳浪", "副局长", "副科级", "是", "13800000014"),
]
Workbook = Callable[..., bytes]


def enter(data: bytes, actor: Actor, now: datetime, on: date = ON) -> operations.RosterTaken:
    return operations.enter_roster(rows=read_roster(data, "名册.xlsx"), on=on, actor=actor, now=now + (on - ON))


def test_a_sheet_for_a_day_to_come_is_refused(workbook: Workbook, machine: Actor, now: datetime) -> None:
    """Whoever leaves a post on a day to come would have left it at once."""
    with pytest.raises(BadInput, match="还没有到"):
        operations.enter_roster(rows=read_roster(workbook(SMALL), "名册.xlsx"), on=LATER, actor=machine, now=now)
    assert not Person.objects.exists()


def test_a_sheet_becomes_units_people_and_posts(workbook: Workbook, machine: Actor, now: datetime) -> None:
    taken = enter(workbook(SMALL), machine, now)
    assert taken.counts["new"] == 4 and taken.counts["subjects"] == 3 and taken.counts["units"] == 3
    assert [unit.name for unit in Unit.objects.order_by("path")] == ["青石县", "县教育局", "办公室", "县财政局"]
    assert Person.objects.filter(name="柳浪").count() == 2 and Person.objects.get(name="苏堤").phone == "13800000013"
    assert {(one.person.name, one.unit.name, one.subject) for one in taken.entries} == {
        ("柳浪", "县教育局", False), ("闻莺", "县教育局", True), ("苏堤", "办公室", True), ("柳浪", "县财政局", True),
    }  # fmt: skip
    assert Record.objects.filter(kind="person").count() == 4 and not list(faults())


def test_the_same_sheet_again_changes_nothing(workbook: Workbook, machine: Actor, now: datetime) -> None:
    enter(workbook(SMALL), machine, now)
    before = Record.objects.count()
    taken = enter(workbook(SMALL), machine, now, LATER)
    assert taken.counts["same"] == 4 and taken.counts["new"] == taken.counts["changed"] == taken.counts["units_new"] == 0
    assert Record.objects.count() == before and len(taken.entries) == 4
    assert Person.objects.count() == 4 and Post.objects.count() == 4


def test_a_later_sheet_updates_and_keeps_the_past(workbook: Workbook, machine: Actor, now: datetime) -> None:
    enter(workbook(SMALL), machine, now)
    later = [
        *SMALL[:2],
        ("县教育局", "", "闻莺", "局长", "正科级", "否", "13800000012"),
        ("县财政局", "青石县", "白堤", "科员", "", "否", ""),
    ]
    taken = enter(workbook(later), machine, now, LATER)
    assert {key: taken.counts[key] for key in ("new", "changed", "same", "gone")} == {"new": 1, "changed": 1, "same": 1, "gone": 1}
    assert taken.gone == ("柳浪",)
    posts = Post.objects.filter(person__name="闻莺").order_by("pk").values_list("title", "from_on", "to_on")
    assert list(posts) == [("副局长", ON, LATER), ("局长", LATER, None)]
    assert Person.objects.get(name="闻莺").phone == "13800000012"


def test_a_correction_on_the_same_day_leaves_one_post(workbook: Workbook, machine: Actor, now: datetime) -> None:
    enter(workbook(SMALL), machine, now)
    enter(workbook([("县教育局", "", "闻莺", "党组副书记", "副科级", "是", "")]), machine, now)
    assert [post.title for post in Post.objects.filter(person__name="闻莺")] == ["党组副书记"]


def test_one_bad_cell_and_nothing_is_taken(workbook: Workbook, machine: Actor, now: datetime) -> None:
    with pytest.raises(BadInput, match="2 处错误，整份没有导入") as refused:
        enter(workbook([*SMALL, ("县水利局", "青石线", "断桥", "局长", "", "可能", "")]), machine, now)
    assert [error.to_json() for error in refused.value.errors][1] == {
        "sheet": "干部名册", "row": 7, "column": "是否整治对象", "value": "可能", "message": "这一格只能填“是”或“否”。", "nearest": None,
    }  # fmt: skip
    assert not Person.objects.exists() and not Unit.objects.exists() and not Record.objects.filter(kind="unit").exists()


def test_columns_in_any_order_under_a_title_with_other_words(workbook: Workbook) -> None:
    data = workbook(
        [("1", "13800000011", "柳浪", "县教育局", "备注")], head=("序号", "联系电话", "姓 名", "单位名称*", "备注"), sheet="Sheet1", above=3
    )
    (row,) = read_roster(data, "名册.xlsx")
    assert (row.number, row.sheet) == (5, "Sheet1")
    assert [(column.value, text) for column, text in row.cells.items()] == [
        ("unit", "县教育局"),
        ("name", "柳浪"),
        ("phone", "13800000011"),
    ]


def test_merged_cells_stand_for_all_their_rows() -> None:
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream)
    page = book.add_worksheet("干部名册")
    page.write_row(0, 0, ("单位", "上级单位", "姓名"))
    page.merge_range(1, 0, 3, 0, "县教育局")
    for row, name in enumerate(("柳浪", "闻莺", "苏堤"), 1):
        page.write(row, 2, name)
    book.close()
    from bihuan.organisation.rules.roster import Column

    assert [row.cells[Column.UNIT] for row in read_roster(stream.getvalue(), "a.xlsx")] == ["县教育局"] * 3


def test_the_template_is_read_back_and_explains_itself(machine: Actor, now: datetime) -> None:
    book = load_workbook(io.BytesIO(roster_template()))
    assert book.sheetnames == ["干部名册", "填写说明"]
    sheet = book["干部名册"]
    assert [cell.value for cell in sheet[1]] == ["单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"]
    assert {rule.formula1 for rule in sheet.data_validations.dataValidation} >= {'"是,否"'}
    assert sheet.column_dimensions["G"].number_format == "@"
    sheet.append(["县教育局", "", "柳浪", "局长", "正科级", "是", "13800000011"])
    filled = io.BytesIO()
    book.save(filled)
    assert enter(filled.getvalue(), machine, now).counts["new"] == 1


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "x")
        package.writestr("xl/worksheets/sheet1.xml", b"\0" * 60_000_000)
    return stream.getvalue()


def _far_out(workbook: Workbook) -> bytes:
    source = zipfile.ZipFile(io.BytesIO(workbook(SMALL)))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            data = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                data = data.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
            package.writestr(name, data)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        ("单位,姓名\n县教育局,柳浪\n".encode(), "kind_not_taken"),
        (b"%PDF-1.7 obj", "kind_not_taken"),
        (b"PK\x03\x04 broken", "damaged"),
        (bytes(range(256)) * 8, "binary"),
    ],
)
def test_wrong_files_are_refused_kindly(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_roster(data, "名册.xlsx")
    assert refused.value.code == code and refused.value.sentence.endswith(("。", "）"))


def test_a_bomb_a_far_cell_and_a_sheet_without_header_are_refused(workbook: Workbook) -> None:
    for data, code in (
        (_bomb(), "zip_bomb"),
        (_far_out(workbook), "sheet_too_large"),
        (workbook(SMALL, head=list("abcdefg")), "no_such_sheet"),
    ):
        with pytest.raises(UnreadableFile) as refused:
            read_roster(data, "名册.xlsx")
        assert refused.value.code == code, refused.value.sentence


def test_ten_thousand_people_are_taken_in_time(workbook: Workbook, machine: Actor, now: datetime) -> None:
    """Measured 3.4 s on two quiet cores with SQLite; here our own computing time at full speed, whatever else the machine does."""
    given = "山川河湖海林森石泉云"
    rows = [
        (
            f"第{n % 200}局",
            "青石县",
            "王李张刘陈"[n % 5] + given[n // 10 % 10] + given[n // 100 % 10],
            "副局长",
            "副科级",
            "是",
            f"138{n:08}",
        )
        for n in range(10_000)
    ]
    data = workbook(rows)
    taken: list[operations.RosterTaken] = []
    took = seconds(lambda: taken.append(enter(data, machine, now)), 10, tries=1)
    repeated = seconds(lambda: taken.append(enter(data, machine, now)), 4)
    print(f"10,000 people: {took:.2f} s of computing, the same again: {repeated:.2f} s")
    assert taken[0].counts["new"] == taken[1].counts["same"] == 10_000 and taken[0].counts["units"] == 200
    assert took < 10 and repeated < 4


def test_where_all_units_of_a_sheet_stand_together(workbook: Workbook, machine: Actor, now: datetime) -> None:
    enter(workbook(SMALL), machine, now)
    branch = enter(workbook([("招生股", "县教育局", "白堤", "股长", "", "是", "")]), machine, now)
    two = enter(workbook([SMALL[2], SMALL[4]]), machine, now)
    other = enter(workbook([("青禾局", "", "柳岸", "局长", "", "是", "")]), machine, now)
    assert [top_of(one.units).name for one in (branch, two, other)] == ["招生股", "青石县", "青禾局"]
    with pytest.raises(BadInput, match="青石县、青禾局"):
        top_of((*two.units, *other.units))
