"""Findings that tell the same in nearly the same words: the list for the office, what it decides, the hint while somebody types."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, NotAllowed
from bihuan.interfaces.web.problems.rows import row_of
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at, reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now, today_of
from bihuan.interfaces.web.shell.older import further, leads, older
from bihuan.interfaces.web.shell.taking import done
from bihuan.problems import operations, queries
from bihuan.problems.operations import Why
from bihuan.problems.queries import likeness as likes
from bihuan.problems.rules.likeness import differences
from bihuan.problems.vocabulary import Alike, VoidKind

DECIDED = "decided"


class DecideForm(forms.Form):
    """What becomes of two that are alike: which of them stays, why, and what is done."""

    one = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    other = forms.IntegerField(min_value=1, max_value=2_000_000_000)
    keep = forms.ChoiceField(choices=[("one", ""), ("other", "")], required=False)
    do = forms.ChoiceField(choices=[("merge", ""), ("void", ""), ("apart", "")])
    reason = forms.CharField(max_length=500, required=False)


@require_http_methods(["GET", "POST"])
def likenesses(request: HttpRequest, code: str) -> HttpResponse:
    """The pairs that are alike, side by side; a POST decides about one of them."""
    actor = actor_of(request)
    campaign = campaign_at(request, code)
    mine = reach_of(request, campaign.pk)
    if not likes.may_look(mine):
        raise NotAllowed()
    form = DecideForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told: list[str] = []
        if done(form, lambda: told.append(_decide(form, campaign, actor))):
            return toast(request, redirect(_back(request, code)), told[0])
    shown = _shown(request, campaign, mine)
    return render(request, "problems/pages/likenesses.html", shown | {"form": form}, status=422 if form.is_bound else 200)


def _back(request: HttpRequest, code: str) -> str:
    kind, mark = request.GET.get("kind", ""), request.GET.get("before", "")
    kept = {"kind": kind, **({"before": mark} if mark else {})}
    known = kind in {DECIDED, *(one.value for one in Alike)}
    return reverse("problems:likenesses", args=[code]) + (f"?{urlencode(kept)}" if known else "")


def _decide(form: DecideForm, campaign: Any, actor: Any) -> str:
    """Do it; the sentence that says what was done."""
    told, by = form.cleaned_data, {"actor": actor, "now": now()}
    one, other = (queries.find(actor, campaign, told[name]) for name in ("one", "other"))
    kept, gone = (other, one) if told["keep"] == "other" else (one, other)
    names = {"kept": kept.number, "gone": gone.number}
    if told["do"] == "apart":
        operations.set_apart(one=one, other=other, reason=told["reason"], **by)
        return _("已判定不是同一件：第 %(kept)04d 号、第 %(gone)04d 号") % names
    if not told["reason"].strip():
        raise BadInput(_("请写明理由。"))
    if told["do"] == "void":
        operations.void(problem=gone, why=Why(VoidKind.DUPLICATE, told["reason"], kept), **by)
        return _("第 %(gone)04d 号已作为重复作废，留下第 %(kept)04d 号") % names
    operations.merge(main=kept, members=[gone], reason=told["reason"], **by)
    return _("第 %(gone)04d 号已并入第 %(kept)04d 号") % names


def _shown(request: HttpRequest, campaign: Any, mine: Any) -> dict[str, Any]:
    wanted = request.GET.get("kind", "")
    kind = Alike.COPIED if wanted == Alike.COPIED else Alike.SAME
    decided, here = likes.decided_of(mine, campaign), reverse("problems:likenesses", args=[campaign.code])
    page = (
        None if wanted == DECIDED else further(request, lambda mark: likes.pairs_page(mine, campaign, kind, mark), **_named(request, kind))
    )
    tabs = [{"label": _(one.label), "count": _capped(likes.count_alike(mine, campaign, one)), "href": f"{here}?kind={one.value}",
             "on": page is not None and one is kind} for one in Alike]  # fmt: skip
    tabs.append({"label": _("已判定不是同一件"), "count": decided.count(), "href": f"{here}?kind={DECIDED}", "on": page is None})
    rows, ways = (None, leads(request, page.after, **_named(request, kind))) if page else older(request, decided, kind=DECIDED)
    return {
        "campaign": campaign, "title": _("疑似重复"), "tabs": tabs, "kind": kind.value, "percent": likes.least(campaign),
        "pairs": [_pair(mine, one, campaign) for one in page.pairs] if page else [], "decided": rows,
        "older": ways, "may_decide": likes.may_decide(mine), "waits": likes.is_waiting(campaign),
        "crumbs": [(_("问题台账"), reverse("problems:ledger", args=[campaign.code])), (_("疑似重复"), "")],
    }  # fmt: skip


def _named(request: HttpRequest, kind: Alike) -> dict[str, str]:
    """The kind as the address says it; without a word it is the first."""
    return {"kind": kind.value} if request.GET.get("kind") else {}


def _capped(count: int) -> str:
    return f"{count}+" if count >= likes.COUNTED_TO else str(count)


def _pair(mine: Any, pair: Any, campaign: Any) -> dict[str, Any]:
    """Both as the page prints them, with what stands in one alone marked."""
    like, today = pair.likeness, today_of(campaign)
    for one in (like.one, like.other):
        one.campaign = campaign
        operations.record_seen(one, actor=mine.actor, now=now())
    pieces = differences(like.one.text, like.other.text)
    sides = [{"row": row_of(mine, one, today), "pieces": told, "name": name}
             for one, told, name in zip((like.one, like.other), pieces, ("one", "other"), strict=True)]  # fmt: skip
    return {"likeness": like, "sides": sides, "further": pair.further, "may_merge": likes.may_merge(mine, like)}


@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take back that two are not the same."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    decision = likes.find_apart(queries.reach(actor, campaign.pk), campaign, pk)
    operations.withdraw_apart(decision=decision, actor=actor, now=now())
    return toast(request, redirect(f"{reverse('problems:likenesses', args=[code])}?kind={DECIDED}"), _("已撤销判定"))


@require_POST
def like(request: HttpRequest, code: str) -> HttpResponse:
    """What a text that is being typed is like, among what this person may see and read. A hint; it stops nobody."""
    actor = actor_of(request)
    campaign = campaigns.find(actor, code)
    found = likes.like_text(queries.reach(actor, campaign.pk), campaign, request.POST.get("text", "")[:2000])
    for one in found[: likes.MOST]:
        operations.record_seen(one.problem, actor=actor, now=now())
    shown = {"campaign": campaign, "likes": found[: likes.MOST], "more": max(0, len(found) - likes.MOST)}
    return render(request, "problems/parts/likes.html", shown)
