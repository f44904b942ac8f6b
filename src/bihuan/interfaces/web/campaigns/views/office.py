"""What the pages of the campaign office have in common: who may enter, the page with one form."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bihuan.campaigns import queries
from bihuan.campaigns.vocabulary import CampaignState, Duty
from bihuan.foundation.audit.queries import last_hand
from bihuan.foundation.kernel import Actor, BadInput
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.cells import cells_of
from bihuan.interfaces.web.shell.days import now

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel.moments import Written


def desk(request: HttpRequest, code: str, *, but_heads: bool = False) -> tuple[Actor, Campaign]:
    """The campaign, for its office and its founder (`but_heads`: and the heads of the leading group); strangers find nothing."""
    actor = actor_of(request)
    campaign = queries.find(actor, code)
    queries.refuse_others(actor, campaign, but_heads=but_heads)
    return actor, campaign


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": now()}


def form_page(request: HttpRequest, campaign: Campaign, form: Any, **shown: Any) -> HttpResponse:
    """A page with one form; `back` is a url name of the campaign, `act` the word on its button, `note` what follows from it."""
    back = shown.pop("back", "plan")
    page = {
        "campaign": campaign,
        "form": form,
        "back": back if back.startswith("/") else reverse(f"campaigns:{back}", args=[campaign.code]),
    }
    return render(request, "campaigns/pages/form.html", {**page, **shown}, status=422 if form.is_bound else 200)


def meanwhile(kind: str, row: int, name: str) -> str:
    """Who changed it since the form was opened, and when."""
    hand = last_hand(kind, row)
    told = {"name": name, "who": hand[0] if hand else _("有人"), "at": f"{hand[1]:%m-%d %H:%M}" if hand else ""}
    return _("“%(name)s”刚被%(who)s改过（%(at)s）。您填写的没有丢：核对后再按“保存”，就照您填写的办。") % told


def cells_told(form: Any, operation: Callable[[], Any]) -> Any:
    """Do it; what is wrong with single cells is kept on the form, to be shown below the sentence."""
    try:
        return operation()
    except BadInput as no:
        form.cells = cells_of(no.errors)
        raise


_HAVE_A_PAST = frozenset({"duties", "delegations", "handovers", "groups", "tasks"})


_OF_THE_OFFICE = frozenset({"handovers", "slips"})
"""Refused to a deputy, and to whoever founded a campaign and is not in its office: before the start nobody is."""


def tabs(request: HttpRequest, campaign: Campaign, here: str, at: Written | None = None) -> list[dict[str, Any]]:
    """The pages by which the office sets a campaign up, as far as they are open to the actor; a past moment (`at`) goes along to those that
    show one."""
    actor, closed = actor_of(request), frozenset[str]()
    if not any(one.duty == Duty.OFFICE and one.of is None for one in queries.duties_held(actor, campaign)):
        closed = _OF_THE_OFFICE
    elif campaign.state == CampaignState.CLOSED:
        closed = frozenset({"slips"})
    code, then = campaign.code, f"?at={at.text}" if at else ""
    pages = (
        ("duties", _("职责分工")),
        ("delegations", _("委托代办")),
        ("handovers", _("工作移交")),
        ("groups", pgettext("several", "工作机构")),
        ("roster", _("名册")),
        ("slips", _("激活单")),
        ("key_few", _("关键少数")),
        ("tasks", _("阶段任务")),
        ("settings", _("专项设置")),
        ("columns", _("自设栏目")),
    )
    return [
        {"label": label, "href": reverse(f"campaigns:{name}", args=[code]) + (then if name in _HAVE_A_PAST else ""), "on": name == here}
        for name, label in pages
        if name not in closed
    ]
