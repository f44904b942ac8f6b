"""Meetings: registered with their purpose, counted by kind up to a day; decisions go out as tasks; how the campaign was told on."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.campaigns import operations as do
from bihuan.campaigns.models import Meeting, Task
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.queries import meetings as asked_of
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.vocabulary import Explained, GroupKind, MeetingFileUse, MeetingKind, TaskState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.organisation.operations import found_unit
from bihuan.reports.queries.figures import figures
from tests.factories import town as factory
from tests.factories.town import (
    FOREST,
    GROUP,
    LEADER,
    LIAISON,
    OFFICE,
    OFFICIAL,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
    days_later,
)

pytestmark = pytest.mark.usefixtures("db")
NOTES = "问题目录怎么用：先看类别，再看具体表现。".encode()


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


@pytest.fixture
def group(place: Town) -> Any:
    return do.set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="专班会议", units=[], actor=place.machine, now=place.now)


def facts(kind: MeetingKind = MeetingKind.DISPATCH, **more: Any) -> MeetingFacts:
    told: dict[str, Any] = {"topic": "调度查摆进度", "purpose": "解决两家单位查摆不深的问题", "held_on": TODAY}
    if kind is MeetingKind.MOBILISATION:
        told |= {"explained": tuple(Explained)}
    if kind is MeetingKind.TRAINING:
        told |= {"present": 40}
    return MeetingFacts(kind=kind, **{**told, **more})


def held(place: Town, told: MeetingFacts, who: str = OFFICE, **more: Any) -> Meeting:
    return do.register_meeting(campaign=place.campaign, told=told, actor=place.actor(who), now=more.pop("now", place.now), **more)


@pytest.mark.mechanism("M11")
def test_the_count_of_a_report_is_the_count_of_the_register(place: Town, group: Any) -> None:
    """N06 is the number of entries of these types up to the report date: no more, no less, and the same for a past day."""
    for day, kind in enumerate((MeetingKind.DISPATCH, MeetingKind.TRAINING, MeetingKind.ANALYSIS)):
        held(place, facts(kind, held_on=TODAY + timedelta(days=day)), group=group, now=days_later(day))
    held(place, facts(MeetingKind.RELAY), who=LIAISON, unit=place.units[WATER])
    held(place, facts(MeetingKind.ANALYSIS), who=LIAISON, unit=place.units[WATER])  # a unit's own: not of the campaign
    last = TODAY + timedelta(days=5)
    for day, count in ((TODAY, 1), (TODAY + timedelta(days=1), 2), (last, 3)):
        told = figures(place.campaign, day, last)["N06"]
        assert told.value == count == asked_of.counted_meetings(place.campaign, day)
        listed = place.client(OFFICE).get(told.rows)
        assert "level=campaign" in told.rows and listed.context["total"] == (count if day < last else 3)
    by_kind = {
        one.kind: (one.campaign, one.units)
        for one in asked_of.counts_by_kind(asked_of.visible_meetings(place.actor(OFFICE), place.campaign), last)
    }
    assert by_kind[MeetingKind.ANALYSIS] == (1, 1) and by_kind[MeetingKind.RELAY] == (0, 1) and by_kind[MeetingKind.OTHER] == (0, 0)


def test_a_withdrawn_entry_no_longer_counts_but_counted_then(place: Town, group: Any) -> None:
    row = held(place, facts(), group=group)
    do.withdraw_meeting(row, reason="登记重了", actor=place.actor(OFFICE), now=days_later(3))
    last = TODAY + timedelta(days=4)
    assert figures(place.campaign, last, last)["N06"].value == 0
    assert figures(place.campaign, TODAY, last)["N06"].value == 1, "as it was registered at the end of that day"
    with pytest.raises(NotNow):
        do.withdraw_meeting(row, reason="再来", actor=place.actor(OFFICE), now=days_later(3))
    assert Record.objects.filter(kind="meeting", row=row.pk, action="withdraw_meeting").get().reason == "登记重了"


@pytest.mark.mechanism("M21")
def test_the_mobilisation_meeting_is_the_first_event_and_lists_the_units(place: Town, group: Any) -> None:
    water, forest = place.units[WATER], place.units[FOREST]
    with pytest.raises(BadInput, match="到会的单位"):
        held(place, facts(MeetingKind.MOBILISATION), group=group)
    with pytest.raises(BadInput, match="讲解了方案"):
        held(place, facts(MeetingKind.MOBILISATION, explained=()), group=group, units=[water])
    row = held(place, facts(MeetingKind.MOBILISATION, topic="动员部署", record="专题解读方案"), group=group, units=[water, forest])
    with pytest.raises(BadInput, match="已经登记"):
        held(place, facts(MeetingKind.MOBILISATION), group=group, units=[water])
    with pytest.raises(BadInput, match="不会早于它"):
        held(place, facts(held_on=TODAY - timedelta(days=1)), group=group)
    held(place, facts(), group=group)
    first = asked_of.standing_meetings(place.campaign).order_by("held_on", "pk")[0]
    assert first == row and first.explained == [one.value for one in Explained]
    page = place.client(OFFICE).get(reverse("campaigns:meeting", args=[place.campaign.code, row.pk])).content.decode()
    assert f"{WATER}、{FOREST}" in page and all(one.label in page for one in Explained) and "没有讲" not in page
    assert place.client(OFFICIAL).get(reverse("campaigns:meeting", args=[place.campaign.code, row.pk])).status_code == 200


def test_a_mobilisation_meeting_after_others_is_refused(place: Town, group: Any) -> None:
    held(place, facts(), group=group)
    with pytest.raises(BadInput, match="第一次会议"):
        held(
            place,
            facts(MeetingKind.MOBILISATION, held_on=TODAY + timedelta(days=1)),
            group=group,
            units=[place.units[WATER]],
            now=days_later(2),
        )


@pytest.mark.mechanism("M22")
def test_a_coverage_list_shows_for_every_unit_whether_its_relay_meeting_is_recorded(place: Town) -> None:
    water, forest = place.units[WATER], place.units[FOREST]
    held(place, facts(MeetingKind.RELAY, topic="传达动员会精神"), who=LIAISON, unit=water)
    told = asked_of.relay_coverage(place.campaign, TODAY)
    assert [(one.unit, one.how) for one in told.lines] == [(water, "held"), (forest, "missing")]
    do.note_conveyed(campaign=place.campaign, unit=forest, on=TODAY, means="工作群转发", actor=place.actor(OTHER_LIAISON), now=place.now)
    told = asked_of.relay_coverage(place.campaign, TODAY)
    assert (told.held, told.told, told.missing) == (1, 1, 0)
    assert figures(place.campaign, TODAY, TODAY)["N04"].value == 1 <= figures(place.campaign, TODAY, TODAY)["N01"].value
    page = place.client(OFFICE).get(reverse("campaigns:relay", args=[place.campaign.code])).content.decode()
    assert "传达动员会精神" in page and "工作群转发" in page and "lamp" not in page.split("<main")[1], "nothing glows, nothing is chased"
    assert "工作群转发" not in place.client(OFFICE).get(reverse("home:todo")).content.decode()


def test_a_relay_held_together_counts_for_every_unit_that_was_there(place: Town) -> None:
    held(place, facts(MeetingKind.RELAY), unit=place.units[WATER], units=[place.units[WATER], place.units[FOREST]])
    assert asked_of.relayed_units(place.campaign, TODAY) == 2


def test_how_a_unit_was_told_is_taken_back_and_told_again(place: Town) -> None:
    forest = place.units[FOREST]
    told: dict[str, Any] = {"campaign": place.campaign, "unit": forest, "on": TODAY, "means": "当面说明", "now": place.now}
    with pytest.raises(NotAllowed):
        do.note_conveyed(**told, actor=place.actor(LIAISON))
    row = do.note_conveyed(**told, actor=place.actor(OFFICE))
    with pytest.raises(NotNow, match="已经登记传达"):
        do.note_conveyed(**told, actor=place.actor(OFFICE))
    do.withdraw_conveyed(row, reason="记错单位", actor=place.actor(OFFICE), now=place.now)
    do.note_conveyed(**told, actor=place.actor(OFFICE))
    for wrong, says in (({"means": " "}, "怎么传达"), ({"on": TODAY + timedelta(days=1)}, "不能晚于今天")):
        with pytest.raises(BadInput, match=says):
            do.note_conveyed(**told | wrong, actor=place.actor(OFFICE))


@pytest.mark.mechanism("M160")
def test_a_training_has_its_materials_inside_and_a_number_but_no_names(place: Town, group: Any) -> None:
    with pytest.raises(BadInput, match="到会人数"):
        held(place, facts(MeetingKind.TRAINING, present=None), group=group)
    row = held(
        place,
        facts(MeetingKind.TRAINING, topic="问题目录怎么用", present=132),
        group=group,
        file=("讲义.txt", NOTES),
        use=MeetingFileUse.MATERIAL,
    )
    [file] = row.files.all()
    client = place.client(OFFICIAL)  # whoever takes part works by the materials
    page = client.get(reverse("campaigns:meeting", args=[place.campaign.code, row.pk])).content.decode()
    assert "问题目录怎么用" in page and "132" in page and "讲义.txt" in page and str(TODAY) in page
    assert b"".join(client.get(reverse("campaigns:meeting_file", args=[place.campaign.code, row.pk, file.pk])).streaming_content) == NOTES
    names = {field.name for field in Meeting._meta.get_fields()}
    assert not names & {"people", "persons", "participants", "signed_in"}


@pytest.mark.mechanism("M10")
def test_a_dispatch_from_a_meeting_is_followed_until_it_is_answered(place: Town, group: Any) -> None:
    row = held(place, facts(record="决定公开窗口等候时间"), group=group)
    with pytest.raises(BadInput, match="完成时限"):
        do.dispatch_from_meeting(
            meeting=row, title="公开等候时间", due_on=None, units=[place.units[WATER]], actor=place.actor(OFFICE), now=place.now
        )
    [task] = do.dispatch_from_meeting(
        meeting=row,
        title="公开等候时间",
        due_on=TODAY + timedelta(days=3),
        units=[place.units[WATER]],
        actor=place.actor(OFFICE),
        now=place.now,
    )
    code, office = place.campaign.code, place.client(OFFICE)
    assert task.meeting == row and "1 项未答复" in office.get(reverse("campaigns:meetings", args=[code])).content.decode()
    assert "公开等候时间" in place.client(LIAISON).get(reverse("home:todo")).content.decode(), "it waits for whoever answers"
    with pytest.raises(NotNow, match="已经下达"):
        do.withdraw_meeting(row, reason="x", actor=place.actor(OFFICE), now=place.now)
    do.finish_task(task=task, result="等候由40分钟降到15分钟", proof="叫号记录", actor=place.actor(LIAISON), now=place.now)
    page = office.get(reverse("campaigns:meeting", args=[code, row.pk])).content.decode()
    assert "等候由40分钟降到15分钟" in page and "没有答复" not in page
    assert "未答复" not in office.get(reverse("campaigns:meetings", args=[code])).content.decode()
    with pytest.raises(NotAllowed):
        do.dispatch_from_meeting(
            meeting=row, title="x", due_on=TODAY, units=[place.units[WATER]], actor=place.actor(LIAISON), now=place.now
        )
    assert Task.objects.get().state == TaskState.DONE


def test_what_is_no_meeting_worth_registering(place: Town, group: Any) -> None:
    for wrong, says in (
        ({"topic": " "}, "没有主题和目的"), ({"purpose": ""}, "没有主题和目的"), ({"held_on": TODAY + timedelta(days=1)}, "不能晚于今天"),
        ({"present": 0}, "到会人数"), ({"present": 200_000}, "到会人数"),
    ):  # fmt: skip
        with pytest.raises(BadInput, match=says):
            held(place, facts(**wrong), group=group)
    stranger = found_unit(name="外单位", actor=place.machine, now=place.now)
    with pytest.raises(BadInput, match="不在本专项"):
        held(place, facts(), group=group, units=[stranger])
    with pytest.raises(BadInput, match="哪个机构或单位"):
        held(place, facts())
    with pytest.raises(BadInput, match="哪个机构或单位"):
        held(place, facts(), group=group, unit=place.units[WATER])


def test_a_unit_registers_its_own_meetings_and_reads_no_others(place: Town, group: Any) -> None:
    own = held(place, facts(MeetingKind.RELAY), who=LIAISON, unit=place.units[WATER])
    closed = held(place, facts(MeetingKind.ANALYSIS), group=group)
    with pytest.raises(NotAllowed):
        held(place, facts(MeetingKind.RELAY), who=LIAISON, unit=place.units[FOREST])
    with pytest.raises(NotAllowed):
        held(place, facts(), who=LIAISON, group=group)
    for who, reads in ((LIAISON, own), (LEADER, own), (LEADER, closed), (GROUP, own)):
        assert asked_of.find_meeting(place.actor(who), place.campaign, reads.pk) == reads
    for who, hidden in ((OTHER_LIAISON, own), (LIAISON, closed), (OFFICIAL, own), (OFFICIAL, closed)):
        with pytest.raises(Missing):
            asked_of.find_meeting(place.actor(who), place.campaign, hidden.pk)
    there = held(place, facts(MeetingKind.ANALYSIS), group=group, units=[place.units[WATER]])
    assert asked_of.find_meeting(place.actor(LIAISON), place.campaign, there.pk) == there, "its unit was there"


def test_a_record_is_added_to_and_never_overwritten(place: Town, group: Any) -> None:
    row = held(place, facts(record="先调度进度"), group=group)
    do.complete_meeting(
        meeting=row, record="再定责任", present=12, units=[place.units[WATER]], actor=place.actor(OFFICE), now=days_later(1)
    )
    row.refresh_from_db()
    assert row.record.splitlines() == ["先调度进度", f"（{TODAY + timedelta(days=1)} 补充）再定责任"] and row.present == 12
    do.complete_meeting(meeting=row, units=[place.units[WATER]], actor=place.actor(OFFICE), now=days_later(2))
    row.refresh_from_db()
    assert row.attending.count() == 1 and row.present == 12
    assert "先调度进度" not in str(list(Record.objects.filter(kind="meeting").values())), "the book keeps no business text"


def test_switched_off_nothing_is_registered_and_what_stands_is_still_read(place: Town, group: Any) -> None:
    row = held(place, facts(), group=group)
    switch_mechanisms(campaign=place.campaign, switches={"meetings": False}, actor=place.actor(OFFICE), now=place.now)
    place.campaign.refresh_from_db()
    told: dict[str, Any] = {"actor": place.actor(OFFICE), "now": place.now}
    for begin in (
        lambda: held(place, facts(), group=group),
        lambda: do.note_conveyed(campaign=place.campaign, unit=place.units[WATER], on=TODAY, means="转发", **told),
        lambda: do.dispatch_from_meeting(meeting=Meeting.objects.get(), title="x", due_on=TODAY, units=[place.units[WATER]], **told),
    ):
        with pytest.raises(NotNow, match="没有启用“会议登记”"):
            begin()
    page = place.client(OFFICE).get(reverse("campaigns:meetings", args=[place.campaign.code])).content.decode()
    assert row.topic in page and "登记会议" not in page.split("<main")[1]


def test_the_register_as_excel_and_the_record_as_a_paper(place: Town, group: Any) -> None:
    row = held(place, facts(present=9, record="逐家调度", purpose="=1+2"), group=group, units=[place.units[WATER]])
    client, code = place.client(OFFICE), place.campaign.code
    refused = client.post(reverse("campaigns:meeting_sheet", args=[code]), {"reason": " "})
    assert refused.status_code == 422 and not Record.objects.filter(action="export_meetings").exists()
    answer = client.post(reverse("campaigns:meeting_sheet", args=[code]), {"reason": "报领导小组"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [one.value for one in list(sheet.rows)[1]]
    assert cells[1:4] == [str(TODAY), "调度会", "调度查摆进度"] and cells[8] == 9 and cells[9] == WATER
    assert cells[4] == "'=1+2", "no formula, wherever the cell is copied"
    assert Record.objects.get(action="export_meetings").reason == "报领导小组"
    paper = client.get(reverse("campaigns:meeting", args=[code, row.pk]) + "?as=docx")
    text = zipfile.ZipFile(io.BytesIO(b"".join(paper.streaming_content))).read("word/document.xml").decode()
    assert "逐家调度" in text and WATER in text and "9人" in text


def test_the_register_reads_few_questions(place: Town, group: Any, django_assert_max_num_queries: Any) -> None:
    for _time in range(12):
        held(place, facts(), group=group, units=[place.units[WATER]])
    client, address = place.client(OFFICE), reverse("campaigns:meetings", args=[place.campaign.code])
    client.get(address)
    with django_assert_max_num_queries(16):
        client.get(address)
    relay = reverse("campaigns:relay", args=[place.campaign.code])
    with django_assert_max_num_queries(16):
        client.get(relay)


def test_a_unit_reads_its_own_part_of_what_a_meeting_decided(place: Town, group: Any) -> None:
    """Both units sat there; what the other one answered stands on no page, paper or answer of the machine door for this one."""
    row = held(place, facts(), group=group, units=[place.units[WATER], place.units[FOREST]])
    told: dict[str, Any] = {"actor": place.actor(OFFICE), "now": place.now}
    units = [place.units[WATER], place.units[FOREST]]
    tasks = do.dispatch_from_meeting(meeting=row, title="公开等候时间", due_on=TODAY + timedelta(days=3), units=units, **told)
    theirs = next(one for one in tasks if one.unit == place.units[FOREST])
    do.finish_task(task=theirs, result="林业局等候降到九分钟", proof="叫号记录", actor=place.actor(OTHER_LIAISON), now=place.now)
    code = place.campaign.code
    page, paper = reverse("campaigns:meeting", args=[code, row.pk]), reverse("campaigns:meeting", args=[code, row.pk]) + "?as=docx"
    for who, reads in ((OFFICE, True), (LEADER, True), (OTHER_LIAISON, True), (LIAISON, False)):
        client = place.client(who)
        docx = zipfile.ZipFile(io.BytesIO(b"".join(client.get(paper).streaming_content))).read("word/document.xml").decode()
        assert ("九分钟" in client.get(page).content.decode()) is ("九分钟" in docx) is reads, who
        assert len(asked_of.decisions_of(place.actor(who), row)) == (2 if who in (OFFICE, LEADER) else 1)
    assert asked_of.unanswered_by_meeting(place.actor(OTHER_LIAISON), place.campaign, [row]) == {row.pk: (1, 0)}


def test_counts_of_meetings_are_of_those_that_one_may_read(place: Town, group: Any) -> None:
    held(place, facts(MeetingKind.RELAY), who=LIAISON, unit=place.units[WATER])
    held(place, facts(MeetingKind.RELAY), who=OTHER_LIAISON, unit=place.units[FOREST])
    held(place, facts(MeetingKind.ANALYSIS), group=group)
    address = reverse("campaigns:meetings", args=[place.campaign.code])
    for who, units, campaign in ((OFFICE, 2, 1), (LIAISON, 1, 0), (OFFICIAL, 0, 0)):
        client = place.client(who)
        answer = client.get(address)
        told = {one.kind: (one.campaign, one.units) for one in answer.context["counts"]}
        assert told.get(MeetingKind.RELAY, (0, 0)) == (0, units) and told.get(MeetingKind.ANALYSIS, (0, 0)) == (campaign, 0)
        assert client.get(address + "?level=units&kind=relay").context["total"] == units
        assert ("专项层面召开" in answer.content.decode()) is (who == OFFICE)


def test_what_was_registered_later_was_not_known_then(place: Town, group: Any) -> None:
    """A meeting of the first day, entered on the fifth, is told of the first day from then on, and not of that day as it stood."""
    held(place, facts(MeetingKind.RELAY), who=LIAISON, unit=place.units[WATER], now=days_later(5))
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE), "now": days_later(5)}
    do.note_conveyed(unit=place.units[FOREST], on=TODAY, means="当面说明", **told)
    now_known = asked_of.relay_coverage(place.campaign, TODAY)
    then_known = asked_of.relay_coverage(place.campaign, TODAY, days_later(3))
    assert (now_known.held, now_known.told) == (1, 1) and (then_known.held, then_known.told, then_known.missing) == (0, 0, 2)
    assert not asked_of.visible_meetings(place.actor(OFFICE), place.campaign, days_later(3)).exists()


def test_a_unit_looks_at_its_own_line_of_the_coverage_list(place: Town) -> None:
    for who, units in ((LIAISON, [WATER]), (OTHER_LIAISON, [FOREST]), (OFFICE, [WATER, FOREST])):
        page = place.client(who).get(reverse("campaigns:relay", args=[place.campaign.code]))
        assert [one.unit.name for one in page.context["told"].lines] == units
