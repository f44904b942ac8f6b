"""What an office sees to by pages it sees to by programs: the rank threshold, duties by a sheet, tasks for many, seats that a plan named."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.utils.timezone import localdate, localtime

from bihuan.campaigns.models import Grant, RosterEntry, Task
from bihuan.campaigns.operations import set_up_group
from bihuan.campaigns.vocabulary import GroupKind, GroupPost
from bihuan.problems.vocabulary import Source
from tests.factories.town import COLLEAGUE, FOREST, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_OFFICIAL, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
AT = "campaigns/QS-2026"


def test_the_rank_threshold_is_settled_once(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    for name, rank in {OFFICIAL: "正科级", COLLEAGUE: "科员", OTHER_OFFICIAL: ""}.items():
        RosterEntry.objects.filter(person=place.people[name]).update(rank=rank)
    assert office.get(f"{AT}/roster/threshold")[0] == 404, "no threshold, no question"
    seen = office.get(AT)[1]["revision"]
    assert office.post(f"{AT}/settings", {"settings": {"rank_threshold": "副科级以上"}, "seen": seen})[0] == 200
    assert office.post(f"{AT}/settings", {"settings": {"near_days": 4}, "seen": seen})[0] == 409, "somebody was faster"
    assert office.get(AT)[1]["settings"]["rank_threshold"] == "副科级以上" and office.get(AT)[1]["settings"]["near_days"] == 3
    found = office.get(f"{AT}/roster/threshold")[1]
    [entry] = found["entries"]
    assert (entry["person"]["name"], entry["role"], found["unknown"]) == (COLLEAGUE, "subject", 1)
    stranger = RosterEntry.objects.get(person=place.people[OFFICIAL]).pk
    assert office.post(f"{AT}/roster/threshold", {"participants": [stranger], "reason": "界线"})[0] == 422
    assert office.post(f"{AT}/roster/threshold", {"participants": [entry["id"]], "reason": " "})[0] == 422
    assert machine(HEAD).post(f"{AT}/roster/threshold", {"participants": [], "reason": "界线"})[0] == 403
    status, told = office.post(f"{AT}/roster/threshold", {"participants": [entry["id"]], "reason": "低于方案规定的职级"})
    assert status == 200 and told[0]["to_on"] is not None
    assert RosterEntry.objects.get(person=place.people[COLLEAGUE], to_on=None).role == "participant"
    assert office.get(f"{AT}/roster/threshold")[0] == 404


def test_many_duties_are_granted_by_the_sheet_of_what_is_lacking(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    gaps = {one["duty"]: [unit["name"] for unit in one["units"]] for one in office.get(f"{AT}/duties/gaps")[1]}
    assert gaps == {} and Grant.objects.filter(person=place.people[LIAISON]).update(ended_at=NOW) == 1
    [gap] = office.get(f"{AT}/duties/gaps")[1]
    assert (gap["duty"], [one["name"] for one in gap["units"]], gap["text"]) == ("liaison", [WATER], "1 个单位还没有联络员")
    book = openpyxl.load_workbook(BytesIO(office.get(f"{AT}/duties/template")[1]))
    sheet = book.worksheets[0]
    assert (sheet["A2"].value, sheet["C2"].value) == (WATER, "联络员")
    sheet["B2"] = "没有这个人"
    assert office.send(f"{AT}/duties/sheet", "职责.xlsx", _saved(book))[1]["errors"][0]["row"] == 2
    sheet["B2"] = COLLEAGUE
    status, told = office.send(f"{AT}/duties/sheet", "职责.xlsx", _saved(book))
    assert status == 200 and [(one["duty"], one["person"]["name"], one["unit"]["name"]) for one in told] == [("liaison", COLLEAGUE, WATER)]
    assert machine(HEAD).send(f"{AT}/duties/sheet", "职责.xlsx", _saved(book))[0] == 403


def _saved(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_one_task_for_all_units_and_a_body(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[], actor=place.machine, now=NOW)
    asked = {"title": "公开承诺", "all_units": True, "units": [place.units[WATER].pk], "groups": [group.pk], "stage": 1}
    told = office.post(f"{AT}/tasks/many", asked)[1]
    names = [(one["unit"] or one["group"])["name"] for one in told]
    assert sorted(names) == sorted([WATER, FOREST, "第一督导组"]) and Task.objects.count() == 3, "nobody gets it twice"
    assert office.post(f"{AT}/tasks/many", {"title": "没有人办"})[0] == 422
    assert office.post(f"{AT}/tasks/many", {"title": "x", "groups": [group.pk, 9999]})[0] == 404 and Task.objects.count() == 3


def test_a_seat_that_the_plan_named_is_filled(place: Town, machine: Make) -> None:
    group = set_up_group(campaign=place.campaign, kind=GroupKind.LEADING, name="领导小组", actor=place.machine, now=NOW)
    seat = group.members.create(as_written="县政府办主任", post=GroupPost.MEMBER)
    asked = {"person": place.people[LEADER].pk, "post": "deputy", "seat": seat.pk}
    told = machine(OFFICE).post(f"{AT}/groups/{group.pk}/seats", asked)[1]
    assert [(one["id"], one["person"]["name"], one["as_written"]) for one in told["seats"]] == [(seat.pk, LEADER, "县政府办主任")]
    assert machine(OFFICE).post(f"{AT}/groups/{group.pk}/seats", {**asked, "seat": 999})[0] == 404


def test_issuing_body_and_code_of_conduct_are_said(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    assert office.get(AT)[1]["conduct"] == {"政治力强": "", "观念先进": ""}
    asked = {"issuer": "青石县整治办", "conduct": ["政治力强：听招呼", "观念先进", "作风硬"], "seen": office.get(AT)[1]["revision"]}
    told = office.post(f"{AT}/conduct", asked)[1]
    assert told["conduct"] == {"政治力强": "听招呼", "观念先进": "", "作风硬": ""} and told["settings"]["issuer"] == "青石县整治办"
    assert office.post(f"{AT}/conduct", asked)[0] == 409, "somebody was faster"
    assert office.post(f"{AT}/conduct", {"issuer": "", "conduct": ["甲", "甲"]})[0] == 422
    assert machine(HEAD).post(f"{AT}/conduct", {"issuer": "", "conduct": []})[0] == 403


def test_a_due_day_after_the_campaign_is_known_or_refused(place: Town, machine: Make) -> None:
    row, official = place.to("analysed", place.find(now=localtime()), now=localtime()), machine(OFFICIAL)
    late = (localdate() + timedelta(60)).isoformat()
    at, asked = f"{AT}/ledger/{row.number}/steps/plan", {"measures": ["实行窗口轮值"], "due_on": late}
    status, no = official.post(at, asked)
    assert status == 422 and "专项结束" in no["sentence"]
    assert official.post(at, {**asked, "beyond": True})[1]["due_on"] == late


def test_two_who_charge_one_group_do_not_undo_each_other(place: Town, machine: Make) -> None:
    office, asked = machine(OFFICE), {"kind": "supervision", "name": "第三督导组"}
    group = office.post(f"{AT}/groups", asked)[1]
    at, units = f"{AT}/groups/{group['id']}/units", [place.units[WATER].pk]
    assert office.post(at, {"units": units, "seen": group["revision"]})[0] == 200
    assert office.post(at, {"units": [], "seen": group["revision"]})[0] == 409
    assert [one["name"] for one in office.get(f"{AT}/groups")[1][0]["units"]] == [WATER]


def test_what_stands_against_the_end_of_a_stage_and_who_is_silent(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    place.find(Source.SELF_CHECK, person=OFFICIAL)
    found = {one["condition"]: one for one in office.get(f"{AT}/stages/1/conditions")[1]}
    silent = office.get(f"{AT}/silent")[1]
    assert found["silent"]["count"] == len({one["person"]["id"] for one in silent}) == 2 and "2 名" in found["silent"]["text"]
    assert OFFICIAL not in {one["person"]["name"] for one in silent}
    place.people[GROUP_2].user.is_active = False
    place.people[GROUP_2].user.save()
    assert [(one["person"]["name"], one["closed"]) for one in office.get(f"{AT}/leavers")[1]] == [(GROUP_2, True)]
