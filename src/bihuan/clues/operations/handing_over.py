"""What an ended key opens goes over to another holder by two custodians: neither sees anything but sealed packages and, the second, for the moment
of the request and in the server's memory only, a key that he cannot keep."""

import json
from base64 import b64decode, b64encode
from datetime import datetime

from pyrage import x25519

from bihuan.clues.models import KeyHandover, KeyHolder
from bihuan.clues.operations.unlocking import use_keys
from bihuan.clues.queries.keys import would_meet
from bihuan.clues.vocabulary.keys import HandoverAction as H
from bihuan.clues.vocabulary.keys import HandoverState, KeyPurpose, KeyState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.sealedbox.custodians import half_open
from bihuan.foundation.sealedbox.packages import Sealed, seal_plainly, unseal


def ask_handover(*, old: KeyHolder, heir: KeyHolder, reason: str, actor: Actor, now: datetime) -> KeyHandover:
    """Ask for what an ended key of the same purpose opens. Refused: a key in use, one that was made before there were two custodians."""
    if old.state != KeyState.ENDED or heir.state != KeyState.ACTIVE or old.purpose != heir.purpose:
        raise BadInput(_("只能把已停用的密钥交接给同一用途、正在使用的密钥。"))
    if not old.recovery:
        raise BadInput(_("这把密钥生成时还没有两名保管人，无法交接。"))
    _refuse_pair(old, heir)
    if KeyHandover.objects.filter(old=old, heir=heir).exclude(state=HandoverState.REFUSED).exists():
        raise BadInput(_("这把密钥的交接已经申请过。"))
    row = KeyHandover(old=old, heir=heir, asked_at=now, asked_by_id=actor.user_id)
    with creating(row, H.ASK, actor=actor, now=now, reason=reason) as change:
        change.note(old=old.pk, heir=heir.pk)
    return row


def _refuse_pair(old: KeyHolder, heir: KeyHolder) -> None:
    if would_meet(old, heir):
        raise BadInput(_("两名保管人的密钥不能到一个人手里：接收人的密钥要在原密钥停用之后生成。"))


def begin_handover(row: KeyHandover, *, session: str, actor: Actor, now: datetime) -> None:
    """The first custodian opens the outer seal; what is inside he cannot read."""
    mine = use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now)
    with changing(row, H.BEGIN, actor=actor, now=now) as change:
        halves = [inner for one in mine for inner in _halves(bytes(row.old.recovery), one)]
        if not halves:
            raise Sealed(_("这把保管人密钥打不开：密封的时候您还不是保管人，请另一名保管人开启。"))
        half = json.dumps([b64encode(one).decode() for one in halves]).encode()
        change.set(begun_at=now, begun_by_id=actor.user_id)
        _keep(row, half=half)


def _halves(package: bytes, mine: x25519.Identity) -> list[bytes]:
    try:
        return half_open(package, mine)
    except Sealed:
        return []


def finish_handover(row: KeyHandover, *, session: str, actor: Actor, now: datetime) -> None:
    """The second custodian opens the inner seal, and what he finds is sealed to the heir at once."""
    mine = use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now)
    with one_write():
        _one_by_one(row)
        with changing(row, H.FINISH, actor=actor, now=now) as change:
            secret = _secret(row, mine)
            if str(x25519.Identity.from_str(secret).to_public()) != row.old.public:
                raise Sealed(_("交接的密钥和登记的公钥不一致，已停止。"))
            if row.heir.state != KeyState.ACTIVE:
                raise BadInput(_("接收的密钥已经停用，请重新申请交接。"))
            _refuse_pair(row.old, row.heir)  # again: another to the same hand may have been asked for beside this one, and done since
            change.set(finished_at=now, finished_by_id=actor.user_id)
            _keep(row, half=b"", sealed=seal_plainly(secret.encode(), row.heir.public))


def _one_by_one(row: KeyHandover) -> None:
    """Two handovers that end at once do so one after the other: each would not see what the other brings into the hand."""
    list(KeyHolder.objects.select_for_update(no_key=True).filter(purpose=row.heir.purpose).order_by("pk").values_list("pk"))


def _secret(row: KeyHandover, mine: list[x25519.Identity]) -> str:
    for half in json.loads(bytes(row.half)):
        try:
            return unseal(b64decode(half), mine).decode()
        except Sealed:
            continue
    raise Sealed(_("这把保管人密钥打不开：密封的时候您还不是保管人，请另一名保管人开启。"))


def _keep(row: KeyHandover, **values: bytes) -> None:
    """Sealed bytes are no business of the book."""
    KeyHandover.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)


def refuse_handover(row: KeyHandover, *, reason: str, actor: Actor, now: datetime) -> None:
    """It is not handed over; what the first custodian opened is sealed again by being thrown away."""
    with changing(row, H.REFUSE, actor=actor, now=now, reason=reason):
        _keep(row, half=b"")
