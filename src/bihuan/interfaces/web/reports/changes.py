"""与上期相比: what was added, changed, closed, reopened and voided between two moments; to look at, to take home."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.rendering import render_docx
from bihuan.foundation.files.queries import read
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import BadInput
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.made import made_at
from bihuan.interfaces.web.shell.taking import number_of, sentence_of
from bihuan.problems.operations.comparing import export_comparison, note_comparison
from bihuan.problems.queries import reach
from bihuan.problems.queries.comparing import Difference, Editions, counts, differences, editions
from bihuan.problems.rules.comparing import Part
from bihuan.problems.vocabulary import State
from bihuan.reports import jobs
from bihuan.reports.papers.comparing import comparison
from bihuan.reports.queries.issues import edition_before, issues_of

_PAGE, _LAST = 50, 1_000_000  # no page lies behind the last: the engine takes no larger number of rows to pass over
_KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "POST"])
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """The comparison; a POST takes it home, for a stated purpose; where many rows moved, a job makes it."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    old = Written.read(request.GET.get("from", "")) or edition_before(campaign)
    both = editions(reach(actor, campaign.pk), campaign.pk, old, Written.read(request.GET.get("to", "")), today_of(campaign))
    if request.method == "POST":
        try:
            return _taken(request, campaign, both)
        except BadInput as no:
            return render(request, "reports/pages/changes.html", _shown(request, campaign, both, sentence_of(no)), status=422)
    return render(request, "reports/pages/changes.html", _shown(request, campaign, both))


def _taken(request: HttpRequest, campaign: Any, both: Editions) -> HttpResponse:
    kind = FileKind.DOCX if request.POST.get("as") == "docx" else FileKind.XLSX
    title = _("%(title)s-与上期相比-%(day)s") % {"title": campaign.title, "day": f"{both.new.written.day:%Y%m%d}"}
    taken = jobs.Taken(kind, f"{title}.{kind.value}", request.POST.get("reason", ""), request.GET.get("to", ""))
    who: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    if jobs.is_long(both):
        jobs.ask_to_compare(campaign, both, taken, **who)
        return redirect("home:jobs")
    told = {"campaign": campaign, "both": both, "reason": taken.reason, **who}
    if kind is FileKind.XLSX:
        return _file(export_comparison(**told), taken.name)
    note_comparison(**told)
    return _file(render_docx(comparison(campaign, both)), taken.name)


@require_GET
def made(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A comparison that was made in the background: for whoever asked for it, nobody else."""
    file = made_at(request, code, pk)
    return _file(read(file), file.name)


def _file(data: bytes, name: str) -> HttpResponse:
    kind = _KINDS[name.rpartition(".")[2]]
    return HttpResponse(data, headers={"Content-Type": kind, "Content-Disposition": content_disposition_header(True, name) or "attachment"})


def _shown(request: HttpRequest, campaign: Any, both: Editions, error: str = "") -> dict[str, Any]:
    numbers, first = counts(both), min(max(0, (number_of(request.GET.get("page")) or 1) - 1), _LAST) * _PAGE
    part = next((one for one in Part if one.value == request.GET.get("part")), None)
    part = part or next((one for one in Part if numbers[one]), Part.ADDED)
    return {
        "campaign": campaign, "title": _("与上期相比"), "both": both, "error": error, "issues": _issues(request, campaign, both),
        "tiles": [{"label": _(one.label), "value": numbers[one], "href": _href(both, part=one.value), "on": one is part} for one in Part],
        "part": part, "part_label": _(part.label),
        "rows": [_row(campaign.code, both, one) for one in differences(both, part, first=first, most=_PAGE)],
        "count": numbers[part], "back": len(both.back) if part is Part.CHANGED else 0,
        "previous": _href(both, part=part.value, page=first // _PAGE) if first else "",
        "next": _href(both, part=part.value, page=first // _PAGE + 2) if first + _PAGE < numbers[part] else "",
        "old_value": _field(both.old.written), "new_value": _field(both.new.written), "here": request.get_full_path(),
    }  # fmt: skip


def _field(written: Written) -> str:
    return f"{written.day.isoformat()}T{written.clock:%H:%M}"


def _href(both: Editions, **more: Any) -> str:
    return "?" + urlencode({"from": both.old.written.text, "to": both.new.written.text, **more})


def _issues(request: HttpRequest, campaign: Any, both: Editions) -> list[dict[str, Any]]:
    return [
        {"label": number, "href": "?" + urlencode({"from": written.text}), "on": written.text == both.old.written.text}
        for number, written in issues_of(campaign)
    ]


def _row(code: str, both: Editions, one: Difference) -> dict[str, Any]:
    row, at = one.problem, both.new.written.text
    return {
        "problem": row, "readable": one.readable, "state": _(State(row.state).label), "moved": [words.said(_) for words in one.moved],
        "same": one.same,
        "href": reverse("problems:problem", args=[code, row.number]) + f"?at={at}",
    }  # fmt: skip
