"""The one policy of clues: whoever is not in the line of anybody it is about, and to whom it is sealed, sees it. For everybody else there is
nothing: not in a list, a search, a count, an export, a notice or a badge.

Asked of the organisation as it stands at the moment of the question, and not of what was written down when the clue was sealed: a promotion, a
transfer, a deputy of today hide today.
"""

import hmac
import secrets
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Delegation
from bihuan.clues.models import Clue, ClueAway, ClueParty, ClueSeal, Tip, UpperReport
from bihuan.clues.policy.keys import duties_held, purposes_of
from bihuan.clues.rules import ending
from bihuan.clues.rules import steps as rules
from bihuan.clues.rules.lines import LEADING, Line, Party, ways_up
from bihuan.clues.vocabulary.clues import ClueAction, ClueDuty, ClueNeed
from bihuan.clues.vocabulary.keys import HandoverState, KeyPurpose, KeyState
from bihuan.clues.vocabulary.links import AwayDuty, AwayState
from bihuan.foundation.kernel import Actor, Term
from bihuan.foundation.kernel.once import keys_of, written_once
from bihuan.organisation.models import Post, Recusal, Unit
from bihuan.organisation.rules.paths import WIDTH
from bihuan.organisation.vocabulary import RecusalState, StandingDutyKind, UnitKind


def token_of(person: int) -> str:
    """How a person stands in the table of parties: a copy of the database alone does not tell whom a clue is about."""
    return _token(f"party {person}")


def token_of_number(plain: str) -> str:
    """How the number of a matter on another platform stands here: a copy of the database alone does not lead there."""
    return _token(f"number {plain}")


def _token(what: str) -> str:
    return hmac.digest(_secret(keys_of(settings.BIHUAN_HOME) / "clue-parties.txt"), what.encode(), "sha256").hex()[:32]


@lru_cache(4)
def _secret(path: Path) -> bytes:
    """Read once in a process: whom a clue is about is found by trying everybody of the tree."""
    return bytes.fromhex(written_once(path, lambda: secrets.token_hex(32)))


def _held_on(day: date) -> QuerySet[Post]:
    return Post.objects.filter(Q(to_on=None) | Q(to_on__gte=day), Q(from_on=None) | Q(from_on__lte=day)).order_by()


def _inside(paths: Iterable[str], field: str) -> Q:
    """Rows whose path lies in one of these branches."""
    found = Q(pk__in=())
    for path in paths:
        found |= Q(**{f"{field}__startswith": path})
    return found


_known: ContextVar[dict[tuple[int, date], Line] | None] = ContextVar("_known", default=None)


@contextmanager
def lines_asked_once() -> Iterator[None]:
    """Within one write that registers hundreds, the line of each reader is asked of the organisation once; it is nowhere kept longer."""
    token = _known.set({})
    try:
        yield
    finally:
        _known.reset(token)


def line_of(person: int, day: date) -> Line:
    """What this person must not learn of on that day, his own ties and those of whomever he stands in for."""
    known = _known.get()
    if known is not None and (person, day) in known:
        return known[person, day]
    line = Line()
    for one in everybody_he_is(person, day):
        line |= _own_line(one, day)
    if known is not None:
        known[person, day] = line
    return line


def everybody_he_is(person: int, day: date) -> set[int]:
    """He himself and whomever he stands in for, one over another."""
    asked, left = set[int](), {person}
    while left:
        asked |= left
        standing_in = Delegation.objects.filter(deputy_id__in=left, from_on__lte=day, to_on__gte=day, ended_at=None)
        left = set(standing_in.values_list("principal_id", flat=True)) - asked
    return asked


def _own_line(person: int, day: date) -> Line:
    held = list(_held_on(day).filter(person_id=person).values_list("unit__path", "role"))
    led = frozenset(path for path, role in held if role in LEADING)
    bodies = ways_up([path for path, _role in held], WIDTH)
    over = _held_on(day).filter(unit__path__in=bodies, role__in=LEADING)
    under = _held_on(day).filter(_inside(led, "unit__path"))
    ties = Recusal.objects.filter(person_id=person, state=RecusalState.IN_FORCE, from_on__lte=day).filter(Q(to_on=None) | Q(to_on__gte=day))
    kept = list(ties.order_by().values_list("party_id", "unit__path"))
    persons = {person, *over.values_list("person_id", flat=True), *under.values_list("person_id", flat=True)}
    persons |= {party for party, _path in kept if party is not None}
    return Line(frozenset(persons), led | {path for _party, path in kept if path}, bodies)


def lies_in_line(actor: Actor, day: date) -> Q:
    """Clues that the actor must not learn of."""
    if actor.person_id is None:
        return Q()
    line = line_of(actor.person_id, day)
    parties = ClueParty.objects.filter(clue=OuterRef("pk")).order_by()
    hidden = Q(token__in=[token_of(one) for one in line.persons]) | _inside(line.branches, "unit__path")
    hidden |= Q(token="", unit__path__in=line.bodies)  # noqa: S106 - no secret: a body and not a person
    return Q(Exists(parties.filter(hidden)))


def sealed_to(actor: Actor) -> Q:
    """Clues whose key is sealed to one of the actor's keys, or to one that was handed over to him."""
    his = Q(holder__user_id=actor.user_id or 0, holder__state=KeyState.ACTIVE)
    his |= Q(holder__handovers__state=HandoverState.DONE, holder__handovers__heir__user_id=actor.user_id or 0)
    return Q(Exists(ClueSeal.objects.filter(his, clue=OuterRef("pk")).order_by()))


def works_here(actor: Actor) -> bool:
    """Does the actor hold a duty that lets him read clues? At the door of the web, by himself, as somebody of the tree."""
    if actor.door != "web" or actor.administrator or actor.person_id is None or actor.for_person is not None:
        return False
    return bool(purposes_of(duties_held(actor.user_id)) & {KeyPurpose.DESK, KeyPurpose.ALTERNATE})


def visible(actor: Actor, day: date | None = None) -> Q:
    """The policy."""
    if not works_here(actor):
        return Q(pk__in=())
    day = day or localdate()
    return sealed_to(actor) & ~lies_in_line(actor, day) & ~keeps_away(actor, day)


def keeps_away(actor: Actor, day: date) -> Q:
    """Clues from which the actor, or somebody for whom he stands in, keeps away (第四十八条)."""
    his = ClueAway.objects.filter(clue=OuterRef("pk"), state=AwayState.IN_FORCE, person_id__in=everybody_he_is(actor.person_id or 0, day))
    return Q(Exists(his.order_by()))


def may_read(person: int | None, parties: Collection[Party], day: date) -> bool:
    """May a clue about these be sealed to this person?"""
    return person is not None and not line_of(person, day).touches(parties)


def duties_of_clue(actor: Actor, row: Clue) -> frozenset[ClueDuty]:
    """The intake makes clues; who may read one is a reader, and a handler or approver by his standing duty where he serves in a body marked
    纪检监察. Nobody else is anything to it."""
    if actor.is_system:
        return frozenset({ClueDuty.MACHINE})
    if row._state.adding:
        return duties_of_tip(actor)
    if not Clue.objects.filter(visible(actor), pk=row.pk).exists():
        return frozenset()
    held, found = duties_held(actor.user_id), {ClueDuty.READER}
    handles = bool(held & {StandingDutyKind.CLUE_DESK, StandingDutyKind.CLUE_ALTERNATE})
    if not serves_discipline(actor, localdate()):
        return frozenset({*found, ClueDuty.REGISTRAR} if handles else found)
    found |= {ClueDuty.HANDLER} if handles else set()
    return frozenset(found | ({ClueDuty.APPROVER} if StandingDutyKind.CLUE_APPROVER in held else set()))


def serves_discipline(actor: Actor, day: date) -> bool:
    """Has he a post in a body marked 纪检监察, or in a part of one?"""
    above = ways_up(list(_held_on(day).filter(person_id=actor.person_id or 0).values_list("unit__path", flat=True)), WIDTH)
    return Unit.objects.filter(path__in=above, kind=UnitKind.DISCIPLINE, ended_on=None).exists()


def unmet(row: Clue, actor: Actor, _action: Term, _now: datetime) -> tuple[Term, ...]:
    """Needs of steps that are missing."""
    written = set(row.notes.values_list("step", flat=True))
    links = ending.unmet(
        conclusion=row.conclusion, strict=row.strict, listed=row.listed_at is not None, found_malicious=row.malice_at is not None,
        traced=ClueAction.TRACE in written, offered=ClueAction.OFFER in written,
        same_hand=actor.user_id is None or row.concluded_by_id == actor.user_id,
    )  # fmt: skip
    listing = () if row.petition else (ClueNeed.IS_PETITION,)
    return links + listing + rules.unmet(
        disposal=row.disposal, same_hand=actor.user_id is None or row.proposed_by_id == actor.user_id,
        verified=row.notes.exclude(way="").exists(), named=row.named, answered=row.answered_at is not None, receipt=row.receipt,
    )  # fmt: skip


def duties_of_tip(actor: Actor, _row: Tip | UpperReport | None = None) -> frozenset[ClueDuty]:
    """Whoever opens reports, or those about the desk."""
    held = duties_held(actor.user_id) if works_here(actor) else frozenset()
    opens = {StandingDutyKind.CLUE_INTAKE, StandingDutyKind.CLUE_ALTERNATE}
    return frozenset({ClueDuty.INTAKE}) if opens & held else frozenset()


def duties_of_away(actor: Actor, row: ClueAway) -> frozenset[AwayDuty]:
    """Who may read the clue; the one of whom it is said; an approver who is neither he nor whoever asked."""
    towards = duties_of_clue(actor, row.clue)
    if ClueDuty.READER not in towards:
        return frozenset()
    if row.person_id == actor.person_id:
        return frozenset({AwayDuty.HIMSELF})
    decides = ClueDuty.APPROVER in towards and row.asked_by_id != actor.user_id
    return frozenset({AwayDuty.READER, AwayDuty.DECIDER} if decides else {AwayDuty.READER})
