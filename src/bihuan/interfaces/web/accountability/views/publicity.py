"""Announcements: the board that everybody reads, and how one gets there and goes from there."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations
from bihuan.accountability.queries import rights
from bihuan.accountability.vocabulary.publicity import Channel
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms.rights import AnnouncementForm
from bihuan.interfaces.web.accountability.shapes import at, entered, form_page, moment, plain, who
from bihuan.interfaces.web.accountability.views.right_shapes import cell, list_page, row_page, state_of, table
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What is announced to readers like this one, today. It begins at the gate `announced`, as every shown list does."""
    actor, campaign = entered(request, code)
    rows, further = older(request, rights.announced_in(actor, campaign, today_of(campaign).day))
    cards = [{"title": one.title, "text": one.text, "reply": one.reply, "note": _("%(unit)s，公布至 %(day)s") % {
        "unit": one.unit.name if one.named else _("不点名"), "day": one.ends_on}} for one in rows]  # fmt: skip
    hint = _("公布的内容到期自动撤下；申诉期间不显示，解除、撤销、澄清后立即撤下。")
    return list_page(
        request, campaign, "announced", title=_("公布栏"), lead=hint, cards=cards, older=further, none=_("现在没有公布的内容")
    )  # fmt: skip


@require_GET
def announcements(request: HttpRequest, code: str) -> HttpResponse:
    """Those that one draws up or approves, or that are about oneself; of what is gone only scope and seal are left."""
    actor, campaign = entered(request, code)
    rows, further = older(request, rights.announcements_of(actor, campaign))
    lines = (
        [cell(one.title or _("第 %(n)d 号（内容已撤下）") % {"n": one.number}, at("announcement", code, one.pk), tag=state_of(one)[0]),
         cell(_("点名") if one.named else _("不点名")), cell(_(one.get_audience_display())), cell(one.ends_on, num=True)]
        for one in rows
    )  # fmt: skip
    hint = _("处理结果默认不公布。要公布的，从一件已送达的处理里拟稿，由另一个人审批；点名的还要等申诉期过了或者本人表示不申诉。")
    shown = table(
        _("公布的办理"),
        (_("标题"), _("是否点名"), _("范围"), _("截止")),
        lines,
        none=_("没有您拟稿、审批或者与您有关的公布"),
        older=further,
    )
    return list_page(request, campaign, "announcements", title=_("公布的办理"), lead=hint, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_announcement(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Draw up what is announced about a handling; nameless unless somebody says so."""
    actor, campaign = entered(request, code)
    handling = rights.find_by_number(actor, campaign, number)
    if not campaigns.switches_for(campaign).publicity_of_handlings or not rights.handles(actor, handling):
        raise NotAllowed()
    form = AnnouncementForm(request.POST or None, campaign=campaign)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.propose_announcement(handling=handling, body=form.body(), told=form.told(), **who(request)))
    ):
        return toast(request, redirect(at("announcement", code, made[0].pk)), _("已拟稿，等待审批；本人能看到并附上说明"))
    note = _("不点名时不写姓名和单位。不得写家庭、健康和其他个人隐私。")
    way = [(_("公布的办理"), at("announcements", code)), (_("拟公布"), "")]
    return form_page(
        request, campaign, form, back=at("announcements", code), title=_("拟公布处理结果"), act=_("提交审批"), note=note, crumbs=way
    )


@require_GET
def announcement(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One announcement, for whoever works on it and whom it is about."""
    actor, campaign = entered(request, code)
    row = rights.find_announcement(actor, campaign, pk)
    channels = [f"{_(Channel(one).label)}{_('（已撤除）') if one in row.taken_off else ''}" for one in row.channels]
    facts = [
        (_("种类"), _(row.get_kind_display())), (_("是否点名"), _("点名") if row.named else _("不点名")), (_("范围"), _(row.get_audience_display())),
        (_("渠道"), "、".join(channels)), (_("公布日期"), plain(row.from_on)), (_("截止日期"), plain(row.ends_on)), (_("审批机构"), row.body.name),
        (_("审批时间"), moment(row.approved_at)), (_("撤下原因"), _(row.get_why_display()) if row.why else ""), (_("撤下时间"), moment(row.removed_at)),
        (_("内容封存值"), row.seal),
    ]  # fmt: skip
    texts = [{"title": row.title, "text": row.text}, {"title": _("本人说明"), "text": row.reply}]
    return row_page(
        request, actor, campaign, "announcement", row, title=row.title or _("公布第 %(n)d 号") % {"n": row.number}, facts=facts, texts=texts
    )
