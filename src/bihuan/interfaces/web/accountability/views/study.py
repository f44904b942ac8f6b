"""Study: what lies out to read, what is planned, what was held. Reading a page of it writes nothing."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.accountability import operations
from bihuan.accountability.papers.study import study_paper
from bihuan.accountability.queries import study as queries
from bihuan.accountability.vocabulary.study import StudyForm
from bihuan.campaigns.queries import categories_of, switches_for, units_of
from bihuan.documents.operations.printing import print_docx
from bihuan.foundation.files.queries import read
from bihuan.foundation.kernel import Actor, Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms_visits import CorrectForm, MaterialForm, SessionForm, StudyPlanForm
from bihuan.interfaces.web.accountability.views.visit_shapes import at, cell, form_page, table, who
from bihuan.interfaces.web.shell.actors import actor_of, campaign_at
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

MOST = 60
"""Plans and materials that lie out at once: more than a campaign studies."""


def entered(request: HttpRequest, code: str) -> tuple[Actor, Campaign]:
    """The campaign for whoever takes part in it, where study is in use."""
    actor, campaign = actor_of(request), campaign_at(request, code)
    if not switches_for(campaign).study:
        raise Missing()
    return actor, campaign


def _back(code: str) -> tuple[str, str]:
    return (_("学习教育"), at("study", code))


@require_GET
def study(request: HttpRequest, code: str) -> HttpResponse:
    """Everything of study on one page: what to read first."""
    actor, campaign = entered(request, code)
    arranges = queries.arranges_study(actor, campaign)
    records = bool(_units(actor, campaign))
    acts = [
        ("new_session", _("登记学习"), records),
        ("new_study_plan", _("定学习计划"), arranges),
        ("new_material", _("发布材料"), arranges),
    ]
    shown = {
        "campaign": campaign, "title": _("学习教育"), "lead": _("学什么、什么时候、到场多少人。不记姓名，不记谁读过，不要求签收。"),
        "tables": [_materials(actor, campaign), _plans(actor, campaign), _sessions(request, actor, campaign)],
        "acts": [{"label": label, "href": at(name, code)} for name, label, may in acts if may],
    }  # fmt: skip
    return render(request, "accountability/pages/visit_list.html", shown)


def _materials(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    rows = queries.materials_of(actor, campaign)[:MOST]
    lines = ([cell(one.title, at("material", campaign.code, one.pk), note=one.source), cell(_(one.get_kind_display())),
              cell(one.category.name if one.category else "")] for one in rows)  # fmt: skip
    return table(_("学习材料"), (_("标题"), _("种类"), _("问题目录的类别")), lines, none=_("还没有学习材料"))


def _plans(actor: Actor, campaign: Campaign) -> dict[str, Any]:
    lines = ([cell(one.title, at("study_plan", campaign.code, one.pk)), cell(len(one.topics), num=True), cell(f"{one.from_on} — {one.to_on}", num=True)]
             for one in queries.plans_of(actor, campaign)[:MOST])  # fmt: skip
    return table(_("学习计划"), (_("名称"), _("专题"), _("时间")), lines, none=_("还没有学习计划"))


def _sessions(request: HttpRequest, actor: Actor, campaign: Campaign) -> dict[str, Any]:
    rows, further = older(request, queries.sessions_of(actor, campaign))
    lines = ([cell(one.topic, at("session", campaign.code, one.pk) if queries.corrects(actor, one) else "", note=one.unit.name),
              cell(_(one.get_form_display())), cell(one.held_on, num=True), cell(one.present, num=True)] for one in rows)  # fmt: skip
    head = (_("专题"), _("形式"), _("日期"), _("到场人数"))
    return table(_("学习登记"), head, lines, none=_("还没有登记学习"), older=further)


def _units(actor: Actor, campaign: Campaign) -> list[Any]:
    return queries.units_he_records_for(actor, campaign, units_of(campaign, today_of(campaign).day))


@require_http_methods(["GET", "POST"])
def new_study_plan(request: HttpRequest, code: str) -> HttpResponse:
    """Plan topics and forms."""
    actor, campaign = entered(request, code)
    if not queries.arranges_study(actor, campaign):
        raise NotAllowed()
    form = StudyPlanForm(request.POST or None)
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.plan_study(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect(at("study_plan", code, made[0].pk)), _("已定"))
    return form_page(request, campaign, form, back=_back(code), title=_("定学习计划"), act=_("定下"))


@require_GET
def study_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One plan with its topics."""
    actor, campaign = entered(request, code)
    row = queries.find_plan(actor, campaign, pk)
    forms = "、".join(_(StudyForm(one).label) for one in row.forms)
    arranges = queries.arranges_study(actor, campaign)
    shown = {
        "campaign": campaign, "title": row.title, "lead": f"{row.from_on} — {row.to_on}", "crumbs": [_back(code), (row.title, "")],
        "facts": [(_("形式"), forms)], "text": "\n".join(row.topics), "head": _("专题"), "file": at("study_paper", code, pk),
        "ends": at("end_study_plan", code, pk) if arranges else "", "end_word": _("停用"),
    }  # fmt: skip
    return render(request, "accountability/pages/study_text.html", shown)


@require_GET
def study_plan_paper(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The plan and what was held under it as a paper (D48)."""
    actor, campaign = entered(request, code)
    row = queries.find_plan(actor, campaign, pk)
    paper = study_paper(row, list(queries.sessions_of(actor, campaign).filter(plan=row)), today_of(campaign).day)
    return handed(io.BytesIO(print_docx(paper=paper)), name=f"{row.title}.docx")


@require_POST
def end_study_plan(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It is not used any more."""
    actor, campaign = entered(request, code)
    operations.end_study_plan(queries.find_plan(actor, campaign, pk), **who(request))
    return toast(request, redirect(at("study", code)), _("已停用"))


@require_http_methods(["GET", "POST"])
def new_session(request: HttpRequest, code: str) -> HttpResponse:
    """Write down a session."""
    actor, campaign = entered(request, code)
    units = _units(actor, campaign)
    if not units:
        raise NotAllowed()
    first = {"held_on": today_of(campaign).day, "unit": str(units[0].pk) if len(units) == 1 else ""}
    form = SessionForm(request.POST or None, units=units, plans=queries.plans_of(actor, campaign)[:MOST], initial=first)
    if form.is_valid() and done(form, lambda: operations.hold_session(campaign=campaign, **form.told(), **who(request))):
        return toast(request, redirect(at("study", code)), _("已登记"))
    return form_page(request, campaign, form, back=_back(code), title=_("登记学习"), act=_("登记"), note=_("只记专题、日期和人数。"))


@require_http_methods(["GET", "POST"])
def session(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a session right."""
    actor, campaign = entered(request, code)
    row = queries.find_session(actor, campaign, pk)
    if not queries.corrects(actor, row):
        raise NotAllowed()
    form = CorrectForm(request.POST or None, initial={name: getattr(row, name) for name in ("form", "topic", "held_on", "present")})

    def correct() -> None:
        operations.correct_session(row, held=form.held(), reason=form.cleaned_data["reason"], **who(request))

    if form.is_valid() and done(form, correct):
        return toast(request, redirect(at("study", code)), _("已更正"))
    return form_page(request, campaign, form, back=_back(code), title=_("更正学习登记"), act=_("更正"), note=row.unit.name)


@require_http_methods(["GET", "POST"])
def new_material(request: HttpRequest, code: str) -> HttpResponse:
    """Lay something out to read."""
    actor, campaign = entered(request, code)
    if not queries.arranges_study(actor, campaign):
        raise NotAllowed()
    form = MaterialForm(request.POST or None, request.FILES or None, categories=categories_of(campaign))
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(operations.lay_out_material(campaign=campaign, **form.told(), **who(request)))):
        return toast(request, redirect(at("material", code, made[0].pk)), _("已发布"))
    return form_page(request, campaign, form, back=_back(code), title=_("发布材料"), act=_("发布"))


@require_GET
def material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One material to read. Nothing tells that somebody did."""
    actor, campaign = entered(request, code)
    row = queries.find_material(actor, campaign, pk)
    facts = [
        (_("种类"), _(row.get_kind_display())),
        (_("出处"), row.source),
        (_("问题目录的类别"), row.category.name if row.category else ""),
    ]
    shown = {
        "campaign": campaign, "title": row.title, "crumbs": [_back(code), (row.title, "")], "facts": [one for one in facts if one[1]],
        "text": row.text, "head": _("内容"), "file": at("material_file", code, pk) if row.file else "", "file_name": row.file.name if row.file else "",
        "ends": at("take_in_material", code, pk) if queries.arranges_study(actor, campaign) else "", "end_word": _("撤下"),
    }  # fmt: skip
    return render(request, "accountability/pages/study_text.html", shown)


@require_GET
def material_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Its file."""
    actor, campaign = entered(request, code)
    row = queries.find_material(actor, campaign, pk)
    if row.file is None:
        raise Missing()
    return handed(io.BytesIO(read(row.file)), name=row.file.name)


@require_POST
def take_in_material(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """It lies out no more."""
    actor, campaign = entered(request, code)
    operations.take_in_material(queries.find_material(actor, campaign, pk), **who(request))
    return toast(request, redirect(at("study", code)), _("已撤下"))
