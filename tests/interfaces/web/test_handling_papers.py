"""Papers, records and the Party group's desk through the browser: each for whoever may; everybody else finds nothing."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse

from bihuan.accountability.models import HandlingPaper, MeasureRecord, PartyDecision
from bihuan.accountability.vocabulary.party import PartyState
from bihuan.documents.readers import read_held
from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Weight
from bihuan.reports.papers import verify
from tests.accountability.ground import Bodies, by, heard, in_force, noticed, opened, whole
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_HEAD, WATER

pytestmark = pytest.mark.django_db
TALK = {"on": "2026-03-02", "place": "三楼会议室", "present": "雷峰、柳浪", "text": "指出空岗一事", "reply": "希望增加人手"}


@pytest.fixture
def bodies(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bodies]:
    from django.utils import timezone

    settings.BIHUAN_DEMO = True  # no second factor
    place = factory.town()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    yield Bodies(place)


def at(bodies: Bodies, name: str, *given: Any) -> str:
    return reverse(f"accountability:{name}", args=[bodies.place.campaign.code, *given])


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


def test_the_office_takes_a_paper_that_is_known_again_and_the_case_leads_to_it(bodies: Bodies) -> None:
    row, client = in_force(bodies), bodies.place.client(OFFICE)
    address = at(bodies, "papers", row.number)
    assert address in client.get(at(bodies, "handling", row.number)).content.decode()
    page = client.get(address).content.decode()
    assert "处理决定书" in page and "诫勉" not in page.split("<main")[0]
    answer = client.post(address, {"kind": "decision", "purpose": "to_deliver"})
    assert answer.status_code == 200 and "no-store" in answer["Cache-Control"]
    assert "%E6%9B%B2%E9%99%A2" not in answer["Content-Disposition"], "a file's name names nobody"
    assert verify(read_held(body(answer), "x.docx")).sound
    assert Record.objects.filter(kind="handling_paper", action="take_handling_paper").count() == 1
    assert "送达本人" in client.get(address).content.decode(), "what was taken stands on the page"
    assert client.post(address, {"kind": "referral", "purpose": "to_file"}).status_code == 422


def test_everybody_else_finds_nothing(bodies: Bodies) -> None:
    row = in_force(bodies)
    for name in (COLLEAGUE, HEAD, LIAISON, OTHER_HEAD, GROUP, "秋月"):
        client = bodies.place.client(name)
        for page in ("papers", "new_record"):
            assert client.get(at(bodies, page, row.number)).status_code in (403, 404), (name, page)
        assert client.post(at(bodies, "papers", row.number), {"kind": "decision", "purpose": "to_file"}).status_code in (403, 404)
        assert client.get(reverse("accountability:own_papers", args=[row.pk])).status_code == 404
    assert not HandlingPaper.objects.exists()


@pytest.mark.mechanism("M130")
def test_the_person_reads_how_the_talk_went_takes_his_papers_and_says_that_he_read_it(bodies: Bodies) -> None:
    row, office, him = in_force(bodies), bodies.place.client(OFFICE), bodies.place.client(OFFICIAL)
    assert office.get(at(bodies, "new_record", row.number)).status_code == 200
    assert office.post(at(bodies, "new_record", row.number), {**TALK, "text": " "}).status_code == 422
    assert office.post(at(bodies, "new_record", row.number), TALK).status_code == 302
    assert him.get(at(bodies, "papers", row.number)).status_code == 302, "he has a page of his own"
    mine = reverse("accountability:own_papers", args=[row.pk])
    assert mine in him.get(reverse("accountability:own_matter", args=[row.pk])).content.decode()
    page = him.get(mine).content.decode()
    assert "指出空岗一事" in page and "希望增加人手" in page and "诫勉谈话记录" not in page and "确认已阅不表示同意" in page
    record = MeasureRecord.objects.get()
    assert him.post(reverse("accountability:own_record", args=[row.pk, record.pk])).status_code == 302
    record.refresh_from_db()
    assert record.read_at is not None
    assert "确认已阅不表示同意" not in him.get(mine).content.decode()
    assert body(him.post(mine, {"kind": "talk"}))[:2] == b"PK"
    assert HandlingPaper.objects.get().purpose == "own"


def test_before_he_is_told_there_is_no_paper_for_him(bodies: Bodies) -> None:
    row, him = whole(bodies, opened(bodies)), bodies.place.client(OFFICIAL)
    mine = reverse("accountability:own_papers", args=[row.pk])
    assert him.get(mine).status_code == 404
    heard(bodies, noticed(bodies, row))
    page = him.get(mine).content.decode()
    assert "拟处理告知书" in page and "处理决定书" not in page


@pytest.mark.mechanism("M95")
def test_the_desk_shows_serious_items_and_a_member_records_what_was_decided(bodies: Bodies) -> None:
    place = bodies.place
    item = place.find(text="曲院当班无人")
    Problem.objects.filter(pk=item.pk).update(weight=Weight.SERIOUS)
    desk, member = at(bodies, "party"), place.client(LEADER)
    page = member.get(desk).content.decode()
    assert at(bodies, "party_item", item.number) in page and "曲院" not in page.partition("<main")[2], "no names, no texts"
    said = {"body": str(bodies.of["party"].pk), "means": "talk", "text": "请说明排班", "talk_place": "三楼"}
    assert member.post(at(bodies, "party_item", item.number), said).status_code == 422, "a talk has a day"
    assert member.post(at(bodies, "party_item", item.number), {**said, "talk_on": "2026-03-04"}).status_code == 302
    row = PartyDecision.objects.get()
    assert row.state == PartyState.DECIDED
    for name in (HEAD, OFFICE):
        shown = place.client(name).get(at(bodies, "party_matter", row.pk)).content.decode()
        assert "请说明排班" in shown
        assert body(place.client(name).post(at(bodies, "party_file", row.pk)))[:2] == b"PK"
    for name in (OFFICIAL, COLLEAGUE, LIAISON, OTHER_HEAD, GROUP):
        for address in (desk, at(bodies, "party_matter", row.pk), at(bodies, "party_unit", place.units[WATER].pk)):
            assert place.client(name).get(address).status_code == 404, (name, address)
    assert at(bodies, "party_item", item.number) not in place.client(HEAD).get(desk).content.decode()


@pytest.mark.mechanism("M143")
def test_a_units_page_tells_how_many_problems_it_has_and_what_was_tried(bodies: Bodies) -> None:
    place, water = bodies.place, bodies.place.units[WATER]
    place.find()
    office, member = place.client(OFFICE), place.client(LEADER)
    told = {"unit": str(water.pk), "reason": "一季度三次"}
    assert office.get(at(bodies, "lay_unit")).status_code == 200
    assert office.post(at(bodies, "lay_unit"), told).status_code == 302
    row = PartyDecision.objects.get()
    todo = {name: place.client(name).get(reverse("home:todo")).content.decode() for name in (LEADER, OFFICE, HEAD)}
    assert [name for name, page in todo.items() if at(bodies, "party_matter", row.pk) in page] == [LEADER], "it waits for the members"
    assert office.get(at(bodies, "party_decide", row.pk)).status_code == 403, "the office lays, the members decide"
    assert member.get(at(bodies, "party_decide", row.pk)).status_code == 200
    said = {"body": str(bodies.of["party"].pk), "means": "reminder", "text": "请抓紧整改"}
    assert member.post(at(bodies, "party_decide", row.pk), said).status_code == 302
    page = member.get(at(bodies, "party_unit", water.pk)).content.decode()
    assert "登记的问题" in page and "党组研究 提醒" in page
    again = at(bodies, "lay_unit")
    office.post(again, told)
    laid = PartyDecision.objects.get(state=PartyState.LAID)
    assert member.post(at(bodies, "party_pass", laid.pk), {"reason": "已有好转"}).status_code == 302
    assert by(place, OFFICE)["now"] == NOW
