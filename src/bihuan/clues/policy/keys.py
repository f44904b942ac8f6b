"""Who may hold a key: accounts with the standing duty for its purpose, and no hand holds two keys that must not meet."""

from collections.abc import Collection, Sequence
from typing import Any

from bihuan.clues.models import KeyHandover, KeyHolder
from bihuan.clues.vocabulary.door import DoorDuty
from bihuan.clues.vocabulary.keys import HandoverDuty, KeyDuty, KeyPurpose
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import StandingDuty
from bihuan.organisation.vocabulary import StandingDutyKind as S

NEEDS: dict[str, frozenset[str]] = {
    KeyPurpose.DESK: frozenset({S.CLUE_INTAKE, S.CLUE_DESK, S.CLUE_APPROVER}),
    KeyPurpose.ALTERNATE: frozenset({S.CLUE_ALTERNATE}),
    KeyPurpose.CUSTODIAN: frozenset({S.CLUE_CUSTODIAN}),
}
"""One of these duties lets an account hold a key for the purpose."""


def duties_held(user_id: int | None) -> frozenset[str]:
    """The standing duties of an account that is open."""
    rows = StandingDuty.objects.filter(user_id=user_id or 0, user__is_active=True, user__administrator="", ended_at=None)
    return frozenset(rows.values_list("duty", flat=True)) if user_id else frozenset()


def purposes_of(duties: Collection[str]) -> frozenset[str]:
    """The purposes for which somebody with these duties may hold a key. Whoever keeps identities handles no report, and whoever handles reports
    does not take those about himself: duties that must not meet give no key at all (P12)."""
    found = frozenset(purpose for purpose, needed in NEEDS.items() if needed & set(duties))
    return found if len(found) == 1 else frozenset()


def entitled(user_id: int | None, purpose: str) -> bool:
    """May this account hold and use a key for this purpose now?"""
    return purpose in purposes_of(duties_held(user_id))


def holds_any(actor: Actor) -> bool:
    """Has the actor anything to do at the clue desk? By himself and at the door of the web only: no program, no deputy."""
    return actor.door == "web" and not actor.administrator and bool(purposes_of(duties_held(actor.user_id)))


def duties_of_key(actor: Actor, row: KeyHolder) -> frozenset[KeyDuty]:
    """A key is its holder's alone; one whose duty has gone may still end it, and the clock does."""
    if actor.is_system:
        return frozenset({KeyDuty.MACHINE})
    if actor.user_id is None or row.user_id != actor.user_id or actor.door != "web":
        return frozenset()
    return frozenset({KeyDuty.HOLDER if entitled(actor.user_id, row.purpose) else KeyDuty.FORMER})


def duties_of_handover(actor: Actor, row: KeyHandover) -> frozenset[HandoverDuty]:
    """The heir, and custodians who are neither he nor the one who held the old key."""
    return duties_of_handovers(actor, [row])[0]


def duties_of_handovers(actor: Actor, rows: Sequence[KeyHandover]) -> list[frozenset[HandoverDuty]]:
    """The same towards each of many. One query."""
    if actor.user_id is None or actor.is_system or actor.door != "web":
        return [frozenset() for _row in rows]
    mine = purposes_of(duties_held(actor.user_id))
    return [_part_in(actor, row, mine) for row in rows]


def _part_in(actor: Actor, row: KeyHandover, mine: Collection[str]) -> frozenset[HandoverDuty]:
    if row.heir.user_id == actor.user_id:
        return frozenset({HandoverDuty.HEIR}) if row.heir.purpose in mine else frozenset()
    if row.old.user_id == actor.user_id or KeyPurpose.CUSTODIAN not in mine:
        return frozenset()
    return frozenset({HandoverDuty.FIRST if row.begun_by_id == actor.user_id else HandoverDuty.CUSTODIAN})


def duties_of_door(actor: Actor, _row: Any = None) -> frozenset[DoorDuty]:
    """Entries and channels are set by whoever works at the desk; the machine publishes."""
    if actor.is_system:
        return frozenset({DoorDuty.MACHINE})
    works = actor.door == "web" and not actor.administrator and KeyPurpose.DESK in purposes_of(duties_held(actor.user_id))
    return frozenset({DoorDuty.STAFF}) if works else frozenset()
