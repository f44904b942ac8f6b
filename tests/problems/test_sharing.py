"""Causes, measures, progress and evidence that several problems share: typed once, recorded on each, each closed by itself."""

import re
from collections.abc import Sequence

import pytest

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.operations import RowChange
from bihuan.problems.queries import reach, relations_of
from bihuan.problems.queries.telling import history
from bihuan.problems.rules.sheet import Column, RawRow
from bihuan.problems.rules.telling import deeds_of
from bihuan.problems.vocabulary import Action, CauseKind, EditKind, Path, SharedPart, Source, State, Weight
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_OFFICIAL,
    WATER,
    Town,
    days_later,
    town,
)

pytestmark = pytest.mark.django_db
JPG = b"\xff\xd8\xff\xe0" + bytes(64)
KIND = CauseKind.MANAGERIAL


@pytest.fixture
def place() -> Town:
    return town()


def share(place: Town, rows: Sequence[Problem], parts: Sequence[SharedPart] = tuple(SharedPart), by: str = LIAISON):  # type: ignore[no-untyped-def]
    return do.share(problems=rows, like=rows[0], parts=parts, actor=place.actor(by), now=NOW)


def fresh(rows: Sequence[Problem]) -> list[Problem]:
    return list(Problem.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk"))


def test_typed_once_it_stands_on_each_and_is_recorded_on_each(place: Town) -> None:
    rows = [place.find() for _again in range(3)]
    assert [len(part) for part in share(place, rows)] == [3, 0]
    who = {"problem": rows[1], "actor": place.actor(LIAISON), "now": days_later(1)}
    rows[1].refresh_from_db()
    do.analyse(cause="排班没有落实到人", kind=KIND, **who)
    do.plan(measures=["实行轮值", "公开时间"], **who)
    do.report_progress(text="已排出轮值表", **who)
    do.attach_evidence(data=JPG, name="轮值表.jpg", **who)
    for row in fresh(rows):
        assert (row.cause, row.state, row.progress_text) == ("排班没有落实到人", State.RECTIFYING, "已排出轮值表")
        assert [one.text for one in row.measures.all()] == ["实行轮值", "公开时间"]
        assert [one.file.name for one in row.evidence.all()] == ["轮值表.jpg"] and row.evidence_count == 1
        told = list(Record.objects.filter(kind="problem", row=row.pk).order_by("position").values_list("action", flat=True))
        assert told == ["record", "share", "analyse", "plan", "report_progress", "add_evidence"]
    assert Record.objects.filter(row=rows[0].pk, action="plan").get().reason == "与第 0002 号共用"


def test_it_begins_with_what_stands_on_the_first(place: Town) -> None:
    first, others = place.to("rectifying", place.find()), [place.find(), place.to("analysed", place.find())]
    do.attach_evidence(problem=first, data=JPG, name="现场.jpg", actor=place.actor(OFFICIAL), now=NOW)
    share(place, [first, *others])
    first.refresh_from_db()
    for row in fresh(others):
        assert (row.cause, row.measures_text, row.state, row.evidence_count) == (first.cause, first.measures_text, State.RECTIFYING, 1)
    told = relations_of(first, reach(place.actor(HEAD), place.campaign.pk))
    assert [one.number for one in told.shares] == [2, 3] and told.parts == ["cause", "measures", "progress", "evidence"]


def test_each_is_closed_by_itself_and_keeps_what_it_was_closed_by(place: Town) -> None:
    rows = [place.find(), place.find()]
    share(place, rows, [SharedPart.CAUSE, SharedPart.MEASURES])
    done, still = fresh(rows)
    do.analyse(problem=done, cause="排班没有落实到人", kind=KIND, actor=place.actor(OFFICIAL), now=NOW)
    do.plan(problem=done, measures=["实行轮值"], actor=place.actor(OFFICIAL), now=NOW)
    for step, name in ((do.ask, OFFICIAL), (do.confirm, HEAD), (do.verify, GROUP), (do.close, OFFICE)):
        more = {"no_evidence_reason": "现场已核对"} if step is do.ask else {}
        step(problem=done, actor=place.actor(name), now=NOW, **more)
    still.refresh_from_db()
    assert still.state == State.RECTIFYING
    do.plan(problem=still, measures=["实行轮值", "加派一人"], actor=place.actor(OFFICIAL), now=days_later(1))
    assert [row.measures_text for row in fresh(rows)] == ["实行轮值", "实行轮值\n加派一人"]


def test_who_leaves_has_his_own_copy(place: Town) -> None:
    rows = [place.to("rectifying", place.find()), place.find()]
    share(place, rows)
    do.unshare(problem=rows[1], actor=place.actor(LIAISON), now=NOW)
    rows[1].refresh_from_db()
    do.plan(problem=rows[1], measures=["另想办法"], actor=place.actor(OFFICIAL), now=NOW)
    assert [row.measures_text for row in fresh(rows)] == [rows[0].measures_text, "另想办法"]
    with pytest.raises(NeedsUnmet, match="没有与别的"):
        do.unshare(problem=rows[1], actor=place.actor(LIAISON), now=NOW)


def test_whoever_may_not_work_on_one_changes_none(place: Town) -> None:
    rows = [place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)]
    share(place, rows, by=OFFICE)
    mine = fresh(rows)[0]
    with pytest.raises(NotNow, match="第 0002 号共用"):
        do.analyse(problem=mine, cause="排班没有落实到人", kind=KIND, actor=place.actor(LIAISON), now=NOW)
    assert [row.cause for row in fresh(rows)] == ["", ""]
    do.analyse(problem=mine, cause="排班没有落实到人", kind=KIND, actor=place.actor(OFFICE), now=NOW)
    assert [row.cause for row in fresh(rows)] == ["排班没有落实到人"] * 2


def test_only_what_may_be_worked_on_is_tied_and_the_refused_are_told(place: Town) -> None:
    rows = [place.find(), place.find(), place.to("asked", place.find())]
    done, refused = share(place, rows)
    assert [row.number for row in done] == [1, 2] and [(row.number) for row, _why in refused] == [3]
    with pytest.raises(BadInput, match="第 0003 号不能共用"):
        share(place, [rows[0], rows[2]])
    with pytest.raises(BadInput, match="第 0003 号不能共用"):
        do.share(problems=[*rows, place.find()], like=rows[0], parts=list(SharedPart), actor=place.actor(LIAISON), now=NOW, whole=True)
    assert place.find().sharing_id is None and Problem.objects.get(number=4).sharing_id is None
    with pytest.raises(BadInput, match="两件"):
        share(place, rows[:1])
    with pytest.raises(NotAllowed):
        share(place, [place.find(), place.find()], by=LEADER)


def test_private_findings_of_different_people_share_nothing(place: Town) -> None:
    own, other = place.find(Source.SELF_CHECK, text="本人推诿"), place.find(Source.SELF_CHECK, person=COLLEAGUE, text="本人拖延")
    for rows in ([own, other], [own, place.find()]):
        with pytest.raises(BadInput, match="自查、互查"):
            share(place, rows, by=OFFICE)
    again = place.find(Source.SELF_CHECK, text="本人又推诿")
    share(place, [own, again], by=OFFICIAL)
    own.refresh_from_db()
    do.analyse(problem=own, cause="怕担责", kind=CauseKind.PERSONAL, actor=place.actor(OFFICIAL), now=NOW)
    assert Problem.objects.get(pk=again.pk).path == Path.FULL


@pytest.mark.parametrize("way", ["amend", "grid", "sheet"])
def test_a_private_finding_that_becomes_another_persons_leaves_the_company(place: Town, way: str) -> None:
    """Whoever gets it by a correction is not told what the first one goes on writing about his own."""
    rows = [place.find(Source.SELF_CHECK, weight=Weight.SERIOUS, text=text, external_number=f"Z-{text}") for text in "甲乙丙"]
    share(place, rows, by=OFFICIAL)
    given, who = place.people[COLLEAGUE], {"actor": place.actor(OFFICE), "now": days_later(1)}
    given_away = Problem.objects.get(pk=rows[1].pk)
    if way == "amend":
        do.amend(problem=given_away, values={"person": given}, **who)
    elif way == "grid":
        change = RowChange(given_away.pk, Action.AMEND, {"person_id": given.pk})
        assert do.edit_rows(campaign=place.campaign, changes=[change], kind=EditKind.CELL, **who).done
    else:
        cells = {Column.UNIT: WATER, Column.PERSON: COLLEAGUE, Column.SOURCE: "自查", Column.EXTERNAL: "Z-乙"}
        assert do.import_ledger(campaign=place.campaign, rows=[RawRow(2, cells)], **who).changed == 1
    do.analyse(problem=fresh(rows)[0], cause="私下的原因", kind=KIND, actor=place.actor(OFFICIAL), now=days_later(2))
    assert [row.cause for row in fresh(rows)] == ["私下的原因", "", "私下的原因"]
    assert [row.sharing_id is None for row in fresh(rows)] == [False, True, False]
    assert "退出了共用" in history(reach(place.actor(OFFICE), place.campaign.pk), fresh(rows)[1])[-1].said()


def test_one_that_is_open_to_all_keeps_its_company_whoever_it_is_given_to(place: Town) -> None:
    rows = [place.find() for _again in range(2)]
    share(place, rows)
    do.amend(problem=fresh(rows)[1], values={"person": place.people[COLLEAGUE]}, actor=place.actor(OFFICE), now=days_later(1))
    assert all(row.sharing_id for row in fresh(rows))


def test_measures_that_a_leader_approved_are_put_before_him_again_on_each(place: Town) -> None:
    amend_campaign(campaign=place.campaign, settings={"approve_measures": True}, actor=place.machine, now=NOW)
    rows = [place.find(leader=place.people[HEAD]) for _again in range(2)]
    share(place, rows)
    one = fresh(rows)[0]
    do.analyse(problem=one, cause="排班没有落实到人", kind=KIND, actor=place.actor(LIAISON), now=NOW)
    do.propose_measures(problem=one, measures=["实行轮值"], actor=place.actor(LIAISON), now=NOW)
    for row in fresh(rows):
        do.approve_measures(problem=row, actor=place.actor(HEAD), now=NOW)
    one = fresh(rows)[0]
    do.propose_measures(problem=one, measures=["改用叫号机"], actor=place.actor(LIAISON), now=days_later(1))
    assert [(row.state, row.measures_text, row.measures_approved_at) for row in fresh(rows)] == [(State.ANALYSED, "改用叫号机", None)] * 2


def test_a_sheet_that_says_otherwise_takes_one_out_of_the_sharing(place: Town) -> None:
    rows = [place.find(external_number="A-1"), place.find(external_number="A-2")]
    share(place, rows)
    cells = {Column.UNIT: WATER, Column.SOURCE: "督查反馈", Column.TEXT: rows[0].text, Column.EXTERNAL: "A-1", Column.CAUSE: "管理粗放"}
    do.import_ledger(campaign=place.campaign, rows=[RawRow(2, cells, "问题台账")], actor=place.actor(OFFICE), now=NOW)
    assert [(row.cause, row.sharing_id is None) for row in fresh(rows)] == [("管理粗放", True), ("", False)]


def test_the_story_of_each_names_the_others(place: Town) -> None:
    """“与别的问题共用原因措施” left open with which."""
    rows = [place.find() for _again in range(3)] + [place.to("asked", place.find())]
    share(place, rows, [SharedPart.CAUSE])
    more = place.find()
    do.share(problems=[more], like=fresh(rows)[1], parts=[SharedPart.CAUSE], actor=place.actor(LIAISON), now=NOW)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    told = [next(one.said() for one in history(mine, row) if one.action == "share") for row in (*rows[:3], more)]
    assert [re.findall(r"与第 (.+?) 号共用原因措施", one) for one in told] == [["0002、0003"], ["0001"], ["0001"], ["0001、0002、0003"]]
    assert not Record.objects.filter(row=rows[3].pk, action="share").exists(), "who was refused is not named by the others"


def test_numbers_of_many_are_told_shortly_and_merging_names_both() -> None:
    said = deeds_of("share", "", {"others": list(range(1, 13))}, {})[0].said()
    assert said.startswith("与第 0001、0002") and said.endswith("0010… 号共用原因措施")
    assert deeds_of("share", "", {"parts": ["cause"]}, {})[0].said() == "与别的问题共用原因措施", "as older records have it"
    both = [deeds_of(action, "", told, {})[0].said() for action, told in (("merge", {"members": [7]}), ("merge_into", {"main": 3}))]
    assert both == ["把第 0007 号合并到这一件", "把这一件并入第 0003 号"]
