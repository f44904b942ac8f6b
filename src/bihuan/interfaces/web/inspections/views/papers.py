"""Notices, hearings and notes: lists, one of each, how they begin, and as papers."""

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
from bihuan.inspections.vocabulary import HearingAction, NoticeAction
from bihuan.interfaces.web.inspections.forms import HearingForm, NoteForm, NoticeForm
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
from bihuan.interfaces.web.inspections.views.visits import _only_who_takes_part, _only_who_works, _words
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

_NOTICE_STEPS = {NoticeAction.REFUSE: noop("不认可"), NoticeAction.ACCEPT: noop("认可回复"), NoticeAction.REPLY: noop("回复")}
_HEARING_STEPS = {HearingAction.DECIDE: noop("研判一条发现"), HearingAction.SET_TASK: noop("部署任务")}


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
    _only_who_works(actor, campaign)
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
        (_("单位"), row.unit.name),
        (_("督导组"), row.group.name if row.group else ""),
        (_("发出"), moment(row.sent_at, row.sent_by)),
        (_("回复期限"), row.due_on),
        (_("回复时间"), moment(row.replied_at, row.replied_by)),
        (_("认定时间"), moment(row.judged_at, row.judged_by)),
    ]
    texts = [
        {"title": title, "text": text}
        for title, text in ((_("偏差"), row.deviation), (_("要求"), row.demand), (_("回复"), row.reply), (_("认定意见"), row.verdict))
        if text
    ]
    acts = [
        {"label": _("导出 Word"), "href": at("notice_file", code, number), "plain": "yes"},
        *acts_of(actor, row, "notice", code, _words(_NOTICE_STEPS)),
    ]
    return detail_page(
        request,
        campaign,
        "notices",
        _("纠偏通知"),
        title=_("纠偏通知第 %(n)d 号") % {"n": number},
        lead=row.unit.name,
        state=_(row.get_state_display()),
        facts=facts,
        texts=texts,
        acts=acts,
    )


@require_GET
def notice_file(request: HttpRequest, code: str, number: int) -> HttpResponseBase:
    """The notice as docx (D32)."""
    actor, campaign = entered(request, code)
    row = queries.find_notice(actor, campaign, number)
    return handed(io.BytesIO(print_docx(paper=papers.notice_paper(row))), name=f"纠偏通知{number}号.docx")


@require_GET
def visit_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The record of a visit as docx (D31), for those whose business it is."""
    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    _only_who_takes_part(actor, campaign, row)
    return handed(io.BytesIO(print_docx(paper=papers.visit_paper(row))), name=f"检查记录{pk}.docx")


@require_GET
def hearings(request: HttpRequest, code: str) -> HttpResponse:
    """Reports heard, findings talked over (M106, M111)."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.hearings_of(actor, campaign))
    lines = (
        [
            cell(_(one.get_kind_display()), at("hearing", code, one.pk), note=one.presided),
            cell(one.unit.name if one.unit else ""),
            cell(one.held_on, num=True),
        ]
        for one in rows
    )
    acts = [{"label": _("登记"), "href": at("new_hearing", code)}] if queries.works_here(actor, campaign) else []
    hint = _("听取汇报时部署的任务写明时限，在阶段任务里办结。")
    shown = table(_("听取汇报和研判"), (_("种类"), _("汇报单位"), _("日期")), lines, hint=hint, older=further)
    lead = _("督导组听取汇报、部署任务；研判会逐条写明讨论的发现和意见。")
    return list_page(request, campaign, "hearings", title=_("听取汇报和研判"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_hearing(request: HttpRequest, code: str) -> HttpResponse:
    """Write one down."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
    today = today_of(campaign).day
    form = HearingForm(request.POST or None, units=campaigns.units_of(campaign, today), initial={"held_on": today})
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.hold_hearing(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect("inspections:hearing", code=code, pk=made[0].pk), _("已登记，可以部署任务、逐条研判"))
    return form_page(request, campaign, form, back=at("hearings", code), title=_("登记听取汇报或研判会"), act=_("登记"))


@require_GET
def hearing(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One record with its tasks and decisions."""
    actor, campaign = entered(request, code)
    row = queries.find_hearing(actor, campaign, pk)
    facts = [
        (_("种类"), _(row.get_kind_display())),
        (_("汇报单位"), row.unit.name if row.unit else ""),
        (_("日期"), row.held_on),
        (_("主持"), row.presided),
    ]
    tasks = (
        [
            cell(one.task.title),
            cell(one.task.unit.name if one.task.unit else ""),
            cell(one.task.due_on, num=True),
            cell(_(one.task.get_state_display())),
        ]
        for one in row.tasks.select_related("task__unit")
    )
    decided = (
        [
            cell(one.observation.text, at("observation", code, one.observation_id), note=one.words),
            cell(one.observation.unit.name),
            cell(_(one.get_decision_display())),
        ]
        for one in queries.considered_of(actor, row)
    )
    tables = [
        table(_("部署的任务"), (_("任务"), _("承办"), _("时限"), _("状态")), tasks),
        table(_("研判的发现"), (_("情况"), _("单位"), _("研判意见")), decided),
    ]
    acts = [
        {"label": _("导出 Word"), "href": at("hearing_file", code, pk), "plain": "yes"},
        *acts_of(actor, row, "hearing", code, _words(_HEARING_STEPS)),
    ]
    return detail_page(
        request,
        campaign,
        "hearings",
        _("听取汇报和研判"),
        title=_(row.get_kind_display()),
        lead=f"{row.held_on}",
        facts=facts,
        texts=[{"title": _("记录"), "text": row.record}],
        tables=tables,
        acts=acts,
    )


@require_GET
def hearing_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The record as docx (D33)."""
    actor, campaign = entered(request, code)
    row = queries.find_hearing(actor, campaign, pk)
    return handed(
        io.BytesIO(print_docx(paper=papers.hearing_paper(row, queries.considered_of(actor, row)))),
        name=f"{row.get_kind_display()}{row.held_on}.docx",
    )


@require_GET
def notes(request: HttpRequest, code: str) -> HttpResponse:
    """Analysis notes (M118)."""
    actor, campaign = entered(request, code)
    rows, further = older(request, queries.notes_of(actor, campaign))
    lines = (
        [cell(one.title, at("note", code, one.pk), note=one.told), cell(moment(one.written_at), num=True), cell(one.written_by)]
        for one in rows
    )
    acts = [{"label": _("撰写"), "href": at("new_note", code)}] if queries.works_here(actor, campaign) else []
    hint = _("先在问题台账里筛出一部分，把地址问号后面的条件带过来；数字按撰写时冻结。")
    shown = table(_("分析研判"), (_("题目"), _("时间"), _("撰写人")), lines, hint=hint, older=further)
    return list_page(
        request,
        campaign,
        "notes",
        title=_("分析研判"),
        lead=_("对台账的一部分写分析、提建议，数字停在撰写那一刻。"),
        acts=acts,
        tables=[shown],
    )


@require_http_methods(["GET", "POST"])
def new_note(request: HttpRequest, code: str) -> HttpResponse:
    """Write one on what the address narrows the ledger to."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
    query, figures = queries.figures_of_filter(actor, campaign, request.GET, today_of(campaign))
    form = NoteForm(request.POST or None)
    told: dict[str, Any] = {"query": query, "told": query and _("按条件筛选：%(query)s") % {"query": query}, "figures": figures}
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.write_analysis(campaign=campaign, **form.cleaned_data, **told, **who(request)))
    ):
        return toast(request, redirect("inspections:note", code=code, pk=made[0].pk), _("已保存，数字不再变"))
    note = "；".join(f"{_(one.definition)} {one.value} {_(one.unit)}" for one in figures)
    return form_page(request, campaign, form, back=at("notes", code), title=_("撰写分析研判"), act=_("保存"), note=note)


@require_GET
def note(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One note with its figures as they stood; each opens its rows as they are now."""
    actor, campaign = entered(request, code)
    row = queries.find_note(actor, campaign, pk)
    lines = ([cell(_(one["label"])), cell(f"{one['value']} {_(one['unit'])}", one["rows"])] for one in row.figures)
    texts = [{"title": _("分析研判"), "text": row.text}, {"title": _("意见建议"), "text": row.advice}]
    facts = [(_("范围"), row.told or _("本专项全部问题")), (_("撰写"), moment(row.written_at, row.written_by))]
    return detail_page(
        request,
        campaign,
        "notes",
        _("分析研判"),
        title=row.title,
        lead=campaign.title,
        facts=facts,
        texts=texts,
        tables=[table(_("当时的数字"), (_("指标"), _("数")), lines)],
        acts=[{"label": _("导出 Word"), "href": at("note_file", code, pk), "plain": "yes"}],
    )


@require_GET
def note_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The note as docx."""
    actor, campaign = entered(request, code)
    row = queries.find_note(actor, campaign, pk)
    return handed(io.BytesIO(print_docx(paper=papers.note_paper(row))), name=f"{row.title}.docx")


@require_http_methods(["GET", "POST"])
def give_conclusion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give the unit what a visit concludes."""
    from bihuan.interfaces.web.inspections.forms import asking, long_text

    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    _only_who_takes_part(actor, campaign, row)
    form = asking(text=long_text(_("督查结论"), rows=6))(request.POST or None)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.give_conclusion(visit=row, text=form.cleaned_data["text"], **who(request)))
    ):
        return toast(request, redirect("inspections:conclusion", code=code, pk=made[0].pk), _("已送达，单位可以申请复核"))
    note = _("督查结论要送达被督查单位；单位不服的，三十日内可以申请复核，由没有参加督查的人办理。")
    return form_page(request, campaign, form, back=at("visit", code, pk), title=_("送达督查结论"), act=_("送达"), note=note)
