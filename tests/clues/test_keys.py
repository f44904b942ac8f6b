"""Keys of the clue desk: made by their holder, of use to nobody else, locked again, handed over by two."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from bihuan.clues.models import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.operations import (
    ask_handover,
    begin_handover,
    change_passphrase,
    end_key,
    end_keys_without_duty,
    finish_handover,
    forget_unlocked,
    keys,
    lock_keys,
    make_key,
    refuse_handover,
    unlock_key,
    unlocking,
    use_keys,
)
from bihuan.clues.operations.unlocking import IDLE, Locked
from bihuan.clues.queries import find_key, handovers_for, sealing_keys, unlocked_purposes
from bihuan.clues.rules import locks
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Missing, NotAllowed, NotNow
from bihuan.foundation.sealedbox.packages import Sealed, seal, unseal
from bihuan.organisation.vocabulary import StandingDutyKind
from tests.clues.ground import ALTERNATE, APPROVER, CUSTODIAN, DESK, HANDLER, INTAKE, INTAKE_2, KEEPERS, OTHER_WAY, PASSPHRASE
from tests.clues.ground import Desk as Ground
from tests.factories.town import OFFICE

pytestmark = pytest.mark.django_db
MORE = "另一个 足够 长的 口令"


def test_what_is_sealed_to_a_key_opens_in_its_holders_session_only(desk: Ground) -> None:
    sealed = seal(b"text", [desk.key(INTAKE).public])
    assert unseal(sealed, use_keys(purpose=DESK, **desk.by(INTAKE))) == b"text"
    with pytest.raises(Sealed):
        unseal(sealed, use_keys(purpose=DESK, **desk.by(INTAKE_2)))
    with pytest.raises(Locked):  # another's cookie
        use_keys(purpose=DESK, session=desk.sessions[INTAKE, DESK], actor=desk.actor(INTAKE_2), now=desk.now)
    for wrong in ("", "00" * 32, "äö", "g" * 64):
        with pytest.raises(Locked):
            use_keys(purpose=DESK, session=wrong, actor=desk.actor(INTAKE), now=desk.now)


def test_only_whoever_holds_the_duty_makes_a_key_and_no_hand_holds_two_that_must_not_meet(desk: Ground) -> None:
    said = {"passphrase": PASSPHRASE, "now": desk.now}
    for purpose, name in ((DESK, OFFICE), (ALTERNATE, INTAKE), (CUSTODIAN, HANDLER), (DESK, KEEPERS[0])):
        with pytest.raises(NotAllowed):
            make_key(purpose=purpose, actor=desk.actor(name), **said)
    both = desk.staff("两手", StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_CUSTODIAN)
    for purpose in (DESK, CUSTODIAN):
        with pytest.raises(NotAllowed):
            make_key(purpose=purpose, actor=both, **said)
    with pytest.raises(NotAllowed):
        make_key(purpose=DESK, actor=system_actor("cli"), **said)
    desk.key(INTAKE)
    with pytest.raises(BadInput, match="已经有"):
        make_key(purpose=DESK, actor=desk.actor(INTAKE), **said)
    with pytest.raises(Missing):
        find_key(desk.actor(INTAKE_2), desk.key(INTAKE).pk)


@pytest.mark.parametrize("weak", ["短口令", "123456789012345", "啊" * 20, "登录密码本身也不行的"])
def test_a_passphrase_that_is_soon_guessed_or_is_the_password_is_refused(desk: Ground, weak: str) -> None:
    user = desk.people[INTAKE].user
    assert user
    user.set_password("登录密码本身也不行的")
    user.save()
    with pytest.raises(BadInput):
        make_key(purpose=DESK, passphrase=weak, actor=desk.actor(INTAKE), now=desk.now)
    assert not KeyHolder.objects.exists()


def test_half_an_hour_after_the_last_use_it_is_locked(desk: Ground) -> None:
    by = desk.by(INTAKE)
    later = desk.now + timedelta(minutes=20)
    assert use_keys(purpose=DESK, **{**by, "now": later})
    assert use_keys(purpose=DESK, **{**by, "now": later + timedelta(minutes=29)})
    gone = later + timedelta(minutes=29) + IDLE
    assert unlocked_purposes(desk.actor(INTAKE), by["session"], gone - timedelta(minutes=2)) == {DESK}
    with pytest.raises(Locked):
        use_keys(purpose=DESK, **{**by, "now": gone})
    assert not unlocked_purposes(desk.actor(INTAKE), by["session"], gone)
    assert forget_unlocked(now=gone) == 1 and not UnlockedKey.objects.exists()


def test_locking_ends_this_session_and_no_other(desk: Ground) -> None:
    by, other = desk.by(INTAKE), desk.by(INTAKE_2)
    second = unlock_key(desk.key(INTAKE), passphrase=PASSPHRASE, actor=desk.actor(INTAKE), now=desk.now)
    lock_keys(session=by["session"], actor=by["actor"])
    with pytest.raises(Locked):
        use_keys(purpose=DESK, **by)
    assert use_keys(purpose=DESK, **{**by, "session": second}) and use_keys(purpose=DESK, **other)


def test_whoever_lost_the_duty_has_lost_the_key_at_once(desk: Ground) -> None:
    by, sealed = desk.by(INTAKE), desk.key(INTAKE_2).public
    assert sealing_keys().desk == tuple(sorted([desk.key(INTAKE).public, sealed]))
    desk.lose(INTAKE)
    with pytest.raises(Locked):
        use_keys(purpose=DESK, **by)
    with pytest.raises(NotAllowed):
        unlock_key(KeyHolder.objects.get(user=by["actor"].user_id), passphrase=PASSPHRASE, actor=by["actor"], now=desk.now)
    assert sealing_keys().desk == (sealed,)
    assert end_keys_without_duty(actor=system_actor("clock"), now=desk.now) == 1
    assert KeyHolder.objects.get(user=by["actor"].user_id).state == "ended"
    assert end_keys_without_duty(actor=system_actor("clock"), now=desk.now) == 0


def test_each_minute_costs_the_same_however_many_keys_there_are(desk: Ground, django_assert_num_queries: Any) -> None:
    machine = system_actor("clock")
    for ask in (lambda: desk.key(INTAKE), desk.all_keys):
        ask()
        with django_assert_num_queries(3):
            assert end_keys_without_duty(actor=machine, now=desk.now) == 0


def test_the_list_of_handovers_costs_the_same_however_many_there_are(desk: Ground, django_assert_num_queries: Any) -> None:
    desk.all_keys()
    who = desk.actor(KEEPERS[0])
    for count, name in enumerate((INTAKE, INTAKE_2), start=1):
        KeyHandover.objects.create(old=desk.key(name), heir=desk.key(HANDLER), asked_at=desk.now)
        with django_assert_num_queries(3):
            assert len(handovers_for(who)) == count


def test_the_public_door_seals_to_intake_and_not_to_everybody(desk: Ground) -> None:
    desk.all_keys()
    keys = sealing_keys()
    assert set(keys.desk) == {desk.key(INTAKE).public, desk.key(INTAKE_2).public}
    assert keys.alternate == (desk.key(OTHER_WAY, ALTERNATE).public,) and len(keys.custodians) == 3
    for name in KEEPERS[1:]:
        desk.lose(name)
    assert sealing_keys().custodians == ()  # one alone must not be sealed to
    assert desk.key(APPROVER).public not in keys.desk and desk.key(HANDLER).public not in keys.desk


def test_six_wrong_passphrases_wait_half_an_hour(desk: Ground) -> None:
    held, said = desk.key(INTAKE), {"actor": desk.actor(INTAKE), "now": desk.now}
    for _try in range(5):
        with pytest.raises(locks.WrongPassphrase):
            unlock_key(held, passphrase="错的错的错的", **said)
    for wrong in ("错的", PASSPHRASE, PASSPHRASE):
        with pytest.raises(NotNow, match="半小时"):
            unlock_key(held, passphrase=wrong, **said)
    assert unlock_key(held, passphrase=PASSPHRASE, actor=desk.actor(INTAKE), now=desk.now + timedelta(minutes=31))


def test_a_changed_passphrase_opens_the_same_key_and_locks_what_was_open(desk: Ground) -> None:
    by, held = desk.by(INTAKE), desk.key(INTAKE)
    said = {"actor": desk.actor(INTAKE), "now": desk.now}
    with pytest.raises(locks.WrongPassphrase):
        change_passphrase(held, passphrase=MORE, fresh=MORE, **said)
    change_passphrase(held, passphrase=PASSPHRASE, fresh=MORE, **said)
    with pytest.raises(Locked):
        use_keys(purpose=DESK, **by)
    with pytest.raises(locks.WrongPassphrase):
        unlock_key(held, passphrase=PASSPHRASE, **said)
    session = unlock_key(held, passphrase=MORE, **said)
    assert unseal(seal(b"text", [held.public]), use_keys(purpose=DESK, session=session, **said)) == b"text"
    with pytest.raises(NotAllowed):
        change_passphrase(held, passphrase=MORE, fresh=PASSPHRASE, actor=desk.actor(INTAKE_2), now=desk.now)


@pytest.mark.parametrize("ended", [False, True], ids=["changed", "ended"])
def test_a_passphrase_that_is_tried_while_it_is_changed_unlocks_nothing(desk: Ground, monkeypatch: pytest.MonkeyPatch, ended: bool) -> None:
    """Trying takes a second; who changes it in that second has locked everything, and it stays so."""
    held, actor = desk.key(INTAKE), desk.actor(INTAKE)
    tried = unlocking.try_passphrase

    def slow(*given: Any) -> str:
        secret, row = tried(*given), KeyHolder.objects.get(pk=held.pk)
        if ended:
            end_key(row, reason="丢了", actor=actor, now=desk.now)
        else:
            change_passphrase(row, passphrase=PASSPHRASE, fresh=MORE, actor=actor, now=desk.now)
        return secret

    monkeypatch.setattr(unlocking, "try_passphrase", slow)
    with pytest.raises(Locked, match="刚刚变了"):
        unlock_key(held, passphrase=PASSPHRASE, actor=actor, now=desk.now)
    assert not UnlockedKey.objects.filter(holder=held).exists()


def test_two_changes_of_one_passphrase_at_once_do_not_undo_each_other(desk: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    held, said = desk.key(INTAKE), {"actor": desk.actor(INTAKE), "now": desk.now}
    tried = keys.try_passphrase

    def slow(*given: Any) -> str:
        secret = tried(*given)
        monkeypatch.setattr(keys, "try_passphrase", tried)
        change_passphrase(KeyHolder.objects.get(pk=held.pk), passphrase=PASSPHRASE, fresh=MORE, **said)
        return secret

    monkeypatch.setattr(keys, "try_passphrase", slow)
    with pytest.raises(NotNow, match="刚刚在别处改过"):
        change_passphrase(held, passphrase=PASSPHRASE, fresh=MORE + "三", **said)
    assert unlock_key(KeyHolder.objects.get(pk=held.pk), passphrase=MORE, **said)


def test_what_an_ended_key_opens_goes_over_by_two_custodians_and_by_no_fewer(desk: Ground) -> None:
    first, second, third = KEEPERS
    for name in KEEPERS:
        desk.key(name, CUSTODIAN)
    old, heir = desk.key(INTAKE), desk.key(INTAKE_2)
    sealed = seal(b"text", [old.public])
    end_key(old, reason="调离", actor=desk.actor(INTAKE), now=desk.now)
    asked = {"reason": "接手", "actor": desk.actor(INTAKE_2), "now": desk.now}
    row = ask_handover(old=old, heir=heir, **asked)
    with pytest.raises(NotAllowed):
        refuse_handover(row, reason="无关", actor=desk.actor(HANDLER), now=desk.now)
    begin_handover(row, **desk.by(second, CUSTODIAN))
    with pytest.raises(NotAllowed):  # the same one twice
        finish_handover(row, **desk.by(second, CUSTODIAN))
    assert b"AGE-SECRET" not in bytes(row.half)
    with pytest.raises(Sealed):
        unseal(sealed, use_keys(purpose=DESK, **desk.by(INTAKE_2)))
    finish_handover(row, **desk.by(first, CUSTODIAN))
    row.refresh_from_db()
    assert bytes(row.half) == b"" and row.state == "done"
    with pytest.raises(Sealed):  # what was unlocked before does not know it yet
        unseal(sealed, use_keys(purpose=DESK, **desk.by(INTAKE_2)))
    session = unlock_key(heir, passphrase=PASSPHRASE, actor=desk.actor(INTAKE_2), now=desk.now)
    assert unseal(sealed, use_keys(purpose=DESK, session=session, actor=desk.actor(INTAKE_2), now=desk.now)) == b"text"
    assert [one.pk for one in handovers_for(desk.actor(third))] == [row.pk] and not handovers_for(desk.actor(HANDLER))
    with pytest.raises(BadInput, match="已经申请过"):
        ask_handover(old=old, heir=heir, **asked)


def test_a_refused_handover_leaves_nothing_half_open(desk: Ground) -> None:
    for name in KEEPERS:
        desk.key(name, CUSTODIAN)
    old, heir = desk.key(INTAKE), desk.key(INTAKE_2)
    with pytest.raises(BadInput, match="已停用"):
        ask_handover(old=old, heir=heir, reason="接手", actor=desk.actor(INTAKE_2), now=desk.now)
    end_key(old, reason="口令忘记", actor=desk.actor(INTAKE), now=desk.now)
    row = ask_handover(old=old, heir=heir, reason="接手", actor=desk.actor(INTAKE_2), now=desk.now)
    begin_handover(row, **desk.by(KEEPERS[0], CUSTODIAN))
    refuse_handover(row, reason="未经批准", actor=desk.actor(KEEPERS[1]), now=desk.now)
    row.refresh_from_db()
    assert bytes(row.half) == b"" and row.state == "refused"


def test_a_forgotten_passphrase_costs_nothing_where_there_are_two_custodians(desk: Ground) -> None:
    """He ends his key, makes another, and asks for what the old one opens."""
    old = desk.key(INTAKE)  # made before there was any custodian
    for name in KEEPERS[:2]:
        desk.key(name, CUSTODIAN)
    assert not old.recovery
    unlock_key(old, passphrase=PASSPHRASE, actor=desk.actor(INTAKE), now=desk.now)  # the next unlocking seals it to them
    sealed = seal(b"text", [old.public])
    end_key(old, reason="口令忘记", actor=desk.actor(INTAKE), now=desk.now)
    heir = make_key(purpose=DESK, passphrase=MORE, actor=desk.actor(INTAKE), now=desk.now)
    row = ask_handover(old=KeyHolder.objects.get(pk=old.pk), heir=heir, reason="口令忘记", actor=desk.actor(INTAKE), now=desk.now)
    begin_handover(row, **desk.by(KEEPERS[0], CUSTODIAN))
    finish_handover(row, **desk.by(KEEPERS[1], CUSTODIAN))
    session = unlock_key(heir, passphrase=MORE, actor=desk.actor(INTAKE), now=desk.now)
    assert unseal(sealed, use_keys(purpose=DESK, session=session, actor=desk.actor(INTAKE), now=desk.now)) == b"text"


def test_no_secret_lies_in_the_database_or_the_book(desk: Ground) -> None:
    desk.all_keys()
    secrets_ = [str(one) for name in (INTAKE, INTAKE_2) for one in use_keys(purpose=DESK, **desk.by(name))]
    told = repr([list(model.objects.values()) for model in (KeyHolder, UnlockedKey, Record)])
    with connection.cursor() as cursor:
        cursor.execute("SELECT session_data FROM django_session")
        told += repr(cursor.fetchall())
    for one in (*secrets_, *desk.sessions.values(), PASSPHRASE):
        assert one not in told and one.removeprefix("AGE-SECRET-KEY-1") not in told


def test_a_lock_costs_what_it_should_and_fits_its_row_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert locks.COST == {"time_cost": 3, "memory_cost": 65_536, "parallelism": 4}
    kept = locks.lock("secret", PASSPHRASE, "7 desk age1x")
    assert locks.unlock(kept, PASSPHRASE, "7 desk age1x") == "secret"
    for wrong, bound in ((PASSPHRASE, "8 desk age1x"), (MORE, "7 desk age1x")):
        with pytest.raises(locks.WrongPassphrase):
            locks.unlock(kept, wrong, bound)
    with pytest.raises(locks.WrongPassphrase):
        locks.unlock(kept.replace("65536", "99999999"), PASSPHRASE, "7 desk age1x")
