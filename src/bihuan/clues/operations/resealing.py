"""When staff, posts or eligibility change: the clock takes away seals that must not be any more, which needs no key, and marks what somebody with a key
has to seal anew; whoever unlocks his key next does it (issue: hand-over and re-sealing when staff change)."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from django.db.models import Q
from django.utils.timezone import localdate
from pyrage import x25519

from bihuan.clues.models import Clue, ClueAddition, ClueSeal, KeyHolder, Tip, TipEnvelope
from bihuan.clues.operations.custody import renew_identities
from bihuan.clues.operations.filing import pieces_of
from bihuan.clues.operations.opening import own_keys, unsealed
from bihuan.clues.operations.searching import forget_unsealed
from bihuan.clues.operations.unlocking import unlock_key, use_keys
from bihuan.clues.policy.lines import duties_of_tip, line_of, token_of, visible
from bihuan.clues.queries.clues import contents_of, readers_of
from bihuan.clues.queries.door import keys_told
from bihuan.clues.queries.keys import sealing_keys, usable_keys
from bihuan.clues.rules.lines import Line, Party
from bihuan.clues.rules.texts import closed, sealed_key
from bihuan.clues.vocabulary.clues import ClueAction
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.clues.vocabulary.links import AwayState
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.audit.taking import allowed
from bihuan.foundation.kernel import Actor, NotNow
from bihuan.foundation.sealedbox.contents import FileNote
from bihuan.foundation.sealedbox.packages import Sealed, seal, unseal
from bihuan.foundation.sealedbox.streams import seal_as_long, unseal_stream
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.organisation.models import Person

AT_ONCE, _PORTION = 100, 500
_WHILE_WAITING = 20
"""Who unlocks his key waits for the page: so many clues and so many reports at a time, and more at the next unlocking."""


def look_for_stale(*, actor: Actor, now: datetime) -> tuple[int, int]:
    """Asked by the clock: how many seals went, and how many clues wait to be sealed anew. A clue never loses its last right seal so; the policy
    hides it meanwhile from whoever must not see it."""
    today, gone, waiting = localdate(now), 0, 0
    lines = _lines(today)
    people = {token_of(pk): pk for pk in Person.objects.values_list("pk", flat=True)}
    after, order = -1, Clue.objects.filter(pk__in=ClueSeal.objects.values("clue")).order_by("pk").defer("sealed")
    while portion := list(order.filter(pk__gt=after).prefetch_related("parties__unit", "aways", "seals__holder")[:_PORTION]):
        after = portion[-1].pk
        for clue in portion:
            taken, stale = _look(clue, _parties(clue, people), lines, actor, now)
            gone, waiting = gone + taken, waiting + stale
    return gone, waiting


def _parties(clue: Clue, people: dict[str, int]) -> list[Party]:
    return [Party(people.get(one.token, 0) if one.token else None, one.unit.path if one.unit else "") for one in clue.parties.all()]


Lines = dict[str, list[tuple[KeyHolder, int, Line]]]


def _lines(today: date) -> Lines:
    """Everybody who may hold a key, by purpose, with his line: asked once for all clues."""
    people = dict(Person.objects.exclude(user=None).values_list("user_id", "pk"))
    found: Lines = {}
    for purpose in (KeyPurpose.DESK, KeyPurpose.ALTERNATE):
        holders = [(one, people[one.user_id]) for one, _duties in usable_keys(purpose) if one.user_id in people]
        found[purpose] = [(one, person, line_of(person, today)) for one, person in holders]
    return found


def _look(clue: Clue, parties: Sequence[Party], lines: Lines, actor: Actor, now: datetime) -> tuple[int, bool]:
    away = {one.person_id for one in clue.aways.all() if one.state == AwayState.IN_FORCE}
    right = set[int]()
    for some in lines.values():
        right = right or {one.pk for one, person, line in some if person not in away and not line.touches(parties)}
    had = {one.holder_id for one in clue.seals.all()}
    wrong, stale = had - right, bool(right - had)
    if not (right & had):
        wrong = set()  # an ended key's seal is then what its heir opens with
    if wrong or stale != clue.stale:
        with changing(clue, ClueAction.PRUNE, actor=actor, now=now) as change:
            change.set(stale=stale)
            change.note(removed=len(wrong))
            ClueSeal.objects.filter(clue=clue, holder_id__in=wrong).delete()
            forget_unsealed(clue)
    return len(wrong), stale


def unlock_to_work(holder: KeyHolder, *, passphrase: str, actor: Actor, now: datetime) -> str:
    """Unlock one's key, and seal anew some of what waited for somebody with a key. Returns the secret of the session, as `unlock_key` does."""
    session = unlock_key(holder, passphrase=passphrase, actor=actor, now=now)
    if holder.purpose == KeyPurpose.CUSTODIAN:
        renew_identities(holder, use_keys(purpose=KeyPurpose.CUSTODIAN, session=session, actor=actor, now=now), most=_WHILE_WAITING)
    else:
        reseal_what_waits(session=session, actor=actor, now=now, most=_WHILE_WAITING)
    return session


def reseal_clue(clue: Clue, *, session: str, actor: Actor, now: datetime) -> tuple[int, int]:
    """Seal a clue to whoever may read it now: newcomers get a seal, those who may not any more lose theirs. How many came and went. Missing for
    whoever may not know of it."""
    allowed(clue, ClueAction.RESEAL, actor)
    with changing(clue, ClueAction.RESEAL, actor=actor, now=now) as change:
        found = unsealed(
            clue, session=session, actor=actor, now=now
        )  # as it stands now: somebody may have joined an addition to it meanwhile
        readers = {one.pk: one for one in readers_of(clue, localdate(now))}
        had = set(ClueSeal.objects.filter(clue=clue).values_list("holder_id", flat=True))
        fresh = [one for pk, one in readers.items() if pk not in had]
        ClueSeal.objects.bulk_create([ClueSeal(clue=clue, holder=one, body=sealed_key(found.key, one.public)) for one in fresh])
        gone = ClueSeal.objects.filter(clue=clue).exclude(holder_id__in=readers).delete()[0]
        forget_unsealed(clue)
        joined = ClueAddition.objects.filter(pk__in=found.joined)
        if found.joined:
            change.set(sealed=closed(found.key, found.values, clue.bound))
            joined.delete()
        change.set(stale=False)
        change.note(added=len(fresh), removed=gone, joined=len(found.joined))
    return len(fresh), gone


def reseal_what_waits(*, session: str, actor: Actor, now: datetime, most: int = AT_ONCE) -> tuple[int, int]:
    """Done when somebody unlocks his key: clues that wait and that he may read, reports that were sealed to other keys than are published now. How
    many of each. What another key opens waits for that."""
    mine = own_keys(session=session, actor=actor, now=now)
    clues, tips = 0, 0
    for clue in Clue.objects.filter(visible(actor), stale=True).order_by("pk")[:most]:
        try:
            reseal_clue(clue, session=session, actor=actor, now=now)
        except (Sealed, NotNow):
            continue
        clues += 1
    if duties_of_tip(actor):
        told = keys_told(sealing_keys())
        rows = TipEnvelope.objects.filter(kind=Kind.CONTENT).exclude(body=b"").exclude(sealed_to=told)
        waiting = Tip.objects.filter(Q(state=TipState.WAITING) | Q(unread=True), place__in=rows.values("place")).order_by(
            "received_on", "pk"
        )
        tips = sum(_reseal_tip(one, mine, told) for one in waiting[:most])
    return clues, tips


def _reseal_tip(tip: Tip, mine: Sequence[x25519.Identity], told: str) -> bool:
    """No record of the book tells of it: nothing of the report changed, and nobody read it."""
    done, keys = False, sealing_keys()
    for envelope, content in contents_of(tip, mine):
        if content is None or envelope.sealed_to == told:
            continue
        to = keys.alternate if content.concerns_handlers else keys.desk
        with one_write():
            if to and all(_reseal_file(one, tip.place, mine, to) for one in content.files):
                body = seal(unseal(bytes(envelope.body), mine), to)  # as it came, byte for byte: its receipt is for these bytes
                TipEnvelope.objects.filter(pk=envelope.pk).update(body=body, sealed_to=told)
                done = True
    return done


def _reseal_file(one: FileNote, place: str, mine: Sequence[x25519.Identity], to: Sequence[str]) -> bool:
    """A file's pieces, in as many pieces of the same length as before: the content tells them by their keys and stays as it is. Was it whole, and
    did it fit?"""
    plain = BytesIO()
    try:
        unseal_stream(pieces_of(one, place), one.sealed_size, mine, plain)
    except Sealed:
        return True  # it was broken when it came, or somebody sealed it anew before: whoever opens it is told
    fresh = seal_as_long(plain.getvalue(), to, one.sealed_size)
    if len(fresh) != len(one.pieces):
        return False
    for key, body in zip(one.pieces, fresh, strict=True):
        TipEnvelope.objects.filter(key=key, place=place, kind=Kind.PIECE).update(body=body)
    return True
