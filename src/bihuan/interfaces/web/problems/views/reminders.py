"""Reminders on one item: sent by a person, answered on the item (M99)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.problems.views.problem import held
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.reminding import RemindForm
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems import operations
from bihuan.problems.queries import reminders as asked_of


class AnswerForm(forms.Form):
    """How far it is."""

    answer = forms.CharField(label=lazy("办理情况"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def _page(request: HttpRequest, row: Any, form: Any, **shown: Any) -> HttpResponse:
    home = reverse("problems:problem", args=[row.campaign.code, row.number])
    way = [(_("问题台账"), reverse("problems:ledger", args=[row.campaign.code])), (f"{row.number:04d}", home), (shown["title"], "")]
    page = {"campaign": row.campaign, "form": form, "back": home, "crumbs": way, **shown}
    return render(request, "problems/pages/reminding.html", page, status=422 if request.method == "POST" else 200)


@require_http_methods(["GET", "POST"])
def remind(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Urge one item."""
    mine, row = held(request, code, number)
    if not asked_of.may_remind(mine, row):
        raise NotAllowed(_("催办由专班和负责的督导组发出，只催在整改中的问题。"))
    title, ways = _("催办第 %(n)04d 号") % {"n": number}, asked_of.ways_of([row], localdate(now()))
    if not ways.items:
        return _page(
            request, row, None, title=title, note=_("第 %(number)04d 号今天已经催办过，一件一个工作日最多一次。") % {"number": number}
        )
    form = RemindForm(request.POST or None, ways=ways)
    if form.is_valid() and done(form, lambda: operations.remind(problem=row, **form.told(), actor=actor_of(request), now=now())):
        return toast(request, redirect("problems:problem", code=code, number=number), _("已催办，责任单位的待办里看得到"))
    note = _("一件一个工作日最多催办一次；先提醒，再发催办函、督办函。")
    return _page(request, row, form, title=title, act=_("发出"), note=note)


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, number: int, pk: int) -> HttpResponse:
    """Answer a reminder on its item."""
    mine, row = held(request, code, number)
    if not asked_of.may_answer(mine, row):
        raise NotAllowed(_("催办由责任单位或整改责任人答复。"))
    reminder, form = asked_of.find_reminder(row, pk), AnswerForm(request.POST or None)
    if form.is_valid() and done(
        form, lambda: operations.answer_reminder(reminder=reminder, **form.cleaned_data, actor=actor_of(request), now=now())
    ):
        return toast(request, redirect("problems:problem", code=code, number=number), _("已答复"))
    return _page(request, row, form, title=_("答复催办"), act=_("答复"), note=reminder.text)
