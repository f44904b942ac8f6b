"""From a reviewed plan to a running campaign: choose the unit and the people, see whom that covers, start."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bihuan.campaigns.operations.launching import NOBODY_BEHIND
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.plan_import.forms import LaunchForm
from bihuan.interfaces.web.plan_import.views import steps
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import MOST, cells_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.queries import entered_of, may_keep, preview_roster
from bihuan.organisation.sheets import read_roster
from bihuan.plan_import import operations, queries

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

Covered = dict[str, Any]


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
            done(form, lambda: covered.append(_covered(request, form)))
        elif done(form, lambda: running.append(_launched(request, draft, form))):
            said = _("专项已启动：%(title)s") % {"title": running[0].title}
            return toast(request, redirect("reports:cockpit", code=running[0].code), said)
    page = {
        "draft": draft, "form": form, "covered": covered[0] if covered else None, "title": _("核对名册") if covered else _("选单位和人员"),
        "steps": steps(3 if covered else 2, pk), "alone": _(NOBODY_BEHIND) if actor.person_id is None else "",
        "must": [one for one in queries.questions(draft, now().year) if one.must],
    }  # fmt: skip
    return render(request, "plan_import/pages/launch.html", page, status=422 if form.is_bound and not covered else 200)


def _sheet(request: HttpRequest, form: LaunchForm) -> tuple[bytes, str] | None:
    """The roster handed in now, or the one that was looked at a moment ago."""
    if sheet := request.FILES.get("sheet"):
        return sheet.read(), sheet.name or ""
    if kept := form.cleaned_data.get("kept"):
        file = handed_in(kept, actor_of(request))
        return read(file), file.name
    return None


def _covered(request: HttpRequest, form: LaunchForm) -> Covered:
    given, sheet = form.cleaned_data, _sheet(request, form)
    if sheet is None:
        entries = entered_of(given["root"], given["subjects"])
        if not entries:
            raise BadInput(_("“%(unit)s”下面还没有人员。请先导入干部名册，或在这里上传。"), unit=given["root"].name)
        return _told((one.unit.name, one.person.name, one.subject) for one in entries)
    checked = preview_roster(read_roster(*sheet))
    form.file = store(data=sheet[0], name=sheet[1], actor=actor_of(request), now=now(), taken=SHEETS)
    if checked.errors:
        form.cells = cells_of(checked.errors)
        raise BadInput(_("名册有 %(count)d 处错误，整份没有导入。请改正后再导。"), count=len(checked.errors))
    told = _told((line.unit.name, one.name, line.subject) for one in checked.people for line in one.lines)
    return told | {"file": form.file, "changes": checked.counts}


def _told(lines: Iterable[tuple[str, str, bool]]) -> Covered:
    """Counts of people (each once) and, by unit, how many of each kind."""
    seen = list(lines)
    subjects = Counter(unit for unit, _name, subject in seen if subject)
    others = Counter(unit for unit, _name, subject in seen if not subject)
    units = list(dict.fromkeys(unit for unit, _name, _subject in seen))
    rows = [(unit, subjects[unit], others[unit]) for unit in units]
    counts = [
        {"label": _("单位"), "value": len(units), "state": ""},
        {"label": _("整治对象"), "value": sum(subjects.values()), "state": ""},
        {"label": _("参与人员"), "value": sum(others.values()), "state": ""},
    ]
    return {"counts": counts, "rows": rows[:MOST], "more": max(0, len(rows) - MOST), "nobody": not subjects}


def _launched(request: HttpRequest, draft: Any, form: LaunchForm) -> Campaign:
    given, sheet = form.cleaned_data, _sheet(request, form)
    who: dict[str, Any] = {"draft": draft, "on": given["on"], "code": given["code"], "actor": actor_of(request), "now": now()}
    if sheet is None:
        return operations.launch(root=given["root"], entries=entered_of(given["root"], given["subjects"]), **who)
    try:
        return operations.launch_with_sheet(data=sheet[0], name=sheet[1], root=given["root"], **who)
    except BadInput as no:  # one with errors is kept, to be handed back with its wrong cells marked
        if no.errors:
            form.cells = cells_of(no.errors)
            form.file = store(data=sheet[0], name=sheet[1], actor=who["actor"], now=who["now"], taken=SHEETS)
        raise
