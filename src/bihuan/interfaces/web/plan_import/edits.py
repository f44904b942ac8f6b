"""Answering questions and correcting facts in place; each edit is kept with who and why."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.interfaces.web.plan_import.forms import PlaceForm
from bihuan.interfaces.web.plan_import.views import shown
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.plan_import import operations, queries

# which parts of a fact can be corrected, by the list it stands in
PARTS: dict[str, dict[str, str]] = {
    "stages": {"name": noop("名称"), "start": noop("开始"), "end": noop("结束"), "as_written": noop("原文写法"), "tasks": noop("任务")},
    "problem_categories": {"name": noop("类别"), "raise": noop("提升"), "dimension": noop("维度"), "deadline": noop("时限")},
    "manifestations": {"number": noop("编号"), "text": noop("具体表现")},
    "responsible_units": {"name": noop("单位"), "item": noop("事项")},
    "organisation": {"body": noop("机构"), "members_as_written": noop("组成")},
    "ladder": {"trigger": noop("适用情形"), "measures": noop("措施")},
    "reporting": {"what": noop("报送内容"), "to": noop("报给谁"), "rhythm": noop("频次"), "deadline": noop("截止")},
    "channels": {"phones": noop("电话"), "emails": noop("邮箱"), "urls": noop("网址"), "other": noop("其他")},
    "period": {"start": noop("开始"), "end": noop("结束"), "as_written": noop("原文写法")},
    "scope": {"text": noop("范围")},
    **{name: {"text": noop("内容")} for name in ("basis", "doc_numbers", "goals", "principles", "phrases", "decided_by")},
}


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
    """Answer one question in place."""
    draft = queries.find(actor_of(request), pk)
    given = request.POST.get("free", "") if request.POST.get("answer") == "free" else request.POST.get("answer", "")
    operations.answer(draft=draft, answers={request.POST.get("key", ""): given}, actor=actor_of(request), now=now())
    if request.headers.get("HX-Request"):
        return render(request, "plan_import/parts/facts.html", shown(request, pk))
    return redirect("plan_import:review", pk=pk)


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int, place: str) -> HttpResponse:
    """Correct one fact, or take it away."""
    actor = actor_of(request)
    draft = queries.find(actor, pk)
    fact, labels = _at(draft.reviewed, place), _parts(place)
    parts = {name: (_(label), fact.get(name)) for name, label in labels.items() if name in fact}
    form = PlaceForm(request.POST or None, parts=parts)
    if request.method == "POST" and "remove" in request.POST:
        operations.edit_fact(draft=draft, place=place, value=None, actor=actor, now=now(), reason=request.POST.get("reason", ""))
        return toast(request, redirect("plan_import:review", pk=pk), _("已删去，修改记录里可以查到"))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        values = {name: _typed(told[f"part_{name}"], old) for name, (_label, old) in parts.items()}
        operations.edit_parts(draft=draft, place=place, values=values, actor=actor, now=now(), reason=told["reason"])
        return toast(request, redirect("plan_import:review", pk=pk), _("已改，原来读出的内容仍留在记录里"))
    page = {"draft": draft, "form": form, "place": place, "title": _("修改读出的内容"), "removable": place.split(".")[-1].isdigit()}
    return render(request, "plan_import/pages/edit.html", page, status=422 if form.is_bound else 200)


def _typed(text: str, old: Any) -> Any:
    if isinstance(old, list):
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text.strip() or None
