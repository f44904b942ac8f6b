"""Analysis notes (M118) and their papers."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.documents.operations.printing import print_docx
from bihuan.inspections import operations, papers, queries
from bihuan.interfaces.web.inspections.forms import NoteForm
from bihuan.interfaces.web.inspections.views.entering import only_who_works
from bihuan.interfaces.web.inspections.views.shapes import (
    at,
    cell,
    detail_page,
    entered,
    form_page,
    list_page,
    moment,
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed


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
    only_who_works(actor, campaign)
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
