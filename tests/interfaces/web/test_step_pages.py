"""The page of a step shows what the step is decided on: measures, evidence, why it came back."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.campaigns.models import RosterEntry
from bihuan.campaigns.operations import leave_roster
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.problems import units
from bihuan.interfaces.web.problems.people import people
from bihuan.interfaces.web.problems.rows import due_words
from bihuan.organisation.models import Person
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import attach_evidence, send_back
from bihuan.problems.policy import reach
from bihuan.problems.queries.sheet import names_of
from bihuan.problems.vocabulary import Lamp, Source
from tests.factories import town as t


@pytest.fixture
def town(db: None, settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return t.town()


def _page(town: t.Town, name: str, row: Any, action: str) -> str:
    return town.client(name).get(f"/c/QS-2026/ledger/{row.number}/{action}/").content.decode()


def test_the_head_confirms_with_measures_and_evidence_before_his_eyes(town: t.Town) -> None:
    row = town.to("asked", town.find())
    row.refresh_from_db()
    page = _page(town, t.HEAD, row, "confirm")
    assert row.measures.first().text in page and row.cause in page


def test_who_has_evidence_is_not_asked_why_he_has_none(town: t.Town) -> None:
    row = town.to("rectifying", town.find())
    assert "no_evidence_reason" in _page(town, t.OFFICIAL, row, "ask") and "先去上传佐证" in _page(town, t.OFFICIAL, row, "ask")
    actor: Actor = town.actor(t.OFFICIAL)
    attach_evidence(problem=row, data=b"\xff\xd8\xff\xe0" + bytes(64), name="现场.jpg", actor=actor, now=t.NOW)
    page = _page(town, t.OFFICIAL, row, "ask")
    assert "no_evidence_reason" not in page and "现场.jpg" in page
    assert town.client(t.OFFICIAL).post(f"/c/QS-2026/ledger/{row.number}/ask/", {"seen": ""}).status_code == 302


def test_why_it_came_back_stands_on_top_until_somebody_answers(town: t.Town) -> None:
    row = town.to("asked", town.find())
    send_back(problem=row, reason="照片看不出值班人员", actor=town.actor(t.HEAD), now=t.NOW)
    shown = town.client(t.OFFICIAL).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert "退回整改：照片看不出值班人员" in shown.split("全过程")[0]
    town.client(t.OFFICIAL).post(f"/c/QS-2026/ledger/{row.number}/ask/", {"no_evidence_reason": "现场可看"})
    shown = town.client(t.OFFICIAL).get(f"/c/QS-2026/ledger/{row.number}/").content.decode()
    assert "照片看不出值班人员" not in shown.split("全过程")[0]


def test_the_day_of_closing_is_the_local_one(town: t.Town) -> None:
    row = town.to("closed", town.find())
    row.closed_at = datetime(2026, 3, 9, 20, tzinfo=UTC)  # four in the morning of the tenth in China
    assert due_words(row, Lamp.CLOSED, None) == "03-10"  # type: ignore[arg-type]


def test_corrections_confirmed_together_each_open_and_say_how(town: t.Town) -> None:
    rows = [town.find(source=Source.OPINION, text=f"第{n}件意见") for n in range(8)]
    for n, row in enumerate(rows):
        do.correct(problem=row, how=f"第{n}件当天改好", actor=town.actor(t.OFFICIAL), now=t.NOW)
    sent = {"action": "confirm_correction", "row": [row.pk for row in rows]}
    asked = town.client(t.HEAD).post("/c/QS-2026/ledger/many/", sent).content.decode()
    for n, row in enumerate(rows):
        assert f"/c/QS-2026/ledger/{row.number}/" in asked and f"第{n}件当天改好" in asked
    assert "督导组按 10% 抽验" in asked
    do.confirm_corrections(problems=rows, actor=town.actor(t.HEAD), now=t.NOW)
    drawn = Problem.objects.get(sampled=True)
    group = town.client(t.GROUP)
    assert "还不能" not in group.get(f"/c/QS-2026/ledger/{drawn.number}/").content.decode()
    assert "同一批立行立改的 8 件全部退回" in group.get(f"/c/QS-2026/ledger/{drawn.number}/fail_sample/").content.decode()


def test_before_many_are_confirmed_each_can_be_read_and_opened(town: t.Town) -> None:
    rows = [town.to("asked", town.find()) for _again in range(2)]
    asked = town.client(t.HEAD).post("/c/QS-2026/ledger/many/", {"action": "confirm", "row": [row.pk for row in rows]}).content.decode()
    for row in rows:
        assert f"/c/QS-2026/ledger/{row.number}/" in asked and row.text[:20] in asked


def test_measures_that_a_leader_approves_name_him_and_he_may_return_them(db: None, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    town = t.town(approve_measures=True)
    row = town.to("analysed", town.find())
    address, doer, leader = f"/c/QS-2026/ledger/{row.number}/", town.client(t.OFFICIAL), town.people[t.IN_CHARGE]
    sent = {"measures": "加强学习", "doer": town.people[t.OFFICIAL].pk, "leader": "", "due_on": row.due_on}
    assert doer.post(f"{address}propose_measures/", sent).status_code == 422
    assert doer.post(f"{address}propose_measures/", sent | {"leader": leader.pk}).status_code == 302
    shown = town.client(t.IN_CHARGE).get(f"{address}approve_measures/").content.decode()
    assert "加强学习" in shown and f"{address}return_measures/" in shown
    assert town.client(t.IN_CHARGE).post(f"{address}return_measures/", {"reason": "写明办成什么"}).status_code == 302
    shown = doer.get(address).content.decode()
    assert "退回措施：写明办成什么" in shown.split("全过程")[0]
    doer.post(f"{address}propose_measures/", sent | {"leader": leader.pk, "measures": "窗口实行轮值"})
    assert "写明办成什么" not in doer.get(address).content.decode().split("全过程")[0]


def test_another_unit_brings_its_own_people_into_the_form_of_a_new_finding(town: t.Town) -> None:
    office = town.client(t.OFFICE)
    page = office.get("/c/QS-2026/ledger/new/").content.decode()
    unit = page.split('name="unit"')[1].split(">")[0]
    assert 'hx-get="/c/QS-2026/ledger/people/"' in unit and 'hx-target="#id_person"' in unit and 'id="id_person"' in page
    choice = page.split('name="unit"')[1].split("</select>")[0]
    assert '<option value="" selected' in choice and choice.count("selected") == 1, "nobody records for the first unit by oversight"
    there = office.get("/c/QS-2026/ledger/people/", {"unit": town.units[t.WATER].pk}).content.decode()
    assert t.OFFICIAL in there


def test_of_many_units_the_name_is_typed(town: t.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(units, "FEW_UNITS", 1)
    office, address = town.client(t.OFFICE), "/c/QS-2026/ledger/new/"
    page = office.get(f"{address}?unit={town.units[t.WATER].pk}").content.decode()
    box = page.split('name="unit"')[1].split("</datalist>")[0]
    assert 'hx-target="#id_person"' in box and "<datalist" in box and t.WATER in box and t.OFFICIAL in page
    name = box.split('value="')[1].split('"')[0]
    assert t.WATER in name, "the unit that was asked for stands there by its name"
    assert t.OFFICIAL in office.get("/c/QS-2026/ledger/people/", {"unit": name}).content.decode()
    assert t.OFFICIAL not in office.get("/c/QS-2026/ledger/people/", {"unit": "没有的局"}).content.decode()
    told = {"source": "talk", "text": "谈话中反映的一件事", "owner_level": "unit", "weight": "general"}
    wrong = office.post(address, told | {"unit": "没有的局"})
    assert wrong.status_code == 422 and "没有叫“没有的局”的单位" in wrong.content.decode()
    assert office.post(address, told | {"unit": name}).status_code == 302
    assert Problem.objects.latest("pk").unit == town.units[t.WATER]


def test_who_left_the_roster_stays_named_when_something_else_is_corrected(town: t.Town) -> None:
    row, office = town.find(), town.client(t.OFFICE)
    entry = RosterEntry.objects.get(campaign=town.campaign, person=town.people[t.OFFICIAL])
    leave_roster(entry, on=t.TODAY, reason="调任", actor=town.actor(t.OFFICE), now=t.NOW)
    page = office.get(f"/c/QS-2026/ledger/{row.number}/amend/").content.decode()
    chosen = f'value="{row.person_id}" selected'
    assert page.count(chosen) >= 2  # the owner, and who puts it right
    told = {"text": "说得更清楚", "weight": row.weight, "person": row.person_id, "doer": row.doer_id, "entry": ""}
    assert office.post(f"/c/QS-2026/ledger/{row.number}/amend/", told).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.person_id, row.doer_id) == ("说得更清楚", town.people[t.OFFICIAL].pk, town.people[t.OFFICIAL].pk)


def test_supervisors_are_none_of_a_unit_s_people_and_namesakes_show_their_posts(town: t.Town) -> None:
    water, name = town.units[t.WATER], t.OFFICIAL
    other = Person.objects.create(name=name, sort_key="x", phone="13800008765")
    RosterEntry.objects.create(campaign=town.campaign, person=other, unit=water, role="subject", post="水政股股长", from_on=t.TODAY)
    offered = [label for _pk, label in people(town.campaign, water)]
    assert t.GROUP not in offered and f"{name}（水政股股长）" in offered and name not in offered


def test_what_was_kept_of_a_taken_form_is_forgotten_on_the_page_that_follows(town: t.Town) -> None:
    told = {"unit": town.units[t.WATER].pk, "source": "talk", "text": "谈话中反映的一件事", "owner_level": "unit", "weight": "general"}
    page = town.client(t.OFFICE).post("/c/QS-2026/ledger/new/", told | {"again": "1"}, follow=True).content.decode()
    assert 'data-keep="new-QS-2026"' in page and 'data-kept-done="new-QS-2026"' in page
    row = Problem.objects.latest("pk")
    page = town.client(t.OFFICE).post(
        f"/c/QS-2026/ledger/{row.number}/analyse/", {"cause": "制度不全", "kind": "institutional"}, follow=True
    )
    assert f'data-kept-done="QS-2026-{row.number}-analyse"' in page.content.decode()


def test_who_leaves_later_can_still_be_named_today(town: t.Town) -> None:
    entry = RosterEntry.objects.get(campaign=town.campaign, person=town.people[t.OFFICIAL])
    leave_roster(entry, on=localdate() + timedelta(days=3), reason="调任", actor=town.actor(t.OFFICE), now=t.NOW)
    assert t.OFFICIAL in [label for _pk, label in people(town.campaign, town.units[t.WATER])]
    assert any(one.name == t.OFFICIAL for one in names_of(town.campaign, reach(town.actor(t.OFFICE), town.campaign.pk)).known.people)
