"""Ratings both ways: by people, with facts, objections, a vote and a term; no count sets one."""

import re
from datetime import timedelta

import pytest
from django.apps import apps

from bihuan.accountability import operations as do
from bihuan.accountability.models import Rating
from bihuan.accountability.queries import marks
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.accountability.vocabulary.motions import MotionKind as K
from bihuan.accountability.vocabulary.motions import MotionNeed as N
from bihuan.accountability.vocabulary.motions import SayingKind
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed
from tests.accountability.ground import PERSONNEL, Bodies, by
from tests.accountability.marks import DECIDED, VOTED, decided, laid, proposed, switched_on, told
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, NOW, OFFICE, OFFICIAL, OTHER_OFFICIAL

pytestmark = pytest.mark.django_db


@pytest.mark.both
@pytest.mark.mechanism("M145")
def test_a_striver_is_rated_by_a_recorded_decision_and_the_number_is_computed(bodies: Bodies) -> None:
    switched_on(bodies)
    place, row = bodies.place, proposed(bodies, K.STRIVER)
    do.verify_motion(row, how="查了台账", **by(place, "闻莺"))
    do.notice_motion(row, **by(place, OFFICE))
    said = do.say_to_motion(row, text="成绩是科里几个人一起做的", how=Heard.PAPER, kind=SayingKind.OBJECTION, **by(place, OFFICE))
    do.answer_saying(said, text="已核实分工", **by(place, OFFICE))
    do.waive_saying(row, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet) as no:
        do.submit_motion(row, **by(place, OFFICE))
    assert no.value.needs == (N.OBJECTIONS,), "others may object as long, whatever he says himself"
    do.submit_motion(row, **by(place, OFFICE, 10))
    for votes in (None, (3, 3, 0)):
        with pytest.raises(BadInput, match="票数"):
            do.grant_motion(row, decided=do.Decided("9 号", "雷峰", "突出", "采纳", votes=votes), **by(place, LEADER, 10))
    do.grant_motion(row, decided=VOTED, **by(place, LEADER, 10))
    rating = Rating.objects.get()
    assert (rating.kind, rating.state, row.for_count, row.decision) == (RatingKind.STRIVER, RatingState.IN_FORCE, 7, "事实清楚，符合条款")
    assert rating.ends_on == (NOW.date() + timedelta(10)).replace(month=9)
    assert Rating.objects.filter(kind=RatingKind.STRIVER, state=RatingState.IN_FORCE).count() == 1


@pytest.mark.mechanism("M146")
def test_nobody_is_called_flat_but_by_people_after_a_chance_to_answer(bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    for _time in range(6):
        place.find(person=OFFICIAL)
    assert not Rating.objects.exists(), "no number of findings sets it"
    row = proposed(bodies, K.FLAT)
    with pytest.raises(NeedsUnmet) as no:
        do.notice_motion(row, **by(place, OFFICE))
    assert N.ASKED in no.value.needs, "it may be illness or overload"
    told(bodies, row)
    with pytest.raises(NeedsUnmet) as no:
        do.submit_motion(row, **by(place, OFFICE))
    assert set(no.value.needs) == {N.HEARD, N.OBJECTIONS}
    rating = decided(bodies, laid(bodies, row)).rating
    assert rating is not None and rating.kind == RatingKind.FLAT
    for name, sees in (
        (OFFICIAL, True),
        (LEADER, True),
        (PERSONNEL, True),
        (OFFICE, False),
        (HEAD, False),
        (COLLEAGUE, False),
        (GROUP, False),
    ):
        assert marks.ratings_for(place.actor(name)).filter(pk=rating.pk).exists() is sees
    hat = do.apply_hat_off(rating=rating, told=do.Grounds("改了", "考勤"), **by(place, OFFICIAL, 40))
    do.grant_motion(hat, decided=DECIDED, **by(place, LEADER, 41))
    rating.refresh_from_db()
    assert rating.state == RatingState.LIFTED


def test_its_term_ends_it_and_an_appeal_undoes_it_with_the_card_that_rested_on_it(bodies: Bodies) -> None:
    switched_on(bodies)
    place = bodies.place
    flat = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.FLAT))))
    card = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.YELLOW)))).card
    other = decided(bodies, laid(bodies, told(bodies, proposed(bodies, K.STRIVER, OTHER_OFFICIAL)), OTHER_OFFICIAL)).rating
    review = do.file_review(flat, text="当天病假", body=bodies.of["discipline"], **by(place, OFFICIAL, 12))
    do.accept_review(review, **by(place, GROUP, 12))
    do.revoke_motion(review, outcome="病假属实", document="1 号", **by(place, GROUP, 13))
    assert card is not None and other is not None and flat.rating is not None
    for one in (card, other, flat.rating):
        one.refresh_from_db()
    assert (flat.rating.state, card.state, other.state) == ("undone", "undone", "in_force")
    assert do.end_ratings_over(actor=place.machine, now=NOW + timedelta(10 + 184)) == 0
    assert do.end_ratings_over(actor=place.machine, now=NOW + timedelta(10 + 185)) == 1
    with pytest.raises(NotAllowed):
        do.propose_motion(campaign=place.campaign, kind=K.STRIVER, handler=bodies.of["office"], person=place.people[OFFICE], told=do.Grounds("好", "表", "一"),
                          **by(place, COLLEAGUE))  # fmt: skip


def test_no_column_holds_a_number_of_somebody_to_sort_by() -> None:
    """P07, P08: the only numbers are a vote's, of one decision."""
    names = ("rating", "card", "motion", "referral", "referralentry")
    told = {f"{name}.{field.name}" for name in names for field in apps.get_model("accountability", name)._meta.concrete_fields}
    counts = {one for one in told if re.search(r"count|score|rank|points|total|quota|limit", one)}
    assert counts == {"motion.for_count", "motion.against_count", "motion.abstained_count"}
    assert apps.get_model("accountability", "referralentry")._meta.ordering == ("referral_id", "person__name", "pk"), "by name, by no merit"
