"""Openings of identities as those see them who have a part in them."""

from datetime import date

from bihuan.clues.models import Clue, IdentityOpening, KeyHolder, TipEnvelope
from bihuan.clues.policy.identities import duties_of_identity, keeps_identities, openings_seen, part_in_identity
from bihuan.clues.policy.lines import duties_of_clue, may_read
from bihuan.clues.queries.clues import parties_known
from bihuan.clues.queries.keys import usable_keys
from bihuan.clues.vocabulary.clues import ClueDuty
from bihuan.clues.vocabulary.identities import IdentityDuty, IdentityState
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.clues.workflow.identities import IDENTITY
from bihuan.foundation.kernel import Actor, Missing, NotAllowed, Term
from bihuan.foundation.sealedbox.vocabulary import Kind
from bihuan.organisation.models import Person
from bihuan.organisation.queries.accounts import actor_of_account

OPEN = (IdentityState.ASKED, IdentityState.BEGUN, IdentityState.OPENED)


def openings_for(actor: Actor, day: date, most: int = 200) -> list[IdentityOpening]:
    """Those in which the actor has a part, open ones first, latest first."""
    rows = IdentityOpening.objects.filter(openings_seen(actor, day)).select_related("asked_by", "begun_by", "opened_by", "clue")
    return sorted(rows[:most], key=lambda one: one.state not in OPEN)


def openings_with_steps(actor: Actor, day: date) -> list[tuple[IdentityOpening, frozenset[Term]]]:
    """The same, each with what the actor may do about it now. As many queries as for the list."""
    return [(one, _steps(one, part_in_identity(actor, one))) for one in openings_for(actor, day)]


def _steps(row: IdentityOpening, part: frozenset[IdentityDuty]) -> frozenset[Term]:
    return frozenset(step.action for step in IDENTITY.open_to(row.state, part))


def openings_to_do(actor: Actor, day: date) -> int:
    """How many wait for the actor: as a custodian, or to be seen by whoever asked."""
    rows = IdentityOpening.objects.filter(openings_seen(actor, day), state__in=OPEN)
    told, keeps = rows.values_list("state", "asked_by_id", "begun_by_id"), keeps_identities(actor)
    return sum(
        by == actor.user_id if state == IdentityState.OPENED else keeps and actor.user_id not in (by, first) for state, by, first in told
    )


def find_opening(actor: Actor, pk: int) -> IdentityOpening:
    """One of them, or Missing."""
    row = IdentityOpening.objects.select_related("asked_by", "begun_by", "opened_by", "clue__tip").filter(pk=pk).first()
    if row is None or not duties_of_identity(actor, row):
        raise Missing()
    return row


def steps_of_opening(actor: Actor, row: IdentityOpening) -> frozenset[Term]:
    """What the actor may do about it now."""
    return _steps(row, duties_of_identity(actor, row))


def openings_of(clue: Clue) -> list[IdentityOpening]:
    """All that was asked about the reporter of a clue, for its page, latest first."""
    return list(IdentityOpening.objects.filter(clue=clue).select_related("asked_by", "begun_by", "opened_by"))


def may_ask_identity(actor: Actor, clue: Clue) -> bool:
    """Does he handle the clue, is there a sealed identity, and is nobody asking already?"""
    if ClueDuty.HANDLER not in duties_of_clue(actor, clue) or not identity_of(clue):
        return False
    return not IdentityOpening.objects.filter(clue=clue, state__in=OPEN).exists()


def may_still_ask(row: IdentityOpening) -> bool:
    """May whoever asked still know of the clue, and does he still handle it? Between asking and opening he may have got another office, or a tie."""
    try:
        asker = actor_of_account(row.asked_by_id or 0)
    except (Missing, NotAllowed):
        return False
    return ClueDuty.HANDLER in duties_of_clue(asker, row.clue)


def identity_of(clue: Clue) -> bytes:
    """The sealed identity that came with a clue; empty where there is none."""
    place = clue.tip.place if clue.tip is not None else ""
    found = TipEnvelope.objects.filter(place=place, kind=Kind.IDENTITY).exclude(body=b"").values_list("body", flat=True).first()
    return bytes(found) if found and place else b""


def custodians_for(clue: Clue, day: date) -> list[KeyHolder]:
    """Custodians who may learn that somebody asks: those in nobody's line."""
    parties, people = parties_known(clue), dict(Person.objects.exclude(user=None).values_list("user_id", "pk"))
    return [one for one, _duties in usable_keys(KeyPurpose.CUSTODIAN) if may_read(people.get(one.user_id), parties, day)]
