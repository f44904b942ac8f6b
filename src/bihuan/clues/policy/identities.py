"""Who has a part in opening an identity: whoever handles the clue and may know of it, and custodians who are not in its line. A custodian learns that
somebody asks and what for, and nothing of the clue."""

from datetime import date

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.clues.models import Clue, IdentityOpening
from bihuan.clues.policy.keys import duties_held, purposes_of
from bihuan.clues.policy.lines import duties_of_clue, lies_in_line, visible
from bihuan.clues.vocabulary.clues import ClueDuty
from bihuan.clues.vocabulary.identities import IdentityDuty
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.kernel import Actor


def keeps_identities(actor: Actor) -> bool:
    """Is he a custodian: at the door of the web, by himself, as somebody of the tree?"""
    if actor.door != "web" or actor.administrator or actor.person_id is None or actor.for_person is not None:
        return False
    return KeyPurpose.CUSTODIAN in purposes_of(duties_held(actor.user_id))


def openings_seen(actor: Actor, day: date) -> Q:
    """Askings that the actor may know of: his own about clues that he may read, and as a custodian those about clues in whose line he is not."""
    his = Q(asked_by_id=actor.user_id or 0, clue__in=Clue.objects.filter(visible(actor, day)))
    return his | Q(clue__in=Clue.objects.exclude(lies_in_line(actor, day))) if keeps_identities(actor) else his


def duties_of_identity(actor: Actor, row: IdentityOpening) -> frozenset[IdentityDuty]:
    """What the actor is to an asking."""
    if actor.is_system:
        return frozenset({IdentityDuty.MACHINE})
    if row._state.adding:
        return frozenset({IdentityDuty.ASKER}) if ClueDuty.HANDLER in duties_of_clue(actor, row.clue) else frozenset()
    seen = IdentityOpening.objects.filter(openings_seen(actor, localdate()), pk=row.pk).exists()
    return part_in_identity(actor, row) if seen else frozenset()


def part_in_identity(actor: Actor, row: IdentityOpening) -> frozenset[IdentityDuty]:
    """The same for one that is known to be among `openings_seen`. Without a query."""
    if row.asked_by_id == actor.user_id:
        return frozenset({IdentityDuty.ASKER})
    return frozenset({IdentityDuty.FIRST if row.begun_by_id == actor.user_id else IdentityDuty.CUSTODIAN})
