"""Nobody proposes himself, asks for his own record, or has a hand in what goes to the personnel body or lies before the Party group about somebody from whom
he keeps away (P04)."""

from datetime import timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Referral
from bihuan.accountability.operations.party import lay_before_party
from bihuan.accountability.queries import marks, visible_handlings
from bihuan.accountability.queries.party import matters, party_asks, serious_items
from bihuan.accountability.vocabulary.appraisal import Reward
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.campaigns.policy import held
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.organisation.operations import declare_recusal
from bihuan.organisation.vocabulary import RecusalGround
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Weight
from tests.accountability.ground import PERSONNEL, Bodies, by, opened
from tests.accountability.marks import laid, proposed, switched_on, told
from tests.factories.town import FOREST, GROUP, HEAD, IN_CHARGE, LEADER, OFFICE, OFFICIAL, TODAY, WATER

pytestmark = pytest.mark.django_db
PAPER = {"document": "青作风〔2026〕12 号", "text": "经集体研究"}


def _striver(bodies: Bodies, name: str, who: str = LEADER) -> Any:
    row = laid(bodies, told(bodies, proposed(bodies, K.STRIVER, name)), name)
    said = do.Decided("9 号", "夕照", "事实清楚", "已考虑", votes=(7, 1, 1), months=6)
    do.grant_motion(row, decided=said, **by(bodies.place, who, 10))
    return row.rating


def _keeps_away(bodies: Bodies, name: str, **whom: Any) -> None:
    place = bodies.place
    declare_recusal(person=place.people[name], ground=RecusalGround.OTHER, **whom, **by(place, name))


@pytest.mark.mechanism("P04")
def test_nobody_proposes_himself_for_a_reward(bodies: Bodies) -> None:
    switched_on(bodies)
    place, own = bodies.place, _striver(bodies, LEADER, who=IN_CHARGE)
    sent: dict[str, Any] = {"campaign": place.campaign, "body": bodies.of["personnel"], "proposed": [(own, Reward.EXCELLENT)], **PAPER}
    assert own not in marks.strivers(place.actor(LEADER), place.campaign) and own in marks.strivers(place.actor(IN_CHARGE), place.campaign)
    with pytest.raises(NotAllowed, match="涉及本人"):
        do.send_rewards(**sent, **by(place, LEADER, 20))
    do.send_rewards(**sent, **by(place, IN_CHARGE, 20))


@pytest.mark.mechanism("P04")
@pytest.mark.parametrize("by_unit", [True, False])
def test_whoever_keeps_away_neither_sends_nor_reads_nor_answers(by_unit: bool, bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    rating, whom = _striver(bodies, OFFICIAL), {"unit": place.units[WATER]} if by_unit else {"party": place.people[OFFICIAL]}
    asked: dict[str, Any] = {
        "campaign": place.campaign,
        "body": bodies.of["personnel"],
        "person": place.people[OFFICIAL],
        "document_on": TODAY,
    }
    record = do.ask_record(**asked, document="5 号", purpose="年度考核", **by(place, PERSONNEL, 20))
    row = do.send_rewards(
        campaign=place.campaign, body=bodies.of["personnel"], proposed=[(rating, Reward.EXCELLENT)], **PAPER, **by(place, IN_CHARGE, 20)
    )
    for name in (PERSONNEL, LEADER):
        _keeps_away(bodies, name, **whom)
    with pytest.raises(NotAllowed, match="回避"):
        do.send_rewards(
            campaign=place.campaign, body=bodies.of["personnel"], proposed=[(rating, Reward.PROMOTE)], **PAPER, **by(place, LEADER, 21)
        )
    with pytest.raises(NotAllowed, match="回避"):
        do.ask_record(**asked, document="6 号", purpose="年度考核", **by(place, PERSONNEL, 21))
    for one in (row, record):
        with pytest.raises(Missing):
            marks.find_referral(place.actor(PERSONNEL), place.campaign, one.number)
        with pytest.raises(NotAllowed):
            do.answer_referral(one, answer="采纳", document="1 号", on=TODAY + timedelta(22), **by(place, PERSONNEL, 22))
    assert marks.find_referral(place.actor(IN_CHARGE), place.campaign, row.number) == row and Referral.objects.count() == 2


def test_nobody_asks_for_his_own_record(bodies: Bodies) -> None:
    place = bodies.place
    asked: dict[str, Any] = {"campaign": place.campaign, "body": bodies.of["personnel"], "document": "5 号", "document_on": TODAY}
    with pytest.raises(NotAllowed, match="涉及本人"):
        do.ask_record(person=place.people[PERSONNEL], purpose="年度考核", **asked, **by(place, PERSONNEL, 20))


@pytest.mark.mechanism("P04")
def test_an_item_about_somebody_from_whom_he_keeps_away_is_not_on_his_desk(bodies: Bodies) -> None:
    place = bodies.place
    items = [place.find(text="窗口无人"), place.find(text="电话无人接")]
    Problem.objects.filter(pk__in=[one.pk for one in items]).update(weight=Weight.SERIOUS)
    items[0].refresh_from_db()
    row = lay_before_party(campaign=place.campaign, unit=None, problem=items[0], reason="严重", **by(place, OFFICE))
    for name in (LEADER, IN_CHARGE):
        assert list(matters(place.actor(name), place.campaign)) == [row] and serious_items(place.actor(name), place.campaign).count() == 1
    _keeps_away(bodies, LEADER, party=place.people[OFFICIAL])
    actor = place.actor(LEADER)
    assert not matters(actor, place.campaign).exists() and not serious_items(actor, place.campaign).exists()
    for name, many in ((LEADER, 0), (IN_CHARGE, 1)):
        who = place.actor(name)
        (wait,) = [one for one in party_asks(who, held(who, place.campaign.pk), place.campaign.pk, TODAY) if one.name == "party_matter"]
        assert wait.rows.count() == many, name


@pytest.mark.mechanism("P04")
def test_a_seat_shows_nobody_what_is_drawn_up_about_the_unit_that_he_heads(bodies: Bodies) -> None:
    place = bodies.place
    do.seat_in_body(bodies.of["discipline"], person=place.people[HEAD], **by(place, OFFICE))
    other = opened(bodies, None, handler="discipline", who=GROUP, unit=place.units[FOREST])
    opened(bodies, None, handler="discipline", who=GROUP, unit=place.units[WATER])
    assert list(visible_handlings(place.actor(HEAD))) == [other]
