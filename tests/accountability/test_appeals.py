"""An appeal: to others than who proposed or decided, in time, and never to the worse (P03)."""

from datetime import date

import pytest

from bihuan.accountability import operations as do
from bihuan.accountability.models import Appeal, Handling
from bihuan.accountability.queries import bodies_that_review, visible_handlings
from bihuan.accountability.vocabulary.appeals import AppealNeed
from bihuan.accountability.vocabulary.appeals import AppealState as A
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.handling import Heard, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from tests.accountability.ground import PERSONNEL, Bodies, by, heard, in_force, noticed, opened, whole
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, LEADER, OFFICE, OFFICE_2, OFFICIAL, TODAY

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
    for heavier in ("a_warning", "admonition"):
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


def test_it_keeps_nothing_in_force_longer_and_goes_on_when_the_measure_is_over(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    assert do.end_due(actor=place.machine, now=by(place, OFFICE, 185)["now"]) == 1, "whoever appeals is not burdened longer"
    row.refresh_from_db()
    assert row.state == S.ENDED
    appeal.handling.refresh_from_db()
    do.revoke_decision(appeal, **OUTCOME, **by(place, GROUP, 186))
    row.refresh_from_db()
    assert row.state == S.UNDONE, "and it is undone all the same"


def test_the_day_on_which_it_was_handed_in_counts_and_not_the_day_of_entering(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    told = {"text": "邮寄", "body": bodies.of["discipline"], "how": Heard.PAPER}
    with pytest.raises(BadInput, match="送达以后"):
        do.file_appeal(row, on=date(2026, 3, 1), **told, **by(place, OFFICE, 40))
    with pytest.raises(NeedsUnmet):
        do.file_appeal(row, on=date(2026, 4, 3), **told, **by(place, OFFICE, 40))
    with pytest.raises(NeedsUnmet):  # on his own page it is the day on which he writes
        do.file_appeal(row, text="晚了", body=bodies.of["discipline"], on=date(2026, 4, 1), **by(place, OFFICIAL, 40))
    appeal = do.file_appeal(row, on=date(2026, 4, 2), **told, **by(place, OFFICE, 40))
    assert appeal.filed_on == row.appeal_until_on


def test_it_goes_to_no_office_and_to_no_body_that_is_no_more(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    Handling.objects.filter(pk=row.pk).update(handler=bodies.of["personnel"])
    row.refresh_from_db()
    with pytest.raises(NeedsUnmet) as no:
        do.file_appeal(row, text="不服", body=bodies.of["office"], **by(place, OFFICIAL))
    assert no.value.needs == (AppealNeed.OTHER_BODY,)
    gone = do.name_body(campaign=place.campaign, kind=BodyKind.UNIT, name="局机关党委", basis="1 号", **by(place, OFFICE))
    do.end_body(gone, reason="撤销", **by(place, OFFICE))
    with pytest.raises(BadInput):
        do.file_appeal(row, text="不服", body=gone, **by(place, OFFICIAL))


def test_whoever_verified_a_fact_or_answered_a_statement_neither_decides_nor_reviews(bodies: Bodies) -> None:
    place, row = bodies.place, heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    for key in ("party", "discipline"):
        do.seat_in_body(bodies.of[key], person=place.people[OFFICE_2], **by(place, OFFICE))
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    said = {"document": "8 号", "present": "雷峰", "reasons": "清楚", "heard": "采纳"}
    with pytest.raises(NeedsUnmet) as no:  # he verified the fact
        do.decide_handling(row, **said, **by(place, OFFICE_2))
    assert no.value.needs == (N.OTHER_HAND,)
    do.decide_handling(row, **said, **by(place, LEADER))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    appeal = do.file_appeal(row, text="不服", body=bodies.of["discipline"], **by(place, OFFICIAL))
    with pytest.raises(NotAllowed):
        do.accept_appeal(appeal, **by(place, OFFICE_2))
    do.accept_appeal(appeal, **by(place, GROUP))


def test_who_reviews_gives_only_what_his_body_may_give(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    appeal = do.file_appeal(row, text="不服", body=bodies.of["personnel"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, PERSONNEL))
    with pytest.raises(BadInput, match="无权采取"):
        do.change_decision(appeal, measure="circular", **OUTCOME, **by(place, PERSONNEL))


def test_who_reviews_sees_it_and_who_reviews_nothing_does_not(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)

    def sees(name: str) -> bool:
        return visible_handlings(place.actor(name)).filter(pk=row.pk).exists()

    assert not sees(GROUP)
    appeal = do.file_appeal(row, text="不当", body=bodies.of["discipline"], **by(place, OFFICIAL))
    do.accept_appeal(appeal, **by(place, GROUP))
    assert sees(GROUP) and sees(GROUP_2) and not sees(COLLEAGUE)


def _outside(bodies: Bodies, measure: str = "a_demerit", until: date | None = None) -> Handling:
    place, row = bodies.place, whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    do.refer_handling(row, to="县监委", **by(place, OFFICE))
    do.record_decision(row, measure=measure, document="青监〔2026〕1 号", decided_on=TODAY, until_on=until, **by(place, OFFICE))
    do.serve_handling(row, how=Served.IN_PERSON, **by(place, OFFICE))
    return row


def _passed_on(bodies: Bodies, row: Handling) -> Appeal:
    appeal = do.file_appeal(row, text="不当", body=None, **by(bodies.place, OFFICIAL))
    do.pass_on_appeal(appeal, to="市监委", **by(bodies.place, OFFICE))
    return appeal


@pytest.mark.mechanism("P15")
def test_what_was_not_decided_here_is_appealed_elsewhere_and_the_answer_is_recorded(bodies: Bodies) -> None:
    place, row = bodies.place, _outside(bodies)
    assert bodies_that_review(row) == []
    for key in ("discipline", "personnel", "party"):
        with pytest.raises(BadInput, match="向有权机关申诉"):
            do.file_appeal(row, text="不当", body=bodies.of[key], **by(place, OFFICIAL))
    appeal = _passed_on(bodies, row)
    assert (appeal.state, appeal.passed_to) == (A.PASSED_ON, "市监委")
    assert Handling.objects.get(pk=row.pk).state == S.IN_FORCE
    for name in (LEADER, GROUP, OFFICIAL, COLLEAGUE):
        with pytest.raises(NotAllowed):
            do.record_revoked(appeal, **OUTCOME, **by(place, name))
    do.record_changed(appeal, measure="a_warning", **OUTCOME, **by(place, OFFICE))
    row.refresh_from_db()
    assert (appeal.state, appeal.was, row.measure, row.ends_on) == (A.CHANGED, "a_demerit", "a_warning", date(2026, 9, 2))
    again = _passed_on(bodies, row)
    do.record_revoked(again, **OUTCOME, **by(place, OFFICE))
    row.refresh_from_db()
    assert (again.state, row.state) == (A.REVOKED, S.UNDONE)


def test_what_stands_without_an_answer_from_outside_is_not_changed_here(bodies: Bodies) -> None:
    place, row = bodies.place, _outside(bodies)
    appeal = do.file_appeal(row, text="不当", body=None, **by(place, OFFICIAL))
    with pytest.raises(NeedsUnmet):
        do.record_revoked(appeal, **OUTCOME, **by(place, OFFICE))
    do.pass_on_appeal(appeal, to="市监委", **by(place, OFFICE))
    do.record_upheld(appeal, **OUTCOME, **by(place, OFFICE))
    row.refresh_from_db()
    assert (appeal.state, row.state) == (A.UPHELD, S.IN_FORCE)


@pytest.mark.mechanism("M170")
def test_what_a_body_outside_decided_it_may_lift_and_what_is_named_by_kind_has_its_day(bodies: Bodies) -> None:
    place = bodies.place
    with pytest.raises(BadInput, match="到哪天为止"):
        _outside(bodies, "disciplinary")
    row = _outside(bodies, "a_demerit")
    with pytest.raises(BadInput, match="文号"):
        do.record_outside_lift(row, reason="有立功表现", document=" ", **by(place, OFFICE))
    with pytest.raises(NotAllowed):
        do.record_outside_lift(row, reason="有立功表现", document="青监〔2026〕9 号", **by(place, LEADER))
    do.record_outside_lift(row, reason="有立功表现", document="青监〔2026〕9 号", **by(place, OFFICE))
    assert row.state == S.LIFTED and row.reason == "有立功表现（青监〔2026〕9 号）"
    with pytest.raises(NeedsUnmet):  # what was decided here is lifted by who decided it
        do.record_outside_lift(in_force(bodies), reason="改", document="1 号", **by(place, OFFICE))
