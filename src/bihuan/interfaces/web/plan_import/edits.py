"""Answering questions and correcting facts in place; each edit is kept with who and why."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.plan_import.forms import AddForm, PlaceForm
from bihuan.interfaces.web.plan_import.labels import ADDED, LISTS, PARTS, RARE, brief, fresh, list_of
from bihuan.interfaces.web.plan_import.showing import days_at
from bihuan.interfaces.web.plan_import.views import shown
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done, sentence_of
from bihuan.plan_import import operations, queries


def _at(facts: Any, place: str) -> Any:
    for part in place.split("."):
        try:
            facts = facts[int(part)] if isinstance(facts, list) else facts[part]
        except (KeyError, IndexError, ValueError, TypeError):
            raise Http404 from None
    return facts


def _parts(place: str) -> dict[str, str]:
    names = [part for part in place.split(".") if not part.isdigit()]
    if not names or names[-1] not in PARTS:
        raise Http404
    return PARTS[names[-1]]


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


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Correct one fact, or take it away."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    fact, labels = _at(draft.reviewed, place), _parts(place)
    parts = {name: (_(label), fact.get(name)) for name, label in labels.items() if name in fact and (fact[name] or name not in RARE)}
    form = PlaceForm(request.POST or None, parts=parts, days=days_at(draft.reviewed, draft.answers, place))
    who: dict[str, Any] = {"draft": draft, "place": place, "actor": actor, "now": now()}
    if request.method == "POST" and "remove" in request.POST:
        operations.edit_fact(value=None, reason=request.POST.get("reason", ""), **who)
        return _renewed(request, pk, _("已删去，修改记录里可以查到"))
    if request.method == "POST" and form.is_valid():
        values = {name: _typed(text, parts[name][1]) for name, text in form.told().items()}
        if done(form, lambda: operations.edit_parts(values=values, reason=form.cleaned_data["reason"], **who)):
            _take_back(draft, place, values, who)
            return _renewed(request, pk, _("已改，原来读出的内容仍留在记录里"))
    removable = place.split(".")[-1].isdigit()
    return _asked(
        request, {"draft": draft, "form": form, "place": place, "title": _("修改读出的内容"), "act": _("保存"), "removable": removable}
    )


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Add what the reader did not find: a stage, a category, a manifestation, a basis."""
    actor = actor_of(request)
    draft, room = queries.find(actor, pk), list_of(place)
    if room not in ADDED or not isinstance(_at(draft.reviewed, place), list):
        raise Http404
    form = AddForm(request.POST or None, labels=ADDED[room])
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        who: dict[str, Any] = {"draft": draft, "place": place, "actor": actor, "now": now(), "reason": told.pop("reason")}
        if done(form, lambda: operations.add_fact(value=fresh(place, told), **who)):
            return _renewed(request, pk, _("已添加：%(name)s") % {"name": brief(told)})
    title = _("添加：%(what)s") % {"what": _(LISTS[room])}
    return _asked(request, {"draft": draft, "form": form, "place": place, "title": title, "act": _("添加")})


def _take_back(draft: Any, place: str, values: dict[str, Any], who: dict[str, Any]) -> None:
    """A day that was answered and is now edited: the edit holds, so the answer goes."""
    head, _dot, order = place.partition(".")
    keys = [f"{head}.{int(order) + 1}.{name}" for name in values] if head == "stages" else []
    answered = {key: "" for key in keys if draft.answers.get(key)}
    if answered:
        operations.answer(draft=draft, answers=answered, actor=who["actor"], now=who["now"])


def _typed(text: str, old: Any) -> Any:
    if isinstance(old, list):
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text.strip() or None
