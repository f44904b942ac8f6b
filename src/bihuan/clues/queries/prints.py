"""Papers that left the desk, as whoever brings one back may learn of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from bihuan.clues.models import CluePrint
from bihuan.clues.policy.lines import works_here
from bihuan.clues.queries.clues import visible_clues
from bihuan.clues.rules.prints import Compared, compared
from bihuan.clues.vocabulary.keeping import PrintKind
from bihuan.foundation.kernel import Actor


@dataclass(frozen=True)
class Verdict:
    """What a file turned out to be; `row` None: no paper that this desk made, or none that the actor may know of."""

    row: CluePrint | None
    compared: Compared | None


def prints_of(actor: Actor) -> QuerySet[CluePrint]:
    """Papers about clues that the actor may know of, and ledgers that he made himself."""
    if not works_here(actor):
        return CluePrint.objects.none()
    known = Q(clue__in=visible_clues(actor)) | Q(kind=PrintKind.LEDGER, made_by_id=actor.user_id or 0)
    return CluePrint.objects.filter(known).select_related("clue", "made_by")


def held_against(actor: Actor, number: str, salt: str, lines: Sequence[str]) -> Verdict:
    """A file, as `readers.prints` reads it, against what is kept of it. A ledger tells only whoever has it in his hands, so any of them may be
    looked up; a paper about a clue that the actor must not know of is like one that was never made."""
    row = CluePrint.objects.filter(number=number).select_related("clue", "made_by").first() if number and works_here(actor) else None
    if row is None or (row.clue_id is not None and not visible_clues(actor).filter(pk=row.clue_id).exists()):
        return Verdict(None, None)
    return Verdict(row, compared(row.lines, lines, salt))
