"""Leading group with its co-heads, office, supervision groups with their units; seats and the duties that go with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import operations, queries
from bihuan.campaigns.queries import past
from bihuan.campaigns.vocabulary import Duty, GroupKind, GroupPost
from bihuan.foundation.audit.moments import after
from bihuan.foundation.audit.queries import actions, last_hand, signed_by
from bihuan.foundation.audit.queries import kinds as kinds_kept
from bihuan.foundation.files.rules.cells import listed
from bihuan.foundation.kernel import Conflict
from bihuan.interfaces.web.campaigns.forms import ChargeForm, GroupForm, ReasonForm, SeatForm
from bihuan.interfaces.web.campaigns.views.office import desk, form_page, tabs, who
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.as_of import as_of, asked
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done, number_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from bihuan.campaigns.models import Campaign, Group
    from bihuan.foundation.kernel.moments import Written
    from bihuan.organisation.models import Unit

_NAMED = ("campaign", "stage", "group")  # kinds whose names are no business text
_DECISIONS = frozenset(
    {
        "start_campaign", "close_campaign", "extend_stage", "fill_gap", "amend_campaign", "approve_measures", "prioritise", "confirm", "extend",
        "suspend", "resume", "reopen", "issue_document",
    }
)  # fmt: skip


def _signed(campaign: Campaign, found: Sequence[Group], until: datetime | None) -> list[dict[str, Any]]:
    """What each co-head signed (`until`: before that moment), under his own name (M03)."""
    words, of_kind = dict(actions()), dict(kinds_kept())
    leading = [seat for one in found if one.kind == GroupKind.LEADING for seat in one.members.all()]
    heads = [seat.person for seat in leading if seat.post == GroupPost.HEAD and seat.person]
    told: dict[int | None, list[dict[str, Any]]] = {one.user_id: [] for one in heads}
    for row in signed_by(campaign.code, [one.user_id for one in heads if one.user_id], _DECISIONS, until=until):
        label = row.label if row.kind in _NAMED else of_kind.get(row.kind, "")
        told[row.actor].append(
            {"text": f"{_(words.get(row.action, row.action))} {label}", "at": row.at, "by": row.actor_name, "detail": row.reason}
        )
    return [{"head": one, "events": told[one.user_id]} for one in heads]


@require_GET
def groups(request: HttpRequest, code: str) -> HttpResponse:
    """All bodies; the office sees which units no group is in charge of, office and leaders what the heads signed."""
    actor, at = actor_of(request), asked(request)
    campaign = queries.find(actor, code)
    found, runs, until = _bodies(campaign, at), queries.run_by(actor, campaign), after(at) if at else None
    duties = {one.duty for one in queries.duties_held(actor, campaign)}
    kinds = [(kind, [one for one in found if one.kind == kind]) for kind in GroupKind]
    shown = {
        "campaign": campaign, "title": pgettext("several", "工作机构"), "shelves": [(kinds[:2], "cols-2"), (kinds[2:], "stack")],
        "runs": runs and not at, "tabs": tabs(request, campaign, "groups", at) if runs else [],
        "signed": _signed(campaign, found, until) if runs or Duty.LEADER in duties else [],
        "dissolved": _dissolved(campaign, until) if runs else [], "loose": _loose(campaign, found, at) if runs else [],
    }  # fmt: skip
    return render(request, "campaigns/pages/groups.html", shown | as_of(request, at))


def _bodies(campaign: Campaign, at: Written | None) -> list[Group]:
    return past.groups_then(campaign, after(at)) if at else queries.groups_of(campaign)


def _dissolved(campaign: Campaign, until: datetime | None) -> list[Group]:
    return past.dissolved_then(campaign, until) if until else queries.dissolved_groups(campaign)


def _loose(campaign: Campaign, found: Sequence[Group], at: Written | None) -> list[Unit]:
    if at:
        return past.units_without_group_then(campaign, at.day, after(at), found)
    return queries.units_without_group(campaign, today_of(campaign).day)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Set up a body."""
    _actor, campaign = desk(request, code)
    loose = queries.units_without_group(campaign, today_of(campaign).day)
    form = GroupForm(
        request.POST or None, campaign=campaign, units=loose, initial={"kind": request.GET.get("kind", GroupKind.SUPERVISION.value)}
    )
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.set_up_group(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect("campaigns:group", code=code, pk=made[0].pk), _("已设立，接着列入成员"))
    return form_page(request, campaign, form, title=_("设立工作机构"), act=_("设立"), back="groups")


@require_http_methods(["GET", "POST"])
def group(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One body: its seats, and somebody to be seated; with `seat` the place as the plan wrote it is filled."""
    _actor, campaign = desk(request, code)
    body = queries.find_group(campaign, pk)
    seat = queries.find_seat(body, wanted) if (wanted := number_of(request.GET.get("seat"))) is not None else None
    form = SeatForm(request.POST or None, campaign=campaign, initial={"post": seat.post if seat else GroupPost.MEMBER})
    if form.is_valid() and done(form, lambda: operations.seat_person(group=body, seat=seat, **form.told(), **who(request))):
        return toast(request, redirect("campaigns:group", code=code, pk=pk), _("已列入，职责同时授予"))
    crumbs = [(pgettext("several", "工作机构"), reverse("campaigns:groups", args=[code])), (body.name, "")]
    shown = {
        "campaign": campaign,
        "title": body.name,
        "group": body,
        "form": form,
        "seat": seat,
        "crumbs": crumbs,
        "charged": body.kind == GroupKind.SUPERVISION,
    }
    return render(request, "campaigns/pages/group.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
def unseat(request: HttpRequest, code: str, pk: int, seat: int) -> HttpResponse:
    """Take somebody out of a body; the duty goes with the seat."""
    _actor, campaign = desk(request, code)
    body = queries.find_group(campaign, pk)
    place, form = queries.find_seat(body, seat), ReasonForm(request.POST or None)
    told = {"name": place.person.name if place.person else place.as_written, "group": body.name}
    if form.is_valid() and done(
        form, lambda: operations.unseat_person(group=body, seat=place, reason=form.cleaned_data["reason"], **who(request))
    ):
        return toast(request, redirect("campaigns:group", code=code, pk=pk), _("已退出，职责同时收回"))
    back = reverse("campaigns:group", args=[code, pk])
    return form_page(
        request,
        campaign,
        form,
        title=_("%(name)s 退出“%(group)s”") % told,
        act=_("退出"),
        back=back,
        note=_("随这个席位授予的职责同时收回。"),
    )


@require_http_methods(["GET", "POST"])
def dissolve(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Dissolve a body; the duties of its members end, its units are free."""
    _actor, campaign = desk(request, code)
    body, form = queries.find_group(campaign, pk), ReasonForm(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.dissolve_group(group=body, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect("campaigns:groups", code=code), _("机构已撤销，成员的职责同时收回"))
    seats, units = len(body.members.all()), len(body.charges.all())
    note = _("%(seats)d 个席位同时撤下，随席位授予的职责同时收回，%(units)d 个单位要另定督导组。办过的事和记录都保留。")
    title, back = _("撤销“%(group)s”") % {"group": body.name}, reverse("campaigns:group", args=[code, pk])
    return form_page(request, campaign, form, title=title, act=_("撤销"), back=back, note=note % {"seats": seats, "units": units})


@require_http_methods(["GET", "POST"])
def charge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The units of a supervision group; the duties of its members follow."""
    _actor, campaign = desk(request, code)
    body = queries.find_group(campaign, pk)
    units = queries.units_without_group(campaign, today_of(campaign).day, body)
    form = ChargeForm(request.POST or None, units=units, initial={"units": [str(one.unit_id) for one in body.charges.all()]})
    seen = number_of(request.POST.get("seen"))  # the page sends every unit: an old page would put back what somebody changed since
    try:
        if form.is_valid() and done(form, lambda: operations.charge_group(group=body, units=form.units(), seen=seen, **who(request))):
            return toast(request, redirect("campaigns:group", code=code, pk=pk), _("分工已调整，组员的职责随之变动"))
    except Conflict:
        body, seen = queries.find_group(campaign, pk), None
        form.add_error(None, _meanwhile(body))
    back, title = reverse("campaigns:group", args=[code, pk]), _("%(group)s负责哪些单位") % {"group": body.name}
    note = _("一个单位只归一个督导组；已归别组的不在这里列出。")
    return form_page(
        request, campaign, form, title=title, act=_("保存"), back=back, note=note, seen=body.revision if seen is None else seen
    )


def _meanwhile(body: Group) -> str:
    """Who changed it since the form was opened, when, and how it stands now."""
    hand = last_hand("group", body.pk)
    told = {
        "group": body.name, "who": hand[0] if hand else _("有人"), "at": f"{hand[1]:%m-%d %H:%M}" if hand else "",
        "units": listed([one.unit.name for one in body.charges.all()]) or _("没有单位"),
    }  # fmt: skip
    return _("“%(group)s”刚被%(who)s改过（%(at)s），现在负责：%(units)s。您勾选的没有丢：核对后再按“保存”，就照您勾选的办。") % told
