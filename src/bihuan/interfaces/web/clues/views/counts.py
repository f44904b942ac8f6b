"""Counts of clues, out of what the reader may know of; small numbers hidden."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from bihuan.clues.rules.cells import LEAST
from bihuan.clues.statistics import statistics_for
from bihuan.interfaces.web.clues.forms.life import SpanForm
from bihuan.interfaces.web.clues.views.shapes import at, desk_page, for_readers
from bihuan.interfaces.web.shell.actors import actor_of


@require_GET
@for_readers
def statistics(request: HttpRequest) -> HttpResponse:
    """One table a question."""
    form = SpanForm(request.GET)
    given = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    tables = statistics_for(actor_of(request), localdate(), **given)
    told = [(_(one.title), [(_(name), value) for name, value in one.shown.cells.items()], one.shown.total) for one in tables]
    crumbs = [(_("线索"), at("desk")), (_("统计"), "")]
    shown: dict[str, Any] = {
        "tables": told,
        "form": form,
        "least": LEAST,
        "hides": any(one.shown.hides for one in tables),
        "crumbs": crumbs,
    }
    return desk_page(request, "clues/pages/statistics.html", "statistics", title=_("线索统计"), **shown)
