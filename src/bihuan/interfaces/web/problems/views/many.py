"""The same step on many rows: those ticked, or all that the present filter finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.problems.notes import note_of_many
from bihuan.interfaces.web.problems.ticked import CHANGED_MEANWHILE, all_done, ask_in, asked, some_left, ticked
from bihuan.interfaces.web.problems.whole_taking import MANY, form_for
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done as done_by
from bihuan.interfaces.web.shell.taking import reason_of
from bihuan.problems import operations
from bihuan.problems.vocabulary import Action

if TYPE_CHECKING:
    from django import forms

    from bihuan.problems.models import Problem


def _do(rows: list[Problem], action: Action, form: forms.Form | None, request: HttpRequest) -> list[tuple[Problem, str]] | None:
    """One step on all of them; those refused, with the reason. None where what was filled in does not do: the form says why."""
    who: dict[str, Any] = {"problems": rows, "actor": actor_of(request), "now": now()}
    if form is not None:
        refused: list[tuple[Problem, str]] = []
        taken = form.is_valid() and done_by(form, lambda: refused.extend(MANY[action][1](form, **who)))
        return refused if taken else None
    if action is Action.CONFIRM_CORRECTION:
        return list(operations.confirm_corrections(**who)[1])
    return operations.act_on_many(action=action, reason=request.POST.get("reason", ""), **who)[1]


@require_POST
def many(request: HttpRequest, code: str) -> HttpResponse:
    """One step on the ticked rows (or on all of the filter): asked once, then done, and what was refused is told with its reason."""
    campaign = campaigns.find(actor_of(request), code)
    chosen = ticked(request, campaign)
    action = next((one for one in Action if one.value == request.POST.get("action")), None)
    if action is None:
        raise BadInput(_("请先勾选要办理的问题，再选择办理事项。"))
    query = request.POST.get("query", "").lstrip("?")
    back = reverse("problems:ledger", args=[code]) + (f"?{query}" if query else "")
    shown = {
        "campaign": campaign, "action": action, "query": query, "back": back, "title": _(action.label), "note": note_of_many(action, campaign),
    }  # fmt: skip
    sure = bool(request.POST.get("sure"))
    form = form_for(action, chosen.rows, request.POST if sure else None)
    refused = (_do(list(chosen.rows), action, form, request) if chosen.rows else []) if sure else None
    if refused is None:
        shown |= asked(request, campaign, chosen) | {"form": form}
        return ask_in(request, "problems/pages/ask_many.html", "problems/parts/ask_many.html", shown)
    done = len(chosen.rows) - len(refused)
    refused += [(row, CHANGED_MEANWHILE) for row in chosen.moved]
    text = ngettext("%(action)s：办理 %(done)d 件", "%(action)s：办理 %(done)d 件", done) % {"action": _(action.label), "done": done}
    if not refused:
        return all_done(request, back, text)
    left = {row.pk for row, _why in refused}
    told = {"title": text, "refused": [(row, reason_of(why)) for row, why in refused], "done": done}
    return some_left(request, shown | told, [row.pk for row in chosen.rows if row.pk not in left])
