"""Look-backs: the draws, one draw with its items, what was found of one item, its files."""

from typing import Any
from urllib.parse import urlencode

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.files import workshop
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.problems.hands import Hands
from bihuan.interfaces.web.problems.look_back_forms import DrawForm, FoundForm
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.kept import way_back
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems import operations, queries
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import looking_back as looks
from bihuan.problems.vocabulary import Held, Strata

MOST = 100
"""Items of a draw on one page."""
_LAST = 1_000_000
"""No page lies behind it; the engine takes no larger number of rows to pass over."""
_STATES = {Held.HOLDS.value: "ok", Held.CAME_BACK.value: "late"}


@require_http_methods(["GET", "POST"])
def draws(request: HttpRequest, code: str) -> HttpResponse:
    """The draws so far (of a past moment: those of then), and a new one for office and supervision groups."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    past = queries.then(campaign.pk, asked(request), today_of(campaign))
    mine, form, made = queries.reach(actor, campaign.pk), DrawForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        wanted = Wanted(told["share"], Strata(told["strata"]), told["closed_from"], told["closed_to"], told["due_on"])

        def draw() -> None:
            seen = number_of(request.POST.get("seen"))
            made.append(
                operations.draw_look_back(campaign=campaign, wanted=wanted, reason=told["reason"], actor=actor, now=now(), seen=seen)
            )

        if done(form, draw):
            answer = redirect("problems:look_back", code=code, draw=made[0].number)
            return toast(request, answer, _("已抽取：第 %(n)d 批") % {"n": made[0].number})
    may_draw = looks.may_draw(mine) and not past and campaigns.switches_for(campaign).look_back
    rows, further = older(request, looks.draws_of(mine, campaign, past))
    shown = {
        "campaign": campaign, "title": _("回头看"), "draws": rows, "older": further, "form": form if may_draw or form.is_bound else None,
        "pool": looks.poolable(mine, campaign.pk).count() if may_draw else 0, "last": looks.last_number(campaign.pk),
        "strata": {one.value: _(one.label) for one in Strata},
        **as_of(request, past),
    }  # fmt: skip
    return render(request, "problems/pages/look_backs.html", shown, status=422 if form.is_bound else 200)


@require_GET
def draw(request: HttpRequest, code: str, draw: int) -> HttpResponse:
    """One draw: how it was drawn, its items with what was found (of a past moment: by then), narrowed by result."""
    actor, wanted = actor_of(request), request.GET.get("result", "")
    campaign = campaigns.find(actor, code)
    past = queries.then(campaign.pk, asked(request), today_of(campaign))
    mine, row = queries.reach(actor, campaign.pk), looks.find_draw(actor, campaign, draw, past)
    at, tabs, many = f"at={past.written.text}" if past else "", *_tabs(looks.progress_of(mine, row, past), wanted, past)
    first = min(max(0, (number_of(request.GET.get("page")) or 1) - 1), _LAST) * MOST
    found = looks.items_of(mine, row, past, kind=wanted)[first : first + MOST] if wanted in many else ()
    items = looks.items_then(mine, row, found, past) if past else list(found)
    hands = looks.hands_of(items)
    shown = {
        "campaign": campaign, "draw": row, "title": _("第 %(n)d 批回头看") % {"n": row.number}, "strata": _(Strata(row.strata).label),
        "items": [_item(mine, one, past) | {"hand": hands.get(one.pk, "")} for one in items], "repeats": looks.repeats(row),
        "pool": sum(map(len, row.pool.values())), "first": len(row.first), "layers": len(row.pool),
        "tabs": tabs,
        "previous": _page(wanted, at, first // MOST) if first else "",
        "next": _page(wanted, at, first // MOST + 2) if first + MOST < many.get(wanted, 0) else "",
        "crumbs": [(_("回头看"), reverse("problems:look_backs", args=[code]) + (f"?{at}" if at else "")), (_("第 %(n)d 批") % {"n": row.number}, "")],
        **as_of(request, past),
    }  # fmt: skip
    return render(request, "problems/pages/look_back.html", shown)


def _tabs(progress: looks.Progress, wanted: str, past: queries.Then | None) -> tuple[list[dict[str, Any]], dict[str, int]]:
    """The kinds of items as tabs that keep the moment, and how many each has."""
    kinds = (("", _("全部"), progress.drawn), ("open", _("还没有看"), progress.open), ("holds", _("保持住了"), progress.holds),
             ("came_back", _("反弹回潮"), progress.came_back), ("gone", _("已另行返回整改"), progress.gone))  # fmt: skip
    kept = {"at": past.written.text} if past else {}
    tabs = [
        {"label": f"{label} {many}", "href": "?" + urlencode({"result": key, **kept} if key else kept), "on": key == wanted}
        for key, label, many in kinds
    ]
    return tabs, {key: many for key, _label, many in kinds}


def _page(wanted: str, at: str, number: int) -> str:
    return "?" + "&".join(filter(None, (f"result={wanted}" if wanted else "", at, f"page={number}")))


def _kind(one: Any) -> str:
    return one.result or ("gone" if looks.is_gone(one) else "open")


def _item(mine: Any, one: Any, past: Any) -> dict[str, Any]:
    kind = _kind(one)
    label = _(Held(one.result).label) if one.result else _("已另行返回整改") if kind == "gone" else _("还没有看")
    return {
        "item": one, "problem": one.problem, "readable": queries.may_read(mine, one.problem), "label": label, "colour": _STATES.get(kind, ""),
        "may_record": not past and looks.may_record(mine, one),
    }  # fmt: skip


def _open(request: HttpRequest, code: str, number: int) -> tuple[Any, Any, Any]:
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    row = queries.find(actor, campaign, number)
    item = looks.open_item(row)
    if item is None:
        raise Missing()
    item.problem = row
    return campaign, queries.reach(actor, campaign.pk), item


@require_http_methods(["GET", "POST"])
def record(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was found of one drawn problem: it holds, or it came back and is reopened."""
    campaign, mine, item = _open(request, code, number)
    if not looks.may_record(mine, item):
        raise NotAllowed()
    form, actor = FoundForm(request.POST or None, request.FILES or None, problem=item.problem), actor_of(request)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        files = [(one.name, one.read()) for one in told["shown"]]
        result = Held(told["result"])

        def take() -> None:
            until = {"due_on": told["due_on"], "beyond": told.get("beyond", False)}
            operations.record_look_back(item=item, result=result, text=told["text"], files=files, actor=actor, now=now(), **until)

        if done(form, take):
            text = _("已记录：%(what)s") % {"what": _(result.label)}
            back = way_back(request, reverse("problems:look_back", args=[code, item.draw.number]))
            return toast(request, redirect(back), text, kept=f"{code}-{item.problem.number}-look-back")
    if queries.may_read(mine, item.problem):
        operations.record_seen(item.problem, actor=actor, now=now())
    shown = _about(campaign, mine, item) | {"back": way_back(request, ""), "form": form}
    return render(request, "problems/pages/look_back_record.html", shown, status=422 if form.is_bound else 200)


def _about(campaign: Any, mine: queries.Reach, item: Any) -> dict[str, Any]:
    """What the page tells of the drawn problem to whoever looks it back."""
    row, hands, code, batch = item.problem, Hands(queries.book_of(item.problem)), campaign.code, item.draw.number
    return {
        "campaign": campaign, "problem": row, "item": item, "row": rows_of(mine, [row], today_of(campaign), campaign)[0],
        "readable": queries.may_read(mine, row), "title": _("回头看：第 %(number)04d 号") % {"number": row.number},
        "progress": hands.sign(queries.progress_of(row)), "evidence": hands.sign(queries.evidence_of(row)),
        "crumbs": [(_("回头看"), reverse("problems:look_backs", args=[code])),
                   (_("第 %(n)d 批") % {"n": batch}, reverse("problems:look_back", args=[code, batch])), (f"{row.number:04d}", "")],
    }  # fmt: skip


@require_GET
def file(request: HttpRequest, code: str, draw: int, pk: int) -> FileResponse:
    """The working copy of a file that shows what was found, for whoever may read the problem's text."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    mine = queries.reach(actor, campaign.pk)
    one = looks.file_of(mine, looks.find_draw(actor, campaign, draw), pk)
    operations.record_seen(one.item.problem, actor=actor, now=now())
    return handed(workshop.made_of(one.file).open_copy(), name=one.file.name)
