"""Duties handed over for dates: mine, those I took over, and for the office all of the campaign's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries.delegations import as_then
from bihuan.foundation.audit.moments import after
from bihuan.foundation.files.queries import open_content
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.campaigns.forms.choosing import told
from bihuan.interfaces.web.campaigns.forms.delegating import DelegateForm, told_of
from bihuan.interfaces.web.campaigns.views.office import form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.organisation.queries import find_people, find_person

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.kernel import Actor

MOST = 100
"""Of somebody's own, given or taken: more than anybody hands over in one campaign."""


def _mine(actor: Actor, campaign: Campaign) -> list[Any]:
    return queries.delegable(actor.person_id, campaign) if actor.person_id else []


@require_GET
def delegations(request: HttpRequest, code: str) -> HttpResponse:
    """What I handed over, what I took over; the office sees everybody's."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    at, found, me = asked(request), queries.visible_delegations(actor, campaign), actor.person_id
    until, runs = after(at) if at else None, queries.run_by(actor, campaign)
    found = found.filter(given_at__lt=until) if until else found

    def shelf(rows: list[Any]) -> list[Any]:
        return queries.standing_today(as_then(rows, until) if until else rows, at.day if at else today_of(campaign).day)

    given, taken = (shelf(list(found.filter(**{whose: me})[:MOST]) if me else []) for whose in ("principal_id", "deputy_id"))
    shown: dict[str, Any] = {
        "campaign": campaign, "title": _("委托代办"), "tabs": tabs(request, campaign, "delegations", at) if runs else [], "me": me,
        "mine": [] if at else [told_of(one) for one in _mine(actor, campaign)], "shelves": [(_("我委托出去的"), given), (_("我代别人办的"), taken)],
    }  # fmt: skip
    if runs:
        rows, shown["older"] = older(request, found)
        shown["shelves"] = [*(one for one in shown["shelves"] if one[1]), (_("本专项的全部委托"), shelf(rows))]
    return render(request, "campaigns/pages/delegations.html", shown | as_of(request, at))


@require_http_methods(["GET", "POST"])
def delegate(request: HttpRequest, code: str) -> HttpResponse:
    """Hand a duty over: my own, or (`person`, for the office) somebody else's on a scanned order."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    wanted = number_of(request.GET.get("person"))
    ordered = wanted is not None and wanted != actor.person_id
    if ordered:
        queries.refuse_others(actor, campaign)
    principal = queries.known_person(campaign, wanted) if ordered and wanted else find_person(_person(actor, campaign))
    duties, today = queries.delegable(principal.pk, campaign), today_of(campaign).day
    if not duties:
        raise NotAllowed(_("“%(name)s”在这个专项里没有自己的职责，不能委托。"), name=principal.name)
    form = DelegateForm(
        request.POST or None, request.FILES or None, campaign=campaign, duties=duties, ordered=ordered, initial={"from_on": today}
    )
    if form.is_valid() and done(form, lambda: operations.delegate_duty(campaign=campaign, handing=form.handing(principal), **who(request))):
        text = _("已委托：%(deputy)s 代 %(name)s") % {"deputy": form.somebody.name, "name": principal.name}
        return toast(request, redirect("campaigns:delegations", code=code), text)
    note = _(
        "代办的每一步都记为“甲 代 乙”。代办人办不了由他本人整改的问题；列名册、授予职责、表扬等对人的决定不能代办；代来的职责不能再委托。"
    )
    title = _("委托 %(name)s 的职责") % {"name": principal.name} if ordered else _("委托我的职责")
    return form_page(request, campaign, form, title=title, act=_("委托"), back="delegations", note=note, files=ordered)


def _person(actor: Actor, campaign: Campaign) -> int:
    """Whoever has something to hand over."""
    if actor.person_id is None or not queries.delegable(actor.person_id, campaign):
        raise NotAllowed(_("您在这个专项里没有自己的职责，不用委托。"))
    return actor.person_id


@require_GET
def deputies(request: HttpRequest, code: str) -> HttpResponse:
    """People whose name holds what was typed, for whoever hands a duty over."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    if not queries.run_by(actor, campaign):
        _person(actor, campaign)
    words = request.GET.get("who", "").strip()[:40]
    found = find_people(words) if words else []
    return render(request, "campaigns/parts/people.html", {"words": words, "people": [(one, told(one)) for one in found]})


@require_POST
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """End one before its day."""
    campaign = campaign_at(request, code)
    operations.end_delegation(queries.find_delegation(actor_of(request), campaign, pk), **who(request))
    return toast(request, redirect("campaigns:delegations", code=code), _("委托已结束，办过的事和记录都保留"))


@require_GET
def order(request: HttpRequest, code: str, pk: int) -> FileResponse:
    """The scanned order on which the office handed a duty over."""
    row = queries.find_delegation(actor_of(request), campaign_at(request, code), pk)
    if row.order is None:
        raise Missing()
    return handed(open_content(row.order), name=row.order.name)
