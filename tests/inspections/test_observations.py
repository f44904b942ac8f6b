"""What was seen becomes a problem after the unit was heard; several bodies in one list; a poor list goes back; opinions are the second part."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Task
from bihuan.finding.operations.handing_in import hand_in
from bihuan.finding.operations.reviewing import send_back_lists
from bihuan.finding.queries.reviewing import to_send_back
from bihuan.finding.vocabulary.self_checks import RoundEnd, SelfCheckState
from bihuan.foundation.audit.models import Record
from bihuan.foundation.files.keeping import name_of
from bihuan.foundation.files.rules.refusals import UnreadableFile
from bihuan.foundation.files.shelves import shelf
from bihuan.foundation.kernel import BadInput, Conflict, NotAllowed, NotNow
from bihuan.inspections.models import Heard, Observation
from bihuan.inspections.operations import (
    Point,
    Seen,
    add_photo,
    answer_observation,
    drop_observation,
    hear_opinion,
    join_observations,
    make_checklist,
    note_observation,
    note_observations,
    pass_opinion_on,
    record_observation,
    report_visit,
    send_list_back,
    send_observation,
)
from bihuan.inspections.queries import alike_of, by_kind, heard_of, observations_of
from bihuan.inspections.rules.subjects import SUBJECTS
from bihuan.inspections.vocabulary import Focus, Force, HeardFrom, HeardState, SupervisionKind, VisitKind
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories.pictures import MARK, jpeg
from tests.factories.self_checks import TEXT, accepted, begun, handed_in
from tests.factories.town import COLLEAGUE, FOREST, GROUP, HEAD, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town
from tests.inspections.ground import DAY, LATER, a_finding, a_visit

WEEKS = LATER + timedelta(days=14)


def _sees(place: Town, name: str) -> set[int]:
    return set(observations_of(place.actor(name), place.campaign).values_list("pk", flat=True))


def test_the_unit_is_heard_before_anything_is_a_problem(place: Town) -> None:
    """P19: finding → the unit may comment within days → the ledger, or dropped with a reason."""
    group, visit = place.actor(GROUP), a_visit(place, kind=VisitKind.COVERT)
    row = a_finding(place, visit)
    assert not _sees(place, LIAISON) and _sees(place, GROUP) == {row.pk}
    with pytest.raises(NotNow):
        record_observation(row, actor=group, now=LATER)
    with pytest.raises(NotNow, match="先报告检查情况"):
        send_observation(row, actor=group, now=LATER)
    report_visit(visit, summary="缺岗一人", actor=group, now=LATER)
    send_observation(row, actor=group, now=LATER)
    assert row.answer_by_on == DAY + timedelta(7), "five working days"
    assert _sees(place, LIAISON) == {row.pk} and not _sees(place, OTHER_LIAISON) and not _sees(place, OFFICIAL)
    with pytest.raises(NotNow, match="单位可以说明到"):
        record_observation(row, actor=group, now=LATER)
    with pytest.raises(NotAllowed):
        answer_observation(row, answer="情况属实", actor=place.actor(OTHER_LIAISON), now=LATER)
    answer_observation(row, answer="当日两人请假，已安排替岗", actor=place.actor(LIAISON), now=LATER)
    record_observation(row, actor=group, now=LATER)
    problem = row.problem
    assert problem and (problem.source, problem.unit, problem.text) == (Source.UNANNOUNCED, place.units[WATER], row.text)
    assert (problem.origin_kind, problem.origin_reference) == ("observation", str(row.pk)) and "暗访" in problem.origin_label


def test_whoever_lets_his_days_go_by_is_not_waited_for(place: Town) -> None:
    row = a_finding(place)
    send_observation(row, actor=place.actor(GROUP), now=LATER)
    record_observation(row, actor=place.actor(OFFICE), now=WEEKS)
    assert row.problem and row.problem.source == Source.SUPERVISION
    other = a_finding(place, text="登记簿缺两日")
    with pytest.raises(BadInput):
        drop_observation(other, reason=" ", actor=place.actor(GROUP), now=LATER)
    drop_observation(other, reason="核实后登记簿在另一处", actor=place.actor(GROUP), now=LATER)
    assert other.pk not in _sees(place, LIAISON), "what it never was asked about it never sees"


def test_what_cannot_be_noted(place: Town) -> None:
    visit = a_visit(place)
    for wrong, error in (
        ({"text": " "}, BadInput), ({"seen_on": DAY + timedelta(3)}, BadInput), ({"unit": place.units[FOREST]}, BadInput),
    ):  # fmt: skip
        with pytest.raises(error):
            a_finding(place, visit, **wrong)
    with pytest.raises(NotAllowed):
        note_observation(campaign=place.campaign, seen=Seen(place.units[WATER], "x", TODAY), actor=place.actor(LIAISON), now=NOW)
    one = a_finding(place, visit, mark="a1")
    assert a_finding(place, visit, mark="a1") == one and Observation.objects.count() == 1, "a phone that sends twice"
    with pytest.raises(Conflict, match="收到过"):
        a_finding(place, visit, mark="a1", text="改过再送的")
    with pytest.raises(Conflict):
        note_observation(campaign=place.campaign, seen=Seen(place.units[WATER], "y", TODAY, mark="a1"), actor=place.actor(OFFICE), now=NOW)


def test_a_photo_says_why_it_is_needed(place: Town) -> None:
    row, group = a_finding(place), place.actor(GROUP)
    with pytest.raises(BadInput, match="为什么需要"):
        add_photo(row, data=jpeg(), name="窗口.jpg", need="", actor=group, now=LATER)
    with pytest.raises(UnreadableFile):
        add_photo(row, data="文字".encode(), name="窗口.txt", need="看窗口", actor=group, now=LATER)
    photo = add_photo(row, data=jpeg(), name="窗口.jpg", need="显示无人值守", actor=group, now=LATER)
    kept = shelf().open(name_of(photo.file.sha256)).read()
    assert MARK.encode() in jpeg() and MARK.encode() not in kept and photo.file.size == len(kept), "no place and no device in any store"
    send_observation(row, actor=group, now=LATER)
    with pytest.raises(NotNow):
        add_photo(row, data=jpeg(), name="再.jpg", need="补", actor=group, now=LATER)


@pytest.mark.mechanism("M110")
def test_a_poor_list_goes_back_with_a_task(place: Town) -> None:
    """A group judges lists and meetings with reasons; a poor result sends the list back."""
    group = place.actor(GROUP)
    row = a_finding(place, text="12 份自查清单有 9 份只写“无”，没有时间和事项", focus=Focus.LISTS)
    send_observation(row, actor=group, now=LATER)
    answer_observation(row, answer="认可，重新自查", actor=place.actor(HEAD), now=LATER)
    due = DAY + timedelta(5)
    with pytest.raises(BadInput):
        send_list_back(row, demand="重新自查", due=due, reason="", actor=group, now=LATER)
    task = send_list_back(row, demand="重新开展自查并报送清单", due=due, reason="内容空泛", actor=group, now=LATER)
    assert (task.unit, task.due_on, row.state, row.settled_reason) == (place.units[WATER], due, "returned", "内容空泛")
    assert Task.objects.get() == task and not row.problem
    matter = a_finding(place)
    send_observation(matter, actor=group, now=LATER)
    with pytest.raises(BadInput, match="才退回清单"):
        send_list_back(matter, demand="x", due=due, reason="y", actor=group, now=WEEKS)


def _about_lists(place: Town) -> Observation:
    """A finding about poor lists of the water bureau, of which the unit was heard."""
    row = a_finding(place, text="两份清单只写“无”，没有时间和事项", focus=Focus.LISTS)
    send_observation(row, actor=place.actor(GROUP), now=LATER)
    return answer_observation(row, answer="认可", actor=place.actor(HEAD), now=LATER)


@pytest.mark.mechanism("M110")
def test_a_poor_result_sends_the_lists_themselves_back(place: Town) -> None:
    """The people's own lists go back with the reasons and a new day, accepted ones, too; their rounds are kept, their entries stay."""
    mine, other = handed_in(place), accepted(place, handed_in(place, COLLEAGUE))
    group, due, row = place.actor(GROUP), DAY + timedelta(5), _about_lists(place)
    assert {one.pk for one in to_send_back(group, place.campaign, row.unit, DAY)} == {mine.pk, other.pk}
    entries = Problem.objects.count()
    send_list_back(row, demand="重新自查", due=due, reason="只写“无”", lists=[mine, other], actor=group, now=LATER)
    for one, says in ((mine, "督导检查认为不合格：只写“无”"), (other, "认可以后，督导检查认为不合格：只写“无”")):
        one.refresh_from_db()
        assert (one.state, one.due_on, one.accepted_at, one.reviewed_at) == (SelfCheckState.DRAFTING, due, None, None)
        [kept] = one.rounds.all()
        assert (kept.end, kept.remark, kept.new_due_on, len(kept.items)) == (RoundEnd.RETURNED, says, due, 2)
    assert Problem.objects.count() == entries == 4, "self-found stays self-found"
    assert Record.objects.filter(kind="self_check", action="send_back_self_check", reason="只写“无”").count() == 2
    page = place.client(OFFICIAL).get(reverse("finding:self_check", args=[place.campaign.code])).content.decode()
    assert "督导检查认为不合格" in page, "its writer reads why"
    again = hand_in(mine, actor=place.actor(OFFICIAL), now=LATER)
    assert again.round == 2 and again.rounds.count() == 2


def test_only_lists_that_lie_before_somebody_go_back_and_only_by_who_judges_them(place: Town) -> None:
    mine, writing, row = handed_in(place), begun(place, COLLEAGUE), _about_lists(place)
    told: dict[str, Any] = {"demand": "重新自查", "due": DAY + timedelta(5), "reason": "空泛", "now": LATER}
    with pytest.raises(BadInput, match="已提交的自查清单"):
        send_list_back(row, lists=[writing], actor=place.actor(GROUP), **told)
    for name in (HEAD, LIAISON):
        with pytest.raises(NotAllowed):
            send_back_lists(lists=[mine], reason="空泛", new_due_on=DAY, actor=place.actor(name), now=LATER)
    meetings = a_finding(place, text="会议没有记录", focus=Focus.MEETINGS)
    send_observation(meetings, actor=place.actor(GROUP), now=LATER)
    with pytest.raises(BadInput, match="会风会纪"):
        send_list_back(meetings, lists=[mine], actor=place.actor(GROUP), **{**told, "now": WEEKS, "due": WEEKS.date()})
    who, about = place.people[GROUP], place.people[OFFICIAL]
    declare_recusal(person=who, party=about, ground=RecusalGround.RELATION, actor=place.actor(GROUP), now=NOW)
    assert to_send_back(place.actor(GROUP), place.campaign, row.unit, DAY) == []
    with pytest.raises(BadInput, match="应当回避"):
        send_list_back(row, lists=[mine], actor=place.actor(GROUP), **told)
    mine.refresh_from_db()
    assert mine.state == SelfCheckState.HANDED_IN and not Task.objects.exists(), "all or none"


def test_on_the_page_a_group_ticks_whose_list_goes_back_and_reads_none(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: LATER)
    mine, row, group = handed_in(place), _about_lists(place), place.client(GROUP)
    address = reverse("inspections:step", args=[place.campaign.code, "observation", row.pk, "send_list_back"])
    page = group.get(address).content.decode()
    assert OFFICIAL in page and TEXT not in page
    told = {"demand": "重做", "due": str(DAY + timedelta(5)), "reason": "空泛", "lists": [mine.pk]}
    assert group.post(address, told).status_code == 302
    mine.refresh_from_db()
    assert mine.state == SelfCheckState.DRAFTING


@pytest.mark.mechanism("M112")
def test_findings_of_several_bodies_stand_in_one_list_without_double_entries(place: Town) -> None:
    """Each with its origin; what comes twice by number or word is left out, what is nearly the same is shown and joined by people."""
    water, office = place.units[WATER], place.actor(OFFICE)
    said = "政务大厅水利窗口上午无人值守，群众等候二十五分钟"
    sheet = [
        Seen(water, said, TODAY, force=Force.SUPERVISION_SECTION, reference="督〔2026〕3"),
        Seen(water, said, TODAY, force=Force.STYLE_OFFICE, reference="效-7"), Seen(water, "公示栏三年没有更新", TODAY, force=Force.TASK_FORCE),
    ]  # fmt: skip
    noted, twice = note_observations(campaign=place.campaign, seen=sheet, actor=office, now=LATER)
    assert (len(noted), twice) == (2, 1)
    assert note_observations(campaign=place.campaign, seen=sheet, actor=office, now=LATER) == ([], 3), "the same sheet again"
    with pytest.raises(Conflict, match="登记过"):
        a_finding(place, force=Force.SUPERVISION_SECTION, reference="督〔2026〕3", text="别的事")
    near = a_finding(place, text="水利窗口上午无人值守，群众等候二十五分钟", force=Force.STYLE_OFFICE, reference="效-9")
    [other] = alike_of(office, near)
    assert other.row == noted[0] and other.degree >= 75
    join_observations(near, same_as=noted[0], actor=office, now=LATER)
    with pytest.raises(BadInput, match="同一单位"):
        join_observations(noted[1], same_as=a_finding(place, unit=place.units[FOREST], text="z"), actor=office, now=LATER)
    listed = observations_of(office, place.campaign).filter(unit=water)
    assert {one.force for one in listed} == {"supervision_section", "task_force", "style_office"}
    assert sum(many for _kind, many in by_kind(office, place.campaign)) == 3, "joined ones count once"


@pytest.mark.mechanism("M194")
def test_five_kinds_of_supervision_side_by_side(place: Town) -> None:
    kinds = [SupervisionKind.MEDIA, SupervisionKind.MASSES, SupervisionKind.MASSES]
    rows = [a_finding(place, text=f"情况{n}", kind=kind) for n, kind in enumerate(kinds)]
    assert [(kind.label, many) for kind, many in by_kind(place.actor(OFFICE), place.campaign)] == [
        ("党内监督", 0), ("民主监督", 0), ("行政监督", 0), ("舆论监督", 1), ("群众监督", 2)]  # fmt: skip
    send_observation(rows[0], actor=place.actor(GROUP), now=LATER)
    record_observation(rows[0], actor=place.actor(GROUP), now=WEEKS)
    assert rows[0].problem and "舆论监督" in rows[0].problem.origin_label


def test_findings_and_opinions_are_the_two_parts_of_a_visit(place: Town) -> None:
    visit, group = a_visit(place, kind=VisitKind.COVERT), place.actor(GROUP)
    a_finding(place, visit)
    said = hear_opinion(visit=visit, heard_from=HeardFrom.MASSES, text="希望中午也有人值班", actor=group, now=LATER, mark="h1")
    assert hear_opinion(visit=visit, heard_from=HeardFrom.MASSES, text="希望中午也有人值班 ", actor=group, now=LATER, mark="h1") == said
    with pytest.raises(Conflict, match="收到过"):
        hear_opinion(visit=visit, heard_from=HeardFrom.MASSES, text="改过的", actor=group, now=LATER, mark="h1")
    assert (visit.observations.count(), visit.heard.count(), Heard.objects.count()) == (1, 1, 1)
    assert list(heard_of(place.actor(OFFICE), place.campaign)) == [said] and not heard_of(place.actor(LIAISON), place.campaign)
    with pytest.raises(NotNow, match="先报告"):
        pass_opinion_on(said, actor=group, now=LATER)
    report_visit(visit, summary="好", actor=group, now=LATER)
    pass_opinion_on(said, actor=group, now=LATER)
    from bihuan.finding.models import Opinion

    opinion = Opinion.objects.get()
    assert said.state == HeardState.PASSED and said.reference == str(opinion.pk)
    assert (opinion.unit, opinion.text, opinion.origin_kind) == (place.units[WATER], "希望中午也有人值班", "inspection_visit")


def test_a_checklist_with_the_three_subjects_yields_findings(place: Town) -> None:
    points = [Point(subject, text) for subject, texts in SUBJECTS for text in texts]
    row = make_checklist(campaign=place.campaign, title="三方面检查单", points=points, actor=place.actor(GROUP), now=NOW)
    assert list(dict.fromkeys(row.lines.values_list("subject", flat=True))) == ["上下班纪律", "办公秩序", "工作作风"]
    visit = a_visit(place, checklist=row)
    found = a_finding(place, visit, line=row.lines.first(), focus=Focus.DISCIPLINE)
    assert found.line and found.line.subject == "上下班纪律"
    with pytest.raises(Conflict):
        make_checklist(campaign=place.campaign, title="三方面检查单", points=points, actor=place.actor(GROUP), now=NOW)
