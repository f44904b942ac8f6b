"""Whom a sheet would cover, told before anything is written: by the unit that answers, as the start will have it."""

from types import SimpleNamespace
from typing import Any

from bihuan.interfaces.web.shell.covering import _in_the_sheet
from bihuan.organisation.rules.roster import Column, Known, KnownUnit, RawRow, check_roster

LINES = (
    "县教育局|青石县|柳浪|局长||否|", "办公室|县教育局|闻莺|主任||是|", "县财政局|青石县|苏堤|局长||否|", "办公室|县财政局|曲院|主任||是|",
)  # fmt: skip


def _checked(known: Known) -> Any:
    rows = [RawRow(number, dict(zip(Column, [*line.split("|"), ""][:7], strict=True))) for number, line in enumerate(LINES, 2)]
    return check_roster(rows, known)


def _told(root: Any, known: Known = Known()) -> list[tuple[str, bool]]:  # noqa: B008
    return sorted((name, subject) for _unit, name, _person, subject in _in_the_sheet(root, _checked(known)))


def test_a_section_of_a_sheet_counts_with_its_bureau() -> None:
    by_bureau = [("县教育局", False), ("县教育局", True), ("县财政局", False), ("县财政局", True)]
    assert _told(None) == by_bureau
    county = Known(units=(KnownUnit(1, "青石县", None),))
    assert _told(SimpleNamespace(pk=1), county) == by_bureau


def test_below_a_bureau_its_sections_answer_and_others_are_left_out() -> None:
    county = Known(units=(KnownUnit(1, "青石县", None), KnownUnit(2, "县教育局", 1)))
    assert _told(SimpleNamespace(pk=2), county) == [("办公室", True), ("县教育局", False)]
