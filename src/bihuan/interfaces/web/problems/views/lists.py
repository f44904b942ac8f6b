"""The lists: the six of the campaign and of a person, the customary ones, finds and mergers. None of them is filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns.queries.key_few import about_key_few
from bihuan.documents.rendering import render_docx
from bihuan.finding.queries.coverage import sees_matrix
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.problems.drawing_lists import ListPen
from bihuan.interfaces.web.problems.sheets import download
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.menu import address
from bihuan.interfaces.web.shell.older import further, leads, older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.problems import operations, queries
from bihuan.problems.queries import finds as finding
from bihuan.problems.queries import lists as listed
from bihuan.problems.queries import six
from bihuan.problems.rules.lists import ABOUT, by_person, by_unit
from bihuan.problems.vocabulary import ProblemList
from bihuan.problems.vocabulary.lists import ListColumn, ListKind

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.problems.operations import Taken
    from bihuan.problems.queries import Reach

MOST = 100
"""Rows on one page."""
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_LONG = (ListColumn.TEXT, ListColumn.CAUSE, ListColumn.MEASURES, ListColumn.TASK, ListColumn.CATALOGUE)


class TakeForm(forms.Form):
    """For what somebody takes a list home."""

    reason = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("写明给谁、做什么用；记入操作记录。"))


@require_GET
def lists(request: HttpRequest, code: str) -> HttpResponse:
    """The six lists as views of the ledger, with how many of their problems are closed; the way to those of a person, and the others."""
    campaign = campaign_at(request, code)
    mine, past = reach_of(request, campaign.pk), queries.then(campaign.pk, asked(request), today_of(campaign))
    rows = queries.counted_then(mine, campaign.pk, past) if past else queries.counted_to(mine, campaign.pk)
    few = request.GET.get("key_few") == "1"
    counts = queries.counts_by_source(rows.filter(about_key_few()) if few else rows)
    ledger, at = reverse("problems:ledger", args=[code]), f"&at={past.written.text}" if past else ""
    at += "&key_few=1" if few else ""
    shown = [
        {"label": _(one.label), "found": sum(counts.get(s, (0, 0))[0] for s in queries.SOURCES_OF_LIST[one]),
         "done": sum(counts.get(s, (0, 0))[1] for s in queries.SOURCES_OF_LIST[one]), "href": f"{ledger}?lists={one}{at}"}
        for one in ProblemList
    ]  # fmt: skip
    matrix = address("finding:coverage", code) if sees_matrix(mine) else ""
    more = {} if past else {"kinds": _kinds(mine, campaign), "coverage": matrix, **_people(request, mine, campaign)}
    return render(
        request,
        "problems/pages/lists.html",
        {"campaign": campaign, "title": _("六个清单"), "lists": shown, "few": few, **more, **as_of(request, past)},
    )


def _kinds(mine: Reach, campaign: Campaign) -> list[dict[str, str]]:
    return [
        {"label": _(one.label), "about": _(ABOUT[one]), "href": reverse("problems:listing", args=[campaign.code, one.value])}
        for one in ListKind
        if not by_person(one) or mine.actor.person_id is not None
    ]


def _people(request: HttpRequest, mine: Reach, campaign: Campaign) -> dict[str, Any]:
    """People by name or unit, and one's own lists. Without either nobody is listed: it is no table of persons."""
    name, unit = request.GET.get("name", "").strip()[:40], number_of(request.GET.get("unit"))
    own = mine.actor.person_id if six.is_subject(campaign, mine.actor.person_id) else None
    units = six.units_of_people(mine, campaign)
    return {
        "name": name, "unit": unit, "units": units, "own_href": reverse("problems:person_lists", args=[campaign.code, own]) if own else "",
        "people": six.people_named(mine, campaign, name, unit) if name or unit else (), "asked": bool(name or unit),
        "searches": len(units) > 1 or bool(units and not own),
    }  # fmt: skip


@require_http_methods(["GET", "POST"])
def person_lists(request: HttpRequest, code: str, person: int) -> HttpResponse:
    """The six lists of one person, to be read, printed, taken home."""
    campaign = campaign_at(request, code)
    mine, today = reach_of(request, campaign.pk), today_of(campaign)
    found = six.six_lists(mine, campaign, person)
    form = TakeForm(request.POST or None)
    if request.method == "POST" and (made := _taken(request, form, operations.take_six_lists, campaign=campaign, person=person)):
        return made
    pen = ListPen(code, today)
    operations.record_all_seen(campaign, keys=found.shown_in_confidence, actor=actor_of(request), now=now())
    shown = {
        "campaign": campaign, "title": _("%(name)s的六个清单") % {"name": found.person.name}, "found": found, "form": form,
        "lists": [{"label": _(one.kind.label), "rows": pen.rows(one.items), "none_on": one.none_on} for one in found.lists],
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (found.person.name, "")],
        "personal_href": reverse("problems:listing", args=[code, ListKind.PERSONAL.value]) + f"?person={person}",
    }  # fmt: skip
    return render(request, "problems/pages/person_lists.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def listing(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """One of the customary lists, read from the ledger as it stands."""
    campaign, word = campaign_at(request, code), next((one for one in ListKind if one.value == kind), None)
    if word is None:
        raise Missing()
    mine = reach_of(request, campaign.pk)
    chosen = listed.choose(
        mine, campaign, word, number_of(request.GET.get("unit")), number_of(request.GET.get("person")), request.GET.get("open") == "1",
        request.GET.get("key_few") == "1",
    )  # fmt: skip
    form = TakeForm(request.POST or None)
    if request.method == "POST" and (made := _taken(request, form, operations.take_list, campaign=campaign, chosen=chosen)):
        return made
    found = further(request, lambda mark: listed.listing(mine, campaign, chosen, mark=mark, most=MOST))
    operations.record_all_seen(campaign, keys=found.shown_in_confidence, actor=actor_of(request), now=now())
    shown = {
        "campaign": campaign, "title": _(word.label), "about": _(ABOUT[word]), "found": found, "form": form, "long": _LONG, "kind": word.value,
        "heads": [_(one.label) for one in found.columns], "units": [] if by_person(word) else listed.units_to_choose(mine, campaign),
        "lines": [[(column, line.cells[column]) for column in found.columns] for line in found.lines], "chosen": chosen,
        "by_unit": by_unit(word), "rows": list(zip(found.lines, _cells(found), strict=True)), "older": leads(request, found.after),
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_(word.label), "")],
    }  # fmt: skip
    return render(request, "problems/pages/listing.html", shown, status=422 if form.is_bound else 200)


def _cells(found: listed.Listing) -> list[list[dict[str, Any]]]:
    """The cells of each row with the kind of each: what is a word of ours is said in the reader's language."""
    spoken = (ListColumn.STATE, ListColumn.SOURCE)
    rows = []
    for line in found.lines:
        cells = []
        for column in found.columns:
            text = line.cells[column]
            told = _(text) if text and (column in spoken or text == listed.UNNAMED) else text
            cells.append({"text": told, "long": column in _LONG, "number": column is ListColumn.NUMBER, "label": _(column.label)})
        rows.append(cells)
    return rows


def _taken(request: HttpRequest, form: TakeForm, operation: Any, **what: Any) -> HttpResponse | None:
    """The file that a form asks for; None where it was refused and the form says why."""
    as_paper, made = request.POST.get("as") == "docx", list["Taken"]()

    def take() -> None:
        made.append(operation(**what, as_paper=as_paper, reason=form.cleaned_data["reason"], actor=actor_of(request), now=now()))

    if not form.is_valid() or not done(form, take):
        return None
    return file_of(made[0])


def file_of(taken: Taken) -> HttpResponse:
    """What was taken, as a file."""
    if taken.paper is None:
        return download(taken.workbook, f"{taken.title}.xlsx")
    name = content_disposition_header(True, f"{taken.title}.docx") or "attachment"
    return HttpResponse(render_docx(taken.paper), content_type=_DOCX, headers={"Content-Disposition": name})


@require_GET
def finds(request: HttpRequest, code: str) -> HttpResponse:
    """Finds by channel, entries, and the mergers between them, listed."""
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    told, (rows, ways) = finding.finds_of(mine, campaign), older(request, finding.mergers_seen(mine, campaign))
    some = finding.joined(mine, rows)
    keys = [
        row.pk for one in some for row, text in ((one.merger.main, one.main_text), (one.merger.member, one.member_text)) if text is not None
    ]
    operations.record_all_seen(campaign, keys=keys, actor=actor_of(request), now=now())
    shown = {
        "campaign": campaign, "title": _("来源与并入"), "found": told, "mergers": some, "older": ways,
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_("来源与并入"), "")],
        "channels": [{"label": _(one.source.label), "one": one, "query": f"source={one.source.value}"} for one in told.channels],
    }  # fmt: skip
    return render(request, "problems/pages/finds.html", shown)
