"""A key is made by its holder, kept by his passphrase, ended when he or his duty goes."""

import hashlib
from datetime import datetime

from pyrage import x25519

from bihuan.clues.models import KeyHolder, UnlockedKey
from bihuan.clues.operations.passphrases import try_passphrase
from bihuan.clues.queries.keys import recovery_addresses, usable_keys
from bihuan.clues.rules import locks
from bihuan.clues.vocabulary.keys import KeyAction, KeyPurpose, KeyState
from bihuan.foundation.accounts.queries import find_account
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.foundation.sealedbox.custodians import NEEDED, seal_to_pairs
from bihuan.foundation.sealedbox.packages import RECIPIENTS


def make_key(*, purpose: KeyPurpose, passphrase: str, actor: Actor, now: datetime) -> KeyHolder:
    """Make a key for oneself. Refused: no duty for it, one in use already, a weak passphrase, the password of the account."""
    _refuse_passphrase(passphrase, actor)
    if len(usable_keys(purpose)) >= RECIPIENTS:
        raise BadInput(_("同一用途最多 %(most)d 把密钥。"), most=RECIPIENTS)
    if KeyHolder.objects.filter(user_id=actor.user_id or 0, purpose=purpose, state=KeyState.ACTIVE).exists():
        raise BadInput(_("您已经有这一用途的密钥。口令忘了的，先停用，再生成新的。"))
    secret = x25519.Identity.generate()
    row = KeyHolder(user_id=actor.user_id or 0, purpose=purpose, public=str(secret.to_public()), made_at=now, made_by_id=actor.user_id)
    row.wrapped = locks.lock(str(secret), passphrase, row.bound)
    seal_recovery(row, str(secret))
    with creating(row, KeyAction.MAKE, actor=actor, now=now) as change:
        change.note(purpose=purpose, public=row.public, recovered_by_two=bool(row.recovery))
    return row


def _refuse_passphrase(passphrase: str, actor: Actor) -> None:
    if actor.user_id is None or actor.is_system:
        raise NotAllowed
    locks.refuse_weak(passphrase)
    if find_account(actor.user_id).check_password(passphrase):
        raise BadInput(_("密钥口令不能和登录密码相同：看得到登录密码的人不应当打得开举报。"))


def seal_recovery(row: KeyHolder, secret: str) -> bool:
    """Seals the secret half anew to the pairs of custodians where these are others than before. Was there anything to do?"""
    custodians = recovery_addresses(row.user_id)
    known = hashlib.sha256(" ".join(custodians).encode()).hexdigest()
    if row.recovery_for == known:
        return False
    row.recovery = seal_to_pairs(secret.encode(), custodians) if len(custodians) >= NEEDED else b""
    row.recovery_for = known
    return True


def change_passphrase(holder: KeyHolder, *, passphrase: str, fresh: str, actor: Actor, now: datetime) -> None:
    """Another passphrase for the same key. Refused: the old one is wrong, the new one is weak. What is unlocked elsewhere is locked."""
    allowed(holder, KeyAction.CHANGE_PASSPHRASE, actor)
    _refuse_passphrase(fresh, actor)
    secret = try_passphrase(holder, passphrase, now)
    tried = holder.wrapped
    with changing(holder, KeyAction.CHANGE_PASSPHRASE, actor=actor, now=now) as change:
        if holder.wrapped != tried:
            raise NotNow(_("密钥口令刚刚在别处改过，请用新的口令。"))
        change.set(wrapped=locks.lock(secret, fresh, holder.bound))
        UnlockedKey.objects.filter(holder=holder).delete()


def end_key(holder: KeyHolder, *, reason: str, actor: Actor, now: datetime) -> None:
    """Nothing is sealed to it any more, and it is locked everywhere. What was sealed to it stays so until it is handed over or sealed anew."""
    with changing(holder, KeyAction.END, actor=actor, now=now, reason=reason) as change:
        change.set(ended_at=now, ended_by_id=actor.user_id)
        UnlockedKey.objects.filter(holder=holder).delete()


def end_keys_without_duty(*, actor: Actor, now: datetime) -> int:
    """The clock ends keys whose holder's duty or account has gone. How many. Asked each minute: three queries where none has."""
    held = list(KeyHolder.objects.filter(state=KeyState.ACTIVE))  # first: a key made meanwhile is not among them
    usable = {one.pk for one, _duties in usable_keys()}
    gone = [one for one in held if one.pk not in usable]
    for one in gone:
        end_key(one, reason="持有人不再承担相应职责", actor=actor, now=now)
    return len(gone)
