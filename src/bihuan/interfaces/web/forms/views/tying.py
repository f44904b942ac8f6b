"""A form as a table to click in: what each cell is tied to, with its present value; suggestions; rows that repeat."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms as django_forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.forms import operations, queries
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.sheets import SheetView, look_at, suggestions
from bihuan.forms.vocabulary import Dimension, Fixed
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import said
from bihuan.interfaces.web.forms.lists import filters_of, guessed, named_lists
from bihuan.interfaces.web.forms.views.forms import crumbs, desk
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.taking import done, number_of, reason_of

if TYPE_CHECKING:
    from bihuan.forms.models import Form


class TieForm(django_forms.Form):
    """What a cell tells."""

    code = django_forms.CharField(
        label=gettext_lazy("指标"), max_length=80, widget=django_forms.TextInput(attrs={"list": "form-figures", "autocomplete": "off"})
    )
    narrow = django_forms.CharField(
        label=gettext_lazy("只计其中"), required=False, max_length=120, widget=django_forms.TextInput(attrs={"list": "form-keys", "autocomplete": "off"}),
        help_text=gettext_lazy("某个单位、阶段、类别或来源；空着是全专项。"),
    )  # fmt: skip


class RowsForm(django_forms.Form):
    """Rows that repeat: from which to which row, which list."""

    first = django_forms.IntegerField(label=gettext_lazy("从第几行"), min_value=1, max_value=100_000)
    last = django_forms.IntegerField(
        label=gettext_lazy("到第几行"), min_value=1, max_value=100_000, help_text=gettext_lazy("不够时自动加行，格式照最后一行。")
    )
    filters = django_forms.CharField(
        label=gettext_lazy("列哪些问题"), required=False, max_length=1000,
        widget=django_forms.TextInput(attrs={"list": "form-lists", "autocomplete": "off"}),
        help_text=gettext_lazy("从列表里选，台账上存的视图也在里面；或者在台账上筛好，把网址整个粘贴过来。空着是全部。"),
    )  # fmt: skip


@dataclass(frozen=True)
class _Words:
    """The names of what can be tied, both ways."""

    figures: dict[str, str]
    keys: dict[tuple[str, str], str]

    @classmethod
    def of(cls, campaign: Any, today: Any) -> "_Words":
        fixed = {one.value: _(one.label) for one in Fixed}
        return cls(
            {**{code: said(name, _) for code, name in queries.names_of_codes(campaign).items()}, **fixed}, queries.keys_of(campaign, today)
        )

    def code(self, text: str) -> str:
        """The code that was typed or chosen: the code itself, or the name in front of it."""
        wanted = text.strip()
        return next((code for code, name in self.figures.items() if wanted in (code, name, f"{name}（{code}）")), "")

    def key(self, text: str) -> tuple[str, str] | None:
        """The dimension and key that was typed; None: there is none of that name."""
        wanted = text.strip()
        if not wanted:
            return "", ""
        return next((place for place, name in self.keys.items() if wanted in (name, self.told(place))), None)

    def told(self, place: tuple[str, str]) -> str:
        """A unit, stage, category or source as it is chosen."""
        return f"{self.keys.get(place, place[1])}（{_(Dimension(place[0]).label)}）" if place[0] else ""


def _found(request: HttpRequest, code: str, pk: int) -> tuple[Any, Any, "Form"]:
    actor, campaign = desk(request, code)
    form = queries.find_form(actor, campaign, str(pk))
    form.campaign = campaign
    return actor, campaign, form


def _sheet(views: list[SheetView], request: HttpRequest) -> int:
    place = number_of(request.GET.get("sheet") or request.POST.get("sheet")) or 0
    return place if place < len(views) else 0


@require_GET
def form(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The sheet as a table; one cell chosen, beside it what it is tied to."""
    return _page(request, *_found(request, code, pk))


def _page(request: HttpRequest, actor: Any, campaign: Any, row: "Form", **forms: Any) -> HttpResponse:
    edition, today = queries.edition_of(row), today_of(campaign).day
    views = look_at(read(edition.blank))
    at, ties, words = _sheet(views, request), queries.ties_of(edition), _Words.of(campaign, today)
    view, values = views[at], queries.Values(campaign, today, today)
    chosen = request.GET.get("cell", "") or request.POST.get("cell", "")
    old = next((one for one in ties.cells if one.place == (view.name, chosen)), None)
    start = {"code": f"{words.figures.get(old.code, old.code)}（{old.code}）", "narrow": words.told((old.by, old.key))} if old else None
    regions = [one for one in ties.regions if one.sheet == view.name]
    shown = {
        "campaign": campaign, "title": row.name, "row": row, "edition": edition, "crumbs": crumbs(campaign.code, (row.name, "")), "at": at,
        "sheets": [{"name": one.name, "at": n, "on": n == at} for n, one in enumerate(views)], "cut": view.cut,
        "table": _table(view, ties, regions, words, values), "chosen": chosen, "old": old, "today": today,
        "present": _present(values, old) if old else "", "tie_form": forms.get("tie_form") or TieForm(initial=start), "words": words,
        "figures": [f"{name}（{code}）" for code, name in words.figures.items()], "keys": [words.told(place) for place in words.keys],
        "found": _suggested(row, view, words, values), "regions": regions,
        "lists": list(named_lists(actor, campaign)),
        **_rows(request, view, queries.columns_to_tie(campaign), forms.get("rows_form")),
        "fillings": queries.fillings_of(row)[:10],
    }  # fmt: skip
    return render(request, "forms/pages/tying.html", shown, status=422 if forms else 200)


def _rows(request: HttpRequest, view: SheetView, columns: dict[str, str], form: RowsForm | None) -> dict[str, Any]:
    """The form of the rows: as it was sent, or as the head above them reads."""
    first, meant = guessed(view, columns)
    told = {letter: request.POST.get(f"column_{letter}", "") if form else meant.get(letter, "") for letter in _letters(view)}
    fresh = RowsForm(initial={"first": first or None, "last": first or None})
    return {"columns": list(columns.items()), "letters": _letters(view), "rows_form": form or fresh, "told": told.items()}


def _letters(view: SheetView) -> list[str]:
    from bihuan.forms.rules.suggesting import letters

    return [letters(place) for place in range(1, len(view.texts[0]) + 1)] if view.texts else []


def _present(values: queries.Values, tie: CellTie) -> str:
    if tie.is_fixed:
        return values.fixed(tie.code)
    one = values.figure(tie)
    return reason_of(values.why_not(tie, one)) or f"{one.value if one else ''}"


def _table(view: SheetView, ties: Ties, regions: list[Region], words: _Words, values: queries.Values) -> list[list[dict[str, Any]]]:
    tied = {one.cell: one for one in ties.cells if one.sheet == view.name}
    rows = {row for one in regions for row in range(one.first, one.last + 1)}
    return [
        [
            {"place": cell, "tie": (tie := tied.get(cell.cell)), "present": _present(values, tie) if tie else "",
             "name": words.figures.get(tie.code, tie.code) if tie else "", "in_rows": n in rows}
            for cell in line
        ]
        for n, line in enumerate(view.rows, 1)
    ]  # fmt: skip


def _suggested(row: "Form", view: SheetView, words: _Words, values: queries.Values) -> list[dict[str, Any]]:
    return [
        {"cell": one.tie.cell, "words": one.words, "name": words.figures.get(one.tie.code, one.tie.code), "of": words.told((one.tie.by, one.tie.key)),
         "present": _present(values, one.tie)}
        for one in suggestions(row, view)
    ]  # fmt: skip


@require_POST
def tie(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Tie the chosen cell, or set it free."""
    actor, campaign, row = _found(request, code, pk)
    edition, words, form = queries.edition_of(row), _Words.of(campaign, today_of(campaign).day), TieForm(request.POST)
    views, cell = look_at(read(edition.blank)), request.POST.get("cell", "")
    sheet = views[_sheet(views, request)].name
    if "free" in request.POST:
        operations.tie_form(form=row, ties=queries.ties_of(edition).without_cell(sheet, cell), actor=actor, now=now(), seen=row.revision)
        return toast(request, redirect(_here(request, code, pk, cell)), _("%(cell)s 不再对应") % {"cell": cell})
    if form.is_valid():
        figure, place = words.code(form.cleaned_data["code"]), words.key(form.cleaned_data["narrow"])
        if not figure:
            form.add_error("code", _("没有这个指标，请从列表里选。"))
        if place is None:
            form.add_error("narrow", _("没有这个单位、阶段、类别或来源，请从列表里选。"))
        if figure and place is not None and done(form, lambda: operations.tie_form(
            form=row, ties=queries.ties_of(edition).with_cell(CellTie(sheet, cell, figure, *place)), actor=actor, now=now(), seen=row.revision,
        )):  # fmt: skip
            return toast(request, redirect(_here(request, code, pk, cell)), _("%(cell)s 已对应") % {"cell": cell})
    return _page(request, actor, campaign, row, tie_form=form)


def _here(request: HttpRequest, code: str, pk: int, cell: str = "") -> str:
    sheet = number_of(request.POST.get("sheet")) or 0
    return reverse("forms:form", args=[code, pk]) + f"?sheet={sheet}" + (f"&cell={cell}#tie" if cell.isalnum() else "")


@require_http_methods(["POST"])
def rows(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Tie rows that repeat, or set them free."""
    actor, campaign, row = _found(request, code, pk)
    edition, form = queries.edition_of(row), RowsForm(request.POST)
    views, ties = look_at(read(edition.blank)), queries.ties_of(edition)
    view = views[_sheet(views, request)]
    if "free" in request.POST:
        ties = ties.without_region(view.name, number_of(request.POST["free"]) or 0)
        operations.tie_form(form=row, ties=ties, actor=actor, now=now(), seen=row.revision)
        return toast(request, redirect(_here(request, code, pk)), _("明细行不再对应"))
    columns = tuple((letter, request.POST[f"column_{letter}"]) for letter in _letters(view) if request.POST.get(f"column_{letter}"))
    if form.is_valid():
        told = form.cleaned_data
        filters = filters_of(told["filters"], named_lists(actor, campaign))
        if filters is None:
            form.add_error("filters", _("没有这样的列表或视图。请从列表里选，或者粘贴台账筛好后的网址。"))
        region = Region(view.name, told["first"], told["last"], columns, filters or "")
        if filters is not None and done(
            form, lambda: operations.tie_form(form=row, ties=ties.with_region(region), actor=actor, now=now(), seen=row.revision)
        ):
            return toast(request, redirect(_here(request, code, pk)), _("明细行已对应"))
    return _page(request, actor, campaign, row, rows_form=form)


@require_POST
def suggested(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take the suggestions that were left ticked."""
    actor, _campaign, row = _found(request, code, pk)
    edition = queries.edition_of(row)
    views, ties, ticked = look_at(read(edition.blank)), queries.ties_of(edition), set(request.POST.getlist("cell"))
    taken = [one.tie for one in suggestions(row, views[_sheet(views, request)]) if one.tie.cell in ticked]
    for one in taken:
        ties = ties.with_cell(one)
    if taken:
        operations.tie_form(form=row, ties=ties, actor=actor, now=now(), seen=row.revision)
    return toast(request, redirect(_here(request, code, pk)), _("已对应 %(n)d 个格") % {"n": len(taken)})
