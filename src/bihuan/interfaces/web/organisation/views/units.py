"""The tree at the left, the people of a unit at the right; units founded, changed and ended."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.interfaces.web.organisation.forms import EndForm, UnitForm
from bihuan.interfaces.web.organisation.views.keeping import keepers
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.organisation import operations, queries
from bihuan.organisation.queries import Branch
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.vocabulary import UnitKind

SIZE = 50
MOST_PAGES = 100_000


def _node(branch: Branch, chosen: set[int], here: int | None, words: str) -> dict[str, Any]:
    address = reverse("organisation:unit", args=[branch.unit.pk])
    return {
        "name": branch.unit.name, "count": branch.people or None, "on": branch.unit.pk == here,
        "href": f"{address}?unit_q={words}" if words else address, "open": bool(words) or branch.unit.pk in chosen,
        "children": [_node(one, chosen, here, words) for one in branch.children],
    }  # fmt: skip


def _tree(words: str, unit: Any = None) -> list[dict[str, Any]]:
    chosen = set(ids_of(unit.path)) if unit else set()
    branches = queries.tree(words)
    opened = chosen | ({branches[0].unit.pk} if branches else set())
    return [_node(one, opened, unit.pk if unit else None, words) for one in branches]


@require_GET
@keepers
def units(request: HttpRequest) -> HttpResponse:
    """The tree alone; with nothing in it, the way to the first roster."""
    words = request.GET.get("unit_q", "").strip()
    shown = {"title": _("单位与人员"), "nodes": _tree(words), "unit_q": words, "people": None}
    return render(request, "organisation/pages/units.html", shown)


@require_GET
@keepers
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit with its people by Chinese name, or those of the whole branch."""
    here, words = queries.find_unit(pk), request.GET.get("unit_q", "").strip()
    name, whole = request.GET.get("q", "").strip(), request.GET.get("whole") == "1"
    people = queries.people_of(here, name, whole_branch=whole)
    page = min(max(1, number_of(request.GET.get("page")) or 1), MOST_PAGES)
    total, start = people.count(), (page - 1) * SIZE
    kept = request.GET.copy()
    kept.pop("page", None)
    link = f"?{kept.urlencode()}&page=" if kept else "?page="
    shown = {
        "title": here.name, "unit": here, "nodes": _tree(words, here), "unit_q": words, "people": people[start : start + SIZE], "total": total,
        "q": name, "whole": whole, "previous": f"{link}{page - 1}" if page > 1 else "", "next": f"{link}{page + 1}" if start + SIZE < total else "",
        "page": page, "crumbs": _crumbs(here),
    }  # fmt: skip
    return render(request, "organisation/pages/units.html", shown)


def _crumbs(here: Any) -> list[tuple[str, str]]:
    over = [(one.name, reverse("organisation:unit", args=[one.pk])) for one in queries.above(here)]
    return [(_("单位与人员"), reverse("organisation:units")), *over, (here.name, "")]


def _form_page(request: HttpRequest, form: Any, title: str, act: str, back: str) -> HttpResponse:
    shown = {"title": title, "form": form, "act": act, "back": back}
    return render(request, "organisation/pages/form.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@keepers
def new(request: HttpRequest) -> HttpResponse:
    """Found a unit."""
    form = UnitForm(request.POST or None, initial={"parent": request.GET.get("under", ""), "kind": "bureau"})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(_found(request, form))):
        return toast(request, redirect("organisation:unit", pk=made[0].pk), _("单位已设立"))
    return _form_page(request, form, _("设立单位"), _("设立"), reverse("organisation:units"))


def _found(request: HttpRequest, form: UnitForm) -> Any:
    told = form.cleaned_data
    return operations.found_unit(name=told["name"], kind=UnitKind(told["kind"]), parent=told["parent"], actor=actor_of(request), now=now())


@require_http_methods(["GET", "POST"])
@keepers
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change name, nature or parent; the whole branch moves along."""
    here = queries.find_unit(pk)
    start = {"name": here.name, "kind": here.kind, "parent": str(here.parent_id or "")}
    form = UnitForm(request.POST or None, initial=start)
    if form.is_valid() and done(form, lambda: _amend(request, here, form)):
        return toast(request, redirect("organisation:unit", pk=pk), _("单位已修改"))
    return _form_page(request, form, _("修改单位"), _("保存"), reverse("organisation:unit", args=[pk]))


def _amend(request: HttpRequest, here: Any, form: UnitForm) -> None:
    told, parent = form.cleaned_data, form.cleaned_data["parent"]
    operations.amend_unit(
        here, name=told["name"], kind=UnitKind(told["kind"]), parent=parent, to_top=parent is None, actor=actor_of(request), now=now()
    )


@require_http_methods(["GET", "POST"])
@keepers
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a unit that is empty."""
    here, form = queries.find_unit(pk), EndForm(request.POST or None, initial={"on": localdate()})
    if form.is_valid() and done(form, lambda: operations.end_unit(here, **form.cleaned_data, actor=actor_of(request), now=now())):
        return toast(request, redirect("organisation:units"), _("单位已撤销，它的记录都保留"))
    return _form_page(request, form, _("撤销“%(name)s”") % {"name": here.name}, _("撤销"), reverse("organisation:unit", args=[pk]))
