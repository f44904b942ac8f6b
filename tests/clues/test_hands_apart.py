"""What must stay in several hands stays there: keys of two custodians, an order not to destroy, the last who opens a clue."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from bihuan.clues.models import Clue, ClueEnd, ClueSeal, KeyHandover, KeyHolder
from bihuan.clues.operations import (
    ask_away,
    ask_handover,
    begin_handover,
    declare_away,
    end_key,
    finish_handover,
    make_key,
    refuse_handover,
    unlock_key,
)
from bihuan.clues.operations.keeping import hold_clue
from bihuan.clues.operations.merging import merge_clue
from bihuan.clues.queries import keys_to_ask_for
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.organisation.vocabulary import RecusalGround, StandingDutyKind
from tests.clues.case import by, phoned
from tests.clues.ground import APPROVER, CUSTODIAN, HANDLER, INTAKE, INTAKE_2, PASSPHRASE
from tests.clues.ground import Desk as Ground
from tests.clues.test_keeping import LATER, Old

pytestmark = pytest.mark.django_db
GROUND = RecusalGround.RELATION


@pytest.fixture
def open_desk(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


# Keys of two custodians -----------------------------------------------------------------------------------------------------------------


class Keepers:
    """Custodians who come and go; each key is made and ended at its own moment."""

    def __init__(self, desk: Ground) -> None:
        self.desk = desk

    def comes(self, name: str, day: int) -> KeyHolder:
        if name not in self.desk.people:
            self.desk.staff(name, StandingDutyKind.CLUE_CUSTODIAN)
        made = make_key(purpose=CUSTODIAN, passphrase=PASSPHRASE, actor=self.desk.actor(name), now=self._at(day))
        self.desk.sessions[name, CUSTODIAN] = self._unlocked(name, made, day)
        return made

    def goes(self, name: str, day: int) -> KeyHolder:
        held = self.desk.key(name, CUSTODIAN)
        self._unlocked(name, held, day)  # sealed to whoever are custodians by now
        end_key(KeyHolder.objects.get(pk=held.pk), reason="调离", actor=self.desk.actor(name), now=self._at(day))
        return KeyHolder.objects.get(pk=held.pk)

    def asks(self, old: KeyHolder, heir: str, day: int) -> KeyHandover:
        held = self.desk.key(heir, CUSTODIAN)
        return ask_handover(old=old, heir=held, reason="接手", actor=self.desk.actor(heir), now=self._at(day))

    def hand_over(self, row: KeyHandover, day: int, *two: str) -> None:
        for verb, name in zip((begin_handover, finish_handover), two, strict=True):
            session = self._unlocked(name, self.desk.key(name, CUSTODIAN), day)
            verb(KeyHandover.objects.get(pk=row.pk), session=session, actor=self.desk.actor(name), now=self._at(day))

    def _unlocked(self, name: str, held: KeyHolder, day: int) -> str:
        row = KeyHolder.objects.get(pk=held.pk)
        return unlock_key(row, passphrase=PASSPHRASE, actor=self.desk.actor(name), now=self._at(day))

    def _at(self, day: int) -> datetime:
        return self.desk.now + timedelta(days=day)


def test_two_handovers_asked_for_before_either_was_done_do_not_bring_two_custodians_into_one_hand(desk: Ground) -> None:
    """Each was allowed when it was asked for; together they would let one person open every identity alone (P12)."""
    keepers = Keepers(desk)
    for name in ("甲", "乙", "丙", "丁"):
        keepers.comes(name, 0)
    first, second = keepers.goes("甲", 1), keepers.goes("乙", 1)
    keepers.comes("新来", 2)
    one, other = keepers.asks(first, "新来", 3), keepers.asks(second, "新来", 3)

    keepers.hand_over(one, 4, "丙", "丁")
    with pytest.raises(BadInput, match="一个人手里"):
        keepers.hand_over(other, 4, "丁", "丙")

    assert not bytes(KeyHandover.objects.get(pk=other.pk).sealed)
    refuse_handover(KeyHandover.objects.get(pk=other.pk), reason="会到一个人手里", actor=desk.actor("丙"), now=desk.now)


def test_what_a_key_inherited_counts_when_it_is_handed_on(desk: Ground) -> None:
    """A custodian's key goes on and on; the hand that takes the last of the chain holds all of it."""
    keepers = Keepers(desk)
    for name in ("甲", "乙", "丙", "丁"):
        keepers.comes(name, 0)
    first, second = keepers.goes("甲", 1), keepers.goes("乙", 1)
    keepers.comes("中间", 2)
    keepers.hand_over(keepers.asks(first, "中间", 3), 3, "丙", "丁")
    between = keepers.goes("中间", 4)
    keepers.comes("新来", 5)
    keepers.hand_over(keepers.asks(second, "新来", 6), 6, "丙", "丁")

    assert between.pk not in [one.pk for one in keys_to_ask_for(desk.actor("新来"))]
    with pytest.raises(BadInput, match="一个人手里"):
        keepers.asks(between, "新来", 7)


# An order not to destroy ----------------------------------------------------------------------------------------------------------------


def test_what_is_not_to_be_destroyed_goes_into_nothing_that_is(open_desk: Ground) -> None:
    """Its seals would go and with them whoever could lift the order; the whole would be destroyed over it."""
    held, into = phoned(open_desk, "一"), phoned(open_desk, "二")
    hold_clue(held, reason="有诉讼", by=by(open_desk, HANDLER))

    with pytest.raises(BadInput, match="暂缓销毁"):
        merge_clue(held, into=into, opinion="同一件事", by=by(open_desk, HANDLER))

    assert ClueSeal.objects.filter(clue=held).exists()
    merge_clue(Clue.objects.get(pk=into.pk), into=Clue.objects.get(pk=held.pk), opinion="同一件事", by=by(open_desk, HANDLER))


def test_what_was_taken_up_again_and_closed_anew_is_kept_anew(open_desk: Ground) -> None:
    """The day that was agreed to belongs to the keeping that was over then."""
    old = Old(open_desk)
    row = old.agreed()
    Clue.objects.filter(pk=old.clue.pk).update(closed_at=LATER)  # by an overturned conclusion

    assert old.clock(30) == 0
    assert ClueEnd.objects.get(pk=row.pk).state == "agreed" and bytes(Clue.objects.get(pk=old.clue.pk).sealed)


def test_an_order_that_comes_while_the_clock_destroys_is_told_that_it_is_too_late(open_desk: Ground) -> None:
    old = Old(open_desk)
    stale = Clue.objects.get(pk=old.clue.pk)  # what whoever orders it looked at
    old.agreed()
    assert old.clock(30) == 1

    with pytest.raises((Missing, NotAllowed, NotNow, BadInput)):
        hold_clue(stale, reason="有诉讼", by=old.by(HANDLER))
    assert not stale.holds.exists()


# The last who opens a clue --------------------------------------------------------------------------------------------------------------


def test_a_seal_that_nobody_opens_any_more_makes_nobody_the_last_but_one(open_desk: Ground) -> None:
    clue = phoned(open_desk)
    for name in (INTAKE, INTAKE_2):
        ClueSeal.objects.filter(clue=clue, holder__user=open_desk.people[name].user).delete()
    end_key(open_desk.key(APPROVER), reason="忘了口令", actor=open_desk.actor(APPROVER), now=open_desk.now)

    with pytest.raises(BadInput, match="只有他"):
        declare_away(clue, ground=GROUND, reason="亲戚", by=by(open_desk, HANDLER))


def test_two_who_keep_away_at_the_same_moment_leave_somebody(open_desk: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second asks who is left once he has the clue for himself, and not before."""
    from bihuan.clues.operations import away

    clue = phoned(open_desk)
    for name in (INTAKE, INTAKE_2):
        ClueSeal.objects.filter(clue=clue, holder__user=open_desk.people[name].user).delete()
    held, done = away._alone, list[str]()

    def slower(one: Clue) -> Any:
        if not done:  # the other was faster
            done.append("declared")
            declare_away(Clue.objects.get(pk=clue.pk), ground=GROUND, reason="亲戚", by=by(open_desk, APPROVER))
        return held(one)

    monkeypatch.setattr(away, "_alone", slower)
    with pytest.raises(BadInput, match="只有他"):
        declare_away(clue, ground=GROUND, reason="亲戚", by=by(open_desk, HANDLER))


def test_whoever_may_not_know_of_a_clue_is_told_nothing_by_asking_for_another(open_desk: Ground) -> None:
    clue = phoned(open_desk, "信", INTAKE_2)
    person = open_desk.people[HANDLER]
    for one in (person, open_desk.people[INTAKE_2]):
        with pytest.raises(Missing):
            ask_away(clue, person=one, ground=GROUND, reason="x", by=by(open_desk, INTAKE_2))
