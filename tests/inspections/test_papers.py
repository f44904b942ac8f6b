"""Notices with reply, hearings with tasks, meetings that decide on findings, conclusions and their review, notes with frozen figures."""

from datetime import timedelta

import pytest

from bihuan.campaigns.operations import finish_task
from bihuan.foundation.kernel import BadInput, Conflict, Figure, NotAllowed, NotNow
from bihuan.inspections.models import AnalysisNote, Remark
from bihuan.inspections.operations import (
    accept_reply,
    ask_review,
    assign_review,
    change_conclusion,
    decide_on_finding,
    give_conclusion,
    hold_hearing,
    refuse_reply,
    remark_on_progress,
    reply_to_notice,
    send_notice,
    send_observation,
    set_task_at_hearing,
    write_analysis,
)
from bihuan.inspections.queries import find_conclusion, hearings_of, notices_of, remarks_of, steps_of_units
from bihuan.inspections.vocabulary import HearingDecision, HearingKind
from bihuan.problems.vocabulary import State
from tests.factories.town import (
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OTHER_LIAISON,
    TODAY,
    WATER,
    Town,
)
from tests.inspections.ground import DAY, LATER, a_finding, a_visit

DUE = DAY + timedelta(5)


@pytest.mark.mechanism("M107")
def test_a_finding_a_notice_with_a_day_a_reply_refused_and_accepted(place: Town) -> None:
    group, water = place.actor(GROUP), place.units[WATER]
    row = a_finding(place)
    told = {
        "campaign": place.campaign,
        "unit": water,
        "deviation": "整改措施与问题不对应",
        "demand": "重新制定措施",
        "due_on": DUE,
        "observation": row,
    }
    with pytest.raises(NotNow, match="先把发现送单位"):
        send_notice(**told, actor=group, now=LATER)  # type: ignore[arg-type]
    send_observation(row, actor=group, now=LATER)
    notice = send_notice(**told, actor=group, now=LATER)  # type: ignore[arg-type]
    second = send_notice(**{**told, "observation": None}, actor=place.actor(OFFICE), now=LATER)  # type: ignore[arg-type]
    assert (notice.number, second.number, notice.due_on) == (1, 2, DUE)
    with pytest.raises(NotAllowed):
        reply_to_notice(notice, reply="已改", actor=place.actor(OTHER_LIAISON), now=LATER)
    reply_to_notice(notice, reply="已改", actor=place.actor(LIAISON), now=LATER)
    refuse_reply(notice, reason="没有说明怎么改的", due_on=DUE + timedelta(3), actor=group, now=LATER)
    assert (notice.state, notice.due_on) == ("refused", DUE + timedelta(3))
    reply_to_notice(notice, reply="措施已重拟并经局长批准", actor=place.actor(HEAD), now=LATER)
    accept_reply(notice, verdict="符合要求", actor=group, now=LATER)
    assert notice.state == "accepted" and list(notices_of(place.actor(LIAISON), place.campaign)) == [second, notice]
    assert not notices_of(place.actor(OTHER_LIAISON), place.campaign)


@pytest.mark.mechanism("M106")
def test_a_hearing_sets_tasks_that_are_tracked_with_dates(place: Town) -> None:
    group, water = place.actor(GROUP), place.units[WATER]
    about = {"campaign": place.campaign, "held_on": TODAY, "presided": "南屏", "record": "听取水利局汇报，窗口轮值没有落实"}
    with pytest.raises(BadInput, match="汇报的单位"):
        hold_hearing(**about, kind=HearingKind.HEARING, actor=group, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        hold_hearing(**about, kind=HearingKind.HEARING, unit=water, actor=place.actor(LIAISON), now=NOW)  # type: ignore[arg-type]
    row = hold_hearing(**about, kind=HearingKind.HEARING, unit=water, actor=group, now=NOW)  # type: ignore[arg-type]
    task = set_task_at_hearing(row, title="落实窗口轮值", due_on=DUE, actor=group, now=NOW)
    assert (task.unit, task.due_on, [one.task for one in row.tasks.all()]) == (water, DUE, [task]) and task.stage
    finish_task(task=task, result="轮值表公示并执行一周，等候不超过 10 分钟", proof="叫号系统记录", actor=place.actor(LIAISON), now=LATER)
    assert row.tasks.get().task.state == "done"
    assert list(hearings_of(place.actor(LEADER), place.campaign)) == [row] and not hearings_of(place.actor(LIAISON), place.campaign)


@pytest.mark.mechanism("M111")
def test_an_analysis_meeting_lists_findings_and_the_decision_on_each(place: Town) -> None:
    row = hold_hearing(campaign=place.campaign, kind=HearingKind.BACK_CHECK, held_on=TODAY, presided="雷峰", record="逐条研判", actor=place.actor(OFFICE),
                       now=NOW)  # fmt: skip
    findings = [a_finding(place, text=f"情况{n}") for n in range(2)]
    for one, decision in zip(findings, (HearingDecision.BACK_CHECK, HearingDecision.DROP), strict=True):
        decide_on_finding(row, observation=one, decision=decision, words="理由", actor=place.actor(OFFICE), now=LATER)
    assert [(one.observation, one.decision) for one in row.considered.all()] == [(findings[0], "back_check"), (findings[1], "drop")]
    with pytest.raises(Conflict):
        decide_on_finding(row, observation=findings[0], decision=HearingDecision.MORE, words="再议", actor=place.actor(OFFICE), now=LATER)


def test_a_conclusion_is_reviewed_by_others_within_the_days_of_the_rule(place: Town) -> None:
    visit, group = a_visit(place, reported=True), place.actor(GROUP)
    row = give_conclusion(visit=visit, text="窗口管理不到位", actor=group, now=LATER)
    assert row.ask_by_on >= DAY + timedelta(30)
    with pytest.raises(NotNow):
        give_conclusion(visit=visit, text="再来", actor=group, now=LATER)
    with pytest.raises(NotAllowed):
        ask_review(row, reason="与事实不符", actor=place.actor(OTHER_LIAISON), now=LATER)
    ask_review(row, reason="当日停电", actor=place.actor(HEAD), now=LATER)
    assert row.decide_by_on and row.decide_by_on >= DAY + timedelta(30)
    for name in (GROUP, GROUP_2, OFFICE):  # went, went, approved
        with pytest.raises(BadInput, match="应当回避"):
            assign_review(row, reviewers=[place.people[name]], actor=place.actor(OFFICE), now=LATER)
    assign_review(row, reviewers=[place.people[OFFICE_2]], actor=place.actor(OFFICE), now=LATER)
    with pytest.raises(NotAllowed):
        change_conclusion(row, reason="x", actor=group, now=LATER)
    assert find_conclusion(place.actor(OFFICE_2), place.campaign, row.pk) == row
    change_conclusion(row, reason="停电属实，改为提示改进", actor=place.actor(OFFICE_2), now=LATER)
    assert row.state == "changed" and row.outcome
    late = give_conclusion(visit=a_visit(place, visit.plan, reported=True), text="同上", actor=group, now=LATER)
    with pytest.raises(NotNow, match="已经过了"):
        ask_review(late, reason="晚了", actor=place.actor(HEAD), now=LATER + timedelta(days=60))


@pytest.mark.mechanism("M117")
def test_the_office_sees_each_units_step_and_says_something_about_it(place: Town) -> None:
    place.to("rectifying", place.find(now=NOW))
    place.find(unit=FOREST, person=None)
    steps = {one.unit.name: one for one in steps_of_units(place.actor(OFFICE), place.campaign, TODAY)}
    assert steps[WATER].step is State.RECTIFYING and steps[FOREST].step is State.RECORDED and not steps[WATER].late
    remark_on_progress(
        campaign=place.campaign, unit=place.units[WATER], text="措施要落实到人", step="整改中", actor=place.actor(OFFICE), now=NOW
    )
    assert [one.text for one in remarks_of(place.actor(LIAISON), place.campaign)] == ["措施要落实到人"] and Remark.objects.count() == 1
    assert not remarks_of(place.actor(OTHER_LIAISON), place.campaign)
    assert {one.unit.name for one in steps_of_units(place.actor(LIAISON), place.campaign, TODAY)} == {WATER}
    with pytest.raises(NotAllowed):
        remark_on_progress(campaign=place.campaign, unit=place.units[WATER], text="x", step="", actor=place.actor(LIAISON), now=NOW)


def test_an_analysis_note_keeps_its_figures(place: Town) -> None:
    figure = Figure("note.all", 3, "问题", "/c/QS-2026/ledger/?unit=1", "件")
    row = write_analysis(campaign=place.campaign, title="窗口问题分析", query="unit=1", told="县水利局", text="集中在轮值", advice="统一轮值",
                         figures=[figure], actor=place.actor(OFFICE), now=NOW)  # fmt: skip
    assert AnalysisNote.objects.get() == row and row.figures[0]["value"] == 3
    with pytest.raises(BadInput):
        write_analysis(
            campaign=place.campaign, title="x", query="", told="", text="y", advice=" ", figures=[], actor=place.actor(OFFICE), now=NOW
        )
