"""Steps on a plan of return visits: one address for all, each with the form that it asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.accountability import operations
from bihuan.accountability.queries import visits as queries
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.visits import VisitAction
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms_visits import (
    AnswerForm,
    BasesForm,
    CloseForm,
    DifficultyForm,
    NoteForm,
    RecordForm,
    VisitorForm,
)
from bihuan.interfaces.web.accountability.views.visit_shapes import at, form_page, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done


@dataclass(frozen=True)
class Taken:
    """A step as a page: its title, the word on its button, its form for a row, what it does with the filled form."""

    title: Any
    act: Any
    form: Callable[[Any, Any], forms.Form]
    do: Callable[[Any, Any, dict[str, Any]], Any]
    note: Any = ""


class _Nothing(forms.Form):
    """Asks for nothing but a yes."""


def _plain(kind: type[forms.Form]) -> Callable[[Any, Any], forms.Form]:
    return lambda _row, data: kind(data)


def _bases(row: Any, data: Any) -> forms.Form:
    names = ("circumstances", "kind", "conduct", "way", "support", "next_on")
    first = {name: getattr(row, name) for name in names}
    return BasesForm(data, initial={**first, "way": row.way or _(queries.outline_for(row) or " ").strip()})


def _seats(row: Any, data: Any) -> forms.Form:
    campaign, here = row.handling.campaign, {one.seat_id for one in queries.visitors_of(row)}
    day = today_of(campaign).day
    kinds = (BodyKind.DISCIPLINE, BodyKind.PERSONNEL)
    seats = [one for kind in kinds for one in queries.seats_to_choose(campaign, kind, row.handling, day) if one.pk not in here]
    return VisitorForm(data, seats=seats)


def _record(row: Any, data: Any) -> forms.Form:
    return RecordForm(data, visitors=queries.visitors_of(row), initial={"visited_on": today_of(row.handling.campaign).day})


def _leave(row: Any, _form: Any, by: dict[str, Any]) -> None:
    own = next(one for one in queries.visitors_of(row) if one.seat.person_id == by["actor"].person_id)
    operations.leave_visits(row, visitor=own, **by)


STEPS: dict[str, Taken] = {
    "change_visit_plan": Taken(
        lazy("改回访计划"), lazy("保存"), _bases, lambda row, form, by: operations.change_visit_plan(row, bases=form.bases(), **by)
    ),
    "name_visitor": Taken(lazy("增加回访人"), lazy("增加"), _seats, lambda row, form, by: operations.name_visitor(row, **form.told(), **by)),
    "leave_visits": Taken(lazy("退出回访"), lazy("退出回访"), _plain(_Nothing), _leave, lazy("退出以后看不到这份回访；同一方要另有一名回访人。")),
    "seal_note": Taken(
        lazy("写入密封内容"), lazy("密封"), _plain(NoteForm), lambda row, form, by: operations.seal_note(row, **form.told(), **by),
        lazy("自愿说明的才写。密封保存，只有回访人能打开，每次打开都留有记录；回访期满由系统删除，也可以随时删去。"),
    ),
    "record_visit": Taken(lazy("记一次回访"), lazy("记下"), _record, lambda row, form, by: operations.record_visit(row, **form.told(), **by)),
    "raise_difficulty": Taken(
        lazy("记下困难"), lazy("记下"), lambda row, data: DifficultyForm(data, visitors=queries.visitors_of(row)),
        lambda row, form, by: operations.raise_difficulty(row, **form.told(), **by), lazy("本人看得到由谁办、什么时候答复。"),
    ),
    "decline_visits": Taken(
        lazy("暂不接受回访"), lazy("确定"), _plain(_Nothing), lambda row, _form, by: operations.decline_visits(row, **by),
        lazy("不用说明理由，也不会因此有任何影响；以后随时可以恢复。"),
    ),
    "resume_visits": Taken(
        lazy("恢复回访"), lazy("恢复"), _plain(_Nothing), lambda row, _form, by: operations.resume_visits(row, **by)
    ),
    "close_visits": Taken(
        lazy("评估回访"), lazy("评估"), _plain(CloseForm), lambda row, form, by: operations.close_visits(row, **form.cleaned_data, **by),
        lazy("评估的是回访，不是人。"),
    ),
}  # fmt: skip
assert set(STEPS) <= {one.value for one in VisitAction}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, pk: int, action: str) -> HttpResponse:
    """One step: its form, then the operation, then the plan again."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    taken = STEPS.get(action)
    if taken is None:
        raise Http404
    row = queries.find_visits(actor, campaign, pk)
    form, back = taken.form(row, request.POST if request.method == "POST" else None), at("return_visit", code, pk)
    if not form.is_valid() and action not in queries.steps_of_visits(actor, row):
        raise NotAllowed()  # a form is shown, filled wrongly or not at all, to nobody who may not send it
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, form, who(request))):
        return toast(request, redirect(back), _("已办"))
    return form_page(request, campaign, form, back=(_("回访"), back), title=taken.title, act=taken.act, note=taken.note)


@require_http_methods(["GET", "POST"])
def answer_difficulty(request: HttpRequest, code: str, pk: int, difficulty: int) -> HttpResponse:
    """Say what came of a difficulty."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    row = queries.find_visits(actor, campaign, pk)
    if VisitAction.ANSWER.value not in queries.steps_of_visits(actor, row):
        raise NotAllowed()
    told, form, back = queries.find_difficulty(row, difficulty), AnswerForm(request.POST or None), at("return_visit", code, pk)
    if form.is_valid() and done(form, lambda: operations.answer_difficulty(told, **form.cleaned_data, **who(request))):
        return toast(request, redirect(back), _("已答复，本人看得到"))
    return form_page(request, campaign, form, back=(_("回访"), back), title=_("答复困难"), act=_("答复"), note=told.text)
