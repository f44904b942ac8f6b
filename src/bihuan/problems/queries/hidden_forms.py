"""Findings that are hidden or mutated forms (M46)."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from bihuan.foundation.kernel import Actor, Missing
from bihuan.problems.models import HiddenForm, Problem
from bihuan.problems.policy import duties
from bihuan.problems.workflow import HIDDEN_FORM


def is_hidden_form(key: str = "pk", until: datetime | None = None) -> Q:
    """Rows whose problem is marked; `key` is the column that names it (`until`: that was marked just before that moment)."""
    marks = HiddenForm.objects.filter(problem=OuterRef(key))
    if until is None:
        return Q(Exists(marks.filter(unmarked_at=None)))
    return Q(Exists(marks.filter(Q(unmarked_at=None) | Q(unmarked_at__gte=until), marked_at__lt=until)))


def hidden_form_of(problem: Problem) -> HiddenForm | None:
    """The standing mark of a problem."""
    return HiddenForm.objects.filter(problem=problem, unmarked_at=None).select_related("marked_by").first()


def find_hidden_form(problem: Problem) -> HiddenForm:
    """The standing mark, or Missing."""
    row = hidden_form_of(problem)
    if row is None:
        raise Missing()
    return row


def may_mark(actor: Actor, problem: Problem) -> bool:
    """May he mark it: office, the unit, its supervision group?"""
    return bool(HIDDEN_FORM.open_to(None, duties(actor, problem)))
