"""Unlocking for a session: half an hour after the last use the key is locked again, whatever the browser still holds."""

from datetime import datetime, timedelta

from pyrage import x25519

from bihuan.clues.models import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.operations.keys import seal_recovery
from bihuan.clues.operations.passphrases import try_passphrase
from bihuan.clues.policy.keys import entitled
from bihuan.clues.queries.keys import active_key
from bihuan.clues.rules import locks
from bihuan.clues.vocabulary.keys import HandoverState, KeyDuty, KeyPurpose, KeyState, KeyWord
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.foundation.sealedbox.packages import unseal

IDLE = timedelta(minutes=30)
_TOUCHED = timedelta(minutes=1)
"""How often a use is written down: the half hour is at most so much shorter."""


class Locked(NotNow):
    """The key this needs is not unlocked in this session."""

    default = _("密钥已经锁上，请重新解锁。")


def unlock_key(holder: KeyHolder, *, passphrase: str, actor: Actor, now: datetime, session: str = "") -> str:
    """Unlock one's key. Returns the secret of the session, which belongs into a cookie that no script reads and nowhere else; `session` is the one
    the browser brought along. Refused: no duty any more, an ended key, a wrong passphrase."""
    _refuse_others(holder, actor)
    secret = try_passphrase(holder, passphrase, now)
    session = session or locks.fresh_session()
    told = " ".join([secret, *_inherited(holder, secret)])
    with one_write():
        _refuse_changed(holder)
        UnlockedKey.objects.update_or_create(
            place=locks.place_of(session, holder.bound),
            defaults={"holder": holder, "lent": locks.lend(told, session, holder.bound), "until": now + IDLE},
        )
        if seal_recovery(holder, secret):
            KeyHolder.objects.filter(pk=holder.pk).update(recovery=holder.recovery, recovery_for=holder.recovery_for)
        note(kept(KeyHolder), holder, KeyWord.UNLOCK, actor=actor, now=now)
    return session


def _refuse_changed(holder: KeyHolder) -> None:
    """Trying a passphrase takes a while. Who changed it or ended the key meanwhile has locked what was unlocked: the old one unlocks nothing after
    that."""
    now = KeyHolder.objects.select_for_update(no_key=True).filter(pk=holder.pk).values_list("wrapped", "state").first()
    if now != (holder.wrapped, KeyState.ACTIVE):
        raise Locked(_("密钥口令或者密钥刚刚变了，请重新解锁。"))


def _refuse_others(holder: KeyHolder, actor: Actor) -> None:
    if kept(KeyHolder).duties(actor, holder) != {KeyDuty.HOLDER}:
        raise NotAllowed
    if holder.state != KeyState.ACTIVE:
        raise NotNow(_("这把密钥已经停用。"))


def _inherited(holder: KeyHolder, secret: str) -> list[str]:
    """The secret halves of ended keys that were handed over to this one, and what these had inherited themselves."""
    found, keys = dict[int, str](), [(holder.pk, secret)]
    while keys:
        pk, mine = keys.pop()
        for one in KeyHandover.objects.filter(heir_id=pk, state=HandoverState.DONE).exclude(sealed=b""):
            if one.old_id not in found:
                found[one.old_id] = unseal(bytes(one.sealed), [x25519.Identity.from_str(mine)]).decode()
                keys.append((one.old_id, found[one.old_id]))
    return list(found.values())


def use_keys(*, purpose: KeyPurpose, session: str, actor: Actor, now: datetime) -> list[x25519.Identity]:
    """The actor's unlocked key for this purpose with what it inherited, for the time of a request; the half hour begins anew. Raises Locked."""
    holder = KeyHolder.objects.filter(user_id=actor.user_id or 0, purpose=purpose, state=KeyState.ACTIVE).first()
    if holder is None or not entitled(actor.user_id, purpose) or actor.door != "web":
        raise Locked(_("您没有办这一步的密钥。"))
    try:
        place = locks.place_of(session, holder.bound)
        row = UnlockedKey.objects.filter(pk=place, until__gt=now).first()
        told = locks.lent(bytes(row.lent), session, holder.bound) if row else ""
    except BadInput as no:
        raise Locked from no
    if row is None:
        raise Locked
    UnlockedKey.objects.filter(pk=place, until__gt=now, until__lt=now + IDLE - _TOUCHED).update(until=now + IDLE)
    return [x25519.Identity.from_str(one) for one in told.split()]


def keep_unlocked(*, session: str, actor: Actor, now: datetime) -> datetime | None:
    """Somebody works with his key: the half hour begins anew. Until when it is unlocked then, None where it is not."""
    held = active_key(actor)
    try:
        place = locks.place_of(session, held.bound) if held else ""
    except BadInput:
        return None
    row = UnlockedKey.objects.filter(pk=place, until__gt=now).first() if place else None
    if row is None:
        return None
    if row.until < now + IDLE - _TOUCHED:
        UnlockedKey.objects.filter(pk=place, until__gt=now).update(until=now + IDLE)
        return now + IDLE
    return row.until


def lock_keys(*, session: str, actor: Actor) -> None:
    """Lock everything this session holds: said by the page, and when somebody signs out."""
    try:
        places = [locks.place_of(session, one.bound) for one in KeyHolder.objects.filter(user_id=actor.user_id or 0)]
    except BadInput:
        return
    UnlockedKey.objects.filter(pk__in=places).delete()


def forget_unlocked(*, now: datetime) -> int:
    """The clock takes away what was not used for half an hour. How many."""
    return UnlockedKey.objects.filter(until__lte=now).delete()[0]
