"""From a filled-in form to the one operation of its step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import Actor, NotNow
from bihuan.interfaces.web.problems.ends import known
from bihuan.interfaces.web.problems.forms import CatalogueField
from bihuan.problems import operations as do
from bihuan.problems.vocabulary import Action, CauseKind

if TYPE_CHECKING:
    from django import forms

    from bihuan.problems.models import Problem

Step = Callable[..., Any]


def _person(value: str) -> Any:
    return campaigns.person_in(int(value)) if value else None


def _place(form: forms.Form, problem: Problem) -> dict[str, Any]:
    field = form.fields["entry"]
    assert isinstance(field, CatalogueField)
    return field.place(problem.campaign, form.cleaned_data["entry"])


def _amend(problem: Problem, form: forms.Form, **who: Any) -> Any:
    told = form.cleaned_data
    values = {"text": told["text"].strip(), "weight": told["weight"], **_place(form, problem)}
    values |= {name: _person(told[name]) for name in ("person", "doer", "leader")}
    return do.amend(problem=problem, values=values, **who)


def _classify(problem: Problem, form: forms.Form, **who: Any) -> Any:
    return do.classify(problem=problem, **_place(form, problem), **who)


def _analyse(problem: Problem, form: forms.Form, **who: Any) -> Any:
    return do.analyse(problem=problem, cause=form.cleaned_data["cause"], kind=CauseKind(form.cleaned_data["kind"]), **who)


def _planned(operation: Step) -> Step:
    def plan(problem: Problem, form: forms.Form, **who: Any) -> Any:
        told = form.cleaned_data
        people = {name: _person(told[name]) for name in ("doer", "leader")}
        return operation(problem=problem, measures=told["measures"].splitlines(), due_on=told["due_on"], **people, **known(form), **who)

    return plan


def _with(operation: Step, *names: str) -> Step:
    def take(problem: Problem, form: forms.Form, **who: Any) -> Any:
        return operation(problem=problem, **{name: form.cleaned_data[name] for name in names if name in form.fields}, **who)

    return take


def _unseen(operation: Step) -> Step:
    """An operation that changes nothing a colleague could have edited meanwhile."""

    def take(problem: Problem, form: forms.Form, *, seen: int | None = None, **who: Any) -> Any:
        return _with(operation, *form.fields)(problem, form, **who)

    return take


def _decided(operation: Step, day: str, *, by_sight: bool) -> Step:
    """A decision on the clock, with its day and the paper on which it rests."""

    def take(problem: Problem, form: Any, *, seen: int | None = None, **who: Any) -> Any:
        sight = {"seen": seen} if by_sight else {}
        return operation(problem=problem, **{day: form.cleaned_data[day]}, **form.told(), **sight, **who)

    return take


def _confirm_correction(problem: Problem, form: forms.Form, *, actor: Actor, now: datetime, seen: int | None = None) -> Any:
    batches, refused = do.confirm_corrections(problems=[problem], actor=actor, now=now)
    for _row, sentence in refused:
        raise NotNow(sentence)  # of one item a refusal is an answer, not a row in a list
    return batches


def _object(problem: Problem, form: forms.Form, *, seen: int | None = None, **who: Any) -> Any:
    return do.object_to(problem=problem, text=form.cleaned_data["reason"], **who)


def _answer(problem: Problem, form: forms.Form, **who: Any) -> Any:
    return do.answer_objection(problem=problem, answer=form.cleaned_data["reason"], **who)


def _fill(problem: Problem, form: Any, **who: Any) -> Any:
    return do.fill(problem=problem, values=form.values(), **who)


def _prioritise(problem: Problem, form: forms.Form, *, seen: int | None = None, **who: Any) -> Any:
    return do.prioritise(problem=problem, priority=form.cleaned_data["priority"] == "1", **who)


TAKING: dict[Action, Step] = {
    Action.AMEND: _amend,
    Action.CLASSIFY: _classify,
    Action.ANALYSE: _analyse,
    Action.PLAN: _planned(do.plan),
    Action.PROPOSE_MEASURES: _planned(do.propose_measures),
    Action.APPROVE_MEASURES: _with(do.approve_measures, "beyond"),
    Action.RETURN_MEASURES: _with(do.return_measures, "reason"),
    Action.REPORT_PROGRESS: _with(do.report_progress, "text"),
    Action.FILL: _fill,
    Action.ASK: _with(do.ask, "no_evidence_reason"),
    Action.CONFIRM: _with(do.confirm),
    Action.VERIFY: _with(do.verify),
    Action.CLOSE: _with(do.close),
    Action.PUBLICISE: _with(do.publicise),
    Action.OBJECT: _object,
    Action.ANSWER_OBJECTION: _answer,
    Action.CORRECT: _with(do.correct, "how"),
    Action.CONFIRM_CORRECTION: _confirm_correction,
    Action.PASS_SAMPLE: _unseen(do.pass_sample),
    Action.FAIL_SAMPLE: _unseen(do.fail_sample),
    Action.LOOK_BACK: _with(do.look_back),
    Action.SEND_BACK: _with(do.send_back, "reason"),
    Action.REOPEN: _with(do.reopen, "reason", "due_on", "beyond"),
    Action.EXTEND: _decided(do.extend, "to_on", by_sight=True),
    Action.SUSPEND: _decided(do.suspend, "until", by_sight=False),
    Action.RESUME: _unseen(do.resume),
    Action.PRIORITISE: _prioritise,
}
