"""An error that is tolerated: asked for, looked into, decided together by others, put right – and counting in nothing (M171–M173, P21)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling, Tolerance
from bihuan.accountability.queries.rights import bodies_that_tolerate, tolerances_of, tolerances_that_count
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.rules.tolerance import Review, principles_of
from bihuan.accountability.vocabulary.handling import HandlingNeed
from bihuan.accountability.vocabulary.handling import HandlingState as H
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceNeed
from bihuan.accountability.vocabulary.tolerance import ToleranceState as S
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from tests.accountability.ground import Bodies, by, decided, heard, in_force, noticed, opened, review, whole
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, OFFICE, OFFICE_2, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
PUT_RIGHT = [("补办审批手续", TODAY + timedelta(20))]


def asked(bodies: Bodies, row: Handling | None = None, who: str = OFFICIAL, **more: Any) -> Tolerance:
    place = bodies.place
    told = {"person": place.people[OFFICIAL], "unit": place.units[WATER], "asker": Asker.PERSON, **more}
    asking = do.Asking(matter="先开工后补批", text="抢修水毁河堤，来不及走完程序", handling=row, **told)
    return do.apply_for_tolerance(campaign=place.campaign, handler=bodies.of["office"], asked=asking, **by(place, who))


def verified(bodies: Bodies, review_: Tolerance) -> Tolerance:
    do.accept_tolerance(review_, **by(bodies.place, OFFICE))
    do.verify_tolerance(review_, findings="属于应急抢修，当日补报", body=bodies.of["party"], **by(bodies.place, OFFICE))
    return review_


def together(bodies: Bodies, **more: Any) -> do.Together:
    told = {
        "document": "青作风〔2026〕9 号",
        "present": "雷峰、夕照",
        "reasons": "出于公心，程序事后补齐",
        "review": review(bodies.place, applies=True),
    }
    return do.Together(**{**told, **more})


def granted(bodies: Bodies, row: Handling | None = None) -> Tolerance:
    told = verified(bodies, asked(bodies, row))
    do.grant_tolerance(told, decision=together(bodies), corrections=PUT_RIGHT, **by(bodies.place, LEADER))
    return told


@pytest.mark.mechanism("M171")
@pytest.mark.mechanism("P21")
def test_the_person_asks_on_his_case_and_the_result_is_part_of_its_decision(bodies: Bodies) -> None:
    place, row = bodies.place, heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    told = verified(bodies, asked(bodies, row))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    said = {"document": "8 号", "present": "二人", "reasons": "清楚", "heard": "采纳"}
    with pytest.raises(NeedsUnmet) as no:
        do.decide_handling(row, **said, **by(place, LEADER))
    assert no.value.needs == (HandlingNeed.TOLERANCE_OVER,), "a case under review is not decided"
    do.grant_tolerance(told, decision=together(bodies), corrections=PUT_RIGHT, **by(place, LEADER))
    row.refresh_from_db()
    assert (row.state, row.document, told.state) == (H.TOLERATED, "青作风〔2026〕9 号", S.GRANTED)


@pytest.mark.mechanism("M171")
def test_a_handler_and_the_unit_may_ask_too_and_nobody_else(bodies: Bodies) -> None:
    place, row = bodies.place, opened(bodies)
    body = asked(bodies, row, who=OFFICE, asker=Asker.BODY)
    assert not tolerances_of(place.actor(OFFICIAL), place.campaign).exists(), "he was not told of the case yet"
    with pytest.raises(BadInput, match="正在作容错审查"):
        asked(bodies, row, who=OFFICE_2, asker=Asker.BODY)
    unit = asked(bodies, who=HEAD, asker=Asker.UNIT)
    assert list(tolerances_of(place.actor(HEAD), place.campaign)) == [unit], "the head reads what he asked for"
    for who in (COLLEAGUE, GROUP):
        with pytest.raises(NotAllowed):
            asked(bodies, who=who, asker=Asker.BODY)
        assert not tolerances_of(place.actor(who), place.campaign).exists()
    with pytest.raises(BadInput, match="由本人提出"):
        asked(bodies, who=OFFICE)
    with pytest.raises(NotNow, match="由谁撤回"):
        do.withdraw_tolerance(body, **by(place, OFFICE_2))
    do.withdraw_tolerance(body, **by(place, OFFICE))
    assert body.state == S.WITHDRAWN


@pytest.mark.mechanism("M172")
def test_the_three_principles_are_asked_beside_those_of_the_plan(bodies: Bodies) -> None:
    assert principles_of(("标本兼治", "错责相当")) == ("权责一致", "错责相当", "宽严相济", "标本兼治")
    campaign, row = bodies.place.campaign, opened(bodies)
    campaign.file["principles"] = ["标本兼治"]
    told = review(bodies.place)
    for left in ("宽严相济", "标本兼治"):
        less = Review(told.distinctions, told.conditions, {**told.principles, left: " "}, False, told.text)
        with pytest.raises(BadInput, match=left):
            do.check_tolerance(row, review=less, **by(bodies.place, OFFICE))
    do.check_tolerance(row, review=told, **by(bodies.place, OFFICE))


@pytest.mark.mechanism("M172")
def test_the_decision_has_a_line_on_each_principle(bodies: Bodies) -> None:
    place, told = bodies.place, verified(bodies, asked(bodies))
    full = review(place)
    for left in full.principles:
        less = Review(full.distinctions, full.conditions, {**full.principles, left: " "}, True, "可以容错")
        with pytest.raises(BadInput, match="没有回答"):
            do.grant_tolerance(told, decision=together(bodies, review=less), corrections=PUT_RIGHT, **by(place, LEADER))
    for name in ("document", "present", "reasons"):
        with pytest.raises(BadInput, match="集体研究"):
            do.decline_tolerance(told, decision=together(bodies, **{name: " "}), **by(place, LEADER))
    do.decline_tolerance(told, decision=together(bodies), **by(place, LEADER))
    assert set(told.review["principles"]) == set(full.principles) and len(pack().distinctions) == 3


def test_others_decide_than_who_asked_and_verified(bodies: Bodies) -> None:
    place, told = bodies.place, asked(bodies)
    do.accept_tolerance(told, **by(place, OFFICE))
    assert (told.accept_by_on, told.verify_by_on) == (TODAY + timedelta(7), told.verify_by_on) and told.verify_by_on
    with pytest.raises(NeedsUnmet) as no:
        do.verify_tolerance(told, findings="查过", body=bodies.of["office"], **by(place, OFFICE))
    assert no.value.needs == (ToleranceNeed.OTHER_BODY,)
    assert bodies.of["office"] not in bodies_that_tolerate(told)
    do.verify_tolerance(told, findings="查过", body=bodies.of["party"], **by(place, OFFICE))
    for who in (OFFICE, OFFICIAL, HEAD, GROUP):
        with pytest.raises(NotAllowed):
            do.decline_tolerance(told, decision=together(bodies), **by(place, who))
    do.seat_in_body(bodies.of["party"], person=place.people[OFFICE], **by(place, OFFICE_2))
    with pytest.raises(NeedsUnmet) as no:
        do.decline_tolerance(told, decision=together(bodies), **by(place, OFFICE))
    assert no.value.needs == (ToleranceNeed.OTHER_HAND,)


@pytest.mark.mechanism("M173")
def test_what_was_tolerated_counts_in_nothing_and_stands_wherever_it_would(bodies: Bodies) -> None:
    place, row = bodies.place, heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    told = granted(bodies, row)
    later = opened(bodies)
    assert list(tolerances_that_count(later)) == [told], "shown beside every other case of his"
    fact = row.facts.filter(problem__isnull=False).first()
    assert fact
    with pytest.raises(BadInput, match="予以容错"):
        do.add_fact(later, text="同一件事", evidence="截图", problem=fact.problem, **by(place, OFFICE))
    with pytest.raises(BadInput, match="已经送达"):
        do.link_education(later, earlier=row, unchanged="没有变化", **by(place, OFFICE))
    with pytest.raises(NotNow):
        do.propose_handling(row, **by(place, OFFICE))


def test_tolerated_is_put_right(bodies: Bodies) -> None:
    place, told = bodies.place, verified(bodies, asked(bodies))
    for wrong in ([], [(" ", TODAY)], [("补办", TODAY - timedelta(1))]):
        with pytest.raises(BadInput, match="也要纠错"):
            do.grant_tolerance(told, decision=together(bodies), corrections=wrong, **by(place, LEADER))
    do.grant_tolerance(told, decision=together(bodies), corrections=PUT_RIGHT, **by(place, LEADER))
    one = told.corrections.get()
    do.correct_error(one, done="已补办", **by(place, OFFICIAL))
    with pytest.raises(BadInput, match="已经登记"):
        do.correct_error(one, done="又一次", **by(place, OFFICE))


def test_after_the_decision_he_appeals_and_what_is_declined_goes_on(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(NotNow, match="提出申诉"):
        asked(bodies, in_force(bodies))
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    told = verified(bodies, asked(bodies, row))
    do.decline_tolerance(told, decision=together(bodies), **by(place, LEADER))
    assert decided(bodies, row).state == H.DECIDED
    other = asked(bodies)
    do.turn_down_tolerance(other, reason="不是工作中的失误", **by(place, OFFICE))
    assert other.state == S.NOT_ACCEPTED


def test_words_do_not_enter_the_book_and_a_campaign_may_leave_it_out(bodies: Bodies) -> None:
    granted(bodies)
    kept = " ".join(str(one) for one in Record.objects.filter(kind="tolerance").values_list("changes", "label", "reason"))
    assert not any(word in kept for word in ("先开工", "抢修", "出于公心", "雷峰、夕照"))
    place = bodies.place
    switch_mechanisms(campaign=place.campaign, switches={"tolerance": False}, **by(place, OFFICE))
    place.campaign.refresh_from_db()
    with pytest.raises(NotNow, match="容错审查"):
        asked(bodies)
