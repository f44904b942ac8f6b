"""The steps: a form where the step needs one, then one operation."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.interfaces.web.problems.forms import FORMS, PlainForm
from bihuan.interfaces.web.problems.taking import TAKING
from bihuan.interfaces.web.problems.views.problem import shown
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.problems import queries
from bihuan.problems.vocabulary import Action


def _action(word: str) -> Action:
    action = next((one for one in TAKING if one.value == word.replace("-", "_")), None)
    if action is None:
        raise Http404
    return action


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """Take one step. The drawer answers in place; without scripts the problem's page follows."""
    what, told = _action(action), shown(request, code, number)
    row = told["problem"]
    kind: type[Any] = FORMS.get(what, PlainForm)
    form = kind(request.POST or None, problem=row)
    inside = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and form.is_valid():
        seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdigit() else None
        TAKING[what](row, form, actor=actor_of(request), now=now(), seen=seen)
        done = _("已办：%(action)s") % {"action": _(what.label)}
        if not inside:
            return toast(request, redirect(reverse("problems:problem", args=[code, number])), done)
        answer = render(request, "problems/parts/drawer.html", shown(request, code, number) | {"renewed": True})
        return toast(request, answer, done)
    queries.refuse_unless_open(queries.reach(actor_of(request), row.campaign_id), row, what)
    page = "problems/parts/step.html" if inside else "problems/pages/step.html"
    return render(request, page, told | {"form": form, "action": what, "title": _(what.label)}, status=422 if form.is_bound else 200)
