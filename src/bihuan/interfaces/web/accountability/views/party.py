"""The Party group's desk (M95): serious items and units laid before it, what it decides, what the unit reads; each unit with what was tried (M143)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.accountability.operations.party import (
    Said,
    decide_party,
    decide_serious_item,
    lay_before_party,
    pass_by_party,
    take_party_paper,
)
from bihuan.accountability.queries import party as desk_of
from bihuan.accountability.vocabulary.party import PartyMeans, PartyState
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms import a_choice, asking, long_text
from bihuan.interfaces.web.accountability.forms_papers import said_form
from bihuan.interfaces.web.accountability.shapes import at, crumbs, entered, form_page, moment, tabs, who
from bihuan.interfaces.web.accountability.views.visit_shapes import cell, table
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

_NOTE = lazy("对单位说，不是对个人的处理；要处理个人的，在“处理”里提出，先告知、听取陈述再决定。")


@require_GET
def desk(request: HttpRequest, code: str) -> HttpResponse:
    """What lies there, what was decided. The head of a unit finds what was said to it."""
    actor, campaign = entered(request, code)
    if not desk_of.opens_desk(actor, campaign):
        raise Missing()
    rows = list(desk_of.matters(actor, campaign)[: desk_of.MOST])
    member, lays = desk_of.decides(actor, campaign), desk_of.sees_desk(actor, campaign)
    items = [
        [cell(f"{one.number:04d}", at("party_item", code, one.number) if member else ""), cell(one.unit.name, at("party_unit", code, one.unit_id)),
         cell(one.category.name if one.category else ""), cell(one.found_on.isoformat(), num=True), cell(_(one.get_state_display()))]
        for one in desk_of.serious_items(actor, campaign)[: desk_of.MOST]
    ]  # fmt: skip
    head = [_("编号"), _("单位"), _("类别"), _("发现日期"), _("环节")]
    hint = _("台账里程度标为“严重或多发频发”的，自动列在这里。")
    tables = [table(_("标为严重或多发频发的问题"), head, items, none=_("没有待研究的问题"), hint=hint)] if lays else []
    shown = {"campaign": campaign, "title": _("党组研究"), "tabs": tabs(actor, campaign, "party"), "tables": [*tables, _listed(rows, code)],
             "add": at("lay_unit", code) if lays else "", "crumbs": crumbs(code, (_("党组研究"), "")), "note": _NOTE}  # fmt: skip
    return render(request, "accountability/pages/party.html", shown)


def _listed(rows: list[Any], code: str) -> dict[str, Any]:
    lines = [
        [cell(_what(one), at("party_matter", code, one.pk)), cell(one.unit.name), cell(_(one.get_means_display()) if one.means else ""),
         cell(_day(one.decided_on), num=True), cell(_(one.get_state_display()))]
        for one in rows
    ]  # fmt: skip
    return table(_("提交研究和已作决定"), [_("事项"), _("单位"), _("方式"), _("决定日期"), _("状态")], lines, none=_("还没有"))


def _day(value: Any) -> str:
    return value.isoformat() if value else ""


def _what(one: Any) -> str:
    return _("第 %(n)04d 号问题") % {"n": one.problem.number} if one.problem else _("单位问题多发频发")


def _said(form: Any) -> Said:
    given = {name: value for name, value in form.cleaned_data.items() if name != "body"}
    return Said(**{**given, "means": PartyMeans(given["means"])})


def _body(form: Any, bodies: list[Any]) -> Any:
    return next(one for one in bodies if str(one.pk) == form.cleaned_data["body"])


def _decide_page(request: HttpRequest, code: str, campaign: Any, title: str, give: Any) -> HttpResponse:
    """The form of what is said; `give` takes body and words."""
    bodies = desk_of.own_party_groups(entered(request, code)[0], campaign)
    if not bodies:
        raise NotAllowed()
    form = said_form(bodies)(request.POST or None, initial={"body": str(bodies[0].pk)})
    if form.is_valid() and done(form, lambda: give(_body(form, bodies), _said(form))):
        return toast(request, redirect(at("party", code)), _("已登记，单位主要负责人看得到"))
    way = crumbs(code, (_("党组研究"), at("party", code)), (title, ""))
    return form_page(request, campaign, form, back=at("party", code), title=title, act=_("登记决定"), note=_NOTE, crumbs=way)


@require_http_methods(["GET", "POST"])
def decide_item(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Decide on an item that stands there by its mark."""
    actor, campaign = entered(request, code)
    problem = desk_of.find_serious(actor, campaign, number)
    title = _("第 %(n)04d 号问题") % {"n": number}
    return _decide_page(
        request, code, campaign, title, lambda body, said: decide_serious_item(problem, body=body, said=said, **who(request))
    )


@require_http_methods(["GET", "POST"])
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide on what was laid there."""
    actor, campaign = entered(request, code)
    row = desk_of.find_matter(actor, campaign, pk)
    return _decide_page(request, code, campaign, _what(row), lambda body, said: decide_party(row, body=body, said=said, **who(request)))


@require_http_methods(["GET", "POST"])
def pass_by(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It was discussed, and nothing further is said."""
    actor, campaign = entered(request, code)
    row = desk_of.find_matter(actor, campaign, pk)
    if not desk_of.decides(actor, campaign):
        raise NotAllowed()
    form, back = asking(reason=long_text(lazy("理由")))(request.POST or None), at("party_matter", code, pk)
    if form.is_valid() and done(form, lambda: pass_by_party(row, reason=form.cleaned_data["reason"], **who(request))):
        return toast(request, redirect(back), _("已登记"))
    title = _("研究后不另处理")
    return form_page(request, campaign, form, back=back, title=title, act=_("登记"), crumbs=crumbs(code, (_what(row), back), (title, "")))


@require_http_methods(["GET", "POST"])
def lay_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Lay a unit with frequent problems before the Party group: a hand does that, no count."""
    actor, campaign = entered(request, code)
    units = {str(one.pk): one for one in desk_of.units_to_lay(actor, campaign)}
    if not desk_of.sees_desk(actor, campaign):
        raise NotAllowed()
    fields = {"unit": a_choice(lazy("单位"), [(pk, one.name) for pk, one in units.items()]), "reason": long_text(lazy("提交理由"))}
    form, back = asking(**fields)(request.POST or None), at("party", code)

    def lay() -> None:
        told = form.cleaned_data
        lay_before_party(campaign=campaign, unit=units[told["unit"]], problem=None, reason=told["reason"], **who(request))

    if form.is_valid() and done(form, lay):
        return toast(request, redirect(back), _("已提交党组研究"))
    title = _("提交单位")
    way = crumbs(code, (_("党组研究"), back), (title, ""))
    return form_page(request, campaign, form, back=back, title=title, act=_("提交"), note=_NOTE, crumbs=way)


@require_GET
def matter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One of them: why it lies there, what was decided."""
    actor, campaign = entered(request, code)
    row, desks = desk_of.find_matter(actor, campaign, pk), desk_of.sees_desk(actor, campaign)
    laid = [(_("提交理由"), row.reason), (_("提交"), moment(row.laid_at, row.laid_by))] if desks else []
    facts = [(_("单位"), row.unit.name), *laid, (_("决定机构"), row.body.name if row.body else ""), (_("方式"), _(row.get_means_display())),
             (_("指出的问题和要求"), row.text), (_("文号"), row.document), (_("约谈日期"), _day(row.talk_on)), (_("约谈地点"), row.talk_place),
             (_("决定日期"), _day(row.decided_on))]  # fmt: skip
    acts = (
        [(_("研究后不另处理"), "party_pass"), (_("登记决定"), "party_decide")]
        if row.state == PartyState.LAID and desk_of.decides(actor, campaign)
        else []
    )
    shown = {"campaign": campaign, "title": _what(row), "state": _(row.get_state_display()), "facts": [one for one in facts if one[1]],
             "acts": [(label, at(name, code, pk)) for label, name in acts], "unit": at("party_unit", code, row.unit_id) if desks else "",
             "file": at("party_file", code, pk) if row.state == PartyState.DECIDED else "", "note": _NOTE,
             "crumbs": crumbs(code, (_("党组研究"), at("party", code)), (_what(row), ""))}  # fmt: skip
    return render(request, "accountability/pages/party_matter.html", shown)


@require_POST
def file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Its paper."""
    actor, campaign = entered(request, code)
    row = desk_of.find_matter(actor, campaign, pk)
    data = take_party_paper(row, **who(request))
    return handed(BytesIO(data), name=f"{_(row.get_means_display())} {row.unit.name}.docx")


def _treatment(one: Any) -> str:
    words = [_("党组研究")] if one.by else []
    return " ".join([*words, _(one.what), *([str(one.items)] if one.items else [])])


@require_GET
def unit(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How many problems a unit has, and what was tried with it (M143). No names, no comparison with others."""
    actor, campaign = entered(request, code)
    one = desk_of.find_unit_of_desk(actor, campaign, pk)
    told = desk_of.ledger_of(campaign, one, localdate())
    facts = [(_("登记的问题"), told.found), (_("严重或多发频发"), told.serious), (_("已销号"), told.done), (_("超期"), told.late),
             (_("曾被返回整改"), told.reopened)]  # fmt: skip
    lines = [
        [cell(each.on.isoformat(), num=True), cell(_treatment(each)), cell(each.document)] for each in desk_of.tried_with(campaign, one)
    ]
    tried = table(_("已经采取的办法"), [_("日期"), _("办法"), _("文号")], lines, none=_("还没有对这个单位采取过办法"))
    shown = {"campaign": campaign, "title": one.name, "facts": facts, "tables": [tried],
             "note": _("多方施治仍立不起来的，在“处理”里对单位提出，移送有权机关。"),
             "crumbs": crumbs(code, (_("党组研究"), at("party", code)), (one.name, ""))}  # fmt: skip
    return render(request, "accountability/pages/party_matter.html", shown)
