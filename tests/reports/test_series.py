"""A series says which time it counts by and where it cuts the day; what came later stands in the next issue, the issued one stays."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.timezone import make_aware

from bihuan.campaigns.operations import amend_campaign, set_up_group
from bihuan.campaigns.rules.settings import checked_settings
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import Document
from bihuan.documents.queries import paper_of
from bihuan.documents.rules.paper import body_lines, line_text
from bihuan.foundation.kernel import BadInput, Figure
from bihuan.foundation.kernel.moments import Written
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.operations.voiding import Why
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules.filters import Filters, gain_of
from bihuan.problems.vocabulary import Source, VoidKind
from bihuan.reports.operations import draft_report, issue_report
from bihuan.reports.papers import recounted
from bihuan.reports.rules.series import period_of
from tests.factories.town import GROUP, HEAD, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, town

pytestmark = pytest.mark.django_db
CUT_DAY = TODAY + timedelta(days=3)


def hour(day: date, clock: str) -> datetime:
    return make_aware(datetime.fromisoformat(f"{day}T{clock}"))


def set_series(place: Town, **told: Any) -> None:
    amend_campaign(campaign=place.campaign, settings=told, actor=place.actor(OFFICE), now=NOW)
    place.campaign.refresh_from_db()


def found_at(place: Town, moment: datetime, on: date | None = None) -> None:
    finding = Finding(unit=place.units[WATER], source=Source.OPINION, text="窗口排队久", found_on=on or moment.date())
    record(campaign=place.campaign, finding=finding, actor=place.machine, now=moment)


def brief(place: Town, day: date, at: str = "20:00") -> Document:
    return draft_report(campaign=place.campaign, what="weekly", day=day, actor=place.actor(OFFICE), now=hour(day, at))


def said(row: Document) -> str:
    return "\n".join(line_text(runs) for runs in body_lines(paper_of(row)))


def figures(row: Document) -> dict[str, Figure]:
    return {run.code: run for runs in body_lines(paper_of(row)) for run in runs if isinstance(run, Figure)}


@pytest.fixture
def place() -> Town:
    made = town()
    set_up_group(campaign=made.campaign, kind=GroupKind.OFFICE, name="专班", actor=made.actor(OFFICE), now=NOW)
    return made


def test_a_brief_says_how_it_counts_and_stops_at_its_hour(place: Town) -> None:
    set_series(place, weekly_cutoff="17:00")
    found_at(place, hour(CUT_DAY, "16:59"))
    found_at(place, hour(CUT_DAY, "17:30"))
    row = brief(place, CUT_DAY)
    assert f"截至{CUT_DAY.year}年{CUT_DAY.month}月{CUT_DAY.day}日17时，累计发现问题1件" in said(row)
    assert "按登记时间统计，数据截至" in paper_of(row).note and "17时" in paper_of(row).note
    assert row.as_of == hour(CUT_DAY, "17:00")
    later = brief(place, CUT_DAY + timedelta(days=7))
    assert figures(later)["O01.week"].value == 1, "what came half an hour after the cut is the next week's"


def test_its_numbers_open_as_many_rows_as_they_say(place: Town) -> None:
    set_series(place, weekly_cutoff="17:00")
    for day in range(10):
        found_at(place, hour(CUT_DAY + timedelta(days=day), "16:00"))
        found_at(place, hour(CUT_DAY + timedelta(days=day), "18:00"))
    told = figures(brief(place, CUT_DAY + timedelta(days=9)))
    mine, now = reach(place.actor(OFFICE), place.campaign.pk), Today(CUT_DAY + timedelta(days=9), CUT_DAY + timedelta(days=12))
    assert told["O01.week"].value == 14 and told["O01"].value == 19
    for code in ("O01", "O01.week"):
        address = told[code].rows.partition("?")[2]
        assert narrowed(mine, place.campaign.pk, Filters.read(QueryDict(address)), now).count() == told[code].value, code


def test_by_the_day_it_happened_what_was_entered_late_is_a_correction_of_the_last_issue(place: Town) -> None:
    set_series(place, weekly_by="happened")
    found_at(place, hour(CUT_DAY, "10:00"))
    first = brief(place, CUT_DAY)
    assert "按发生时间统计" in paper_of(first).note and figures(first)["happened.O01.week"].value == 1
    issue_report(document=first, actor=place.actor(OFFICE), now=hour(CUT_DAY, "21:00"))
    found_at(place, hour(CUT_DAY + timedelta(days=2), "10:00"), on=CUT_DAY)
    assert recounted(first)["happened.O01.week"] == 2, "what is known of its days by now"
    second = brief(place, CUT_DAY + timedelta(days=7))
    assert figures(second)["happened.O01.week"].value == 0, "nothing came to light in its own days"
    assert "上期更正" in "".join(str(getattr(block, "lead", "")) for block in paper_of(second).blocks)
    assert "“期内发现的问题数”原载1，应为2" in said(second)
    first.refresh_from_db()
    assert figures(first)["happened.O01.week"].value == 1, "the issued one stays"


def test_by_entry_a_late_one_belongs_to_the_week_in_which_it_was_entered_and_is_told_as_a_correction(place: Town) -> None:
    found_at(place, hour(CUT_DAY, "10:00"))
    issue_report(document=brief(place, CUT_DAY), actor=place.actor(OFFICE), now=hour(CUT_DAY, "21:00"))
    found_at(place, hour(CUT_DAY + timedelta(days=2), "10:00"), on=CUT_DAY)
    second = brief(place, CUT_DAY + timedelta(days=7))
    assert figures(second)["O01.week"].value == 1
    assert "上期更正：第1期（总第1期）数据截止以后，补记此前发现的问题1件。以上变动列入本期，已印发的一期不变。" in said(second)
    assert opened(place, figures(second)["last.late"], CUT_DAY + timedelta(days=7)) == 1


def issued(place: Town, day: date, at: str = "20:00") -> Document:
    return issue_report(document=brief(place, day, at), actor=place.actor(OFFICE), now=hour(day, "21:00"))


def opened(place: Town, one: Figure, day: date) -> int:
    """How many rows its address opens on a day."""
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    filters = Filters.read(QueryDict(one.rows.partition("?")[2]))
    return narrowed(mine, place.campaign.pk, filters, Today(day, day + timedelta(days=3))).count()


def test_what_is_void_later_is_told_as_a_correction_and_opens(place: Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    for clock in ("10:00", "11:00", "12:00"):
        found_at(place, hour(CUT_DAY, clock))
    issued(place, CUT_DAY)
    found_at(place, hour(CUT_DAY + timedelta(days=1), "10:00"))
    rows, now = Problem.objects.order_by("number"), hour(CUT_DAY + timedelta(days=2), "10:00")
    for row in (rows[0], rows[3]):
        do.void(problem=row, why=Why(VoidKind.ERROR, "误录"), actor=place.actor(OFFICE), now=now)
    second = brief(place, CUT_DAY + timedelta(days=7))
    assert "数据截止以后，作废、并入该期已列入的问题1件。" in said(second), "the other one no issue has told"
    page = place.client(OFFICE).get(figures(second)["last.out"].rows)
    assert [one["problem"].number for one in page.context["rows"]] == [1]
    assert "由3件变为2件" in said(second) and figures(second)["O01.week"].value == 0


def test_what_was_void_and_counts_again_is_told_as_restored_and_not_as_entered_late(place: Town) -> None:
    for clock in ("10:00", "11:00", "12:00"):
        found_at(place, hour(CUT_DAY, clock))
    main, member, wrong = Problem.objects.order_by("number")
    office, later, day = place.actor(OFFICE), hour(CUT_DAY + timedelta(days=2), "10:00"), CUT_DAY + timedelta(days=7)
    do.void(problem=wrong, why=Why(VoidKind.ERROR, "误录"), actor=office, now=hour(CUT_DAY, "13:00"))
    do.merge(main=main, members=[member], reason="同一件", actor=office, now=hour(CUT_DAY, "14:00"))
    issued(place, CUT_DAY)
    do.restore(problem=wrong, reason="查明属实", actor=office, now=later)
    do.part(member=member, reason="不是同一件", actor=office, now=later)
    found_at(place, later, on=CUT_DAY)
    second = brief(place, day)
    assert "由1件变为4件" in said(second)
    assert "数据截止以后，补记此前发现的问题1件；恢复计入此前作废、并入的问题2件。" in said(second)
    assert (opened(place, figures(second)["last.late"], day), opened(place, figures(second)["last.restored"], day)) == (1, 2)


@pytest.mark.parametrize("late", [True, False])
def test_of_the_day_of_a_moment_late_is_what_was_entered_on_another(place: Town, late: bool) -> None:
    set_series(place, weekly_cutoff="17:00")
    issued(place, CUT_DAY)
    found_at(place, hour(CUT_DAY + timedelta(days=late), "17:30"), on=CUT_DAY)
    assert ("补记此前发现的问题1件" in said(brief(place, CUT_DAY + timedelta(days=7)))) == late


def test_a_sample_that_fails_is_told_with_what_it_took_from_the_closed_ones(place: Town) -> None:
    morning = hour(CUT_DAY, "10:00")
    rows = [place.find(Source.SELF_CHECK, text="上班时间浏览购物网页", now=morning) for _again in range(3)]
    for row in rows:
        do.correct(problem=row, how="已卸载", actor=place.actor(OFFICIAL), now=morning)
    do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=morning)
    other = place.to("closed", place.find(now=morning), morning)
    issued(place, CUT_DAY)
    now = hour(CUT_DAY + timedelta(days=2), "10:00")
    do.fail_sample(problem=Problem.objects.get(sampled=True), reason="现场没有改", actor=place.actor(GROUP), now=now)
    do.reopen(problem=other, reason="又排起了长队", actor=place.actor(GROUP), now=now, due_on=CUT_DAY + timedelta(days=30))
    second, day = brief(place, CUT_DAY + timedelta(days=7)), CUT_DAY + timedelta(days=7)
    assert "已销号由4件变为0件" in said(second)
    assert "数据截止以后，该期已列为销号的问题退回整改4件，其中抽验不合格、整批退回的3件。" in said(second)
    assert (opened(place, figures(second)["last.undone"], day), opened(place, figures(second)["last.failed"], day)) == (4, 3)
    third = brief(place, CUT_DAY + timedelta(days=14))
    issue_report(document=third, actor=place.actor(OFFICE), now=hour(CUT_DAY + timedelta(days=14), "21:00"))
    assert "更正" not in said(brief(place, CUT_DAY + timedelta(days=21))), "told once"


@pytest.mark.parametrize("cutoff", [{}, {"weekly_cutoff": "17:00"}])
@pytest.mark.parametrize("by", ["recorded", "happened"])
def test_every_issue_begins_where_the_last_was_cut_off_however_many_days_lie_between(place: Town, by: str, cutoff: dict[str, str]) -> None:
    """Off-week issues: nothing is told twice, nothing by none; on the day of an issue itself each hour belongs to one of two."""
    set_series(place, weekly_by=by, **cutoff)
    for day in range(21):
        for clock in ("08:00", "16:00", "19:00"):
            found_at(place, hour(CUT_DAY + timedelta(days=day), clock))
    told, code = [], "happened.O01.week" if by == "happened" else "O01.week"
    for days in (0, 3, 13, 20):
        day = CUT_DAY + timedelta(days=days)
        morning = hour(day + timedelta(days=1), "09:00")
        row = draft_report(campaign=place.campaign, what="weekly", day=day, actor=place.actor(OFFICE), now=morning)
        issue_report(document=row, actor=place.actor(OFFICE), now=morning)
        told.append((figures(row)[code].value, recounted(row)[code], figures(row)["O01"].value))
        assert opened(place, figures(row)[code], CUT_DAY + timedelta(days=20)) == told[-1][0]
    weeks, known, totals = zip(*told, strict=True)
    if by == "recorded":
        assert list(weeks) == list(known) == [after - before for before, after in zip((0, *totals), totals, strict=False)]
    else:
        assert list(known) == [3, 9, 30, 21], "by days: what was found after the cut is a correction of that issue"
        assert list(weeks) == ([2, 8, 29, 20] if cutoff else list(known))


def test_an_issue_says_which_days_it_tells(place: Town) -> None:
    first = issued(place, CUT_DAY)
    assert "本期自2026年2月27日起；期内数按登记时间统计" in paper_of(first).note and "本周新发现" in said(first)
    off = issued(place, CUT_DAY + timedelta(days=10))
    assert "本期接上期数据截止，自2026年3月5日20时起；" in paper_of(off).note
    assert "上期数据截止以来新发现问题" in said(off) and "本周新发现" not in said(off)
    assert "本周新发现" in said(brief(place, CUT_DAY + timedelta(days=17), "17:30")), "a week, if not to the hour"


def test_an_issue_of_seven_days_from_before_is_counted_again_by_its_own_days(place: Town) -> None:
    """Its period stands in the addresses of its figures, whatever was issued before it."""
    old = [{"figure": "O01.week", "rows": "/c/QS-2026/ledger/?entered=2026-03-06..2026-03-12&at=2026-03-12"}]
    assert period_of(old, date(2026, 3, 12)) == Written.on(date(2026, 3, 5))
    moment = [{"figure": "happened.O02.week", "rows": ""}]
    assert period_of(moment, date(2026, 3, 12)) == Written.on(date(2026, 3, 12)), "no day of its own"
    assert period_of([{"figure": "O01", "rows": "/c/QS-2026/ledger/"}], date(2026, 3, 12)) is None


def test_a_second_issue_of_the_same_day_has_no_days_of_its_own(place: Town) -> None:
    set_series(place, weekly_by="happened")
    found_at(place, hour(CUT_DAY, "10:00"))
    issue_report(document=brief(place, CUT_DAY, "12:00"), actor=place.actor(OFFICE), now=hour(CUT_DAY, "13:00"))
    found_at(place, hour(CUT_DAY, "14:00"))
    second = brief(place, CUT_DAY, "15:00")
    told = figures(second)["happened.O01.week"]
    assert (told.value, told.rows) == (0, "") and "“期内发现的问题数”原载1，应为2" in said(second)


@pytest.mark.parametrize("bad", ["25:00", "5点", "17:60"])
def test_an_hour_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(BadInput, match="17:00"):
        checked_settings({"weekly_cutoff": bad})


@pytest.mark.parametrize("text", ["", "x..y", "2026-03-01", "2026-03-02..2026-03-01"])
def test_what_is_no_span_of_moments_is_none(text: str) -> None:
    assert gain_of(text) is None
