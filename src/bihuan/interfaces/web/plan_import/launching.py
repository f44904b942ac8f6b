"""From a reviewed plan to a running campaign: choose the unit and the people, see whom that covers, start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns.operations.launching import NOBODY_BEHIND
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.plan_import.forms import LaunchForm
from bihuan.interfaces.web.plan_import.views import steps
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import cells_of
from bihuan.interfaces.web.shell.covering import Covered, covered_by, sheet_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.queries import entered_of, may_keep
from bihuan.plan_import import operations, queries

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


@require_http_methods(["GET", "POST"])
def launch(request: HttpRequest, pk: int) -> HttpResponse:
    """The choice; then whom it covers (`look`); then, from there, the start."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    if draft.campaign:  # started meanwhile: by a colleague, in another tab, by the button pressed twice
        return toast(request, redirect("reports:cockpit", code=draft.campaign.code), _("这份方案已经启动了专项。"))
    form = LaunchForm(request.POST or None, request.FILES or None, keeps=may_keep(actor))
    running: list[Campaign] = []
    covered: list[Covered] = []
    if request.method == "POST" and form.is_valid():
        if "look" in request.POST:
            done(form, lambda: covered.append(covered_by(request, form, form.cleaned_data["root"])))
        elif done(form, lambda: running.append(_launched(request, draft, form))):
            said = _("专项已启动：%(title)s") % {"title": running[0].title}
            return toast(request, redirect("reports:cockpit", code=running[0].code), said)
        elif not form.cells:  # refused for its gaps: the second look stays, with the sentence and the reason asked (M05)
            done(form, lambda: covered.append(covered_by(request, form, form.cleaned_data["root"])))
    page = {
        "draft": draft, "form": form, "covered": covered[0] if covered else None, "title": _("核对名册") if covered else _("选单位和人员"),
        "steps": steps(3 if covered else 2, pk), "alone": _(NOBODY_BEHIND) if actor.person_id is None else "",
        "again": reverse("plan_import:launch", args=[pk]), "must": [one for one in queries.questions(draft, now().year) if one.must],
    }  # fmt: skip
    return render(request, "plan_import/pages/launch.html", page, status=422 if form.errors or (form.is_bound and not covered) else 200)


def _launched(request: HttpRequest, draft: Any, form: LaunchForm) -> Campaign:
    given, sheet = form.cleaned_data, sheet_of(request, form)
    who: dict[str, Any] = {"draft": draft, "on": given["on"], "code": given["code"], "actor": actor_of(request), "now": now()}
    who["gaps_reason"] = given["gaps_reason"]
    if sheet is None:
        return operations.launch(root=given["root"], entries=entered_of(given["root"], given["subjects"]), **who)
    try:
        return operations.launch_with_sheet(data=sheet[0], name=sheet[1], root=given["root"], **who)
    except BadInput as no:  # one with errors is kept, to be handed back with its wrong cells marked
        if no.errors:
            form.cells = cells_of(no.errors)
            form.file = store(data=sheet[0], name=sheet[1], actor=who["actor"], now=who["now"], taken=SHEETS)
        raise
