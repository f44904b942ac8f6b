"""Units × the six lists, and the people of one unit: nobody of the roster is missing (M81)."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.queries.coverage import Coverage, coverage, people_of_unit
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems.vocabulary import ProblemList

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLOURS = {Cover.FILLED: "ok", Cover.PART: "near", Cover.NONE: "done", Cover.EMPTY: ""}
"""Of tags; an empty list is no fault, so that it has no colour."""


class TakeForm(forms.Form):
    """For what the matrix is taken home."""

    reason = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("写明给谁、做什么用；记入操作记录。"))


@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix; a POST takes it home as Excel."""
    campaign = campaign_at(request, code)
    form, made = TakeForm(request.POST or None), list[bytes]()

    def take() -> None:
        made.append(take_coverage(campaign=campaign, reason=form.cleaned_data["reason"], actor=actor_of(request), now=now()))

    if request.method == "POST" and form.is_valid() and done(form, take):
        name = content_disposition_header(True, f"{campaign.title}-{_('全覆盖矩阵')}.xlsx") or "attachment"
        return HttpResponse(made[0], content_type=_XLSX, headers={"Content-Disposition": name})
    found = coverage(reach_of(request, campaign.pk), campaign)
    shown = {
        "campaign": campaign, "title": _("全覆盖矩阵"), "found": found, "form": form, "lists": [_(one.label) for one in ProblemList],
        "rows": _rows(found, code), "totals": [(_(one.label), found.total(one), _COLOURS[one]) for one in Cover],
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_("全覆盖矩阵"), "")],
    }  # fmt: skip
    return render(request, "finding/pages/coverage.html", shown, status=422 if form.is_bound else 200)


def _rows(found: Coverage, code: str) -> list[tuple[object, str, list[tuple[str, str, str, str]]]]:
    """Each unit with its address, and its cells as word, colour, address and the name of the list: six thousand cells on a large page."""
    people, ledger = reverse("finding:coverage_unit", args=[code, 0]), reverse("problems:ledger", args=[code])
    words, names = {one: _(one.label) for one in Cover}, {one.value: _(one.label) for one in ProblemList}
    rows = []
    for line in found.lines:
        cells = [
            (f"{cell.count:,}" if cell.count else words[cell.cover] if cell.cover is not Cover.EMPTY else "—", _COLOURS[cell.cover],
             f"{ledger}?unit={line.unit}&lists={cell.list}" if cell.count else "", names[cell.list])
            for cell in line.cells
        ]  # fmt: skip
        rows.append((line, people.replace("/0/", f"/{line.unit}/"), cells))
    return rows


@require_GET
def unit(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """The subjects of one unit with their six lists as words: who has none yet is told by his name, how many anybody has is not."""
    campaign = campaign_at(request, code)
    name, people = people_of_unit(reach_of(request, campaign.pk), campaign, unit)
    lists = [_(one.label) for one in ProblemList]
    shown = {
        "campaign": campaign, "title": name, "lists": lists, "name": name,
        "rows": [(one, [(_(cover.label) if cover is not Cover.EMPTY else "—", _COLOURS[cover], label) for cover, label in zip(one.covers, lists, strict=True)])
                 for one in people],
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_("全覆盖矩阵"), reverse("finding:coverage", args=[code])), (name, "")],
    }  # fmt: skip
    return render(request, "finding/pages/coverage_unit.html", shown)
