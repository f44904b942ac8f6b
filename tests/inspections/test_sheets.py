"""Checklists as sheets: units of one name are told apart, the drop-down is there as long as Excel holds it, nothing becomes a formula."""

import io
from typing import Any

import openpyxl
import pytest

from bihuan.foundation.kernel import BadInput
from bihuan.inspections.operations import Point, make_checklist
from bihuan.inspections.sheets import checklist_sheet, findings_in
from bihuan.inspections.vocabulary import Force
from bihuan.organisation.models import Unit
from bihuan.organisation.queries import units_called
from tests.factories.town import FOREST, GROUP, NOW, TODAY, WATER, Town


def _filled(*rows: tuple[str, str]) -> bytes:
    book, held = openpyxl.Workbook(), io.BytesIO()
    sheet: Any = book.active
    for row in (("单位", "发现的情况"), *rows):
        sheet.append(row)
    book.save(held)
    return held.getvalue()


def _read(place: Town, *rows: tuple[str, str]) -> Any:
    names = units_called(Unit.objects.filter(parent__isnull=False))
    return findings_in(_filled(*rows), "表.xlsx", units=names, force=Force.TOUR, today=TODAY)


def test_a_finding_is_never_put_on_a_namesake(place: Town) -> None:
    water, forest = (
        Unit.objects.create(name="办公室", parent=place.units[name], path=f"{place.units[name].path}9999999/", kind="section")
        for name in (WATER, FOREST)
    )
    with pytest.raises(BadInput) as no:
        _read(place, ("办公室", "无人值守"), (WATER, "无人值守"))
    assert [str(one) for one in no.value.errors] == ["Sheet 2：有不止一个单位叫这个名称，请写成“上级单位/单位”。"]
    found = _read(place, (f"{FOREST}/办公室", "无人值守"), (f"{WATER}/办公室", "无人值守"), (WATER, "无人值守"))
    assert [one.unit for one in found] == [forest, water, place.units[WATER]]


@pytest.mark.parametrize(
    ("names", "offered"), [(["单" * 50] * 5, True), (["单" * 50] * 5 + ["位"], False), (["甲,乙"], False), ([], False)]
)
def test_a_drop_down_as_long_as_excel_holds_one(place: Town, names: list[str], offered: bool, recwarn: pytest.WarningsRecorder) -> None:
    row = make_checklist(campaign=place.campaign, title="单", points=[Point("=1+1", "=HYPERLINK(1)")], actor=place.actor(GROUP), now=NOW)
    sheet: Any = openpyxl.load_workbook(io.BytesIO(checklist_sheet(row, names))).active
    assert bool(sheet.data_validations.dataValidation) is offered and not [one for one in recwarn if "limit" in str(one.message)]
    assert {sheet.cell(2, n).data_type for n in (2, 3)} == {"s"}, "no formulas"
