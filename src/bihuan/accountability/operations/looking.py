"""Who read of a rating or a card, or took a paper of it, stands in the book, once an hour (P05, P18). The person reads his own without a record."""

from datetime import datetime

from bihuan.accountability.models import Card, Motion, Rating, Referral
from bihuan.accountability.vocabulary.motions import MarkWord
from bihuan.accountability.vocabulary.papers import PaperPurpose
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.kernel import Actor


def record_mark_seen(row: Motion | Card | Rating, *, actor: Actor, now: datetime) -> None:
    """Somebody else than the person opened it."""
    if row.person_id != actor.person_id:
        note_seen(row, MarkWord.READ, actor=actor, now=now)


def record_paper_taken(row: Motion | Card | Referral, *, purpose: PaperPurpose, actor: Actor, now: datetime) -> None:
    """A paper leaves the house, and what for. What it says does not stand in the book."""
    note_seen(row, MarkWord.TAKE, actor=actor, now=now, purpose=purpose)
