"""Who may end the keeping of a clue, and what that asks for. Nobody who may not know of the clue learns that it is to go."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueEnd, ClueHold, CluePrint
from bihuan.clues.policy.lines import duties_of_clue, works_here
from bihuan.clues.rules import keeping as rules
from bihuan.clues.vocabulary.clues import ClueDuty, ClueState
from bihuan.clues.vocabulary.keeping import HoldState
from bihuan.foundation.kernel import Actor, Term
from bihuan.foundation.rulebook.queries import rule


def duties_of_keeping(actor: Actor, row: ClueHold | ClueEnd | CluePrint) -> frozenset[ClueDuty]:
    """Those towards its clue; a paper about many clues is made by whoever reads any."""
    if row.clue is not None:
        return duties_of_clue(actor, row.clue)
    return frozenset({ClueDuty.READER}) if isinstance(row, CluePrint) and works_here(actor) else frozenset()


def kept_until(clue: Clue, today: date) -> date | None:
    """The last day on which a clue has to be kept; None while it is not over. One that went into another goes with that."""
    main = clue.merged_into if clue.state == ClueState.MERGED else clue
    if main is None or main.closed_at is None or main.state not in (ClueState.CLOSED, ClueState.DESTROYED):
        return None
    return rules.kept_until(localdate(main.closed_at), rule(rules.KEEP, today).length)


def unmet_for_keeping(row: ClueHold | ClueEnd, actor: Actor, _action: Term, now: datetime) -> tuple[Term, ...]:
    """Needs of steps that are missing."""
    today = localdate(now)
    began = row.held_by_id if isinstance(row, ClueHold) else row.proposed_by_id
    return rules.unmet(
        same_hand=not actor.is_system and (actor.user_id is None or began == actor.user_id), kept_until=kept_until(row.clue, today),
        held=row.clue.holds.filter(state=HoldState.HELD).exists(), on=row.ends_on if isinstance(row, ClueEnd) else None, today=today,
    )  # fmt: skip
