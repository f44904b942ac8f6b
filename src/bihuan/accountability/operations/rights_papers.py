"""Papers of tolerance and clearing are handed out and not kept: the book says that one was, and to whom."""

from datetime import datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Clarification, Tolerance
from bihuan.accountability.papers.rights import rights_paper
from bihuan.accountability.policy.rights import duties_of_right
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.publicity import RightsPaper, RightsWord
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, NotAllowed


def take_rights_paper(row: Tolerance | Clarification, *, kind: RightsPaper, actor: Actor, now: datetime) -> Paper:
    """The paper of a review or a clearing. Refused: whoever has no work on it; to whom it is about, the approval form, which is for the bodies."""
    held = duties_of_right(actor, row)
    if not held or (kind is RightsPaper.APPROVAL and D.SUBJECT in held):
        raise NotAllowed()
    paper = rights_paper(kind, row, localdate(now))
    note(kept(type(row)), row, RightsWord.PAPER, actor=actor, now=now, paper=kind)
    return paper
