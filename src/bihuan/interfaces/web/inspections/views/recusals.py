"""Who keeps away from what: declared, asked for, decided (P04)."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.inspections.forms import RecusalForm, a_choice, asking, long_text
from bihuan.interfaces.web.inspections.views.shapes import (
    at,
    cell,
    entered,
    form_page,
    list_page,
    state_cell,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation import operations as organisation
from bihuan.organisation import queries as people
from bihuan.organisation.vocabulary import RecusalDuty, RecusalGround


@require_GET
def recusals(request: HttpRequest, code: str) -> HttpResponse:
    """Recusals that this person may read; nobody else sees that there are any."""
    actor, campaign = entered(request, code)
    lines = (
        [
            cell(one.person.name, at("recusal", code, one.pk) if held else ""),
            cell(one.unit.name if one.unit else ""),
            cell(one.party.name if one.party else ""),
            cell(_(one.get_ground_display())),
            state_cell(one),
        ]
        for one, held in people.recusals_of(actor)
    )
    acts = [
        {"label": _("申请某人回避"), "href": at("ask_recusal", code)},
        {"label": _("申报本人回避"), "href": at("declare_recusal", code)},
    ]
    shown = table(
        _("回避"),
        (_("回避的人"), _("单位"), _("当事人"), _("情形"), _("状态")),
        lines,
        none=_("没有您能看到的回避"),
        hint=_("申报后立即生效；安排检查的人只看到人选里没有他，看不到原因。"),
    )
    lead = _("经手的人自己申报，或者由当事的一方申请、由专班决定。不登记亲属关系。")
    return list_page(request, campaign, "overview", title=_("回避"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def declare_recusal(request: HttpRequest, code: str) -> HttpResponse:
    """Keep away oneself."""
    return _recuse(request, code, others=False)


@require_http_methods(["GET", "POST"])
def ask_recusal(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that somebody keeps away."""
    return _recuse(request, code, others=True)


def _recuse(request: HttpRequest, code: str, *, others: bool) -> HttpResponse:
    actor, campaign = entered(request, code)
    units = [(one.pk, one.name) for one in campaigns.units_of(campaign, today_of(campaign).day)]
    form = RecusalForm(request.POST or None, units=units, others=others)

    def take() -> None:
        given = form.cleaned_data
        unit = campaigns.unit_in(campaign, int(given["unit"])) if given["unit"] else None
        about: dict[str, Any] = {
            "unit": unit,
            "party": _named(given["party"]),
            "ground": RecusalGround(given["ground"]),
            "reason": given["reason"],
        }
        person = _named(given["who"]) if others else people.find_person(actor.person_id or 0)
        verb = organisation.ask_recusal if others else organisation.declare_recusal
        verb(person=person, **about, **who(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("inspections:recusals", code=code), _("已提出，等专班决定") if others else _("已申报，立即生效"))
    title = _("申请某人回避") if others else _("申报本人回避")
    return form_page(request, campaign, form, back=at("recusals", code), title=title, act=_("提出") if others else _("申报"))


def _named(name: str) -> Any:
    """The one person of this name; unit/name tells namesakes apart."""
    if not name.strip():
        return None
    found = people.people_named(name.strip())
    if len(found) != 1:
        raise BadInput(noop("没有找到“%(name)s”，或者不止一个。同名的写成“单位/姓名”。"), name=name)
    return found[0][0]


_DECIDE = {"grant": organisation.grant_recusal, "refuse": organisation.refuse_recusal, "end": organisation.end_recusal}


@require_http_methods(["GET", "POST"])
def recusal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide on one that was asked for, or end one; whoever asked reads it."""
    actor, campaign = entered(request, code)
    row = people.find_recusal(actor, pk)
    held = next((duties for one, duties in people.recusals_of(actor) if one.pk == pk), frozenset())
    decides = RecusalDuty.JUDGE in held and row.state == "asked"
    choices = [("grant", _("决定回避")), ("refuse", _("不予回避"))] if decides else [("end", _("解除回避"))]
    form = asking(what=a_choice(_("怎么办"), choices), reason=long_text(_("理由")))(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: _DECIDE[given["what"]](row, reason=given["reason"], **who(request))):
            return toast(request, redirect("inspections:recusals", code=code), _("已办"))
    note = f"{row.person.name}　{_(row.get_ground_display())}　{row.reason}"
    return form_page(request, campaign, form, back=at("recusals", code), title=_("回避"), act=_("确定"), note=note)
