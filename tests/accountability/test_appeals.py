"""An appeal: to others than who proposed or decided, in time, and never to the worse (P03)."""

from datetime import date

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Handling
from bihuan.accountability.queries import bodies_that_review, visible_handlings
from bihuan.accountability.vocabulary.appeals import AppealNeed
from bihuan.accountability.vocabulary.appeals import AppealState as A
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from tests.accountability.ground import Bodies, by, heard, in_force, noticed, opened, whole
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, LEADER, OFFICE, OFFICIAL

pytestmark = pytest.mark.django_db
OUTCOME = {"outcome": "原决定认定事实有误", "document": "青纪复〔2026〕1 号"}


@pytest.mark.both
def test_it_goes_to_another_body_with_a_day_and_its_outcome_undoes_the_effect(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    for body in ("party", "office"):
        with pytest.raises(NeedsUnmet) as no:
            do.file_appeal(row, text="当天是被抽去开会", body=bodies.of[body], **by(place, OFFICIAL, 3))
        assert no.value.needs == (AppealNeed.OTHER_BODY,)
    assert bodies_that_review(row) == [bodies.of["discipline"], bodies.of["personnel"]]
    appeal = do.file_appeal(row, text="当天是被抽去开会", body=bodies.of["discipline"], **by(place, OFFICIAL, 3))
    with pytest.raises(NotAllowed):
        do.accept_appeal(appeal, **by(place, LEADER, 4))
    do.accept_appeal(appeal, **by(place, GROUP, 4))
    assert appeal.answer_on == date(2026, 4, 7), "a month, and the day is a holiday"
    with pytest.raises(NotAllowed):
        do.revoke_decision(appeal, **OUTCOME, **by(place, LEADER, 5))
    do.revoke_decision(appeal, **OUTCOME, **by(place, GROUP_2, 5))
    row.refresh_from_db()
    assert (row.state, appeal.state, appeal.was) == (S.UNDONE, A.REVOKED, "admonition")


def test_it_makes_nothing_worse(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    for heavier in ("circular", "a_warning", "admonition"):
        with pytest.raises(BadInput, match="只能变轻"):
            do.change_decision(appeal, measure=heavier, **OUTCOME, **by(place, GROUP))
    do.change_decision(appeal, measure="remind", **OUTCOME, **by(place, GROUP))
    row.refresh_from_db()
    assert (row.measure, row.state, row.ends_on, row.follow_on) == ("remind", S.IN_FORCE, None, date(2026, 4, 2))


def test_it_comes_in_time_by_himself_and_once(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    with pytest.raises(NeedsUnmet):
        do.file_appeal(row, text="晚了", body=bodies.of["discipline"], **by(place, OFFICIAL, 32))
    with pytest.raises(NotAllowed):
        do.file_appeal(row, text="替他", body=bodies.of["discipline"], how=Heard.PAPER, **by(place, COLLEAGUE))
    with pytest.raises(BadInput, match="代录"):
        do.file_appeal(row, text="替他", body=bodies.of["discipline"], **by(place, OFFICE))
    appeal = do.file_appeal(row, text="书面", body=bodies.of["discipline"], how=Heard.PAPER, **by(place, OFFICE))
    with pytest.raises(BadInput, match="正在办理"):
        do.file_appeal(row, text="再一份", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.withdraw_appeal(appeal, **by(place, OFFICIAL))
    do.file_appeal(row, text="再提", body=bodies.of["discipline"], **by(place, OFFICIAL))
    with pytest.raises(NotNow, match="送达以后"):
        do.file_appeal(
            noticed(bodies, whole(bodies, opened(bodies))), text="还没有决定", body=bodies.of["discipline"], **by(place, OFFICIAL)
        )


def test_while_it_is_open_the_measure_does_not_end_by_itself(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    assert do.end_due(actor=place.machine, now=by(place, OFFICE, 300)["now"]) == 0
    do.withdraw_appeal(appeal, **by(place, OFFICIAL))
    assert do.end_due(actor=place.machine, now=by(place, OFFICE, 300)["now"]) == 1


def test_who_reviews_sees_it_and_who_reviews_nothing_does_not(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)

    def sees(name: str) -> bool:
        return visible_handlings(place.actor(name)).filter(pk=row.pk).exists()

    assert not sees(GROUP)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    assert sees(GROUP) and sees(GROUP_2) and not sees(COLLEAGUE)


def test_what_was_not_decided_here_is_appealed_elsewhere(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不当", body=None, **by(place, OFFICIAL))
    do.pass_on_appeal(appeal, to="县监委", **by(place, OFFICE))
    assert (appeal.state, appeal.passed_to) == (A.PASSED_ON, "县监委")
    assert Handling.objects.get(pk=row.pk).state == S.IN_FORCE
    assert heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))).state == S.NOTICED
