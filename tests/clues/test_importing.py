"""Records of other platforms: from a sheet, sealed at once, the same external number never twice; and petitions that leave as a list."""

import io
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import models as tables

from bihuan.clues.models import Clue, ClueSeal, ClueSheet, ExternalNumber, TipEnvelope
from bihuan.clues.operations import (
    About,
    Slip,
    forget_sheets,
    hold_sheet,
    read_clue,
    read_sheet_held,
    register_slip,
    take_sheet,
)
from bihuan.clues.operations.door import office_box
from bihuan.clues.policy.lines import token_of_number
from bihuan.clues.queries import find_sheet, is_registered, visible_clues
from bihuan.clues.sheets import record_template
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.files.rules.workbooks import read_sheet
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed
from bihuan.organisation.models import Post
from bihuan.organisation.vocabulary import PostRole
from tests.clues.ground import HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.factories.town import HEAD, OFFICE, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
HEAD_ROW = ("外部编号", "来源平台", "收到日期", "反映内容", "被反映单位", "被反映人", "时间和地点", "反映人姓名", "联系方式")
MARKER = "独一无二的标记五二〇"
ROW = ("XF2026-0001", "信访举报平台", "2026-02-27", MARKER, "县水利局", "", "", "", "")


def sheet(*rows: tuple[str, ...], head: tuple[str, ...] = HEAD_ROW, name: str = "外部线索") -> bytes:
    """A workbook with these rows."""
    import xlsxwriter

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet(name)
    for at, row in enumerate((head, *rows)):
        page.write_row(at, 0, row)
    book.close()
    return stream.getvalue()


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    office_box().prepare()
    return desk


def _hold(desk: Ground, *rows: tuple[str, ...], name: str = INTAKE) -> ClueSheet:
    desk.key(name)
    return hold_sheet(data=sheet(*rows), name="外部.xlsx", actor=desk.actor(name), now=desk.now)


@pytest.mark.mechanism("M69")
def test_records_come_from_a_file_and_the_same_number_is_never_counted_twice(open_desk: Ground) -> None:
    slip = Slip(ClueSource.LETTER, "信里说的也是这件事", TODAY, external="12345-77")
    register_slip(slip=slip, about=About(units=[open_desk.town.units[WATER]]), actor=open_desk.actor(INTAKE), now=open_desk.now)
    held = _hold(
        open_desk, ROW, ("xf2026 0002", "民生热线", "2026/2/28", "窗口推诿", "县水利局", OFFICIAL, "二月", "山雨", "0000-1"),
        ("12345－77", "民生热线", "2026-02-28", "已经有的", "县水利局", "", "", "", ""),
    )  # fmt: skip
    records, known = read_sheet_held(held, **open_desk.by(INTAKE))
    assert [(one.row, one.source) for one in records] == [(2, "platform"), (3, "hotline")] and known == [4]
    assert take_sheet(held, **open_desk.by(INTAKE)) == (2, 1)
    assert {one.source for one in visible_clues(open_desk.actor(HANDLER))} == {"letter", "platform", "hotline"}
    assert take_sheet(_hold(open_desk, ROW), **open_desk.by(INTAKE)) == (0, 1)
    with pytest.raises(BadInput, match="已经登记过"):
        slip = Slip(ClueSource.PHONE, "又打电话来", TODAY, external="XF 2026 0002")
        register_slip(slip=slip, about=About(units=[open_desk.town.units[WATER]]), actor=open_desk.actor(INTAKE), now=open_desk.now)
    assert Clue.objects.count() == ExternalNumber.objects.count() == 3 and is_registered("XF2026-0001")
    Clue.objects.filter(source="platform").delete()
    assert is_registered("XF2026-0001")  # the number outlives its clue


def test_what_is_taken_is_sealed_at_once_and_stands_nowhere_else(open_desk: Ground) -> None:
    held = _hold(open_desk, (*ROW[:7], "山雨", "0000-1234567"))
    take_sheet(held, **open_desk.by(INTAKE))
    clue = Clue.objects.get()
    assert clue.named and clue.received_on.isoformat() == "2026-02-27"
    found = read_clue(clue, **open_desk.by(HANDLER))
    assert found.contents[0].text == MARKER and "XF2026-0001" in found.values["note"]
    assert TipEnvelope.objects.filter(kind="identity").count() == 1 and not ClueSheet.objects.exists()
    _nowhere(MARKER, "XF2026", "山雨", "0000-1234567")


def _nowhere(*markers: str) -> None:
    for model in apps.get_models():
        for row in model._base_manager.all():
            for one in model._meta.concrete_fields:
                value = getattr(row, one.attname)
                told = bytes(value).decode("utf-8", "replace") if isinstance(one, tables.BinaryField) and value else str(value)
                assert not any(marker in told for marker in markers), (model, one)


def test_a_sheet_that_waits_is_sealed_and_goes_after_half_an_hour(open_desk: Ground) -> None:
    held = _hold(open_desk, ROW)
    _nowhere(MARKER, "XF2026")
    with pytest.raises(Missing):
        find_sheet(open_desk.actor(INTAKE_2), held.pk)
    late = open_desk.now + timedelta(minutes=31)
    with pytest.raises(Missing):
        take_sheet(held, **{**open_desk.by(INTAKE), "now": late})
    assert forget_sheets(now=late) == 1 and not ClueSheet.objects.exists() and not Clue.objects.exists()


def test_every_error_is_told_at_its_cell(open_desk: Ground) -> None:
    with pytest.raises(BadInput, match="6 处错误") as no:
        _hold(
            open_desk, ("", *ROW[1:]), ROW, ROW, ("A3", "", "哪天", "有事", "县水务局", "", "", "", ""),
            ("A4", "", "2026-02-27", "", "县水利局", "没有这人", "", "", ""),
        )  # fmt: skip
    told = {(one.row, one.column, one.nearest) for one in no.value.errors}
    assert told == {
        (2, "外部编号", ""), (4, "外部编号", ""), (5, "被反映单位", "县水利局"), (5, "收到日期", ""), (6, "反映内容", ""), (6, "被反映人", ""),
    }  # fmt: skip
    assert {one.sheet for one in no.value.errors} == {"外部线索"} and not ClueSheet.objects.exists()


def test_a_record_about_the_desk_goes_to_others_and_one_about_everybody_is_refused(open_desk: Ground) -> None:
    about = ("A1", "", "2026-02-27", "受理人员泄密", "青石县纪委监委", INTAKE, "", "", "")
    take_sheet(_hold(open_desk, about), **open_desk.by(INTAKE))
    clue = Clue.objects.get()
    assert not visible_clues(open_desk.actor(INTAKE)).exists()
    assert clue in visible_clues(open_desk.actor(INTAKE_2))
    with pytest.raises(BadInput) as no:
        _hold(open_desk, ("A2", "", "2026-02-27", "全体", "青石县", "", "", "", ""))
    assert "报送上一级" in str(no.value.errors[0])


def test_only_the_intake_hands_sheets_in(open_desk: Ground) -> None:
    for name in (HANDLER, OFFICE, HEAD):
        with pytest.raises(NotAllowed):
            hold_sheet(data=sheet(ROW), name="外部.xlsx", actor=open_desk.actor(name), now=open_desk.now)


def test_the_template_comes_back_as_it_was_given_out() -> None:
    found = read_sheet(record_template(), "模板.xlsx", {"n": ("外部编号",), "c": ("联系方式",)}, ("n", "c"))
    assert found.name == "外部线索" and not found.rows and len(found.unknown) == 7


def test_lines_are_asked_once_for_a_sheet_and_anew_for_the_next(open_desk: Ground, django_assert_max_num_queries: Any) -> None:
    rows = [(f"B{at}", *ROW[1:]) for at in range(12)]
    held = _hold(open_desk, *rows)
    with django_assert_max_num_queries(12 * 30 + 60):
        assert take_sheet(held, **open_desk.by(INTAKE)) == (12, 0)
    Post.objects.create(person=open_desk.people[HANDLER], unit=open_desk.town.units[WATER], title="局长", role=PostRole.HEAD)
    take_sheet(_hold(open_desk, ("C1", *ROW[1:])), **open_desk.by(INTAKE))
    clue = Clue.objects.get(numbers__token=token_of_number("C1"))
    assert not visible_clues(open_desk.actor(HANDLER)).filter(pk=clue.pk).exists()
    assert not ClueSeal.objects.filter(clue=clue, holder__user_id=open_desk.actor(HANDLER).user_id).exists()
