"""The sheet of duties: who is meant by a name in a unit, which duties need a unit, what is told of each wrong cell."""

import pytest

from bihuan.campaigns.rules.duty_sheet import DutyColumn, DutyRow, KnownToDuties, Somebody, check_duties
from bihuan.campaigns.vocabulary import Duty

KNOWN = KnownToDuties(
    units={"县水利局": 1, "县林业局": 2},
    people={"春晓": (Somebody(11, frozenset({1})),), "秋月": (Somebody(12, frozenset({1})), Somebody(13, frozenset({2}))),
            "风荷": (Somebody(14, frozenset({1})), Somebody(15, frozenset({1}))), "柳浪": (Somebody(16, frozenset()),)},
    names={1: ("春晓", "秋月", "风荷"), 2: ("秋月",)},
)  # fmt: skip


def check(unit: str, name: str, duty: str = "") -> tuple[list[tuple[int, Duty, int | None]], list[tuple[str, str]]]:
    found = check_duties([DutyRow(2, dict(zip(DutyColumn, (unit, name, duty), strict=True)))], KNOWN)
    return list(found.grants), [(one.column, one.nearest) for one in found.errors]


@pytest.mark.parametrize(
    ("unit", "name", "duty", "grant"),
    [
        ("县水利局", "春晓", "", (11, Duty.LIAISON, 1)),
        (" 县水利局 ", " 春晓 ", Duty.UNIT_HEAD.label, (11, Duty.UNIT_HEAD, 1)),
        ("县水利局", "秋月", "", (12, Duty.LIAISON, 1)),
        ("县林业局", "秋月", "", (13, Duty.LIAISON, 2)),
        ("县林业局", "春晓", "", (11, Duty.LIAISON, 2)),
        ("", "柳浪", Duty.OFFICE.label, (16, Duty.OFFICE, None)),
        ("县水利局", "柳浪", Duty.OFFICE.label, (16, Duty.OFFICE, None)),
    ],
)
def test_a_row_grants_a_duty(unit: str, name: str, duty: str, grant: tuple[int, Duty, int | None]) -> None:
    assert check(unit, name, duty) == ([grant], [])


@pytest.mark.parametrize(
    ("unit", "name", "duty", "column", "nearest"),
    [
        ("", "春晓", "", "单位", ""), ("县水里局", "春晓", "", "单位", "县水利局"), ("县水利局", "", "", "姓名", ""), ("县水利局", "春小", "", "姓名", ""),
        ("县水利局", "风荷", "", "姓名", ""), ("", "秋月", Duty.OFFICE.label, "姓名", ""), ("县水利局", "春晓", "联络人", "职责", Duty.LIAISON.label),
    ],
)  # fmt: skip
def test_each_wrong_cell_is_told(unit: str, name: str, duty: str, column: str, nearest: str) -> None:
    assert check(unit, name, duty) == ([], [(column, nearest)])


def test_the_columns_of_the_sheet_have_their_words() -> None:
    assert [(one.value, one.label) for one in DutyColumn] == [("unit", "单位"), ("name", "姓名"), ("duty", "职责")]
