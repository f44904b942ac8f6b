"""Marking a finding as a hidden or mutated form, with what the form is (M46)."""

from datetime import datetime

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.problems.models import HiddenForm, Problem
from bihuan.problems.vocabulary import OUT
from bihuan.problems.vocabulary.hidden_forms import HiddenAction


def mark_hidden_form(problem: Problem, *, text: str, actor: Actor, now: datetime) -> HiddenForm:
    """Mark it. Refused: without a description of the form, marked already, an entry that does not count."""
    if not text.strip():
        raise BadInput(_("请写明隐形变异的表现：换了什么样子、躲开了什么规定。"))
    if problem.state in OUT:
        raise NotNow()
    if HiddenForm.objects.filter(problem=problem, unmarked_at=None).exists():
        raise NotNow(_("这一件已标为隐形变异。"))
    row = HiddenForm(problem=problem, text=text.strip(), marked_at=now, marked_by_id=actor.user_id)
    with creating(row, HiddenAction.MARK, actor=actor, now=now) as change:
        change.note(number=problem.number)
    return row


def unmark_hidden_form(row: HiddenForm, *, reason: str, actor: Actor, now: datetime) -> HiddenForm:
    """Take the mark back, with why."""
    with changing(row, HiddenAction.UNMARK, actor=actor, now=now, reason=reason) as change:
        if row.unmarked_at is not None:
            raise NotNow()
        change.set(unmarked_at=now, unmarked_by_id=actor.user_id)
    return row
