"""Whose hand it was: moment, account and person of a step, side by side."""

from datetime import datetime
from typing import Any

from bihuan.foundation.kernel import Actor
from bihuan.problems.vocabulary import Path

HANDS = ("corrected", "asked", "confirmed", "verified", "closed", "looked_back")
"""Steps that ask for different people; each has the columns `_at`, `_by`, `_person`, and `_for_person` where a deputy took it."""


def stamped(actor: Actor, now: datetime, *steps: str) -> dict[str, Any]:
    """The values that say that `actor` took these steps. The person is kept beside the account: an account may be tied to another
    person later, and somebody may get another account."""
    told: dict[str, Any] = {}
    for step in steps:
        told |= {f"{step}_at": now, f"{step}_by_id": actor.user_id, f"{step}_person_id": actor.person_id}
        told |= {f"{step}_for_person_id": actor.for_person}
    return told


# A problem that goes back starts a new round: the hands of the old one are free again, the book keeps them.
# Why no evidence was needed has to be said again: the last time it did not convince.
NEW_ROUND: dict[str, Any] = {
    **{f"{step}_{part}": None for step in HANDS for part in ("at", "by_id", "person_id", "for_person_id")},
    "published_on": None, "publicity_ends_on": None, "published_by_id": None, "open_objections": 0,
    "awaits_sample": False, "awaits_look_back": False, "no_evidence_reason": "", "proposed_at": None, "proposed_by_id": None,
}  # fmt: skip
# A closed item that did not hold, or was in a batch that did not, takes the full chain from now on.
THE_LONG_WAY: dict[str, Any] = {**NEW_ROUND, "path": Path.FULL, "sampled": False, "batch_id": None}
