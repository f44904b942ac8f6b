"""The joint check: the three figures, the combined list by unit and matter, gathering under matters, its papers (M60, A01)."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.queries import feedback as queries
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.finding.views.asked_shapes import DOCX, XLSX, at, cell, crumbs, entered, list_page, table, who
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import number_of
from bihuan.interfaces.web.shell.uploads import handed
from bihuan.problems.vocabulary import JOINT_CHECK

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

MOST = 500


def joint_tabs(campaign: Campaign, here: str, reads: bool) -> list[dict[str, Any]]:
    """The pages of the joint check."""
    on = campaigns.switches_for(campaign)
    pages = (
        ("joint", _("组织联查汇总"), True), ("matters", _("归并事项"), reads), ("reports", _("反馈材料"), reads),
        ("red_black", _("红黑榜"), on.red_black_list),
    )  # fmt: skip
    return [{"label": label, "href": at(name, campaign.code), "on": name == here} for name, label, shown in pages if shown]


def ledger_of(campaign: Campaign, query: str) -> str:
    """The ledger with a filter."""
    return f"/c/{campaign.code}/ledger/?{query}"


@require_GET
def joint(request: HttpRequest, code: str) -> HttpResponse:
    """Instances, matters and persons side by side; below them units and matters, each leading to its rows."""
    actor, campaign = entered(request, code, "joint_check")
    mine = reach_of(request, campaign.pk)
    figures, works = queries.joint_figures(mine, campaign), queries.works_joint_check(actor, campaign)
    facts = [
        (_("问题"), figures.instances), (_("事项"), figures.matters), (_("单位"), figures.units), (_("涉及人员"), figures.persons),
        *((_(one.label), figures.by_source[one.value]) for one in JOINT_CHECK if one.value in figures.by_source),
    ]  # fmt: skip
    acts = [{"label": _("登记反馈材料"), "href": at("new_report", code)}] if works else []
    loose = figures.ungrouped
    gaps = ngettext("还有 %(n)d 个问题没有归并到事项。", "还有 %(n)d 个问题没有归并到事项。", loose) % {"n": loose} if loose else ""
    return list_page(
        request, campaign, "joint", title=_("组织联查"), facts=facts, gaps=gaps, acts=acts, tables=[_units(mine, campaign)],
        tabs=joint_tabs(campaign, "joint", queries.reads_joint_check(mine)), export=at("joint_export", code) if works else "",
        lead=_("把批示、督查反馈、红黑榜、巡察反馈、上级点名汇在一起，按单位、事项、问题三级汇总；征求意见函收回的意见另行统计。"),
    )  # fmt: skip


def _units(mine: Any, campaign: Campaign) -> dict[str, Any]:
    lines = []
    for unit in queries.combined(mine, campaign):
        matters = list(unit.matters.values())
        each = _("、").join(_("%(what)s（%(n)d）") % {"what": one.matter or _("未归并"), "n": len(one.problems)} for one in matters)
        href = ledger_of(campaign, f"joint=1&unit={matters[0].problems[0].unit_id}")
        lines.append([cell(unit.name, href), cell(each), cell(len(matters), num=True), cell(unit.instances, num=True)])
    return table(_("按单位、事项汇总"), (_("单位"), _("事项"), _("事项数"), _("问题数")), lines[:MOST], none=_("还没有联查问题"),
                 hint=_("登记反馈材料并导入问题，或在台账上建账时选批示、督查等来源。"))  # fmt: skip


@require_GET
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """The instances of one matter; without a name those that nobody gathered yet, to be gathered here."""
    actor, campaign = entered(request, code, "joint_check")
    mine, name = reach_of(request, campaign.pk), request.GET.get("matter", "")[:120]
    found = [
        row for unit in queries.combined(mine, campaign) for one in unit.matters.values() if one.matter == name for row in one.problems
    ]
    works = queries.works_joint_check(actor, campaign)
    shown = {
        "campaign": campaign, "title": name or _("没有归并的问题"), "rows": found[:MOST], "works": works, "matter": name,
        "matters": [one.name for one in queries.matters_of(mine, campaign)],
        "crumbs": crumbs(campaign, (_("组织联查"), at("joint", code)), (name or _("没有归并的问题"), "")),
    }  # fmt: skip
    return render(request, "finding/pages/joint_matter.html", shown)


@require_GET
def matters(request: HttpRequest, code: str) -> HttpResponse:
    """All matters; several that are one can be gathered under one name."""
    actor, campaign = entered(request, code, "joint_check")
    mine = reach_of(request, campaign.pk)
    if not queries.reads_joint_check(mine):
        raise NotAllowed()
    shown = {
        "campaign": campaign, "title": _("归并事项"), "rows": queries.matters_of(mine, campaign), "works": queries.works_joint_check(actor, campaign),
        "tabs": joint_tabs(campaign, "matters", True), "crumbs": crumbs(campaign, (_("组织联查"), at("joint", code)), (_("归并事项"), "")),
        "loose": queries.joint_figures(mine, campaign).ungrouped,
    }  # fmt: skip
    return render(request, "finding/pages/joint_matters.html", shown)


@require_POST
def gather(request: HttpRequest, code: str) -> HttpResponse:
    """Gather ticked instances, or all of ticked matters, under one name."""
    _actor, campaign = entered(request, code, "joint_check")
    told, numbers = request.POST.getlist("matter"), [number_of(one) for one in request.POST.getlist("number")]
    mine = reach_of(request, campaign.pk)
    rows = queries.problems_under(mine, campaign, matters=told, numbers=[one for one in numbers if one])
    back = at("matters", code)
    if not rows:
        return toast(request, redirect(back), _("请先勾选"), "error")
    many = operations.group_matter(campaign=campaign, problems=rows, matter=request.POST.get("name", ""), **who(request))
    return toast(request, redirect(back), ngettext("已归并 %(n)d 个问题", "已归并 %(n)d 个问题", many) % {"n": many})


@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The combined list as Excel or docx, with what it is for (D22)."""
    _actor, campaign = entered(request, code, "joint_check")
    form = "docx" if request.POST.get("as") == "docx" else "xlsx"
    data = operations.export_joint_check(campaign=campaign, form=form, reason=request.POST.get("reason", ""), **who(request))
    return file(data, _("组织联查汇总"), form)


def file(data: bytes, name: str, form: str) -> HttpResponse:
    """A made file to be kept."""
    return handed(BytesIO(data), name=f"{name}.{form}", kind=DOCX if form == "docx" else XLSX)  # type: ignore[return-value]
