"""A body is ended when nothing is before it and nothing stands that only it may lift: nobody is left under a measure without a way out (M170)."""

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.foundation.kernel import NotNow
from tests.accountability.ground import Bodies, by, in_force, opened
from tests.accountability.marks import carded, switched_on
from tests.accountability.test_cards import MONTH
from tests.accountability.test_visits import planned
from tests.factories.town import GROUP, LEADER, OFFICE, OFFICIAL

pytestmark = pytest.mark.django_db


def _ends(bodies: Bodies, key: str) -> bool:
    try:
        do.end_body(bodies.of[key], reason="机构改革", **by(bodies.place, OFFICE))
    except NotNow:
        return False
    return True


def test_who_has_nothing_before_him_is_ended(bodies: Bodies) -> None:
    opened(bodies)
    idle = do.name_body(campaign=bodies.place.campaign, kind=BodyKind.UNIT, name="局机关党委", basis="1 号", **by(bodies.place, OFFICE))
    bodies.of["idle"] = idle
    assert not _ends(bodies, "office") and _ends(bodies, "idle") and _ends(bodies, "party")


def test_a_measure_in_force_keeps_the_body_that_may_lift_it(bodies: Bodies) -> None:
    row = in_force(bodies)
    assert not _ends(bodies, "party") and not _ends(bodies, "office")
    do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(bodies.place, OFFICIAL))
    assert not _ends(bodies, "discipline"), "nor who reviews it"
    do.withdraw_appeal(row.appeals.get(), **by(bodies.place, OFFICIAL))
    do.lift_handling(row, reason="改得好", **by(bodies.place, LEADER))
    assert row.state == S.LIFTED and all(_ends(bodies, key) for key in ("party", "discipline", "office"))


def test_no_card_is_left_without_somebody_who_may_take_it_off(bodies: Bodies) -> None:
    rules = switched_on(bodies)
    card, place = carded(bodies), bodies.place
    for rule in rules.values():
        do.end_rule(rule, reason="到期", **by(place, OFFICE))
    assert not _ends(bodies, "party")
    asked = do.apply_hat_off(card=card, told=do.Grounds("改了", "考勤"), **by(place, OFFICIAL, now=MONTH))
    do.grant_motion(asked, decided=do.Decided("1 号", "雷峰", "明显改观"), **by(place, LEADER, now=MONTH))
    assert not _ends(bodies, "party"), "he was not told yet"
    do.serve_motion(asked, how="in_person", **by(place, LEADER, now=MONTH))  # type: ignore[arg-type]
    assert _ends(bodies, "party")


def test_who_visits_somebody_goes_on(bodies: Bodies) -> None:
    planned(bodies, in_force(bodies))
    assert GROUP and not _ends(bodies, "discipline") and not _ends(bodies, "personnel")
