"""What one changed in the grid taken back, and done again; the list of one's last changes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns.rules.columns import columns_of
from bihuan.interfaces.web.problems.views.pasting import settled
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import number_of, reason_of
from bihuan.problems import operations, queries
from bihuan.problems.vocabulary import EditKind

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Edit


def words_for(edit: Edit, campaign: Campaign) -> str:
    """What a change was, in words: how, which fields, how many."""
    own = {one.key: one.label for one in columns_of(campaign.file)}
    names = dict.fromkeys(filter(None, (own.get(name) or queries.label_of(name) for name in edit.fields.split(","))))
    told = {"what": _(EditKind(edit.kind).label), "names": _("、").join(names), "n": edit.count}
    return ngettext("%(what)s %(n)d 件：%(names)s", "%(what)s %(n)d 件：%(names)s", edit.count) % told


@require_POST
def undo(request: HttpRequest, code: str) -> HttpResponse:
    """Take back one's last change (or the one that is named); where colleagues changed the same cells since, it is told and asked."""
    campaign, actor = campaign_at(request, code), actor_of(request)
    again = bool(request.POST.get("redo"))
    edit = queries.find_undone(actor, campaign) if again else queries.find_edit(actor, campaign, number_of(request.POST.get("edit")))
    result = operations.take_back(edit=edit, actor=actor, now=now(), rest=bool(request.POST.get("rest")))
    text = (_("已重做：%(what)s") if again else _("已撤销：%(what)s")) % {
        "what": words_for(result.edit if again and result.edit else edit, campaign)
    }
    if result.refused and not result.done:
        return _asked(request, campaign, edit, result.refused, again)
    return settled(request, campaign, result.done, result.refused, text)


def _asked(request: HttpRequest, campaign: Any, edit: Edit, refused: Any, again: bool) -> HttpResponse:
    left = edit.count - len(refused)
    shown = {
        "campaign": campaign, "title": _("这些件后来又改过"),
        "refused": [(row, reason_of(why)) for row, why in refused[:200]], "count": len(refused), "done": (),
        "again": reverse("problems:undo", args=[campaign.code]) if left else "", "kept": {"edit": edit.pk, "rest": "1", "redo": "1" if again else ""},
        "again_label": ngettext("只撤销其余 %(n)d 件", "只撤销其余 %(n)d 件", left) % {"n": left},
    }  # fmt: skip
    answer = render(request, "problems/parts/refused.html", shown)
    answer["HX-Retarget"] = "#ask"
    return answer


@require_GET
def edits(request: HttpRequest, code: str) -> HttpResponse:
    """One's last changes in the grid, each to be taken back."""
    campaign = campaign_at(request, code)
    found = [(one, words_for(one, campaign)) for one in queries.edits_of(actor_of(request), campaign)]
    inside = bool(request.headers.get("HX-Request"))
    shown = {"campaign": campaign, "edits": found, "title": _("最近的修改"), "part": "problems/parts/edits.html"}
    return render(request, "problems/parts/edits.html" if inside else "problems/pages/choose.html", shown)
