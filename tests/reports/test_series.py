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
from bihuan.problems.operations import Finding, record
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.rules.filters import Filters, gain_of
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import draft_report, issue_report
from bihuan.reports.papers import recounted
from tests.factories.town import NOW, OFFICE, TODAY, WATER, Town, town

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


def test_by_entry_a_late_one_belongs_to_the_week_in_which_it_was_entered(place: Town) -> None:
    found_at(place, hour(CUT_DAY, "10:00"))
    issue_report(document=brief(place, CUT_DAY), actor=place.actor(OFFICE), now=hour(CUT_DAY, "21:00"))
    found_at(place, hour(CUT_DAY + timedelta(days=2), "10:00"), on=CUT_DAY)
    second = brief(place, CUT_DAY + timedelta(days=7))
    assert figures(second)["O01.week"].value == 1
    assert "上期更正" not in "".join(str(getattr(block, "lead", "")) for block in paper_of(second).blocks)


@pytest.mark.parametrize("bad", ["25:00", "5点", "17:60"])
def test_an_hour_that_is_none_is_refused(bad: str) -> None:
    with pytest.raises(BadInput, match="17:00"):
        checked_settings({"weekly_cutoff": bad})


@pytest.mark.parametrize("text", ["", "x..y", "2026-03-01", "2026-03-02..2026-03-01"])
def test_what_is_no_span_of_moments_is_none(text: str) -> None:
    assert gain_of(text) is None
