"""Leaders' instructions: ink, parts of several units, one joint reply, seen; a failure becomes a finding by decision only."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.finding import operations as do
from bihuan.finding.models import Instruction, InstructionPart
from bihuan.finding.papers.instructions import drafted
from bihuan.finding.queries import instructions as asked_of
from bihuan.finding.vocabulary.instructions import InstructionState, PartState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, GROUP, LEADER, LIAISON, OFFICE, OFFICE_2, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town, days_later

pytestmark = pytest.mark.usefixtures("db")
WORDS = "窗口久等之事，三日内见效，十日内报我。"
DUE = TODAY + timedelta(days=10)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def given(place: Town, *units: str, who: str = OFFICE, **more: Any) -> Instruction:
    told: dict[str, Any] = {
        "leader": "县长雷峰",
        "words": WORDS,
        "given_on": TODAY,
        "scan": ("批示.jpg", jpeg()),
        "about": "窗口情况专报",
        **more,
    }
    shares = [do.Share(place.units[one], f"{one}整改窗口等候", DUE + timedelta(days=n)) for n, one in enumerate(units or (WATER, FOREST))]
    return do.register_instruction(campaign=place.campaign, ink=do.Ink(**told), shares=shares, actor=place.actor(who), now=place.now)


def part_of(row: Instruction, unit: str) -> InstructionPart:
    return InstructionPart.objects.select_related("instruction__campaign", "unit").get(instruction=row, unit__name=unit)


@pytest.mark.mechanism("M61")
def test_an_instruction_has_unit_and_day_and_its_failure_becomes_a_finding_by_decision(place: Town) -> None:
    """Registered from the ink with several units, each its part and day; what is not carried out becomes a finding of this source, and
    only when the office decides so."""
    row = given(place)
    assert (row.words, row.leader, row.scan.name) == (WORDS, "县长雷峰", "批示.jpg")
    assert [(one.unit.name, one.due_on) for one in asked_of.parts_of(place.actor(OFFICE), row)] == [
        (WATER, DUE),
        (FOREST, DUE + timedelta(days=1)),
    ]
    assert "整改窗口等候" in place.client(LIAISON).get(reverse("home:todo")).content.decode()
    part = part_of(row, FOREST)
    late: dict[str, Any] = {"part": part, "text": "批示事项逾期没有落实", "reason": "专班会议决定", "now": days_later(20)}
    with pytest.raises(NotNow, match="还没有过"):
        do.fail_part(**late | {"now": days_later(3)}, actor=place.actor(OFFICE))
    assert not Problem.objects.exists(), "a day that has passed makes no finding by itself"
    for who in (OTHER_LIAISON, GROUP, LEADER):
        with pytest.raises(NotAllowed):
            do.fail_part(**late, actor=place.actor(who))
    with pytest.raises(BadInput):
        do.fail_part(**late | {"reason": " "}, actor=place.actor(OFFICE))
    problem = do.fail_part(**late, actor=place.actor(OFFICE))
    part.refresh_from_db()
    assert (problem.source, problem.unit.name, problem.origin_kind, problem.origin_reference) == (
        Source.INSTRUCTION,
        FOREST,
        "instruction",
        str(row.pk),
    )
    assert part.state == PartState.UNFULFILLED and part.problem == problem
    page = place.client(OFFICE).get(reverse("problems:problem", args=[place.campaign.code, problem.number])).content.decode()
    assert "县长雷峰" in page and reverse("finding:instruction", args=[place.campaign.code, row.pk]) in page


def test_the_joint_reply_is_drafted_from_the_progress_and_seen_when_the_secretary_says_so(place: Town) -> None:
    row = given(place)
    do.report_part(part=part_of(row, WATER), text="增设两个窗口", actor=place.actor(LIAISON), now=place.now)
    do.report_part(part=part_of(row, WATER), text="等候降到十五分钟", done=True, actor=place.actor(LIAISON), now=days_later(1))
    text = drafted(asked_of.parts_of(place.actor(OFFICE), row))
    assert "县水利局：增设两个窗口；等候降到十五分钟。已落实。" in text and "县林业局：还没有填报进展。正在办理。" in text
    client, address = place.client(OFFICE), reverse("finding:reply_to_instruction", args=[place.campaign.code, row.pk])
    assert "增设两个窗口" in client.get(address).content.decode(), "the form begins with the draft"
    with pytest.raises(NotNow):
        do.note_instruction_seen(instruction=row, on=TODAY, note="", actor=place.actor(OFFICE), now=place.now)
    do.reply_to_instruction(instruction=row, report="水利局已办结。\n林业局正在办。", actor=place.actor(OFFICE), now=days_later(2))
    paper = client.get(reverse("finding:instruction", args=[place.campaign.code, row.pk]) + "?as=docx")
    told = zipfile.ZipFile(io.BytesIO(b"".join(paper.streaming_content))).read("word/document.xml").decode()
    assert "呈阅件" in told and WORDS in told and "水利局已办结。" in told and "林业局正在办。" in told
    with pytest.raises(BadInput, match="呈报当天"):
        do.note_instruction_seen(instruction=row, on=TODAY, note="", actor=place.actor(OFFICE_2), now=days_later(3))
    do.note_instruction_seen(instruction=row, on=TODAY + timedelta(days=3), note="继续盯住", actor=place.actor(OFFICE_2), now=days_later(3))
    row.refresh_from_db()
    assert row.state == InstructionState.SEEN and row.seen_note == "继续盯住" and row.seen_by == place.people[OFFICE_2].user
    assert WORDS not in str(list(Record.objects.filter(kind__startswith="instruction").values())), "the book keeps no words of it"


def test_what_was_open_when_the_reply_was_seen_is_answered_upward_later(place: Town) -> None:
    """A unit still works when the leader reads; another one is added because of what he wrote: both go up in a further reply."""
    row, office, client = given(place, WATER), {"actor": place.actor(OFFICE)}, place.client(OFFICE)
    do.reply_to_instruction(instruction=row, report="水利局正在办。", now=place.now, **office)
    do.note_instruction_seen(instruction=row, on=TODAY, note="请林业局也查", now=place.now, **office)
    do.hand_out(instruction=row, shares=[do.Share(place.units[FOREST], "照此自查", DUE)], now=days_later(1), **office)
    do.report_part(part=part_of(row, FOREST), text="已查，整改三处", done=True, actor=place.actor(OTHER_LIAISON), now=days_later(2))
    page, again = reverse("finding:instruction", args=[place.campaign.code, row.pk]), {"report": "林业局整改三处。"}
    address = reverse("finding:reply_to_instruction", args=[place.campaign.code, row.pk])
    assert address in client.get(page).content.decode()
    do.reply_to_instruction(instruction=row, now=days_later(3), **again, **office)
    assert row.state == InstructionState.REPLIED and "上一次呈报" in client.get(page).content.decode()
    do.note_instruction_seen(instruction=row, on=days_later(4).date(), note="很好", now=days_later(4), **office)
    assert (row.state, row.seen_note) == (InstructionState.SEEN, "请林业局也查；很好"), "nothing of what he wrote is lost"


def test_a_part_that_was_reported_too_soon_goes_back(place: Town) -> None:
    part = part_of(given(place), WATER)
    do.report_part(part=part, text="已办", done=True, actor=place.actor(LIAISON), now=place.now)
    with pytest.raises(NotNow):
        do.report_part(part=part, text="再报", actor=place.actor(LIAISON), now=place.now)
    do.return_part(part=part, reason="没有写结果", actor=place.actor(OFFICE), now=place.now)
    part.refresh_from_db()
    assert part.state == PartState.OPEN and part.done_at is None
    assert [one.text for one in part.progress.all()] == ["已办", "退回：没有写结果"]
    assert "退回" not in drafted([part])


def test_a_unit_reads_its_own_part_and_nobody_elses(place: Town) -> None:
    row, other = given(place), given(place, FOREST)
    assert [one.unit.name for one in asked_of.parts_of(place.actor(LIAISON), row)] == [WATER]
    with pytest.raises(Missing):
        asked_of.find_instruction(place.actor(LIAISON), place.campaign, other.pk)
    with pytest.raises(Missing):
        asked_of.find_part(place.actor(LIAISON), place.campaign, part_of(row, FOREST).pk)
    with pytest.raises(Missing):
        asked_of.find_instruction(place.actor(OFFICIAL), place.campaign, row.pk)
    with pytest.raises(NotAllowed):
        do.report_part(part=part_of(row, FOREST), text="x", actor=place.actor(LIAISON), now=place.now)
    assert len(asked_of.parts_of(place.actor(LEADER), row)) == 2
    page = place.client(LIAISON).get(reverse("finding:instruction", args=[place.campaign.code, row.pk])).content.decode()
    assert WORDS in page and WATER in page and FOREST not in page.split("<main")[1]


def test_what_is_refused_at_registering(place: Town) -> None:
    for wrong, says in (
        ({"words": " "}, "一字不改"),
        ({"leader": ""}, "一字不改"),
        ({"given_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
    ):
        with pytest.raises(BadInput, match=says):
            given(place, **wrong)
    with pytest.raises(BadInput, match="已经有这件批示"):
        given(place, WATER, WATER)
    with pytest.raises(NotAllowed):
        given(place, who=LIAISON)
    row = given(place, WATER)
    with pytest.raises(BadInput, match="不能早于批示日期"):
        do.hand_out(
            instruction=row,
            shares=[do.Share(place.units[FOREST], "x", TODAY - timedelta(days=1))],
            actor=place.actor(OFFICE),
            now=place.now,
        )
    do.hand_out(instruction=row, shares=[do.Share(place.units[FOREST], "配合", DUE)], actor=place.actor(OFFICE), now=place.now)
    assert row.parts.count() == 2 and Instruction.objects.count() == 1, "what was refused left nothing"


def test_switched_off_nothing_is_registered(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"instructions": False}, actor=place.actor(OFFICE), now=place.now)
    place.campaign.refresh_from_db()
    with pytest.raises(NotNow, match="没有启用“领导批示”"):
        given(place)
    page = place.client(OFFICE).get(reverse("finding:instructions", args=[place.campaign.code])).content.decode()
    assert "没有启用" in page and "登记批示</a>" not in page


def test_the_office_walks_through_the_pages(place: Town) -> None:
    client, code = place.client(OFFICE), place.campaign.code
    address = reverse("finding:register_instruction", args=[code])
    form = {"leader": "县长", "words": WORDS, "given_on": str(TODAY), "unit1": WATER, "text1": "整改窗口", "due1": str(DUE)}
    assert client.post(address, form).status_code == 422, "no ink, no instruction"
    scan = io.BytesIO(jpeg())
    scan.name = "批示.jpg"
    assert client.post(address, {**form, "due1": "", "scan": scan}).status_code == 422
    scan.seek(0)
    assert client.post(address, {**form, "scan": scan}).status_code == 302
    row = Instruction.objects.get()
    part = row.parts.get()
    liaison = place.client(LIAISON)
    assert liaison.post(reverse("finding:report_part", args=[code, part.pk]), {"text": "已增设窗口", "done": "on"}).status_code == 302
    assert (
        liaison.get(address).status_code == 403
        and place.client(OTHER_LIAISON).get(reverse("finding:report_part", args=[code, part.pk])).status_code == 404
    )
    assert client.post(reverse("finding:return_part", args=[code, part.pk]), {"reason": "补写结果"}).status_code == 302
    assert (
        client.post(
            reverse("finding:hand_out_instruction", args=[code, row.pk]), {"unit1": FOREST, "text1": "配合", "due1": str(DUE)}
        ).status_code
        == 302
    )
    assert client.post(reverse("finding:reply_to_instruction", args=[code, row.pk]), {"report": "正在办理"}).status_code == 302
    assert b"".join(client.get(reverse("finding:instruction_scan", args=[code, row.pk])).streaming_content) == jpeg()
    listed = client.get(reverse("finding:instructions", args=[code])).content.decode()
    assert "2 家，在办 2 家" in listed and "已呈报" in listed
    assert "批示" in client.get(reverse("finding:instruction", args=[code, row.pk])).content.decode()
