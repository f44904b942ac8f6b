"""举一反三: other units are asked whether they have the same, and the answers stand in one place (M96)."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.campaigns.models import Manifestation
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.policy import held_over
from bihuan.campaigns.queries.desk import waiting_on_desk
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.institutions.models import CheckAnswer, CheckOrder
from bihuan.institutions.operations import Found, answer_found, answer_none, order_check, return_answer, take_check, withdraw_check
from bihuan.institutions.queries.checks import answers_of, find_order, orders_of, siblings_of
from bihuan.institutions.vocabulary.checks import AnswerState
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import Source, Weight
from tests.factories import town as factory
from tests.factories.town import FOREST, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_HEAD, OTHER_LIAISON, OTHER_OFFICIAL, TODAY, WATER, Town

DUE = TODAY + timedelta(7)


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True
    return factory.town()


def by(place: Town, name: str = OFFICE) -> dict[str, Any]:
    return {"actor": place.actor(name), "now": place.now}


def ordered(
    place: Town, problem: Problem | None = None, units: list[Unit] | None = None, text: str = "查窗口值班", due_on: date = DUE
) -> CheckOrder:
    problem = problem or place.find(weight=Weight.COMMON, manifestation=Manifestation.objects.get(number="1"))
    return order_check(
        campaign=place.campaign,
        problem=problem,
        units=[place.units[FOREST]] if units is None else units,
        text=text,
        due_on=due_on,
        **by(place),
    )


def answer(order: CheckOrder) -> CheckAnswer:
    return CheckAnswer.objects.select_related("order__campaign", "order__problem__manifestation", "unit").get(order=order)


@pytest.mark.mechanism("M96")
def test_from_an_item_marked_common_units_are_asked_and_answer_in_one_place(place: Town) -> None:
    problem = place.find(weight=Weight.COMMON, manifestation=Manifestation.objects.get(number="1"))
    units, near = siblings_of(place.campaign, problem)
    assert place.units[FOREST].pk in near and place.units[WATER] not in units
    order = ordered(place, problem, units)
    found = [Found("窗口中午无人"), Found("值班表没有排", place.people[OTHER_OFFICIAL])]
    made = answer_found(answer(order), how="看了三个月的窗口监控", found=found, **by(place, OTHER_LIAISON))
    assert [one.unit for one in made] == [place.units[FOREST]] * 2 and {one.manifestation for one in made} == {problem.manifestation}
    assert {(one.origin_kind, one.origin_reference, one.source) for one in made} == {("sibling", str(answer(order).pk), Source.SCREENING)}
    mine = reach(place.actor(OFFICE), place.campaign.pk)
    told = answers_of(mine, find_order(mine, place.campaign, order.number))
    assert [(one.answer.state, [row for row, _text in one.problems]) for one in told] == [(AnswerState.FOUND, made)]
    assert orders_of(mine, place.campaign).get().found == 1


def test_none_is_an_answer_may_be_returned_and_corrected(place: Town) -> None:
    order = ordered(place)
    row = answer(order)
    with pytest.raises(BadInput):
        answer_none(row, how=" ", **by(place, OTHER_LIAISON))
    answer_none(row, how="看了排班表，抽了三天", **by(place, OTHER_HEAD))
    assert row.state == AnswerState.NONE_FOUND
    return_answer(row, reason="只看了一个窗口", **by(place))
    assert row.state == AnswerState.ASKED and row.answered_at is None
    answer_none(row, how="看了全部窗口", **by(place, OTHER_LIAISON))
    answer_found(row, how="后来又发现了", found=[Found("窗口中午无人")], **by(place, OTHER_LIAISON))
    assert row.state == AnswerState.FOUND


def test_who_may_order_and_who_answers(place: Town) -> None:
    problem = place.find(weight=Weight.COMMON)
    for who in (LIAISON, HEAD, OFFICIAL):
        with pytest.raises(NotAllowed):
            order_check(campaign=place.campaign, problem=problem, units=[place.units[FOREST]], text="查", due_on=DUE, **by(place, who))
    order = ordered(place, problem)
    for who in (LIAISON, OFFICE, OTHER_OFFICIAL):
        with pytest.raises(NotAllowed):
            answer_none(answer(order), how="看了", **by(place, who))
    own = reach(place.actor(LIAISON), place.campaign.pk)
    assert not orders_of(own, place.campaign), "a unit that is not asked sees no order"
    with pytest.raises(Missing):
        find_order(own, place.campaign, order.number)
    asked = reach(place.actor(OTHER_LIAISON), place.campaign.pk)
    assert find_order(asked, place.campaign, order.number) == order and len(answers_of(asked, order)) == 1


def test_what_is_refused(place: Town) -> None:
    with pytest.raises(BadInput, match="普遍共性"):
        ordered(place, place.find())
    problem = place.find(weight=Weight.COMMON)
    for more in (
        {"units": []}, {"units": [place.units[WATER]]}, {"units": [place.units["整治专班"]]}, {"text": " "}, {"due_on": TODAY - timedelta(1)},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            ordered(place, problem, **more)  # type: ignore[arg-type]
    order = ordered(place, problem)
    with pytest.raises(BadInput):
        answer_found(answer(order), how="看了", found=[Found(" ")], **by(place, OTHER_LIAISON))
    withdraw_check(order, reason="重复布置", **by(place))
    with pytest.raises(NotNow):
        answer_none(answer(order), how="看了", **by(place, OTHER_LIAISON))
    with pytest.raises(NotNow):
        withdraw_check(order, reason="再来", **by(place))
    switch_mechanisms(campaign=place.campaign, switches={"sibling_checks": False}, **by(place))
    with pytest.raises(NotNow, match="举一反三"):
        ordered(place, problem)


def test_it_waits_on_the_desk_of_the_unit_until_it_is_answered(place: Town) -> None:
    order = ordered(place)

    def waits(who: str) -> list[tuple[str, int]]:
        actor = place.actor(who)
        found = waiting_on_desk(actor, held_over(actor, place.campaign.pk), place.campaign.pk, TODAY)
        return [(one.name, one.count) for one in found if one.name == "check_answer"]

    assert waits(OTHER_LIAISON) == waits(OTHER_HEAD) == [("check_answer", 1)] and waits(LIAISON) == waits(OFFICE) == []
    answer_none(answer(order), how="看了", **by(place, OTHER_LIAISON))
    assert waits(OTHER_LIAISON) == []


def test_the_answers_go_home_as_excel_and_as_a_paper(place: Town) -> None:
    order = ordered(place)
    answer_found(answer(order), how="看了", found=[Found("窗口中午无人")], **by(place, OTHER_LIAISON))
    sheet, paper = (take_check(order=order, as_paper=one, reason="报领导小组", **by(place)) for one in (False, True))
    assert isinstance(sheet, bytes) and isinstance(paper, Paper) and render_docx(paper)[:2] == b"PK"
    with pytest.raises(BadInput):
        take_check(order=order, as_paper=False, reason="", **by(place))


def test_a_unit_reads_its_own_answer_alone(place: Town) -> None:
    order = ordered(place)
    assert [one.answer.unit.name for one in answers_of(reach(place.actor(OTHER_HEAD), place.campaign.pk), order)] == [FOREST]
    assert not answers_of(reach(place.actor(HEAD), place.campaign.pk), order)
