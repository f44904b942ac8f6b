"""Two stories of cards: from a red card by yellow to lifted, and a card that was appealed and withdrawn as if it had not been."""

from datetime import date, timedelta
from typing import Any

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Card
from bihuan.accountability.queries import marks
from bihuan.accountability.queries.figures import people_figures
from bihuan.accountability.vocabulary.cards import CardState as C
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.foundation.audit.queries import verify
from bihuan.interfaces.clock.table import do_everything
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.accountability.marks import carded, decided, switched_on
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, OFFICE, OFFICIAL

pytestmark = pytest.mark.django_db
OFFICERS = (OFFICE, HEAD, COLLEAGUE, GROUP)


@pytest.fixture
def bodies(db: None, settings: Any) -> Bodies:
    settings.BIHUAN_DEMO = True
    place = Bodies(factory.town())
    switched_on(place)
    return place


def _seen_by(bodies: Bodies, card: Card) -> set[str]:
    return {
        name for name in (*OFFICERS, OFFICIAL, LEADER, PERSONNEL) if marks.cards_for(bodies.place.actor(name)).filter(pk=card.pk).exists()
    }


def _asks(bodies: Bodies, card: Card, text: str, on: date, granted: date) -> None:
    """He asks on a day, and the body agrees on another."""
    start = by(bodies.place, OFFICIAL)["now"]
    now, later = (start + timedelta((day - start.date()).days) for day in (on, granted))
    row = do.apply_hat_off(card=card, told=do.Grounds(text, "考勤、服务对象评价"), **by(bodies.place, OFFICIAL, now=now))
    decided(bodies, row, now=later, days=0)
    card.refresh_from_db()


def test_a_red_card_becomes_yellow_and_the_hat_is_off_two_months_later(bodies: Bodies) -> None:
    """12 March red; 12 April he asks, 14 April yellow; 14 May he asks again, 18 May the hat is off. The clock ran every day and did nothing."""
    card = carded(bodies, K.RED)
    assert (card.state, card.given_on, card.review_on) == (C.RED, date(2026, 3, 12), date(2026, 4, 12))
    do_everything()
    card.refresh_from_db()
    assert card.state == C.RED and _seen_by(bodies, card) == {OFFICIAL, LEADER, PERSONNEL}
    _asks(bodies, card, "窗口补齐轮值，一个月没有空岗", date(2026, 4, 12), date(2026, 4, 14))
    assert (card.state, card.review_on) == (C.YELLOW, date(2026, 5, 14)), "no clean slate, but a new month"
    _asks(bodies, card, "群众满意度明显提高", date(2026, 5, 14), date(2026, 5, 18))
    assert card.state == C.LIFTED and _seen_by(bodies, card) == {OFFICIAL, LEADER}
    assert [one.kind for one in marks.history_of(bodies.place.actor(OFFICIAL), card)] == [K.RED, K.HAT_OFF, K.HAT_OFF]
    assert marks.final_lines(bodies.place.campaign, card.person, date(2026, 12, 31)) == [], "nothing of it goes to the appraisal"
    assert verify().fault is None or not verify().fault


def test_a_card_is_appealed_withdrawn_and_leaves_nothing_but_the_book(bodies: Bodies) -> None:
    place, card = bodies.place, carded(bodies)
    review = do.file_review(card.motions.get(), text="当天被抽去开会，有通知", body=bodies.of["discipline"], **by(place, OFFICIAL, 14))
    do.accept_review(review, **by(place, GROUP, 15))
    assert review.answer_on is not None
    do.revoke_motion(review, outcome="会议通知和签到属实", document="青纪复〔2026〕6 号", **by(place, GROUP_2, 20))
    card.refresh_from_db()
    assert card.state == C.UNDONE and _seen_by(bodies, card) == {OFFICIAL}
    for name in (*OFFICERS, LEADER, PERSONNEL):
        assert not marks.motions_for(place.actor(name)).exists()
    later = by(place, OFFICE, 30)["now"]
    found = people_figures(place.campaign, later.date(), later)
    assert (found["O10"], found["O11"]) == (0, 0)
    assert marks.final_lines(place.campaign, card.person, later.date()) == []
