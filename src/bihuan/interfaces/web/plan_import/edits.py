"""Answering questions and correcting facts in place; each edit is kept with who and why."""

from collections.abc import Callable, Sequence
from typing import Any, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.plan_import.forms import AddForm, PlaceForm
from bihuan.interfaces.web.plan_import.showing import days_at
from bihuan.interfaces.web.plan_import.views import shown
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.plan_import import operations, queries
from bihuan.plan_import.rules.reviewing import ADDED, LISTS, PARTS, RARE, WrongPart, brief, fact_at, list_of


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer one question in place. An answer that is none is told beside the questions, which stay."""
    draft, refused = queries.find(actor_of(request), pk), ""
    held_back = any(one.must for one in queries.questions(draft, now().year))
    given = request.POST.get("free", "") if request.POST.get("answer") == "free" else request.POST.get("answer", "")
    try:
        operations.answer(draft=draft, answers={request.POST.get("key", ""): given}, actor=actor_of(request), now=now())
    except BadInput as no:
        refused = sentence_of(no)
    if request.headers.get("HX-Request"):
        page = shown(request, pk)
        reply = render(request, "plan_import/parts/facts.html", page | {"refused": refused})
        if bool(page["must"]) != held_back or request.POST.get("key") == "title":
            reply["HX-Refresh"] = "true"  # the way to the next step opens (or closes) above the questions, the name stands there
        return reply
    return toast(request, redirect("plan_import:review", pk=pk), refused, "error") if refused else redirect("plan_import:review", pk=pk)


def _renewed(request: HttpRequest, pk: int, text: str) -> HttpResponse:
    """The facts anew beside the source; without scripts the whole page."""
    if request.headers.get("HX-Request"):
        return toast(request, render(request, "plan_import/parts/facts.html", shown(request, pk)), text)
    return toast(request, redirect("plan_import:review", pk=pk), text)


def _asked(request: HttpRequest, page: dict[str, Any]) -> HttpResponse:
    """A form in its dialog, or on a page of its own; what was refused comes back to it."""
    inside, bound = bool(request.headers.get("HX-Request")), page["form"].is_bound
    template = "plan_import/parts/edit.html" if inside else "plan_import/pages/edit.html"
    answer = render(request, template, page, status=422 if bound else 200)
    if bound:
        answer["HX-Retarget"], answer["HX-Reswap"] = "#editing", "innerHTML"
    return answer


@require_POST
def set_aside(request: HttpRequest, pk: int) -> HttpResponse:
    """A plan handed in by mistake is put away; what was read and the original stay on record."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    operations.set_aside(draft=draft, actor=actor, now=now())
    return toast(request, redirect("plan_import:list"), _("已搁置：%(title)s") % {"title": draft.title})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back what was saved last."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    try:
        operations.undo_edit(draft=draft, actor=actor, now=now())
    except BadInput as no:  # pressed twice, or taken back in another tab
        return _renewed(request, pk, sentence_of(no))
    return _renewed(request, pk, _("已撤销，修改和撤销都留在记录里"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Correct one fact, or take it away."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    fact, labels = _fact(draft, place), PARTS[list_of(place)]
    parts = {name: (_(label), fact.get(name)) for name, label in labels.items() if fact.get(name) or name not in RARE}
    form = PlaceForm(request.POST or None, room=list_of(place), parts=parts, days=days_at(draft.reviewed, draft.answers, place))
    who: dict[str, Any] = {"draft": draft, "place": place, "actor": actor, "now": now()}
    if request.method == "POST" and "remove" in request.POST:
        if _taken(form, lambda: operations.remove_fact(reason=request.POST.get("reason", ""), **who)):
            return _renewed(request, pk, _("已删去，修改记录里可以查到"))
    elif form.is_valid() and _taken(form, lambda: operations.edit_fact(values=form.told(), reason=form.cleaned_data["reason"], **who)):
        return _renewed(request, pk, _("已改，原来读出的内容仍留在记录里"))
    removable = place.split(".")[-1].isdigit()
    return _asked(
        request, {"draft": draft, "form": form, "place": place, "title": _("修改读出的内容"), "act": _("保存"), "removable": removable}
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Add what the reader did not find: a stage, a category, a manifestation, a basis, a unit."""
    actor = actor_of(request)
    draft, room = queries.find(actor, pk), list_of(place)
    if room not in ADDED:
        raise Http404
    form = AddForm(request.POST or None, room=room)
    if request.method == "POST" and form.is_valid():
        who: dict[str, Any] = {"draft": draft, "place": place, "actor": actor, "now": now(), "reason": form.cleaned_data["reason"]}
        if _taken(form, lambda: operations.add_fact(values=form.told(), **who)):
            return _renewed(request, pk, _("已添加：%(name)s") % {"name": brief(form.told())})
    title = _("添加：%(what)s") % {"what": _(LISTS[room])}
    return _asked(request, {"draft": draft, "form": form, "place": place, "title": title, "act": _("添加")})


def _fact(draft: Any, place: str) -> dict[str, Any]:
    try:
        return fact_at(draft.reviewed, place)
    except BadInput:
        raise Http404 from None


def _taken(form: Any, operation: Callable[[], Any]) -> bool:
    """Do it; what was refused stands beside its field."""
    try:
        operation()
    except BadInput as no:
        for wrong in cast("Sequence[WrongPart]", no.errors):
            name = f"part_{wrong.part}" if f"part_{wrong.part}" in form.fields else None
            form.add_error(name, _(wrong.template) % wrong.facts if wrong.facts else _(wrong.template))
        if not no.errors:
            form.add_error(None, sentence_of(no))
        return False
    return True
