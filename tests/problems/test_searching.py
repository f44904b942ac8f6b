"""What a search finds: every part between spaces, wherever it stands, today and on a past day, on either engine."""

from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from bihuan.foundation.jobs.models import Job
from bihuan.organisation.operations import amend_person, amend_unit
from bihuan.problems.operations import amend
from bihuan.problems.policy import reach
from bihuan.problems.queries import Today, narrowed, paging
from bihuan.problems.queries.narrowing import page_of
from bihuan.problems.rules.filters import Filters
from tests.factories import town as t

pytestmark = pytest.mark.django_db


def found(town: t.Town, text: str, **more: str) -> list[str]:
    today = Today(town.now.date(), town.now.date())
    return [one.text for one in narrowed(reach(town.actor(t.OFFICE), town.campaign.pk), town.campaign.pk, Filters(q=text, **more), today)]


def test_every_part_of_a_search_is_found_wherever_it_stands() -> None:
    town = t.town()
    first, second = town.find(text="县道改造现场三处问题没有整改"), town.find(text="窗口无人，群众久等")
    name = t.OFFICIAL
    assert found(town, f"{name} 县道") == [first.text] == found(town, f"县道　{name}")
    assert sorted(found(town, name)) == sorted([first.text, second.text])
    assert found(town, "县道 窗口") == [] and found(town, "改造县道") == []
    later = t.NOW + timedelta(days=1)
    amend(problem=first, values={"text": "省道改造现场"}, actor=town.actor(t.OFFICE), now=later)
    assert found(town, f"{name} 县道") == []


@pytest.mark.parametrize("text", ["窗口", "窗口 第57号", "第57", "改造 县道", "道", "窗口无人 群众", "没有的话"])
def test_a_ledger_that_is_walked_gives_what_the_index_finds(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """However common the words are: past so many rows the ledger is walked in its order instead."""
    town = t.town()
    for one in ("县道改造现场三处问题没有整改", "窗口无人，群众久等", "窗口无人，第57号文件未转办", "窗口换人", "群众久等，窗口第57号"):
        town.find(text=one)
    office, today = reach(town.actor(t.OFFICE), town.campaign.pk), Today(town.now.date(), town.now.date())
    seen = [sorted(row.pk for row in narrowed(office, town.campaign.pk, Filters(q=text), today, walk=walk)) for walk in (False, True)]
    assert seen[0] == seen[1] and bool(seen[0]) == (text != "没有的话")
    whole, _past = page_of(office, town.campaign.pk, Filters(q=text), today)
    monkeypatch.setattr(paging, "FOUND", 1)
    again, _past = page_of(office, town.campaign.pk, Filters(q=text), today)
    assert [row.pk for row in again.rows] == [row.pk for row in whole.rows] == seen[0][::-1]


def test_what_was_searched_for_is_marked_in_names_and_texts(settings: Any) -> None:
    settings.BIHUAN_DEMO, town = True, t.town()  # no second factor
    town.find(text="县道改造现场三处问题没有整改")
    page = town.client(t.OFFICE).get("/c/QS-2026/ledger/", {"q": f"{t.OFFICIAL} 县道"}).content.decode()
    assert f"<small><mark>{t.OFFICIAL}</mark></small>" in page and "<mark>县道</mark>改造" in page


def test_a_past_search_in_few_rows_finds_them_however_often_the_ledger_says_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the rows that somebody sees and filters choose count against the limit; the others neither fill it nor push these out."""
    monkeypatch.setattr("bihuan.problems.queries.past._MOST_READ", 3)
    town = t.town()
    for _one in range(6):
        town.find(text="窗口无人值守")
    own = town.find(unit=t.FOREST, person=None, text="窗口无人，群众久等")
    at = f"{town.now:%Y-%m-%d}"
    later = Today((town.now + timedelta(days=2)).date(), (town.now + timedelta(days=2)).date())
    of_unit = Filters(q="窗口", unit=(town.units[t.FOREST].pk,), at=at)
    rows = narrowed(reach(town.actor(t.OFFICE), town.campaign.pk), town.campaign.pk, of_unit, later)
    assert [one.pk for one in rows] == [own.pk]


@pytest.mark.parametrize("at_once", (1000, 0))
def test_who_is_renamed_is_found_by_the_new_name_and_no_more_by_the_old(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.problems.operations.naming.AT_ONCE", at_once)
    town = t.town()
    row, _other = town.find(text="窗口无人，群众久等"), town.find(unit=t.FOREST, person=None, text="山林无人管护")
    unit, person = town.units[t.WATER], town.people[t.OFFICIAL]
    amend_unit(unit, name="县水务发展中心", actor=town.machine, now=t.NOW)
    amend_person(person, name="平湖秋月", phone=person.phone, actor=town.machine, now=t.NOW)
    for job in Job.objects.filter(title__contains="检索"):
        DBTaskResult.objects.get(pk=job.task).task.call(**DBTaskResult.objects.get(pk=job.task).args_kwargs["kwargs"])
    assert Job.objects.filter(title__contains="检索").count() == (0 if at_once else 2)
    assert found(town, "水务发展 平湖秋月") == [row.text] and found(town, t.WATER) == [] == found(town, t.OFFICIAL)
    assert found(town, t.FOREST) == ["山林无人管护"]
