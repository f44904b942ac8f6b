"""Who read a case, a review, a clearing or an announcement stands in the book, and the person reads it there (P05, P10)."""

from datetime import datetime

from bihuan.accountability.models import Handling
from bihuan.accountability.policy import duties_of_handling, duties_of_right
from bihuan.accountability.policy.rights import Right
from bihuan.accountability.vocabulary.handling import HandlingDuty, HandlingWord
from bihuan.accountability.vocabulary.publicity import RightsWord
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.kernel import Actor


def record_handling_seen(row: Handling, *, actor: Actor, now: datetime) -> None:
    """Somebody else than the person opened it: it stands in the book, once an hour."""
    if HandlingDuty.SUBJECT not in duties_of_handling(actor, row):
        note_seen(row, HandlingWord.READ, actor=actor, now=now)


def record_right_seen(row: Right, *, actor: Actor, now: datetime) -> None:
    """The same of a tolerance review, a clearing, an announcement."""
    if HandlingDuty.SUBJECT not in duties_of_right(actor, row):
        note_seen(row, RightsWord.READ, actor=actor, now=now)
