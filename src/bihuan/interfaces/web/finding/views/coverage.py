"""Units × the six lists, and the people of one unit: nobody of the roster is missing (M81)."""

from collections.abc import Mapping

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import escape
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.finding.operations.coverage import take_coverage
from bihuan.finding.queries.coverage import Cell, Coverage, PersonLine, coverage, people_of_unit
from bihuan.finding.queries.nones import answered_by
from bihuan.finding.vocabulary.coverage import Cover
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems.vocabulary import ProblemList

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLOURS = {Cover.FILLED: "ok", Cover.PART: "near", Cover.NONE: "done", Cover.EMPTY: ""}
"""Of tags; an empty list is no fault, so that it has no colour."""

_HEADS = (noop("整治对象"), noop("已自查"), noop("已承诺"), noop("未报"))


class TakeForm(forms.Form):
    """For what the matrix is taken home."""

    reason = forms.CharField(label=gettext_lazy("用途"), max_length=200, help_text=gettext_lazy("写明给谁、做什么用；记入操作记录。"))


@require_http_methods(["GET", "POST"])
def matrix(request: HttpRequest, code: str) -> HttpResponse:
    """The matrix; a POST takes it home as Excel."""
    campaign, few = campaign_at(request, code), request.GET.get("key_few") == "1"
    form, made = TakeForm(request.POST or None), list[bytes]()

    def take() -> None:
        made.append(take_coverage(campaign=campaign, reason=form.cleaned_data["reason"], key_few=few, actor=actor_of(request), now=now()))

    if request.method == "POST" and form.is_valid() and done(form, take):
        name = content_disposition_header(True, f"{campaign.title}-{_('全覆盖矩阵')}.xlsx") or "attachment"
        return HttpResponse(made[0], content_type=_XLSX, headers={"Content-Disposition": name})
    mine = reach_of(request, campaign.pk)
    found = coverage(mine, campaign, few)
    shown = {
        "campaign": campaign, "title": _("全覆盖矩阵"), "found": found, "form": form,
        "lists": [_(one.label) for one in ProblemList],
        "rows": _drawn(found, code, answered_by(mine)), "heads": [_(one) for one in _HEADS],
        "totals": [(_(one.label), found.total(one), _COLOURS[one]) for one in Cover],
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_("全覆盖矩阵"), "")],
    }  # fmt: skip
    return render(request, "finding/pages/coverage.html", shown, status=422 if form.is_bound else 200)


def _drawn(found: Coverage, code: str, answers: Mapping[str, frozenset[int] | None]) -> SafeString:
    """The rows as text, drawn here: a large campaign has ten thousand cells, and a template takes half a second for them. What is not ours in
    it, the names of units, is escaped."""
    people, ledger = reverse("finding:coverage_unit", args=[code, 0]), reverse("problems:ledger", args=[code])
    few, more, said = (
        "?key_few=1" if found.few else "",
        "&amp;key_few=1" if found.few else "",
        reverse("finding:coverage_list", args=[code, 0, "talks"]),
    )
    tags = {one: f'<span class="tag {_COLOURS[one]}">{_(one.label) if one is not Cover.EMPTY else "—"}</span>' for one in Cover}
    heads = [f'<td class=num data-label="{_(one)}">' for one in _HEADS]
    names = {one.value: f'<td class=num data-label="{_(one.label)}">' for one in ProblemList}
    away, rows = f" <small class=dim>{_('单位已移出整治范围，人还在名册上')}</small>", list[str]()
    for line in found.lines:
        name = escape(line.name)
        head = f'<a class=link href="{people.replace("/0/", f"/{line.unit}/")}{few}">{name}</a>' if line.subjects else name
        numbers = zip(heads, (line.subjects, line.wrote, line.signed, line.missing), strict=True)
        cells = (
            f'{names[cell.list]}<a class=figure href="{ledger}?unit={line.unit}&amp;lists={cell.list}{more}">{cell.count:,}</a>' if cell.count
            else names[cell.list] + _said(cell, line.unit, said, tags, answers)
            for cell in line.cells
        )  # fmt: skip
        told = "".join(f"{begins}{number}" for begins, number in numbers)
        rows.append(f"<tr><th scope=row>{head}{'' if line.covered else away}</th>{told}{''.join(cells)}</tr>")
    return mark_safe("\n".join(rows))  # noqa: S308 - addresses and words of ours, names escaped


def _said(cell: Cell, unit: int, said: str, tags: Mapping[Cover, str], answers: Mapping[str, frozenset[int] | None]) -> str:
    """An empty cell: a list that is confirmed by word leads to what was said, and whoever answers for it to where he says it."""
    if cell.list not in answers:
        return tags[cell.cover]
    href, mine = said.replace("/0/", f"/{unit}/").replace("/talks/", f"/{cell.list}/"), answers[cell.list]
    if cell.cover is not Cover.EMPTY:
        return f'<a href="{href}">{tags[cell.cover]}</a>'
    return f'<a class=link href="{href}">{_("去确认")}</a>' if mine is None or unit in mine else tags[cell.cover]


@require_GET
def unit(request: HttpRequest, code: str, unit: int) -> HttpResponse:
    """The subjects of one unit with their six lists as words: who has none yet is told by his name, how many anybody has is not."""
    campaign = campaign_at(request, code)
    name, people = people_of_unit(reach_of(request, campaign.pk), campaign, unit, request.GET.get("key_few") == "1")
    answers = answered_by(reach_of(request, campaign.pk))

    def told(one: PersonLine, cover: Cover, of: ProblemList) -> dict[str, str]:
        """The word of a cell, and where it was said or, as far as he answers for it, is to be said of this person."""
        mine, known = answers.get(of.value, frozenset()), of.value in answers and cover is not Cover.FILLED
        open_to = known and (cover is not Cover.EMPTY or mine is None or unit in mine)
        href = f"{reverse('finding:coverage_list', args=[code, unit, of.value])}?person={one.person}" if open_to else ""
        empty = _("去确认") if href else "—"
        return {"word": empty if cover is Cover.EMPTY else _(cover.label), "colour": _COLOURS[cover], "name": _(of.label), "href": href}

    shown = {
        "campaign": campaign, "title": name, "lists": [_(one.label) for one in ProblemList], "name": name,
        "rows": [(one, [told(one, cover, of) for cover, of in zip(one.covers, ProblemList, strict=True)]) for one in people],
        "crumbs": [(_("六个清单"), reverse("problems:lists", args=[code])), (_("全覆盖矩阵"), reverse("finding:coverage", args=[code])), (name, "")],
    }  # fmt: skip
    return render(request, "finding/pages/coverage_unit.html", shown)
