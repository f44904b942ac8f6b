"""Small rules of reports: what a chart says in words, shares, full names, and when two counts differ."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bihuan.foundation.kernel.moments import Written
from bihuan.reports.rules.definitions import BY_CODE, DEFINITIONS
from bihuan.reports.rules.naming import SHORT, full_name
from bihuan.reports.rules.reading import read_funnel, read_map, read_trend, share
from bihuan.reports.rules.recounting import differ
from bihuan.reports.rules.series import HAPPENED, after_issue, moment_words, period_of, since_words
from bihuan.reports.rules.shares import percent

DAY = date(2026, 3, 12)
ONE = timedelta(1)


def test_shares_have_one_place_and_none_of_nothing() -> None:
    assert (share(1, 3), share(0, 3), share(0, 0)) == ("33.3%", "0.0%", "—")
    assert (percent(1, 3), percent(2, 3), percent(1, 1), percent(0, 0), percent(1, 0)) == (33.3, 66.7, 100.0, 0.0, 0.0)


def test_the_funnel_in_words() -> None:
    assert str(read_funnel(0, 0, 0)) == "读法：还没有建账的问题。"
    assert str(read_funnel(2000, 500, 1)) == "读法：发现 2,000 件，已申请销号及以后 500 件（25.0%），已销号 1 件（0.1%）。"


def test_the_map_in_words_names_two_units_at_most() -> None:
    assert str(read_map([("甲局", 0)], 0, 3)) == "读法：没有超期的问题。"
    assert str(read_map([("甲局", 3), ("乙局", 0)], 3, 1)) == "读法：超期 3 件，都在甲局。"
    assert str(read_map([("甲局", 3), ("乙局", 2), ("丙局", 1)], 6, 3)) == "读法：超期 6 件，其中甲局 3 件、乙局 2 件，涉及 3 个单位。"


@pytest.mark.parametrize(
    ("found", "closed", "whole", "says"),
    [
        ([], [], True, "还没有一周的数据"),
        ([4], [2], True, "新发现 4 件，销号 2 件，比上一周多 2 件"),
        ([1, 4], [2, 3], True, "新发现 4 件，销号 3 件，比上一周多 1 件"),
        ([1, 4], [3, 1], True, "新发现 4 件，销号 1 件，比上一周少 2 件"),
        ([1, 4], [3, 3], True, "新发现 4 件，销号 3 件，与上一周持平"),
        ([1, 4], [3, 1], False, "本周到现在新发现 4 件，销号 1 件；上一周销号 3 件"),
        ([4], [2], False, "新发现 4 件，销号 2 件，比上一周多 2 件"),
        ([4], [0], True, "新发现 4 件，销号 0 件，与上一周持平"),
    ],
)
def test_the_trend_in_words(found: list[int], closed: list[int], whole: bool, says: str) -> None:
    assert says in str(read_trend(found, closed, whole))


def test_an_office_is_called_in_full() -> None:
    for short in SHORT:
        assert full_name("澜川县", short) == f"澜川县专项整治{short}"
    assert full_name("澜川县", "作风整治专班") == "澜川县作风整治专班" and full_name("澜川县", "澜川县作风办") == "澜川县作风办"


@pytest.mark.parametrize(
    ("printed", "counted", "differs"),
    [(1, 1, False), (1, 2, True), (None, None, False), (None, 0, True), (0, None, True), (33.333, 33.334, False), (33.33, 33.34, True)],
)
def test_two_counts_differ_as_they_are_printed(printed: float | None, counted: float | None, differs: bool) -> None:
    assert differ(printed, counted) is differs


def test_moments_are_told_in_official_words() -> None:
    moment = datetime(2026, 3, 12, 17, 0, tzinfo=UTC)
    assert moment_words(DAY, None) == "2026年3月12日" and moment_words(DAY, moment) == "2026年3月12日17时"
    assert moment_words(DAY, moment.replace(minute=30)) == "2026年3月12日17时30分"
    assert since_words(Written.on(DAY)) == "2026年3月13日"


@pytest.mark.parametrize("before", [0, 1, 2, 3600])
def test_an_issue_of_the_last_second_of_a_day_covers_the_day(before: int) -> None:
    end = datetime(2026, 3, 13, tzinfo=UTC)
    as_of = end - timedelta(seconds=before)
    after = after_issue(as_of, end)
    assert after.is_day is (before <= 1)


@pytest.mark.parametrize(
    ("figure", "name"),
    [("O01.week", "entered"), ("O02.week", "newly"), (f"{HAPPENED}O01.week", "found"), (f"{HAPPENED}O02.week", "closed")],
)
def test_the_period_of_an_issue_is_read_out_of_its_figures(figure: str, name: str) -> None:
    rows = f"/c/x/ledger/?{name}=2026-03-06..2026-03-12"
    assert period_of([{"figure": "O01", "rows": rows}, {"figure": figure, "rows": rows}], DAY) == Written.on(date(2026, 3, 5))
    assert period_of([{"figure": figure, "rows": ""}], DAY) == Written.on(DAY)
    assert period_of([{"figure": "O01", "rows": rows}], DAY) is None and period_of([], DAY) is None


def test_every_figure_of_the_list_of_mechanisms_has_its_id_once() -> None:
    assert [one.code for one in DEFINITIONS] == [f"N{n:02d}" for n in range(1, 26)] + [f"O{n:02d}" for n in range(1, 17)]
    assert all(BY_CODE[one.code] is one and one.name and one.text and one.unit for one in DEFINITIONS)


OPENS = {
    "N01": "roster", "N02": "roster", "N03": "groups", "N05": "groups", "N07": "papers?kind=weekly_brief", "N08": "plan", "N09": "plan", "N10": "plan",
    "N11": "lists", "N12": "ledger?source=self_check", "N14": "ledger?source=critique", "N15": "finding/letters", "N16": "finding/opinions?form=letter",
    "N04": "meetings/relay?only=held", "N06": "meetings?level=campaign&kind=dispatch,training,analysis,hearing,other",
    "N13": "finding/coverage", "N17": "finding/red-black", "N18": "ledger?joint=1", "N19": "finding/joint", "N20": "ledger?joint=1",
    "O01": "ledger?", "O02": "ledger?done=1", "O03": "ledger?lamp=overdue", "O04": "ledger?reopened=1", "O05": "ledger?sampled=1",
    "O06": "ledger?state=closed_before", "O07": "ledger?done=1",
    "N21": "", "O08": "", **dict.fromkeys(("N22", "N23", "N24", "N25", "O09", "O10", "O11", "O12", "O13", "O14", "O15", "O16"), ""),
}  # fmt: skip


def test_every_figure_opens_its_list_or_says_what_brings_it() -> None:
    assert {
        one.code: f"{one.page}?{one.query}" if one.page == "ledger" or one.query else one.page for one in DEFINITIONS if not one.later
    } == OPENS
    assert not [one.code for one in DEFINITIONS if one.later], "every figure has its records"
    assert BY_CODE["O07"].unit == "%"
