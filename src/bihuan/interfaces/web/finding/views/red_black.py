"""Quarterly red and black lists, kept with criteria and decision; a black entry can be turned into a finding (M63)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.queries import red_black as queries
from bihuan.finding.queries.feedback import reads_joint_check, works_joint_check
from bihuan.finding.vocabulary.feedback import Quarter, Side
from bihuan.foundation.files import workshop
from bihuan.foundation.kernel import Missing, NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import a_day, a_text, asking, long_text
from bihuan.interfaces.web.finding.forms.traced import Traced, entry_fields, list_fields
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, detail_page, entered, form_page, list_page, table, who
from bihuan.interfaces.web.finding.views.joint import joint_tabs
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed, name_and_content


def _desk(request: HttpRequest, code: str) -> Any:
    actor, campaign = entered(request, code, "red_black_list")
    if not works_joint_check(actor, campaign):
        raise NotAllowed()
    return campaign


@require_GET
def red_black(request: HttpRequest, code: str) -> HttpResponse:
    """The lists, latest first; units read the published ones."""
    actor, campaign = entered(request, code, "red_black_list")
    mine = reach_of(request, campaign.pk)
    rows, around = older(request, queries.lists_of(mine, campaign))
    lines = (
        [
            cell(f"{one.year} {_(one.get_quarter_display())}", at("red_black_list", code, one.pk)), cell(one.publisher),
            cell(one.decision), cell(one.published_on or _("没有发布"), num=True),
        ]
        for one in rows
    )  # fmt: skip
    works = works_joint_check(actor, campaign)
    head = (_("季度"), _("发布机构"), _("研究决定"), _("发布日期"))
    return list_page(
        request, campaign, "red_black", title=_("红黑榜"), lead=_("每季度一期，连同评定标准和研究决定一起保存。只列单位，不列个人。"),
        tabs=joint_tabs(campaign, "red_black", reads_joint_check(mine)), tables=[table(_("红黑榜"), head, lines)], around=around,
        acts=[{"label": _("登记一期"), "href": at("new_red_black", code)}] if works else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_red_black(request: HttpRequest, code: str) -> HttpResponse:
    """Keep a list."""
    campaign = _desk(request, code)
    form = Traced(
        request.POST or None, request.FILES or None, campaign=campaign, more=list_fields(), initial={"year": today_of(campaign).day.year}
    )  # fmt: skip
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(_keep(request, campaign, form))):
        return toast(request, redirect("finding:red_black_list", code=code, pk=made[0].pk), _("已登记，接着登记上榜单位"))
    return form_page(request, campaign, form, title=_("登记一期红黑榜"), act=_("登记"), back=at("red_black", code), files=True)


def _keep(request: HttpRequest, campaign: Any, form: Traced) -> Any:
    told = dict(form.cleaned_data)
    file = name_and_content(told.pop("file"))
    facts = ListFacts(**{**told, "quarter": Quarter(told["quarter"])})
    return operations.keep_red_black_list(campaign=campaign, facts=facts, file=file, **who(request))


@require_GET
def red_black_list(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One list with its units."""
    actor, campaign = entered(request, code, "red_black_list")
    mine = reach_of(request, campaign.pk)
    row, works = queries.find_list(mine, campaign, pk), works_joint_check(actor, campaign)
    facts = [
        (_("发布机构"), row.publisher), (_("研究决定"), row.decision), (_("决定日期"), row.decided_on),
        (_("发布日期"), row.published_on or _("没有发布")), (_("评定标准"), row.criteria),
    ]  # fmt: skip
    acts = [{"label": _("看附件"), "href": at("red_black_file", code, pk)}] if row.file_id else []
    if works:
        acts += [] if row.published_on else [{"label": _("写明发布日期"), "href": at("publish_red_black", code, pk)}]
        acts.append({"label": _("登记上榜单位"), "href": at("enter_red_black", code, pk)})
    lines = (
        [cell(one.unit.name), _side(one), cell(one.grounds, note=_withdrawn(one)), _turned(code, row, one, works),
         *([_to_withdraw(code, row, one)] if works else [])]
        for one in queries.entries_of(mine, row)
    )  # fmt: skip
    shown = table(_("上榜单位"), (_("单位"), _("榜别"), _("上榜理由"), _("转为问题"), *([""] if works else [])), lines)
    title = f"{row.year} {_(row.get_quarter_display())}{_('红黑榜')}"
    return detail_page(request, campaign, (_("红黑榜"), "red_black"), title=title, lead="", facts=facts, acts=acts, tables=[shown])


def _side(one: Any) -> dict[str, Any]:
    if one.withdrawn_at:
        return {"text": _("已撤回"), "tag": True, "colour": "done", "note": _(one.get_side_display())}
    return {"text": _(one.get_side_display()), "tag": True, "colour": "late" if one.side == Side.BLACK else "ok"}


def _withdrawn(one: Any) -> str:
    if not one.withdrawn_at:
        return ""
    return _("%(day)s 撤回，原因：%(why)s") % {"day": f"{localtime(one.withdrawn_at):%Y-%m-%d}", "why": one.withdrawn_why}


def _to_withdraw(code: str, row: Any, one: Any) -> dict[str, Any]:
    return cell("") if one.withdrawn_at else cell(_("撤回"), at("withdraw_red_black", code, row.pk, one.pk))


def _turned(code: str, row: Any, one: Any, works: bool) -> dict[str, Any]:
    if one.problem is not None:
        return cell(f"{one.problem.number:04d}", f"/c/{code}/ledger/{one.problem.number}/", num=True)
    if one.side == Side.BLACK and works and row.published_on and not one.withdrawn_at:
        return cell(_("转为问题"), at("turn_black", code, row.pk, one.pk))
    return cell("")


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A unit on the list."""
    campaign = _desk(request, code)
    row = queries.find_list(reach_of(request, campaign.pk), campaign, pk)
    units = campaigns.units_of(campaign, today_of(campaign).day)
    form = Traced(request.POST or None, campaign=campaign, units=units, more=entry_fields())
    if form.is_valid() and done(form, lambda: _enter(request, row, form)):
        return toast(request, redirect("finding:red_black_list", code=code, pk=pk), _("已登记"))
    return form_page(request, campaign, form, title=_("登记上榜单位"), act=_("登记"), back=at("red_black_list", code, pk))


def _enter(request: HttpRequest, row: Any, form: Traced) -> None:
    told, unit = form.cleaned_data, form.unit()
    assert unit is not None
    operations.enter_red_black(row, side=Side(told["side"]), unit=unit, grounds=told["grounds"], **who(request))


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """When it was published."""
    campaign = _desk(request, code)
    row = queries.find_list(reach_of(request, campaign.pk), campaign, pk)
    form = asking(on=a_day(lazy("发布日期")))(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.publish_red_black(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("finding:red_black_list", code=code, pk=pk), _("已写明"))
    return form_page(request, campaign, form, title=_("写明发布日期"), act=_("保存"), back=at("red_black_list", code, pk))


@require_http_methods(["GET", "POST"])
def turn(request: HttpRequest, code: str, pk: int, entry: int) -> HttpResponse:
    """Turn an entry on the black side into a finding for that unit."""
    campaign = _desk(request, code)
    row = queries.find_list(reach_of(request, campaign.pk), campaign, pk)
    one = queries.find_entry(row, entry)
    fields = {"text": long_text(lazy("问题")), "matter": a_text(lazy("事项"), help_text=lazy("同一类的问题写同一个事项，汇总时归在一起。"))}
    form = asking(**fields)(request.POST or None, initial={"text": one.grounds})
    if form.is_valid() and done(form, lambda: operations.turn_black_entry(one, **form.cleaned_data, **who(request))):
        return toast(request, redirect("finding:red_black_list", code=code, pk=pk), _("已列入台账"))
    return form_page(
        request, campaign, form, title=_("黑榜转为问题"), act=_("列入台账"), back=at("red_black_list", code, pk), note=one.unit.name
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, code: str, pk: int, entry: int) -> HttpResponse:
    """Take a unit off that was entered wrongly, with the reason."""
    campaign = _desk(request, code)
    row = queries.find_list(reach_of(request, campaign.pk), campaign, pk)
    one = queries.find_entry(row, entry)
    if one.withdrawn_at:
        raise NotNow(_("这个上榜单位已经撤回。"))
    told = _("这期已经发布：撤回以后仍列在榜上，注明撤回日期和原因，看得到这期的人都能看到。")
    if not row.published_on:
        told = _("这期还没有发布：撤回以后不随榜发布。登记有误的，撤回后可以重新登记。")
    form = asking(reason=long_text(lazy("撤回原因"), rows=2, help_text=told))(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.withdraw_red_black_entry(one, **form.cleaned_data, **who(request))):
        return toast(request, redirect("finding:red_black_list", code=code, pk=pk), _("已撤回"))
    return form_page(
        request, campaign, form, title=_("撤回上榜单位"), act=_("撤回"), back=at("red_black_list", code, pk), note=one.unit.name
    )


@require_GET
def red_black_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The file of a list, to be kept."""
    _actor, campaign = entered(request, code, "red_black_list")
    row = queries.find_list(reach_of(request, campaign.pk), campaign, pk)
    if row.file is None:
        raise Missing()
    return handed(workshop.open_content(row.file), name=row.file.name)  # type: ignore[return-value]
