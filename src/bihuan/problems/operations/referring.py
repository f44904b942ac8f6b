"""An entry that goes on elsewhere: what stays on the ledger is a neutral stub that tells neither whom it was about nor what it said (M47, M80, P16).

What it said goes back to whoever takes it over, and nowhere else; the rooms that take over keep it as they must."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bihuan.foundation.audit.changing import changing, one_write
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem, ProblemReplaced, ProblemVersion
from bihuan.problems.operations.indexing import index, text_changed
from bihuan.problems.operations.voiding import Why, keep_void
from bihuan.problems.operations.voiding import begin_again as _begin_again
from bihuan.problems.vocabulary import Action, OwnerLevel, VoidKind

STUB = "（已转由其他渠道办理）"
_PEOPLE = ("person_id", "doer_id", "leader_id")
_NOBODY = ("person_id", "doer_id", "leader_id", "section_id", "manifestation_id", "category_id")
_EMPTY: dict[str, Any] = {
    "text": STUB, "owner_level": OwnerLevel.UNIT, "owner_name": "", "of_unit_head": False, "priority": False, "cause": "", "measures_text": "",
    "progress_text": "", **dict.fromkeys(_NOBODY, None),
}  # fmt: skip
Referred = dict[str, Any]
"""What the stub tells no more, by column, as plain values."""


def refer(*, problem: Problem, actor: Actor, now: datetime) -> Referred:
    """It goes on elsewhere: out of all counts, and a stub from now on. Returns what it said."""
    return _stub(problem, Why(VoidKind.ELSEWHERE, VoidKind.ELSEWHERE.label), actor, now)


def withdraw(*, problem: Problem, actor: Actor, now: datetime) -> Referred:
    """What it said proved wrong: out of all counts, lists and searches, for good."""
    return _stub(problem, Why(VoidKind.ERROR, VoidKind.ELSEWHERE.label), actor, now)


def _stub(problem: Problem, why: Why, actor: Actor, now: datetime) -> Referred:
    with one_write():
        with changing(problem, Action.VOID, actor=actor, now=now, reason=why.reason) as change:
            said = {name: getattr(problem, name) for name in _EMPTY}
            change.set(**_EMPTY)
            change.note(kind=why.kind)
            _told_anew(problem)
        keep_void([problem], why, actor, now)
        _forget_what_it_was(problem)
    return {name: value.value if isinstance(value, OwnerLevel) else value for name, value in said.items()}


def come_back(*, problem: Problem, said: Mapping[str, Any], actor: Actor, now: datetime) -> Problem:
    """It stands on the ledger again where it stood, and says again what it said (`said` may tell less or in other words)."""
    with changing(problem, Action.RESTORE, actor=actor, now=now, reason=VoidKind.ELSEWHERE.label) as change:
        change.set(**{name: said[name] for name in _EMPTY if name in said})
        _begin_again(change, now)
        _told_anew(problem)
    return problem


def _told_anew(problem: Problem) -> None:
    index([problem])
    text_changed([problem])


def _forget_what_it_was(problem: Problem) -> None:
    """Nor does any past moment tell it: not its words, and not whom it was about. Where it was counted in the past it stays counted. The book holds
    no words of it anyway."""
    ProblemReplaced.objects.filter(row=problem.pk).delete()
    ProblemVersion.objects.filter(row=problem.pk).update(**dict.fromkeys(_PEOPLE))
