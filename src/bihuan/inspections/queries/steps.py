"""Which steps somebody may take on a row, himself or as a deputy: the buttons of its page. What a step still needs is told when it is taken."""

from typing import Any

from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, Term


def open_steps(actor: Actor, row: Any) -> frozenset[Term]:
    """The actions open to this actor on a stored row."""
    about = kept(type(row))
    state = getattr(row, about.workflow.state_field) if about.workflow.state_field else ""
    found = {step.action for step in about.workflow.open_to(state, about.duties(actor, row))}
    for _other, held in about.stand_ins(actor, [row])[0] if about.stand_ins else ():
        found |= {step.action for step in about.workflow.open_to(state, held) if step.action not in about.in_person}
    return frozenset(found)


def may_begin(actor: Actor, row: Any, action: Term) -> bool:
    """May the actor make such a row, unsaved in hand?"""
    about = kept(type(row))
    others = about.stand_ins(actor, [row])[0] if about.stand_ins else ()
    return any(about.workflow.step(action, None, held) for held in (about.duties(actor, row), *(held for _one, held in others)))
