"""Notices of deviation and their answers."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations.printing import print_docx
from bihuan.inspections import operations, papers, queries
from bihuan.inspections.vocabulary import NoticeAction
from bihuan.interfaces.web.inspections.forms import NoticeForm
from bihuan.interfaces.web.inspections.views.entering import only_who_works, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    acts_of,
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    moment,
    state_cell,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

_NOTICE_STEPS = {NoticeAction.REFUSE: noop("不认可"), NoticeAction.ACCEPT: noop("认可回复"), NoticeAction.REPLY: noop("回复")}


@require_GET
def notices(request: HttpRequest, code: str) -> HttpResponse:
    """Correction notices (M107)."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.notices_of(actor, campaign))
    lines = (
        [
            cell(_("第 %(n)d 号") % {"n": one.number}, at("notice", code, one.number), note=one.deviation),
            cell(one.unit.name),
            cell(one.due_on, num=True),
            state_cell(one),
        ]
        for one in rows
    )
    acts = [{"label": _("发纠偏通知"), "href": at("new_notice", code)}] if queries.works_here(actor, campaign) else []
    hint = _("及时发现问题、纠正偏差、督促整改。")
    shown = table(_("纠偏通知"), (_("编号"), _("单位"), _("回复期限"), _("状态")), lines, hint=hint, older=further)
    return list_page(
        request,
        campaign,
        "notices",
        title=_("纠偏通知"),
        lead=_("编号连续，写明偏差、要求和期限；单位回复，督导组认定。"),
        acts=acts,
        tables=[shown],
    )


@require_http_methods(["GET", "POST"])
def new_notice(request: HttpRequest, code: str) -> HttpResponse:
    """Send one."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    form = NoticeForm(request.POST or None, units=campaigns.units_of(campaign, today_of(campaign).day))
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.send_notice(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect("inspections:notice", code=code, number=made[0].number), _("已发出，单位的待办里看得到"))
    return form_page(request, campaign, form, back=at("notices", code), title=_("发纠偏通知"), act=_("发出"))


@require_GET
def notice(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One notice with its reply."""
    actor, campaign = entered(request, code)
    row = queries.find_notice(actor, campaign, number)
    facts = [
        (_("单位"), row.unit.name), (_("督导组"), row.group.name if row.group else ""), (_("发出"), moment(row.sent_at, row.sent_by)),
        (_("回复期限"), row.due_on), (_("回复时间"), moment(row.replied_at, row.replied_by)), (_("认定时间"), moment(row.judged_at, row.judged_by)),
    ]  # fmt: skip
    told = ((_("偏差"), row.deviation), (_("要求"), row.demand), (_("回复"), row.reply), (_("认定意见"), row.verdict))
    acts = [
        {"label": _("导出 Word"), "href": at("notice_file", code, number), "plain": "yes"},
        *acts_of(actor, row, "notice", code, words_of(_NOTICE_STEPS)),
    ]
    return detail_page(
        request, campaign, "notices", _("纠偏通知"), title=_("纠偏通知第 %(n)d 号") % {"n": number}, lead=row.unit.name,
        state=_(row.get_state_display()), facts=facts, texts=[{"title": title, "text": text} for title, text in told if text], acts=acts,
    )  # fmt: skip


@require_GET
def notice_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The notice as docx (D32)."""
    actor, campaign = entered(request, code)
    row = queries.find_notice(actor, campaign, number)
    return handed(io.BytesIO(print_docx(paper=papers.notice_paper(row))), name=f"纠偏通知{number}号.docx")
