"""The identity of a reporter is opened by two custodians together, for one who handles the clue, with a reason; the reporter is told of it, and it is
seen once. Neither custodian sees it: the first sees a sealed package, the second's request seals what it finds to whoever asked."""

import json
import secrets
from base64 import b64decode, b64encode
from datetime import datetime, timedelta

from django.utils.timezone import localdate
from pyrage import x25519

from bihuan.clues.models import Clue, IdentityOpening, KeyHolder
from bihuan.clues.operations.answering import say
from bihuan.clues.operations.opening import own_keys, unsealed
from bihuan.clues.operations.unlocking import use_keys
from bihuan.clues.queries.identities import OPEN, custodians_for, identity_of, may_still_ask
from bihuan.clues.vocabulary.identities import IdentityAction as A
from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.clues.vocabulary.keys import KeyPurpose, KeyState
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.sealedbox.contents import Answer, Content, Identity
from bihuan.foundation.sealedbox.custodians import NEEDED, half_open
from bihuan.foundation.sealedbox.keys import is_own
from bihuan.foundation.sealedbox.packages import RECIPIENTS, Sealed, seal, seal_plainly, unseal
from bihuan.foundation.sealedbox.vocabulary import Says

KEPT = timedelta(days=14)
"""So long an asking waits for its custodians, and what they opened for whoever asked."""
TOLD = "您的身份信息经两名保管人共同开启，交给了办理这件举报的工作人员，用途：{need}。"


def ask_identity(clue: Clue, *, need: IdentityNeed, reason: str, session: str, actor: Actor, now: datetime) -> IdentityOpening:
    """Ask for it. Refused: whoever does not handle the clue, no reason, nothing sealed, fewer than two custodians who may know, asked already."""
    row = IdentityOpening(clue=clue, need=need, asked_at=now, asked_by_id=actor.user_id)
    allowed(row, A.ASK, actor)
    if not reason.strip():
        raise BadInput(_("请写明为什么要查阅。"))
    if not identity_of(clue):
        raise BadInput(_("这条线索没有密封的身份信息。"))
    if IdentityOpening.objects.filter(clue=clue, state__in=OPEN).exists():
        raise BadInput(_("已经有人在申请查阅，请等办完。"))
    row.address = _address(clue, unsealed(clue, session=session, actor=actor, now=now).own_contents)
    keepers = custodians_for(clue, localdate(now))
    if len(keepers) < NEEDED:
        raise NotNow(_("能够开启的保管人不足两名（应当回避的除外），请报上一级纪检监察机关。"))
    row.reason = _words(reason, row, keepers)
    with creating(row, A.ASK, actor=actor, now=now) as change:
        change.note(need=need)
    return row


def _address(clue: Clue, contents: list[Content]) -> str:
    """Where the reporter reads what he is told; "" where he left none."""
    return next((one.address for one in contents if clue.tip and is_own(clue.tip.place, one.address)), "")


def _words(text: str, row: IdentityOpening, keepers: list[KeyHolder]) -> bytes:
    """Sealed to the custodians who may know of it and to the keys of whoever asked: it may say what the clue is about."""
    asking = KeyHolder.objects.filter(user_id=row.asked_by_id or 0, state=KeyState.ACTIVE).values_list("public", flat=True)
    return seal(text.strip().encode(), [*asking, *(one.public for one in keepers)][:RECIPIENTS])


def read_words(row: IdentityOpening, *, session: str, actor: Actor, now: datetime) -> tuple[str, str]:
    """The reason, and that of a refusal, for whoever has a part in it and has his key unlocked; "" where it is not sealed to him."""
    mine = _any_keys(session, actor, now)
    return _read(bytes(row.reason), mine), _read(bytes(row.refusal), mine)


def _any_keys(session: str, actor: Actor, now: datetime) -> list[x25519.Identity]:
    try:
        return own_keys(session=session, actor=actor, now=now)
    except NotNow:
        return use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now)


def _read(package: bytes, mine: list[x25519.Identity]) -> str:
    try:
        return unseal(package, mine).decode() if package else ""
    except Sealed:
        return ""


def begin_identity(row: IdentityOpening, *, session: str, actor: Actor, now: datetime) -> None:
    """The first custodian opens the outer seal; what is inside he cannot read."""
    allowed(row, A.BEGIN, actor)
    mine = use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now)
    with changing(row, A.BEGIN, actor=actor, now=now) as change:
        halves = [inner for one in mine for inner in _halves(identity_of(row.clue), one)]
        if not halves:
            raise _not_his()
        change.set(begun_at=now, begun_by_id=actor.user_id)
        _keep(row, half=json.dumps([b64encode(one).decode() for one in halves]).encode())


def _halves(package: bytes, mine: x25519.Identity) -> list[bytes]:
    try:
        return half_open(package, mine)
    except Sealed:
        return []


def _not_his() -> Sealed:
    return Sealed(_("这把保管人密钥打不开：密封的时候您还不是保管人，请另一名保管人开启。"))


def finish_identity(row: IdentityOpening, *, session: str, actor: Actor, now: datetime) -> None:
    """The second custodian opens the inner seal; what is found is sealed to whoever asked, and the reporter is told, all in one step."""
    allowed(row, A.FINISH, actor)
    mine = use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now)
    with changing(row, A.FINISH, actor=actor, now=now) as change:
        if not may_still_ask(row):
            raise NotNow(_("申请人现在不办理或者不能看到这条线索，不再开启。请写明理由，退回申请。"))
        found = _identity(row, mine)
        to = KeyHolder.objects.filter(user_id=row.asked_by_id or 0, state=KeyState.ACTIVE).exclude(purpose=KeyPurpose.CUSTODIAN).first()
        if to is None:
            raise BadInput(_("申请人没有使用中的密钥，请他先生成密钥。"))
        change.set(opened_at=now, opened_by_id=actor.user_id)
        change.note(reporter_told=_tell(row, now))
        _keep(row, half=b"", sealed=seal_plainly(found.told(), to.public))


def _identity(row: IdentityOpening, mine: list[x25519.Identity]) -> Identity:
    for half in json.loads(bytes(row.half)):
        try:
            return Identity.read(unseal(b64decode(half), mine))
        except Sealed:
            continue
    raise _not_his()


def _tell(row: IdentityOpening, now: datetime) -> bool:
    """The reporter reads it with his code. False where he left no address."""
    tip = row.clue.tip
    if tip is None or not row.address:
        return False
    need = IdentityNeed(row.need)
    text = TOLD.format(need=need.label)
    say(tip.place, row.address, Answer(Says.OPENED, localdate(now), text, secrets.token_hex(8), {"need": need.value}))
    return True


def see_identity(row: IdentityOpening, *, session: str, actor: Actor, now: datetime) -> Identity:
    """Shown to whoever asked, once: what was sealed to him goes with it."""
    allowed(row, A.SEE, actor)
    mine = own_keys(session=session, actor=actor, now=now)
    with changing(row, A.SEE, actor=actor, now=now) as change:
        found = Identity.read(unseal(bytes(row.sealed), mine))
        change.set(seen_at=now, seen_by_id=actor.user_id)
        _keep(row, sealed=b"")
    return found


def refuse_identity(row: IdentityOpening, *, reason: str, actor: Actor, now: datetime) -> None:
    """It is not opened, or whoever asked takes it back; what the first custodian opened is thrown away."""
    allowed(row, A.REFUSE, actor)
    if not reason.strip():
        raise BadInput(_("请写明理由。"))
    with changing(row, A.REFUSE, actor=actor, now=now):
        _keep(row, half=b"", refusal=_words(reason, row, custodians_for(row.clue, localdate(now))))


def lapse_identities(*, actor: Actor, now: datetime) -> int:
    """The clock ends what nobody finished or saw in time. How many."""
    old = list(IdentityOpening.objects.filter(state__in=OPEN, asked_at__lte=now - KEPT))
    for one in old:
        with changing(one, A.LAPSE, actor=actor, now=now):
            _keep(one, half=b"", sealed=b"")
    return len(old)


def _keep(row: IdentityOpening, **values: bytes) -> None:
    """Sealed bytes are no business of the book."""
    IdentityOpening.objects.filter(pk=row.pk).update(**values)
    for name, value in values.items():
        setattr(row, name, value)
