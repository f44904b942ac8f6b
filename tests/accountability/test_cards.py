"""Cards (A05): off without a local rule, given by people in due form, and moved by no clock."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Card, CardReview, Motion
from bihuan.accountability.queries import marks
from bihuan.accountability.queries.reminding import card_asks
from bihuan.accountability.rules.cards import better, months_between, review_on
from bihuan.accountability.vocabulary.cards import CardAction, CardState
from bihuan.accountability.vocabulary.handling import Asked, HandlingDuty, Heard, Served
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.motions import MotionNeed as N
from bihuan.accountability.vocabulary.motions import MotionState as S
from bihuan.accountability.vocabulary.ratings import RuleAbout
from bihuan.accountability.workflow.cards import CARD
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.accountability.marks import DECIDED, FACTS, carded, cited, decided, laid, proposed, switched_on, told
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, IN_CHARGE, LEADER, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, OTHER_HEAD

pytestmark = pytest.mark.django_db
GIVEN = NOW.date() + timedelta(10)
MONTH = NOW + timedelta(10 + 31)
"""The review date of a card given on 12 March: 12 April 2026."""
PROOF = do.Grounds("每天提前到岗，群众表扬两次", "考勤和表扬信各 1 份")
OUTCOME = {"outcome": "当天确系被抽调开会", "document": "青纪复〔2026〕1 号"}


def _sees(bodies: Bodies, name: str, card: Card) -> bool:
    return marks.cards_for(bodies.place.actor(name)).filter(pk=card.pk).exists()


def test_without_switch_rule_and_decider_there_is_nothing(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(NotNow, match="没有启用"):
        cited(bodies, RuleAbout.CARDS)
    switch_mechanisms(campaign=place.campaign, switches={"cards": True, "ratings": True}, **by(place, OFFICE))
    for kind in (K.YELLOW, K.RED, K.FLAT, K.STRIVER):
        with pytest.raises(NotNow, match="没有引用现行的本地制度"):
            proposed(bodies, kind)
    whole = {"title": "办法", "number": "1 号", "issuer": "县委", "body": bodies.of["party"]}
    for hole in ({"title": " "}, {"number": ""}, {"issuer": ""}, {"body": bodies.of["office"]}):
        with pytest.raises(BadInput):
            do.cite_rule(campaign=place.campaign, about=RuleAbout.CARDS, **{**whole, **hole}, **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        do.cite_rule(campaign=place.campaign, about=RuleAbout.CARDS, **whole, **by(place, LEADER))
    found = cited(bodies, RuleAbout.CARDS)
    with pytest.raises(BadInput, match="已经引用"):
        cited(bodies, RuleAbout.CARDS)
    row = laid(bodies, told(bodies, proposed(bodies, K.YELLOW)))
    do.end_rule(found, reason="制度废止", **by(place, OFFICE))
    with pytest.raises(NotNow, match="没有引用"):
        do.grant_motion(row, decided=DECIDED, **by(place, LEADER, 10))
    assert not Card.objects.exists()


@pytest.mark.both
@pytest.mark.mechanism("M148")
def test_a_card_has_colour_reason_decision_date_and_term_and_its_history_is_seen_by_two(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    motion = card.motions.get()
    assert (card.state, card.given_on, card.review_on) == (CardState.YELLOW, GIVEN, date(2026, 4, 12))
    assert (motion.decision, motion.document, motion.clause) == ("事实清楚，符合条款", "青作风〔2026〕9 号", "第五条第（二）项")
    for name in (OFFICIAL, LEADER, IN_CHARGE, PERSONNEL):
        assert _sees(bodies, name, card)
    for name in (OFFICE, OFFICE_2, COLLEAGUE, HEAD, LIAISON, GROUP, OTHER_HEAD):
        assert not _sees(bodies, name, card), "not even that there is one"
        assert not marks.motions_for(place.actor(name)).exists()
    row = proposed(bodies, K.RAISE, card=card, who=IN_CHARGE, handler="party", now=MONTH)
    decided(
        bodies,
        laid(bodies, told(bodies, row, now=MONTH, first=IN_CHARGE, second=LEADER), now=MONTH, first=IN_CHARGE),
        now=MONTH,
        who=_third(bodies),
    )
    for name in (OFFICIAL, LEADER):
        assert [one.kind for one in marks.history_of(place.actor(name), card)] == [K.YELLOW, K.RAISE]


def _third(bodies: Bodies) -> str:
    """Another member of the deciding body: who proposed and who verified sit there, too."""
    seated = bodies.of["party"].seats.filter(person=bodies.place.people[OTHER_HEAD], ended_at=None).exists()
    if not seated:
        do.seat_in_body(bodies.of["party"], person=bodies.place.people[OTHER_HEAD], **by(bodies.place, OFFICE))
    return OTHER_HEAD


def test_every_hand_but_another_one_is_refused(bodies: Bodies) -> None:
    switched_on(bodies)
    place, row = bodies.place, proposed(bodies, K.RED)
    with pytest.raises(NeedsUnmet) as no:
        do.notice_motion(row, **by(place, OFFICE))
    assert set(no.value.needs) == {N.ASKED, N.VERIFIED}, "health, workload and orders are asked first (P14); facts are verified (P06)"
    with pytest.raises(NotAllowed):
        do.verify_motion(row, how="看过", **by(place, OFFICE))
    assert not marks.motions_for(place.actor(OFFICIAL)).exists(), "nothing to read before he is told"
    told(bodies, row)
    assert marks.motions_for(place.actor(OFFICIAL)).get() == row
    with pytest.raises(NeedsUnmet) as no:
        do.submit_motion(row, **by(place, OFFICE))
    assert no.value.needs == (N.HEARD,)
    said = do.say_to_motion(row, text="我被抽去开会", **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:
        do.submit_motion(row, **by(place, OFFICE))
    assert no.value.needs == (N.ANSWERED,)
    do.answer_saying(said, text="已核实", **by(place, OFFICE_2))
    do.submit_motion(row, **by(place, OFFICE))
    for name in (OFFICE, OFFICE_2, OFFICIAL, GROUP, PERSONNEL):
        with pytest.raises(NotAllowed):
            do.grant_motion(row, decided=DECIDED, **by(place, name))
    for hole in (do.Decided("", "雷峰", "清楚", "听了"), do.Decided("1 号", "", "清楚", "听了"), do.Decided("1 号", "雷峰", "", "听了"),
                 do.Decided("1 号", "雷峰", "清楚")):  # fmt: skip
        with pytest.raises(BadInput, match="决定理由"):
            do.grant_motion(row, decided=hole, **by(place, LEADER))
    do.grant_motion(row, decided=DECIDED, **by(place, LEADER))
    assert Card.objects.get().state == CardState.RED


def test_who_proposes_first_is_not_the_body_that_decides(bodies: Bodies) -> None:
    switched_on(bodies)
    with pytest.raises(NeedsUnmet) as no:
        proposed(bodies, K.YELLOW, who=LEADER, handler="party")
    assert no.value.needs == (N.OTHER_BODY,)
    with pytest.raises(NotAllowed):
        proposed(bodies, K.YELLOW, who=COLLEAGUE)
    proposed(bodies, K.YELLOW)
    with pytest.raises(BadInput, match="正在办理"):
        proposed(bodies, K.YELLOW)


def test_whoever_keeps_away_is_nothing_to_it(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    declare_recusal(person=place.people[LEADER], party=place.people[OFFICIAL], ground=RecusalGround.OTHER, **by(place, LEADER))
    assert not _sees(bodies, LEADER, card) and _sees(bodies, IN_CHARGE, card)


@pytest.mark.mechanism("M150")
@pytest.mark.mechanism("N25")
def test_a_month_by_the_calendar_and_reminders_to_those_who_may_know(bodies: Bodies) -> None:
    """The leader in charge and the group are reminded where they sit in the body that decides; nobody else learns that there is a card."""
    assert [review_on(date(2026, month, day), 1) for month, day in ((1, 31), (3, 12), (12, 31))] == [
        date(2026, 2, 28),
        date(2026, 4, 12),
        date(2027, 1, 31),
    ]
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    assert months_between(card.given_on, card.review_on) == 1

    def reminded(name: str, day: date) -> bool:
        return any(
            one.name == "card_review_due" and one.rows.filter(pk=card.pk).exists()
            for one in card_asks(place.actor(name), (), place.campaign.pk, day)
        )

    before = card.review_on - timedelta(7)
    assert all(reminded(name, before) for name in (OFFICIAL, LEADER, IN_CHARGE, PERSONNEL))
    assert not any(reminded(name, before - timedelta(1)) for name in (OFFICIAL, LEADER))
    assert not any(reminded(name, before) for name in (OFFICE, HEAD, COLLEAGUE, GROUP))
    assert do.end_ratings_over(actor=place.machine, now=NOW + timedelta(400)) == 0
    card.refresh_from_db()
    assert card.state == CardState.YELLOW, "a year on it is as people left it"


@pytest.mark.mechanism("M151")
def test_the_person_asks_a_named_body_decides_and_the_title_shows_no_more(bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    flat = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.FLAT)))).rating
    card = carded(bodies)
    assert card.rating == flat and flat is not None
    with pytest.raises(NotNow, match="2026-04-12"):
        do.apply_hat_off(card=card, told=PROOF, **by(place, OFFICIAL, now=MONTH - timedelta(1)))
    with pytest.raises(BadInput):
        do.apply_hat_off(card=card, told=do.Grounds("改了", ""), **by(place, OFFICIAL, now=MONTH))
    with pytest.raises(NotAllowed):
        do.apply_hat_off(card=card, told=PROOF, **by(place, COLLEAGUE, now=MONTH))
    row = do.apply_hat_off(card=card, told=PROOF, **by(place, OFFICIAL, now=MONTH))
    with pytest.raises(NotAllowed, match="本人"):
        do.drop_motion(row, reason="不办", **by(place, LEADER, now=MONTH))
    do.refuse_motion(row, decided=do.Decided("10 号", "雷峰", "时间还短"), **by(place, LEADER, now=MONTH))
    again = do.apply_hat_off(card=card, told=PROOF, **by(place, OFFICIAL, now=MONTH))
    decided(bodies, again, now=MONTH)
    card.refresh_from_db()
    flat.refresh_from_db()
    assert (card.state, flat.state) == (CardState.LIFTED, "lifted")
    assert not _sees(bodies, PERSONNEL, card) and not marks.ratings_for(place.actor(PERSONNEL)).exists()
    assert _sees(bodies, OFFICIAL, card) and _sees(bodies, LEADER, card), "as history"


@pytest.mark.mechanism("M152")
def test_red_becomes_yellow_with_a_new_month_and_no_clean_slate(bodies: Bodies) -> None:
    switched_on(bodies)
    card = carded(bodies, K.RED)
    decided(bodies, do.apply_hat_off(card=card, told=PROOF, **by(bodies.place, OFFICIAL, now=MONTH)), now=MONTH, days=1)
    card.refresh_from_db()
    assert (card.state, card.given_on, card.review_on) == (CardState.YELLOW, date(2026, 4, 13), date(2026, 5, 13))
    with pytest.raises(NotNow):
        do.apply_hat_off(card=card, told=PROOF, **by(bodies.place, OFFICIAL, now=MONTH + timedelta(5)))


@pytest.mark.mechanism("M153")
def test_yellow_becomes_red_by_a_decision_at_the_review_date_and_never_by_the_clock(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card, third = bodies.place, carded(bodies), _third(bodies)
    early = MONTH - timedelta(12)
    row = proposed(bodies, K.RAISE, card=card, who=PERSONNEL, handler="personnel", now=early)
    do.ask_before_motion(row, health=Asked.NONE, workload=Asked.NONE, orders=Asked.NONE, **by(place, PERSONNEL, now=early))
    do.seat_in_body(bodies.of["personnel"], person=place.people[GROUP_2], **by(place, OFFICE))
    do.verify_motion(row, how="问过本人和窗口", **by(place, GROUP_2, now=early))
    with pytest.raises(NeedsUnmet) as no:
        do.notice_motion(row, **by(place, PERSONNEL, now=early))
    assert no.value.needs == (N.DUE,)
    do.notice_motion(row, **by(place, PERSONNEL, now=MONTH))
    decided(bodies, laid(bodies, row, now=MONTH, first=PERSONNEL), now=MONTH, who=third)
    card.refresh_from_db()
    assert (card.state, card.given_on) == (CardState.RED, date(2026, 4, 22))
    with pytest.raises(NotAllowed), changing(card, CardAction.RAISE, actor=place.machine, now=MONTH):
        pass


def test_nothing_heavier_before_the_last_decision_was_served_and_its_appeal_answered(bodies: Bodies) -> None:
    switched_on(bodies)
    place, third = bodies.place, _third(bodies)
    card = carded(bodies)
    first = card.motions.get()
    row = proposed(bodies, K.RAISE, card=card, who=LEADER, handler="party", now=MONTH)
    laid(bodies, told(bodies, row, now=MONTH, first=LEADER, second=IN_CHARGE), now=MONTH, first=LEADER)
    Motion.objects.filter(pk=first.pk).update(served_at=None, served_by=None)
    with pytest.raises(NeedsUnmet) as no:
        do.grant_motion(row, decided=DECIDED, **by(place, third, now=MONTH + timedelta(10)))
    assert no.value.needs == (N.SERVED,)
    Motion.objects.filter(pk=first.pk).update(served_at=NOW, appeal_until_on=MONTH.date())
    first.refresh_from_db()
    do.file_review(first, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL, now=MONTH))
    with pytest.raises(NeedsUnmet) as no:
        do.grant_motion(row, decided=DECIDED, **by(place, third, now=MONTH + timedelta(10)))
    assert no.value.needs == (N.NO_APPEAL,)


@pytest.mark.both
def test_an_appeal_goes_to_others_and_what_it_finds_wrong_leaves_no_trace_but_the_book(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    motion = card.motions.get()
    for body in ("party", "office"):
        with pytest.raises(NeedsUnmet):
            do.file_review(motion, text="当天被抽去开会", body=bodies.of[body], **by(place, OFFICIAL, 12))
    review = do.file_review(motion, text="当天被抽去开会", body=bodies.of["discipline"], **by(place, OFFICIAL, 12))
    with pytest.raises(NotAllowed):
        do.accept_review(review, **by(place, LEADER, 12))
    assert marks.motions_for(place.actor(GROUP)).get() == motion
    do.accept_review(review, **by(place, GROUP, 12))
    do.revoke_motion(review, **OUTCOME, **by(place, GROUP_2, 13))
    card.refresh_from_db()
    assert (card.state, motion.state, review.state) == (CardState.UNDONE, S.UNDONE, "revoked")
    for name in (LEADER, PERSONNEL, GROUP, OFFICE):
        assert not _sees(bodies, name, card) and not marks.motions_for(place.actor(name)).exists()
    assert _sees(bodies, OFFICIAL, card)
    assert Record.objects.filter(kind="card", row=card.pk).count() == 2


def test_an_appeal_against_a_raise_gives_the_yellow_card_back_with_its_day(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card, third = bodies.place, carded(bodies), _third(bodies)
    row = proposed(bodies, K.RAISE, card=card, who=LEADER, handler="party", now=MONTH)
    decided(
        bodies, laid(bodies, told(bodies, row, now=MONTH, first=LEADER, second=IN_CHARGE), now=MONTH, first=LEADER), now=MONTH, who=third
    )
    review = do.file_review(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL, now=MONTH + timedelta(11)))
    do.accept_review(review, **by(place, GROUP, now=MONTH + timedelta(11)))
    do.revoke_motion(review, **OUTCOME, **by(place, GROUP, now=MONTH + timedelta(12)))
    card.refresh_from_db()
    assert (card.state, card.given_on, card.review_on) == (CardState.YELLOW, GIVEN, date(2026, 4, 12))


@pytest.mark.mechanism("P03")
def test_who_has_no_account_appeals_on_paper_and_the_day_of_handing_in_counts(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    motion = card.motions.get()
    assert motion.appeal_until_on and motion.served_on
    given: dict[str, Any] = {"text": "当天被抽去开会", "body": bodies.of["discipline"]}
    late = motion.appeal_until_on + timedelta(5)
    now = by(place, LEADER)["now"].replace(year=late.year, month=late.month, day=late.day)
    for name in (OFFICE, COLLEAGUE, GROUP):
        with pytest.raises(NotAllowed):
            do.file_review(motion, on=motion.appeal_until_on, **given, **by(place, name, now=now))
    with pytest.raises(NeedsUnmet):  # on his own page it is the day on which he writes
        do.file_review(motion, on=motion.appeal_until_on, **given, **by(place, OFFICIAL, now=now))
    with pytest.raises(BadInput, match="送达以后"):
        do.file_review(motion, on=motion.served_on - timedelta(1), **given, **by(place, PERSONNEL, now=now))
    row = do.file_review(motion, on=motion.appeal_until_on, **given, **by(place, PERSONNEL, now=now))
    assert row.filed_on == motion.appeal_until_on
    do.withdraw_review(row, **by(place, OFFICIAL, now=now))


@pytest.mark.mechanism("M149")
def test_a_training_is_recorded_with_place_days_content_result_and_who_decided_it(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    course = do.Course("县委党校", date(2026, 3, 16), date(2026, 3, 20), "窗口服务规范", "县委组织部", "青组〔2026〕4 号", "结业")
    with pytest.raises(BadInput, match="文号"):
        do.attach_training(
            card, course=do.Course("县委党校", date(2026, 3, 16), date(2026, 3, 20), "规范", "县委组织部", ""), **by(place, PERSONNEL, 20)
        )
    with pytest.raises(NotAllowed):
        do.attach_training(card, course=course, **by(place, OFFICE, 20))
    do.attach_training(card, course=course, **by(place, PERSONNEL, 20))
    found = card.trainings.get()
    assert (found.place, found.result, found.decided_by_body) == ("县委党校", "结业", "县委组织部")


def test_what_is_said_about_somebody_never_enters_the_book(bodies: Bodies) -> None:
    switched_on(bodies)
    card = carded(bodies)
    text = "".join(f"{one.changes}{one.reason}{one.label}" for one in Record.objects.filter(kind__in=("motion", "card")))
    assert text and not [word for word in ("窗口", "监控", OFFICIAL, "第五条", "yellow", "黄牌") if word in text]
    assert card.state == CardState.YELLOW


# every cell of the table

_ALL = (*(state.value for state in CardState), None)
_DUTIES = (HandlingDuty.SUBJECT, HandlingDuty.HANDLER, HandlingDuty.VERIFIER, HandlingDuty.DECIDER, HandlingDuty.REVIEWER, HandlingDuty.PERSONNEL,
           HandlingDuty.MACHINE)  # fmt: skip
_EXPECTED: dict[tuple[str | None, str, str], str | None] = {
    (None, "give_yellow", "decider"): "yellow", (None, "give_red", "decider"): "red",
    ("yellow", "raise_card", "decider"): "red", ("red", "lower_card", "decider"): "yellow", ("yellow", "lift_card", "decider"): "lifted",
    ("red", "keep_card", "decider"): "red",
    **{(state, "attach_training", duty): state for state in ("yellow", "red") for duty in ("decider", "personnel_reader")},
    **{(state, "undo_card", "appeal_reviewer"): "undone" for state in ("yellow", "red", "lifted")},
    ("red", "give_back_yellow", "appeal_reviewer"): "yellow",
}  # fmt: skip


def test_every_cell_of_the_card_table_is_as_the_source_has_it_and_none_is_the_clocks() -> None:
    found, cells = {}, 0
    for state in _ALL:
        for action in CardAction:
            for duty in _DUTIES:
                cells += 1
                step = CARD.step(action, state, {duty})
                if step is not None:
                    found[state, action.value, duty.value] = str(step.target) if step.target is not None else state
    assert cells == len(_ALL) * len(CardAction) * len(_DUTIES) and found == _EXPECTED
    assert better(CardState.YELLOW) is CardAction.LIFT and better(CardState.RED) is CardAction.LOWER


def _tries(card: Card, actor: Actor) -> dict[CardAction, Callable[[], Any]]:
    def plain(action: CardAction) -> Callable[[], Any]:
        def step() -> None:
            with changing(card, action, actor=actor, now=MONTH):
                pass

        return step

    return {one: plain(one) for one in CardAction if one not in (CardAction.GIVE_YELLOW, CardAction.GIVE_RED)}


@pytest.mark.parametrize("state", list(CardState))
@pytest.mark.parametrize("name", ["clock", OFFICIAL, COLLEAGUE, OFFICE, HEAD, LEADER, PERSONNEL, GROUP])
def test_whoever_tries_whatever_on_a_card_gets_what_the_table_says(bodies: Bodies, state: CardState, name: str) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies)
    motion = card.motions.get()
    Motion.objects.filter(pk=motion.pk).update(appeal_until_on=MONTH.date())
    motion.refresh_from_db()
    do.file_review(motion, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL, now=MONTH))
    duty = {LEADER: "decider", PERSONNEL: "personnel_reader", GROUP: "appeal_reviewer"}.get(name)
    actor = place.machine if name == "clock" else place.actor(name)
    for action, step in _tries(card, actor).items():
        Card.objects.filter(pk=card.pk).update(state=state)
        card.refresh_from_db()
        may = (state.value, action.value, duty) in _EXPECTED
        if may:
            step()
            card.refresh_from_db()
            assert card.state == _EXPECTED[state.value, action.value, duty or ""]
        else:
            with pytest.raises((NotAllowed, NotNow)):
                step()


def test_the_office_may_take_down_what_the_person_says(bodies: Bodies) -> None:
    switched_on(bodies)
    place, row = bodies.place, told(bodies, proposed(bodies, K.YELLOW))
    with pytest.raises(BadInput, match="代录"):
        do.say_to_motion(row, text="替他", **by(place, OFFICE))
    do.say_to_motion(row, text="当面说的", how=Heard.TALK, **by(place, OFFICE))
    do.waive_saying(row, **by(place, OFFICIAL))
    with pytest.raises(NotAllowed):
        do.say_to_motion(row, text="替他", how=Heard.PAPER, **by(place, COLLEAGUE))
    do.drop_motion(row, reason="事实不成立", **by(place, OFFICE))
    assert row.state == S.DROPPED and not CardReview.objects.exists()
    with pytest.raises(NotAllowed):
        do.serve_motion(row, how=Served.MAIL, **by(place, OFFICE))
    assert FACTS.columns()["evidence"] == "监控截图 2 份"
