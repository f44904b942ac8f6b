"""Whatever step brings a due day that lies after the campaign: who takes it is asked whether he knows, and the book says it (F9)."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from bihuan.campaigns.operations import amend_campaign
from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput
from bihuan.problems import operations as do
from bihuan.problems.models import Edit, Problem
from bihuan.problems.operations import Finding, RowChange, import_ledger
from bihuan.problems.operations.undoing import take_back
from bihuan.problems.queries import reach
from bihuan.problems.queries.sheet import preview_import
from bihuan.problems.queries.telling import history
from bihuan.problems.rules.sheet.findings import Findings
from bihuan.problems.sheets import read_ledger
from bihuan.problems.vocabulary import Action, EditKind, Source, State
from tests.factories.town import GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, town
from tests.problems.sheets import row as sheet_row
from tests.problems.sheets import workbook

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def demo(settings: Any) -> None:
    settings.BIHUAN_DEMO = True


def at(place: Town, row: Problem, step: str) -> str:
    return reverse("problems:step", args=[place.campaign.code, row.number, step])


def asked_first(client: Client, address: str, told: dict[str, Any], end: Any) -> None:
    """Refused until it is ticked; then done."""
    form = client.get(address).content.decode()
    assert "晚于专项结束" in form and 'name="beyond"' in form
    refused = client.post(address, told)
    assert refused.status_code == 422, refused.status_code
    assert f"晚于专项结束的 {end.isoformat()}" in refused.content.decode()
    assert client.post(address, told | {"beyond": "on"}).status_code == 302


def undated(place: Town) -> Problem:
    """An analysed item without a day: one that is over in the world outside the test is only prolonged."""
    row = place.to("analysed", place.find())
    Problem.objects.filter(pk=row.pk).update(due_on=None, planned_due_on=None)
    row.refresh_from_db()
    return row


def last_told(place: Town, row: Problem) -> str:
    end = last_day(place.campaign)
    assert end and Record.objects.filter(kind="problem", row=row.pk).latest("position").changes["beyond"] == end.isoformat()
    return history(reach(place.actor(OFFICE), place.campaign.pk), row)[-1].said()


def test_measures_until_a_day_after_the_end_are_asked_about() -> None:
    place = town()
    row, end = undated(place), last_day(place.campaign)
    assert end
    told = {"measures": "实行窗口轮值", "doer": place.people[OFFICIAL].pk, "due_on": (end + timedelta(5)).isoformat()}
    asked_first(place.client(OFFICIAL), at(place, row, "plan"), told, end)
    row.refresh_from_db()
    assert row.state == State.RECTIFYING and row.due_on == end + timedelta(5)
    assert f"，晚于专项结束的 {end.month}月{end.day}日" in last_told(place, row)


def test_a_day_that_was_known_already_or_lies_before_the_end_is_not_asked_about_again() -> None:
    place = town()
    row, end = place.to("rectifying", place.find()), last_day(place.campaign)
    assert end and row.due_on
    do.extend(problem=row, to_on=end + timedelta(5), reason="设备年底才到货", beyond=True, actor=place.actor(OFFICE), now=NOW)
    told = {"measures": "实行窗口轮值\n公开电话", "doer": place.people[OFFICIAL].pk, "due_on": row.due_on.isoformat()}
    client = place.client(OFFICIAL)
    assert client.post(at(place, row, "plan"), told).status_code == 302
    other = undated(place)
    assert client.post(at(place, other, "plan"), told | {"due_on": end.isoformat()}).status_code == 302
    assert "beyond" not in Record.objects.filter(kind="problem", row=other.pk).latest("position").changes


def test_whoever_approves_measures_until_such_a_day_is_asked_too() -> None:
    place = town(approve_measures=True)
    row, end = undated(place), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(leader=place.people[LEADER])
    told = {"measures": "实行窗口轮值", "doer": place.people[OFFICIAL].pk, "leader": place.people[LEADER].pk}
    asked_first(place.client(OFFICIAL), at(place, row, "propose_measures"), told | {"due_on": (end + timedelta(5)).isoformat()}, end)
    asked_first(place.client(LEADER), at(place, row, "approve_measures"), {"seen": ""}, end)
    row.refresh_from_db()
    assert row.state == State.RECTIFYING and "完成时限晚于专项结束的" in last_told(place, row)


def test_a_pause_that_moves_the_day_behind_the_end_is_asked_about_when_it_begins_and_when_it_ends() -> None:
    place = town()
    row, end, client = place.to("rectifying", place.find()), last_day(place.campaign), place.client(OFFICE)
    today = localdate()
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=max(end, today) - timedelta(1))
    told = {"until": (today + timedelta(30)).isoformat(), "reason": "等上级批复"}
    asked_first(client, at(place, row, "suspend"), told, end)
    assert "完成时限晚于专项结束的" in last_told(place, row)
    row.suspensions.update(from_on=today - timedelta(20))
    asked_first(client, at(place, row, "resume"), {"seen": ""}, end)
    row.refresh_from_db()
    assert row.due_on == max(end, today) + timedelta(19) and "，晚于专项结束的" in last_told(place, row)


def test_where_nobody_can_be_asked_it_is_done_and_told() -> None:
    place = town()
    row, end = place.to("rectifying", place.find()), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=end)
    row.refresh_from_db()
    do.suspend(problem=row, until=TODAY + timedelta(30), reason="等上级批复", actor=place.actor(OFFICE), now=NOW)
    do.resume(problem=row, actor=place.actor(OFFICE), now=NOW + timedelta(10))
    assert row.due_on == end + timedelta(10) and "，晚于专项结束的" in last_told(place, row)


def test_what_is_sent_back_out_of_its_publicity_says_that_the_added_days_lie_after_the_end() -> None:
    place = town()
    office: dict[str, Any] = {"actor": place.actor(OFFICE)}
    amend_campaign(campaign=place.campaign, settings={"publicity_step": True, "publicity_days": 5}, now=NOW, **office)
    row, end = place.to("verified", place.find()), last_day(place.campaign)
    assert end
    Problem.objects.filter(pk=row.pk).update(due_on=end - timedelta(1))
    row.refresh_from_db()
    row.campaign.refresh_from_db()
    do.publicise(problem=row, now=NOW, **office)
    do.send_back(problem=row, reason="群众反映窗口仍无人", now=NOW + timedelta(4), **office)
    assert row.due_on == end + timedelta(3) and "，晚于专项结束的" in last_told(place, row)


def noted(row: Problem) -> Any:
    return Record.objects.filter(kind="problem", row=row.pk).latest("position").changes.get("beyond")


def test_a_finding_until_such_a_day_is_asked_about_on_the_page() -> None:
    place = town()
    end, client, address = last_day(place.campaign), place.client(OFFICE), reverse("problems:new", args=["QS-2026"])
    assert end
    told = {"unit": place.units[WATER].pk, "source": "supervision", "text": "窗口无人", "owner_level": "unit", "weight": "general",
            "found_on": TODAY.isoformat(), "due_on": (end + timedelta(5)).isoformat()}  # fmt: skip
    asked_first(client, address, told, end)
    row = Problem.objects.get()
    assert (row.due_on, noted(row)) == (end + timedelta(5), end.isoformat())
    assert client.post(address, told | {"due_on": end.isoformat(), "text": "到最后一天"}).status_code == 302
    assert noted(Problem.objects.latest("pk")) is None


def test_days_that_the_campaign_gives_by_itself_are_told_and_nobody_is_asked() -> None:
    place = town()
    end = last_day(place.campaign)
    assert end
    finding = Finding(unit=place.units[WATER], source=Source.SUPERVISION, text="窗口无人", found_on=end)
    row = do.record(campaign=place.campaign, finding=finding, actor=place.actor(OFFICE), now=NOW.replace(month=6), beyond=False)
    assert row.due_on and row.due_on > end and noted(row) == end.isoformat()
    with pytest.raises(BadInput, match="晚于专项结束"):
        typed = Finding(unit=place.units[WATER], source=Source.SUPERVISION, text="又无人", due_on=end + timedelta(1))
        do.record(campaign=place.campaign, finding=typed, actor=place.actor(OFFICE), now=NOW, beyond=False)


def test_a_batch_that_goes_back_behind_the_end_says_so_of_each() -> None:
    place = town(sample_percent=1)
    end, rows = last_day(place.campaign), [place.find(Source.SELF_CHECK) for _number in range(2)]
    assert end
    for row in rows:
        do.correct(problem=row, how="已道歉", actor=place.actor(OFFICIAL), now=NOW)
    do.confirm_corrections(problems=rows, actor=place.actor(HEAD), now=NOW)
    Problem.objects.update(due_on=end - timedelta(1), planned_due_on=end - timedelta(1))
    drawn = Problem.objects.filter(sampled=True)[0]
    late = NOW.replace(month=end.month, day=end.day)
    do.fail_sample(problem=drawn, reason="没有改", actor=place.actor(GROUP), now=late)
    assert [noted(row) for row in rows] == [end.isoformat()] * 2


def test_a_cell_and_many_rows_at_once_are_asked_about() -> None:
    place = town()
    row, end, client = undated(place), last_day(place.campaign), place.client(OFFICE)
    assert end
    day, address = (end + timedelta(5)).isoformat(), reverse("problems:cell", args=["QS-2026", row.number, "due"])
    assert 'name="beyond"' not in client.get(address).content.decode(), "a cell is small: nothing is asked before it is known"
    refused = client.post(address, {"due_on": day})
    assert refused.status_code == 422 and 'name="beyond"' in (page := refused.content.decode()) and end.isoformat() in page
    assert client.post(address, {"due_on": day, "beyond": "on"}).status_code == 302
    assert noted(row) == end.isoformat()
    other = undated(place)
    many, chosen = (
        reverse("problems:fields", args=["QS-2026"]),
        {"row": [other.pk], "sure": "1", "field": "due", "due": day, "weight": "general"},
    )
    refused = client.post(many, chosen)
    assert refused.status_code == 422 and end.isoformat() in refused.content.decode()
    assert client.post(many, chosen | {"beyond": "on"}).status_code == 302
    assert noted(other) == end.isoformat()


def test_what_is_pasted_or_taken_back_behind_the_end_is_told() -> None:
    place = town()
    row, end, who = undated(place), last_day(place.campaign), {"actor": place.actor(OFFICE), "now": NOW}
    assert end
    for days in (5, 0):
        change = RowChange(row.pk, Action.AMEND, {"due_on": end + timedelta(days)})
        do.edit_rows(campaign=place.campaign, changes=[change], kind=EditKind.PASTE, **who)
        assert noted(row) == (end.isoformat() if days else None)
    take_back(edit=Edit.objects.latest("pk"), **who)
    row.refresh_from_db()
    assert row.due_on == end + timedelta(5) and noted(row) == end.isoformat()


def test_a_sheet_tells_the_cell_and_is_taken() -> None:
    place = town()
    end, actor = last_day(place.campaign), place.actor(LIAISON)
    assert end
    late = [sheet_row(no="WB-1", 完成时限=(end + timedelta(5)).isoformat()), sheet_row("第二件", no="WB-2", 完成时限=end.isoformat())]
    rows = read_ledger(workbook(late), "台账.xlsx").rows
    checked = preview_import(actor, place.campaign, rows)
    assert not checked.errors and [(one.column, one.row) for one in checked.hints] == [("完成时限", rows[0].number)]
    assert f"晚于专项结束的 {end.isoformat()}" in str(checked.hints[0])
    found = Findings.of(checked)
    assert Findings.of_json(found.to_json()) == found and found.counts["hints"] == 1
    result = import_ledger(campaign=place.campaign, rows=rows, actor=actor, now=NOW)
    assert (result.new, result.hints) == (2, checked.hints)
    assert [noted(one) for one in Problem.objects.order_by("number")] == [end.isoformat(), None]
    Problem.objects.update(due_on=None, planned_due_on=None)  # a day that is over in the world outside the test is only prolonged
    again = [sheet_row(no="WB-1", 完成时限=(end + timedelta(9)).isoformat()), sheet_row("第二件", no="WB-2")]
    changed = import_ledger(campaign=place.campaign, rows=read_ledger(workbook(again), "台账.xlsx").rows, actor=actor, now=NOW)
    assert (changed.changed, len(changed.hints)) == (1, 1)
    assert noted(Problem.objects.order_by("number")[0]) == end.isoformat()
