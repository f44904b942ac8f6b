"""From the filled-in form of a step on a whole entry to its one operation; and the same for many ticked rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.interfaces.web.problems.whole_forms import MergeManyForm, RowsForm, ShareManyForm, VoidManyForm
from bihuan.problems import operations as do
from bihuan.problems import queries
from bihuan.problems.operations import Why
from bihuan.problems.vocabulary import Action, SharedPart, VoidKind

if TYPE_CHECKING:
    from django import forms

    from bihuan.foundation.kernel import Actor
    from bihuan.problems.models import Problem

Step = Callable[..., Any]


def _numbered(problem: Problem, number: int, actor: Actor) -> Problem:
    """Another problem of the same ledger. A number that is not there is a mistake of typing, not a page that is missing."""
    try:
        return queries.find(actor, problem.campaign, number)
    except Missing as no:
        raise BadInput(_("台账里没有第 %(number)04d 号，或者不在您的范围内。"), number=number) from no


def _why(problem: Problem, form: forms.Form, actor: Actor) -> Why:
    told = form.cleaned_data
    repeats = _numbered(problem, told["repeats"], actor) if told["repeats"] else None
    return Why(VoidKind(told["kind"]), told["reason"], repeats)


def _void(problem: Problem, form: forms.Form, *, actor: Actor, **who: Any) -> Any:
    return do.void(problem=problem, why=_why(problem, form, actor), actor=actor, **who)


def _reasoned(operation: Step, name: str = "reason") -> Step:
    return lambda problem, form, **who: operation(problem=problem, **{name: form.cleaned_data["reason"]}, **who)


def _move(problem: Problem, form: forms.Form, **who: Any) -> Any:
    return do.move_owner(problem=problem, to=form.cleaned_data["to"], reason=form.cleaned_data["reason"], **who)


def _divide(problem: Problem, form: forms.Form, **who: Any) -> Any:
    told = form.cleaned_data
    return do.divide(problem=problem, parts=told["parts"], keeps=told["keeps"], reason=told["reason"], **who)


def _merge(problem: Problem, form: forms.Form, *, actor: Actor, **who: Any) -> Any:
    members = [_numbered(problem, number, actor) for number in form.cleaned_data["numbers"]]
    return do.merge(main=problem, members=members, reason=form.cleaned_data["reason"], actor=actor, **who)


def _part_all(problem: Problem, form: forms.Form, *, seen: int | None = None, **who: Any) -> Any:
    return do.part_all(main=problem, reason=form.cleaned_data["reason"], **who)


def _part(problem: Problem, form: forms.Form, **who: Any) -> Any:
    return do.part(member=problem, reason=form.cleaned_data["reason"], **who)


def _share(problem: Problem, form: forms.Form, *, actor: Actor, seen: int | None = None, **who: Any) -> Any:
    others = [_numbered(problem, number, actor) for number in form.cleaned_data["numbers"]]
    parts = [SharedPart(one) for one in form.cleaned_data["parts"]]
    return do.share(problems=[problem, *others], like=problem, parts=parts, whole=True, actor=actor, **who)


def _unshare(problem: Problem, form: forms.Form, *, seen: int | None = None, **who: Any) -> Any:
    return do.unshare(problem=problem, **who)


WHOLE_TAKING: dict[Action, Step] = {
    Action.VOID: _void, Action.RESTORE: _reasoned(do.restore), Action.DISPUTE: _reasoned(do.dispute, "text"),
    Action.KEEP_OWNER: _reasoned(do.keep_owner), Action.MOVE_OWNER: _move, Action.DIVIDE: _divide, Action.MERGE: _merge, Action.PART: _part_all,
    Action.PART_FROM: _part, Action.SHARE: _share, Action.UNSHARE: _unshare,
}  # fmt: skip

Refusals = list[tuple["Problem", str]]


def _void_many(form: forms.Form, *, problems: Sequence[Problem], **who: Any) -> Refusals:
    return do.void_many(problems=problems, why=_why(problems[0], form, who["actor"]), **who)[1]


def _chosen(problems: Sequence[Problem], form: forms.Form) -> Problem:
    return next(one for one in problems if str(one.pk) == form.cleaned_data["main"])


def _merge_many(form: forms.Form, *, problems: Sequence[Problem], **who: Any) -> Refusals:
    main = _chosen(problems, form)
    do.merge(main=main, members=[one for one in problems if one is not main], reason=form.cleaned_data["reason"], **who)
    return []


def _share_many(form: forms.Form, *, problems: Sequence[Problem], **who: Any) -> Refusals:
    parts = [SharedPart(one) for one in form.cleaned_data["parts"]]
    return do.share(problems=problems, like=_chosen(problems, form), parts=parts, **who)[1]


MANY: dict[Action, tuple[type[RowsForm], Callable[..., Refusals]]] = {
    Action.VOID: (VoidManyForm, _void_many), Action.MERGE: (MergeManyForm, _merge_many), Action.SHARE: (ShareManyForm, _share_many),
}  # fmt: skip
"""Steps on many rows that ask something before they are taken: the form, and the operation with what was filled in."""


def form_for(action: Action, rows: Sequence[Problem], data: Any) -> RowsForm | None:
    """The form that a step on these rows asks for; None where it asks nothing, or nothing was ticked."""
    return MANY[action][0](data, rows=rows) if action in MANY and rows else None
