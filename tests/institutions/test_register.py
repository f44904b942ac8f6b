"""The register of institutions: rules made because of problems, and whether these came back (M191, M192, M196)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from bihuan.campaigns.models import Delegation, Manifestation
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NeedsUnmet, NotAllowed, NotNow
from bihuan.institutions.models import Institution
from bihuan.institutions.operations import (
    Planned,
    abolish_institution,
    correct_institution,
    draft_institution,
    drop_institution,
    issue_institution,
    judge_effect,
    link_problems,
    register_institution,
    take_register,
    unlink_problem,
)
from bihuan.institutions.queries.alike import alike_groups, common_items
from bihuan.institutions.queries.beside import beside
from bihuan.institutions.queries.recurring import came_back, repetitions
from bihuan.institutions.queries.register import institutions_of, institutions_of_problem, linked_problems
from bihuan.institutions.vocabulary.register import Effect, InstitutionKind, InstitutionState, Mechanism
from bihuan.problems.models import Likeness, Problem
from bihuan.problems.operations import analyse
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import CauseKind, Source
from tests.factories import town as factory
from tests.factories.town import (
    COLLEAGUE,
    FOREST,
    GROUP,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICIAL,
    OTHER_HEAD,
    OTHER_LIAISON,
    OTHER_OFFICIAL,
    TODAY,
    WATER,
    Town,
    days_later,
)


@pytest.fixture
def place(db: None, settings: Any, tmp_path: Any) -> Town:
    settings.BIHUAN_DEMO, settings.BIHUAN_FILES = True, tmp_path / "files"
    return factory.town()


def by(place: Town, name: str = OFFICE, days: int = 0) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now + timedelta(days)}


def planned(place: Town, title: str = "窗口值班办法", *, who: str = LIAISON, problems: Any = (), **more: Any) -> Institution:
    told = Planned(title, place.units[WATER], **{"because": "排班没有规矩", **more})
    return register_institution(campaign=place.campaign, told=told, problems=problems, **by(place, who))


def item(number: str = "1") -> Manifestation:
    return Manifestation.objects.get(number=number)


@pytest.mark.mechanism("M191")
def test_an_item_with_an_institutional_cause_links_to_a_rule_with_title_state_and_date(place: Town) -> None:
    row = place.find()
    analyse(problem=row, cause="没有值班制度", kind=CauseKind.INSTITUTIONAL, **by(place, LIAISON))
    rule = planned(place, problems=[row.number], because="", planned_on=TODAY + timedelta(30), mechanism=Mechanism.EFFICIENCY)
    assert (rule.title, rule.state, rule.planned_on) == ("窗口值班办法", InstitutionState.PLANNED, TODAY + timedelta(30))
    assert institutions_of_problem(place.campaign, row.pk) == [rule]
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert beside(mine, row).institutions == [(rule.number, rule.title, "planned")], "the item shows it"
    draft_institution(rule, on=TODAY, **by(place, LIAISON))
    issue_institution(rule, on=TODAY, doc_number="青水发〔2026〕3号", file=("办法.txt", "第一条".encode()), **by(place, HEAD))
    assert (rule.state, rule.issued_on, rule.doc_number) == (InstitutionState.ISSUED, TODAY, "青水发〔2026〕3号")
    assert rule.file is not None and [one.problem for one in linked_problems(mine, rule).seen] == [row]
    states = Record.objects.filter(kind="institution", row=rule.pk).order_by("position").values_list("action", "state_to")
    assert [state for _action, state in states] == ["planned", "drafted", "issued"]


def test_a_rule_is_made_because_of_something(place: Town) -> None:
    rule = planned(place, because="")
    with pytest.raises(NeedsUnmet, match="因何问题"):
        issue_institution(rule, on=TODAY, doc_number="", **by(place, HEAD))
    link_problems(rule, problems=[place.find().number], **by(place, LIAISON))
    issue_institution(rule, on=TODAY, doc_number="", **by(place, HEAD))


def test_the_old_rule_ends_where_a_new_one_takes_its_place(place: Town) -> None:
    old = planned(place, "老办法")
    issue_institution(old, on=TODAY, doc_number="", **by(place, HEAD))
    new = planned(place, "新办法", kind=InstitutionKind.AMENDED, replaces=old)
    issue_institution(new, on=TODAY, doc_number="", **by(place, HEAD))
    old.refresh_from_db()
    assert (old.state, old.ended_on) == (InstitutionState.AMENDED, TODAY)
    with pytest.raises(NotNow):
        abolish_institution(old, on=TODAY, reason="再来", **by(place, HEAD))
    abolish_institution(new, on=TODAY, reason="上级统一规定", **by(place, HEAD))
    assert new.state == InstitutionState.ABOLISHED
    never = planned(place, "又一个办法")
    drop_institution(never, reason="并入上级办法", **by(place, LIAISON))
    assert never.state == InstitutionState.DROPPED


def test_who_writes_for_which_unit(place: Town) -> None:
    for who in (OFFICIAL, OTHER_LIAISON, OTHER_HEAD, GROUP):
        with pytest.raises(NotAllowed):
            planned(place, who=who)
    rule = planned(place, who=HEAD)
    with pytest.raises(NotAllowed):
        correct_institution(rule, told=Planned("改", place.units[WATER], because="x"), **by(place, OTHER_LIAISON))
    correct_institution(rule, told=Planned("改了名", place.units[WATER], because="x"), **by(place))
    assert rule.title == "改了名"


def test_what_is_refused(place: Town) -> None:
    for told in (
        Planned(" ", place.units[WATER]), Planned("甲", place.units["整治专班"]), Planned("甲", place.units[WATER], InstitutionKind.AMENDED),
    ):  # fmt: skip
        with pytest.raises(BadInput):
            register_institution(campaign=place.campaign, told=told, **by(place))
    with pytest.raises(Missing):
        planned(place, problems=[place.find(unit=FOREST, person=OTHER_OFFICIAL).number])
    rule = planned(place)
    with pytest.raises(BadInput):
        draft_institution(rule, on=TODAY + timedelta(1), **by(place))
    switch_mechanisms(campaign=place.campaign, switches={"institutions": False}, **by(place))
    with pytest.raises(NotNow, match="建章立制"):
        planned(place)


def test_a_link_made_by_mistake_is_taken_back(place: Town) -> None:
    row = place.find()
    rule = planned(place, problems=[row.number, row.number])
    assert rule.links.count() == 1
    unlink_problem(rule, problem=row.number, reason="挂错了", **by(place, LIAISON))
    assert rule.links.count() == 0
    with pytest.raises(BadInput):
        unlink_problem(rule, problem=row.number, reason="再来", **by(place, LIAISON))


def test_a_linked_problem_that_somebody_may_not_see_is_a_number_to_him(place: Town) -> None:
    first, second = place.find(), place.find(unit=FOREST, person=OTHER_OFFICIAL)
    rule = planned(place, who=OFFICE, problems=[first.number, second.number])
    told = linked_problems(reach(place.actor(LIAISON), place.campaign.pk), rule)
    assert [one.problem for one in told.seen] == [first] and told.hidden == 1


@pytest.mark.mechanism("M192")
def test_new_findings_of_the_same_item_in_the_same_unit_after_closing_are_repetitions(place: Town) -> None:
    first = place.to("closed", place.find(manifestation=item(), now=place.now), now=place.now)
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    same_day = place.find(manifestation=item())
    assert not list(repetitions(mine, place.campaign)), "what was there before it was closed repeats nothing"
    later = days_later(10)
    again = place.find(manifestation=item(), now=later, found_on=later.date())
    place.find(manifestation=item("2"), now=later), place.find(unit=FOREST, person=OTHER_OFFICIAL, manifestation=item(), now=later)
    assert list(repetitions(mine, place.campaign)) == [again] and same_day.pk != again.pk
    assert beside(mine, again).earlier == [("QS-2026", first.number)] and not beside(mine, first).earlier
    assert not list(repetitions(reach(place.actor(OTHER_OFFICIAL), place.campaign.pk), place.campaign))


def test_under_which_item_a_self_check_stands_is_told_to_no_liaison(place: Town) -> None:
    place.to("closed", place.find(Source.SUPERVISION, manifestation=item()))
    own = place.find(Source.SELF_CHECK, manifestation=item(), now=days_later(9))
    for who, told in ((OFFICE, 1), (HEAD, 1), (LIAISON, 0)):
        mine = reach(place.actor(who), place.campaign.pk)
        assert len(list(repetitions(mine, place.campaign))) == len(beside(mine, own).earlier) == told, who


def test_what_came_back_since_a_rule_was_issued_is_counted_and_somebody_judges_it(place: Town) -> None:
    row = place.find(manifestation=item())
    rule = planned(place, problems=[row.number])
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert came_back(mine, rule).count == 0, "nothing before it is issued"
    issue_institution(rule, on=TODAY, doc_number="", **by(place, HEAD))
    place.find(person=COLLEAGUE, manifestation=item(), found_on=TODAY)
    assert came_back(mine, rule).count == 0, "what was found on the very day it was issued came before it"
    later = days_later(20)
    again = place.find(person=COLLEAGUE, manifestation=item(), now=later, found_on=later.date())
    found = came_back(mine, rule)
    assert (found.count, list(found.findings), found.reopened) == (1, [again], 0)
    with pytest.raises(BadInput):
        judge_effect(rule, effect=Effect.FAILS, text=" ", **by(place, GROUP, 21))
    told = judge_effect(rule, effect=Effect.FAILS, text="又出现一件，值班表没有执行", **by(place, GROUP, 21))
    assert told.recurred == 1 and rule.state == InstitutionState.ISSUED
    with pytest.raises(NotAllowed):
        judge_effect(rule, effect=Effect.WORKS, text="自己说好", **by(place, LIAISON, 21))


def test_nobody_says_as_a_deputy_what_a_rule_was_worth(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    rule = issue_institution(planned(place), on=TODAY, doc_number="", **by(place, HEAD))
    Delegation.objects.create(
        campaign=place.campaign, principal=place.people[OFFICE], duty=Duty.OFFICE, deputy=place.people[COLLEAGUE], from_on=TODAY, to_on=TODAY,
        reason="外出", given_at=NOW,
    )  # fmt: skip
    with pytest.raises(NotAllowed, match="不能代办"):
        judge_effect(rule, effect=Effect.WORKS, text="没有再发生", **by(place, COLLEAGUE))
    judge_effect(rule, effect=Effect.WORKS, text="没有再发生", **by(place, OFFICE))


def test_common_problems_tell_nobody_what_he_may_not_read(place: Town) -> None:
    place.find(Source.SELF_CHECK, manifestation=item())
    told = {
        who: len(common_items(reach(place.actor(who), place.campaign.pk), place.campaign, several=1)) for who in (OFFICE, HEAD, LIAISON)
    }
    assert told == {OFFICE: 1, HEAD: 1, LIAISON: 0}


def test_common_problems_are_found_by_item_and_by_words_for_somebody_to_look_at(place: Town) -> None:
    one = place.find(manifestation=item(), text="窗口长时间无人值守")
    other = place.find(unit=FOREST, person=OTHER_OFFICIAL, manifestation=item(), text="窗口长时间没有人值守")
    place.find(manifestation=item("2"))
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    assert [(found.text, found.units, found.problems) for found in common_items(mine, place.campaign)] == [("遇事往外推", 2, 2)]
    Likeness.objects.create(campaign=place.campaign, one=one, other=other, degree=90)
    groups = alike_groups(mine, place.campaign)
    assert [[row.pk for row, _text in group.problems] for group in groups] == [[one.pk, other.pk]] and groups[0].units == 2
    of_one_unit = reach(place.actor(LIAISON), place.campaign.pk)
    assert not common_items(of_one_unit, place.campaign) and not alike_groups(of_one_unit, place.campaign)
    assert Problem.objects.count() == 3 and one.source == Source.SUPERVISION


def test_the_register_goes_home_as_excel_and_as_a_paper(place: Town) -> None:
    planned(place, mechanism=Mechanism.DAILY)
    told: dict[str, Any] = {"campaign": place.campaign, "reason": "报领导小组"}
    sheet, paper = (take_register(as_paper=as_paper, **told, **by(place)) for as_paper in (False, True))
    assert isinstance(sheet, bytes) and sheet[:2] == b"PK" and isinstance(paper, Paper) and render_docx(paper)[:2] == b"PK"
    assert Record.objects.filter(action="export_institutions").count() == 2
    assert list(institutions_of(place.campaign, mechanism="daily")) and not list(institutions_of(place.campaign, mechanism="discipline"))
