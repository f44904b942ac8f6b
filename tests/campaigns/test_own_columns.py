"""Columns of a campaign's own: what the office may set, what is refused, and their way through the campaign file."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.campaigns.rules.campaign_file import BadCampaignFile, CampaignFile, Catalogue, dump, load
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn, faults_of, numbered
from bihuan.campaigns.rules.columns import checked_columns, column_of, columns_in_use, columns_of
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom
from bihuan.foundation.kernel import BadInput

MONEY = OwnColumn(number=1, name="涉及金额", kind=ColumnKind.AMOUNT, unit="万元", required=FilledFrom.CLOSE)
SORT = OwnColumn(number=2, name="问题性质", kind=ColumnKind.CHOICE, choices=("作风", "纪律"), editors=FilledBy.OFFICE)


def test_columns_are_stored_and_read_back_equal() -> None:
    file = {"columns": checked_columns([MONEY, replace(SORT, retired=date(2026, 5, 1))])}
    assert columns_of(file) == (MONEY, replace(SORT, retired=date(2026, 5, 1)))
    assert columns_in_use(file) == (MONEY,)
    assert columns_of({}) == ()
    assert (MONEY.key, MONEY.label) == ("own1", "涉及金额（万元）")
    assert column_of(file, "涉及金额") == column_of(file, "own1") == MONEY


def test_a_thirteenth_is_refused_with_a_sentence() -> None:
    twelve = [OwnColumn(number=n, name=f"栏目{n}", kind=ColumnKind.TEXT) for n in range(1, 13)]
    assert len(checked_columns(twelve)) == 12
    with pytest.raises(BadInput, match="最多用 12 个自设栏目"):
        checked_columns([*twelve, OwnColumn(number=13, name="栏目13", kind=ColumnKind.TEXT)])
    assert checked_columns(
        [replace(twelve[0], retired=date(2026, 1, 1)), *twelve[1:], OwnColumn(number=13, name="栏目13", kind=ColumnKind.TEXT)]
    )


@pytest.mark.parametrize(
    ("column", "told"),
    [
        (replace(MONEY, name="责任单位"), "台账本来就有"),
        (replace(SORT, choices=("作风",)), "至少要有两个可选值"),
        (replace(SORT, choices=("作风", "作风")), "可选值有重复"),
        (replace(MONEY, choices=("一", "二")), "只有选项栏目"),
        (replace(SORT, unit="件"), "只有数字和金额"),
        (replace(MONEY, name="金额 合计"), "不合要求"),
    ],
)
def test_what_cannot_stand_is_told(column: OwnColumn, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        checked_columns([column])


def test_the_same_name_twice_is_told_unless_one_is_retired() -> None:
    again = replace(MONEY, number=3)
    assert [message for _path, message in faults_of([MONEY, again])] == ["已经有叫“涉及金额”的栏目"]
    assert not list(faults_of([replace(MONEY, retired=date(2026, 1, 1)), again]))


def test_the_campaign_file_keeps_them_and_its_round_trip_is_equal() -> None:
    file = CampaignFile(bihuan_campaign=1, title="样例专项", catalogue=Catalogue(name="目录"), columns=(MONEY, SORT))
    assert load(dump(file)) == file
    with pytest.raises(BadCampaignFile, match="可选值有重复"):
        load(dump(replace(file, columns=(replace(SORT, choices=("一", "一")),))))


def test_columns_without_a_number_take_the_next() -> None:
    told = numbered([replace(MONEY, number=4), replace(SORT, number=0)])
    assert [one.number for one in told] == [4, 5]
