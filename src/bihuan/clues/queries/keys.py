"""Keys as their holders see them, and the public halves that things are sealed to."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.clues.models import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.policy.keys import duties_held, duties_of_handover, duties_of_handovers, entitled, purposes_of
from bihuan.clues.rules import locks
from bihuan.clues.vocabulary.keys import HandoverDuty, HandoverState, KeyPurpose, KeyState
from bihuan.clues.workflow.keys import HANDOVER
from bihuan.foundation.kernel import Actor, BadInput, Missing, Term
from bihuan.foundation.sealedbox.packages import RECIPIENTS
from bihuan.foundation.sealedbox.published import Keys
from bihuan.organisation.models import StandingDuty
from bihuan.organisation.vocabulary import StandingDutyKind


def keys_of(actor: Actor) -> QuerySet[KeyHolder]:
    """The actor's own keys, those in use first."""
    return KeyHolder.objects.filter(user_id=actor.user_id or 0).order_by("state", "-pk")


def find_key(actor: Actor, pk: int) -> KeyHolder:
    """One of the actor's own keys, or Missing."""
    row = keys_of(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def usable_keys(purpose: str = "") -> list[tuple[KeyHolder, frozenset[str]]]:
    """Keys in use whose holder may hold them now, each with his standing duties. Two queries."""
    rows = KeyHolder.objects.filter(state=KeyState.ACTIVE, user__is_active=True, user__administrator="").order_by("public")
    keys = list((rows.filter(purpose=purpose) if purpose else rows).select_related("user"))
    duties = defaultdict[int, set[str]](set)
    given = StandingDuty.objects.filter(user_id__in={one.user_id for one in keys}, ended_at=None)
    for user, duty in given.values_list("user_id", "duty"):
        duties[user].add(duty)
    held = [(one, frozenset(duties[one.user_id])) for one in keys]
    return [(one, some) for one, some in held if one.purpose in purposes_of(some)]


def sealing_keys() -> Keys:
    """What the public door seals to: the desk keys of those who open and register, those who take what concerns them, the custodians. One custodian
    is as good as none: an identity needs two."""
    found = defaultdict[str, list[str]](list)
    for one, duties in usable_keys():
        if one.purpose != KeyPurpose.DESK or StandingDutyKind.CLUE_INTAKE in duties:
            found[one.purpose].append(one.public)
    some = {name: tuple(found[name][:RECIPIENTS]) for name in (KeyPurpose.DESK, KeyPurpose.ALTERNATE, KeyPurpose.CUSTODIAN)}
    custodians = some[KeyPurpose.CUSTODIAN]
    return Keys(some[KeyPurpose.DESK], some[KeyPurpose.ALTERNATE], custodians if len(custodians) > 1 else ())


def recovery_addresses(user_id: int) -> list[str]:
    """The public keys of custodians other than this account: two of them together hand its key over."""
    return [one.public for one, _duties in usable_keys(KeyPurpose.CUSTODIAN) if one.user_id != user_id]


Lived = list[tuple[str, datetime, datetime | None]]


def custodians_lived() -> Lived:
    """Every key of a custodian there ever was, with its first and last moment."""
    return list(KeyHolder.objects.filter(purpose=KeyPurpose.CUSTODIAN).values_list("public", "made_at", "ended_at"))


def custodians_on(day: date, lived: Lived) -> set[tuple[str, ...]]:
    """The sets of custodians there were on a day: one, but on a day on which they changed."""
    ends = [at for _key, *both in lived for at in both if at is not None]
    before = max((at for at in ends if localdate(at) < day), default=None)
    moments = [*([before] if before else []), *(at for at in ends if localdate(at) == day)]
    return {tuple(sorted(key for key, made, ended in lived if made <= at and (ended is None or ended > at))) for at in moments}


def unlocked_purposes(actor: Actor, session: str, now: datetime) -> frozenset[str]:
    """For which purposes the actor's keys are unlocked in this session."""
    try:
        places = {locks.place_of(session, one.bound): one.purpose for one in keys_of(actor).filter(state=KeyState.ACTIVE)}
    except BadInput:
        return frozenset()
    return frozenset(places[one] for one in UnlockedKey.objects.filter(pk__in=places, until__gt=now).values_list("pk", flat=True))


def purposes_held(actor: Actor) -> frozenset[str]:
    """For which purposes the actor works at the desk: by himself, at the door of the web, never for somebody else."""
    if actor.door != "web" or actor.administrator or actor.for_person is not None:
        return frozenset()
    return purposes_of(duties_held(actor.user_id))


def active_key(actor: Actor) -> KeyHolder | None:
    """The actor's key in use for what he may do now, if he made one."""
    return keys_of(actor).filter(state=KeyState.ACTIVE, purpose__in=purposes_held(actor)).first()


def unlocked_until(actor: Actor, session: str, now: datetime) -> datetime | None:
    """Until when that key is unlocked in this session, if it is and nothing is done meanwhile."""
    held = active_key(actor)
    try:
        place = locks.place_of(session, held.bound) if held else ""
    except BadInput:
        return None
    return UnlockedKey.objects.filter(pk=place, until__gt=now).values_list("until", flat=True).first() if place else None


def keys_to_ask_for(actor: Actor) -> list[KeyHolder]:
    """Ended keys that may be handed over to the actor's, latest first: of the same purpose, sealed to two custodians, not asked for yet."""
    heir = active_key(actor)
    if heir is None:
        return []
    asked = KeyHandover.objects.filter(heir=heir).exclude(state=HandoverState.REFUSED).values("old_id")
    rows = KeyHolder.objects.filter(state=KeyState.ENDED, purpose=heir.purpose).exclude(recovery=b"").exclude(pk__in=asked)
    hand = _hand_of(heir)
    return [one for one in rows.select_related("user").order_by("-ended_at", "-pk")[:100] if not _meet(one, hand)]


def would_meet(old: KeyHolder, heir: KeyHolder) -> bool:
    """Would two custodians' keys that something may be sealed to as a pair come into one hand (P12)? Keys of one person count as one; with a key comes
    what was handed over to it."""
    return _meet(old, _hand_of(heir))


def _hand_of(heir: KeyHolder) -> set[KeyHolder]:
    """All custodians' keys that this holder may open."""
    own = set(KeyHolder.objects.filter(user_id=heir.user_id, purpose=KeyPurpose.CUSTODIAN))
    return own | _handed_to({one.pk for one in own})


def _meet(old: KeyHolder, hand: set[KeyHolder]) -> bool:
    if old.purpose != KeyPurpose.CUSTODIAN:
        return False
    coming = {old} | _handed_to({old.pk})
    return any(one.user_id != other.user_id and _lived_together(one, other) for one in hand for other in coming)


def _handed_to(keys: set[int]) -> set[KeyHolder]:
    """What was handed over to these keys, and to those."""
    found, left = set[KeyHolder](), keys
    while left:
        new = set(KeyHolder.objects.filter(handovers__heir__in=left, handovers__state=HandoverState.DONE)) - found
        found, left = found | new, {one.pk for one in new}
    return found


def _lived_together(one: KeyHolder, other: KeyHolder) -> bool:
    return (one.ended_at is None or other.made_at < one.ended_at) and (other.ended_at is None or one.made_at < other.ended_at)


def steps_of_handover(actor: Actor, row: KeyHandover) -> frozenset[Term]:
    """What the actor may do about a handover now."""
    return _steps(row, duties_of_handover(actor, row))


def _steps(row: KeyHandover, part: frozenset[HandoverDuty]) -> frozenset[Term]:
    return frozenset(step.action for step in HANDOVER.open_to(row.state, part))


def handovers_with_steps(actor: Actor) -> list[tuple[KeyHandover, frozenset[Term]]]:
    """Those in which the actor has a part, each with what he may do about it now. As many queries as for the list."""
    rows = handovers_for(actor)
    return [(one, _steps(one, part)) for one, part in zip(rows, duties_of_handovers(actor, rows), strict=True)]


def handovers_for(actor: Actor) -> list[KeyHandover]:
    """Those in which the actor has a part: he asked for them, or may open them as a custodian; open ones first."""
    rows = KeyHandover.objects.select_related("old__user", "heir__user")
    if not entitled(actor.user_id, KeyPurpose.CUSTODIAN):
        rows = rows.filter(Q(heir__user_id=actor.user_id or 0))
    done = (HandoverState.DONE, HandoverState.REFUSED)
    told = list(rows[:200])
    mine = [one for one, part in zip(told, duties_of_handovers(actor, told), strict=True) if part]
    return sorted(mine, key=lambda one: one.state in done)


def find_handover(actor: Actor, pk: int) -> KeyHandover:
    """One of them, or Missing."""
    row = KeyHandover.objects.select_related("old__user", "heir__user").filter(pk=pk).first()
    if row is None or not duties_of_handover(actor, row):
        raise Missing()
    return row
