"""What is handed to the personnel body: proposals and records; no grade and no post changes here."""

from datetime import timedelta

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Card, Motion, Rating
from bihuan.accountability.queries import marks, visible_handlings
from bihuan.accountability.vocabulary.appraisal import ReferralKind, ReferralState, Reward
from bihuan.accountability.vocabulary.measures import Level
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from tests.accountability.ground import PERSONNEL, Bodies, by, in_force
from tests.accountability.marks import carded, decided, laid, proposed, switched_on, told
from tests.accountability.test_cards import MONTH
from tests.factories.town import COLLEAGUE, GROUP, HEAD, IN_CHARGE, LEADER, NOW, OFFICE, OFFICIAL, OTHER_HEAD, OTHER_OFFICIAL

pytestmark = pytest.mark.django_db
PAPER = {"document": "青作风〔2026〕12 号", "text": "经集体研究"}


def _rated(bodies: Bodies, kind: K, name: str) -> Rating:
    rating = decided(bodies, laid(bodies, told(bodies, proposed(bodies, kind, name)), name)).rating
    assert rating is not None
    return rating


def _down(bodies: Bodies, card: Card) -> Motion:
    do.seat_in_body(bodies.of["party"], person=bodies.place.people[OTHER_HEAD], **by(bodies.place, OFFICE))
    row = proposed(bodies, K.DOWN, card=card, who=LEADER, handler="party", now=MONTH)
    laid(bodies, told(bodies, row, now=MONTH, first=LEADER, second=IN_CHARGE), now=MONTH, first=LEADER)
    do.grant_motion(
        row, decided=do.Decided("20 号", "全体", "一个月后未改观", "已听取"), **by(bodies.place, OTHER_HEAD, now=MONTH + timedelta(10))
    )
    return row


@pytest.mark.mechanism("M147")
def test_from_the_strivers_a_list_of_proposals_goes_to_the_personnel_body(bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    first, second = _rated(bodies, K.STRIVER, OFFICIAL), _rated(bodies, K.STRIVER, OTHER_OFFICIAL)
    flat = _rated(bodies, K.FLAT, COLLEAGUE)
    told = {"campaign": place.campaign, "body": bodies.of["personnel"], **PAPER}
    for wrong in ([], [(flat, Reward.EXCELLENT)]):
        with pytest.raises(BadInput):
            do.send_rewards(proposed=wrong, **told, **by(place, LEADER, 20))
    row = do.send_rewards(
        proposed=[(first, Reward.EXCELLENT), (first, Reward.PROMOTE), (second, Reward.CIVIL_SERVANT)], **told, **by(place, LEADER, 20)
    )
    assert [one.reward for one in row.entries.all()].count("excellent") == 1 and row.entries.count() == 3
    assert marks.find_referral(place.actor(PERSONNEL), place.campaign, row.number) == row
    for name in (OFFICE, HEAD, COLLEAGUE, OFFICIAL):
        with pytest.raises(Missing):
            marks.find_referral(place.actor(name), place.campaign, row.number)


@pytest.mark.mechanism("M154")
@pytest.mark.mechanism("M156")
def test_no_improvement_is_a_document_with_its_answer_and_changes_no_grade(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies, K.RED)
    row = _down(bodies, card)
    told = {"body": bodies.of["personnel"], **PAPER}
    with pytest.raises(NotNow, match="送达"):
        do.send_proposal(row, kind=ReferralKind.BASIC, **told, **by(place, OTHER_HEAD, now=MONTH + timedelta(11)))
    do.serve_motion(row, how="in_person", **by(place, OTHER_HEAD, now=MONTH + timedelta(11)))  # type: ignore[arg-type]
    with pytest.raises(NotNow, match="申诉期限"):  # nothing goes there but what is final
        do.send_proposal(row, kind=ReferralKind.BASIC, **told, **by(place, OTHER_HEAD, now=MONTH + timedelta(12)))
    later = MONTH + timedelta(45)
    sent = [
        do.send_proposal(row, kind=kind, **told, **by(place, OTHER_HEAD, now=later)) for kind in (ReferralKind.BASIC, ReferralKind.UP_DOWN)
    ]
    with pytest.raises(NotAllowed):
        do.answer_referral(sent[0], answer="不采纳", document="3 号", on=later.date(), **by(place, LEADER, now=later))
    do.answer_referral(
        sent[0], answer="综合全年表现，定为称职", document="青组〔2026〕8 号", on=later.date(), **by(place, PERSONNEL, now=later)
    )
    card.refresh_from_db()
    assert (sent[0].state, sent[0].answer, card.state) == (ReferralState.ANSWERED, "综合全年表现，定为称职", "red")
    assert not hasattr(place.people[OFFICIAL], "grade"), "there is no grade that could change"
    with pytest.raises(BadInput):
        do.send_proposal(card.motions.order_by("pk")[0], kind=ReferralKind.BASIC, **told, **by(place, LEADER, now=later))


def test_what_is_past_its_period_or_may_still_change_is_in_no_appraisal(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)

    def told(days: int) -> list[str]:
        return [one.what for one in marks.final_lines(place.campaign, place.people[OFFICIAL], (NOW + timedelta(days)).date())]

    do.mark_typical(row, person=place.people[HEAD], unit=row.unit, level=Level.MAIN, matter="", reason="多发", **by(place, OFFICE))
    assert told(10) == [] and told(40) == ["诫勉"]
    assert told(184) == ["诫勉"] and told(185) == [], "the inquiry keeps the case open and weighs on nobody longer"
    appeal = do.file_appeal(row, text="不服", body=None, **by(place, OFFICIAL))
    do.pass_on_appeal(appeal, to="市委", **by(place, OFFICE))
    assert told(40) == [], "what was passed on is not answered yet"
    do.record_upheld(appeal, outcome="属实", document="1 号", **by(place, OFFICE))
    assert told(10) == ["诫勉"]
    light = in_force(bodies, COLLEAGUE, "remind")
    assert not marks.final_lines(place.campaign, place.people[COLLEAGUE], (NOW + timedelta(90)).date()), "he may appeal at any time"
    do.waive_appeal(light, **by(place, COLLEAGUE))
    assert marks.final_lines(place.campaign, place.people[COLLEAGUE], (NOW + timedelta(90)).date())


def test_the_personnel_department_sees_what_stands_and_nothing_of_what_is_over(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)

    def sees() -> bool:
        return visible_handlings(place.actor(PERSONNEL)).filter(pk=row.pk).exists()

    assert sees()
    appeal = do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    do.revoke_decision(appeal, outcome="有误", document="1 号", **by(place, GROUP))
    assert not sees(), "what was revoked stands in none of its lists"


def test_what_an_appeal_undid_is_nobodys_proposal_any_more(bodies: Bodies) -> None:
    switched_on(bodies)
    place, card = bodies.place, carded(bodies, K.RED)
    row, when = _down(bodies, card), MONTH + timedelta(11)
    do.serve_motion(row, how="in_person", **by(place, OTHER_HEAD, now=when))  # type: ignore[arg-type]
    first = do.file_review(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL, now=when))
    do.accept_review(first, **by(place, GROUP, now=when))
    do.uphold_motion(first, outcome="属实", document="1 号", **by(place, GROUP, now=when))
    sent = do.send_proposal(row, kind=ReferralKind.BASIC, body=bodies.of["personnel"], **PAPER, **by(place, OTHER_HEAD, now=when))
    assert marks.find_referral(place.actor(PERSONNEL), place.campaign, sent.number) == sent
    again = do.file_review(row, text="有新的证据", body=bodies.of["discipline"], **by(place, OFFICIAL, now=when))
    do.accept_review(again, **by(place, GROUP, now=when))
    do.revoke_motion(again, outcome="认定有误", document="2 号", **by(place, GROUP, now=when))
    for name in (PERSONNEL, OTHER_HEAD):
        with pytest.raises(Missing):
            marks.find_referral(place.actor(name), place.campaign, sent.number)


@pytest.mark.mechanism("M155")
def test_a_record_goes_out_on_a_written_request_and_holds_only_what_is_final(bodies: Bodies) -> None:
    switched_on(bodies)
    place, person = bodies.place, bodies.place.people[OFFICIAL]
    in_force(bodies)
    card = carded(bodies)
    asked = {
        "campaign": place.campaign,
        "body": bodies.of["personnel"],
        "person": person,
        "document": "青组函〔2026〕2 号",
        "purpose": "年度考核",
    }
    for name in (OFFICE, LEADER, HEAD):
        with pytest.raises(NotAllowed):
            do.ask_record(document_on=MONTH.date(), **asked, **by(place, name, now=MONTH))
    with pytest.raises(BadInput):
        do.ask_record(document_on=MONTH.date(), **{**asked, "document": " "}, **by(place, PERSONNEL, now=MONTH))
    early = do.ask_record(document_on=MONTH.date() - timedelta(20), **asked, **by(place, PERSONNEL, now=MONTH - timedelta(20)))
    assert do.take_record(early, **by(place, PERSONNEL, now=MONTH - timedelta(20))) == [], "the time for an appeal runs"
    row = do.ask_record(document_on=MONTH.date(), **asked, **by(place, PERSONNEL, now=MONTH + timedelta(5)))
    found = do.take_record(row, **by(place, PERSONNEL, now=MONTH + timedelta(5)))
    assert [(one.what, one.document) for one in found] == [("黄牌", "青作风〔2026〕9 号"), ("诫勉", "青作风〔2026〕8 号")]
    with pytest.raises(NotAllowed):
        do.take_record(row, **by(place, GROUP, now=MONTH + timedelta(5)))
    hat = do.apply_hat_off(card=card, told=do.Grounds("改了", "考勤"), **by(place, OFFICIAL, now=MONTH + timedelta(5)))
    decided(bodies, hat, now=MONTH, days=6)
    assert [one.what for one in do.take_record(row, **by(place, PERSONNEL, now=MONTH + timedelta(7)))] == ["诫勉"], (
        "what was lifted is gone"
    )
