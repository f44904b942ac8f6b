"""What is over is told by no paper that this system would still vouch for (P10). The person keeps the papers he was given, and takes them anew from what
stands on his own page; the book keeps that they were taken, and a seal over what they said."""

from datetime import datetime

from bihuan.accountability.models import Handling, HandlingPaper
from bihuan.accountability.rules.papers import OF_APPEAL
from bihuan.accountability.vocabulary.papers import PaperAction
from bihuan.foundation.accounts.queries import system_actor
from bihuan.foundation.audit.changing import changing


def empty_papers(handling: Handling, *, now: datetime) -> int:
    """Papers of a case that is over lose their words, by the machine: nobody has to think of it. Those of an appeal stay: they are the person's proof
    of what came of it. How many."""
    rows = list(HandlingPaper.objects.filter(handling=handling).exclude(kind__in=OF_APPEAL).exclude(content={}).order_by("pk"))
    for row in rows:
        with changing(row, PaperAction.EMPTY, actor=system_actor("clock"), now=now) as change:
            change.set(content={}, figures={}, number="")
    return len(rows)
