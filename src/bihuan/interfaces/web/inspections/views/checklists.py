"""Checklists and the sheets in which findings come back (M108)."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.inspections import operations, queries
from bihuan.inspections.rules import subjects
from bihuan.inspections.sheets import checklist_sheet, findings_in
from bihuan.inspections.vocabulary import ChecklistAction, Force
from bihuan.interfaces.web.inspections.forms import PointsForm, SheetForm, a_choice, words
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
    table,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed, name_and_content
from bihuan.organisation.queries import units_called


@require_GET
def checklists(request: HttpRequest, code: str) -> HttpResponse:
    """Checklists in use."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    lines = (
        [cell(one.title, at("checklist", code, one.pk)), cell(len(one.lines.all()), num=True)] for one in queries.checklists_of(campaign)
    )
    shown = table(_("检查单"), (_("名称"), _("项数")), lines, hint=_("可以取自问题目录，也可以自己写；现场用手机填，或者导出 Excel。"))
    acts = [{"label": _("制定检查单"), "href": at("new_checklist", code)}]
    return list_page(request, campaign, "checklists", title=_("检查单"), lead=_("检查看什么，一项一项写明。"), acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_checklist(request: HttpRequest, code: str) -> HttpResponse:
    """Make one: ready made, from the catalogue, or points of one's own."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    form = PointsForm(request.POST or None, initial={"title": _(subjects.TITLE)})
    made: list[Any] = []

    def make() -> None:
        points = _points(campaign, form.cleaned_data)
        made.append(operations.make_checklist(campaign=campaign, title=form.cleaned_data["title"], points=points, **who(request)))

    if form.is_valid() and done(form, make):
        return toast(request, redirect("inspections:checklist", code=code, pk=made[0].pk), _("检查单已制定"))
    return form_page(request, campaign, form, back=at("checklists", code), title=_("制定检查单"), act=_("保存"))


def _points(campaign: Any, given: dict[str, Any]) -> list[operations.Point]:
    """Those of the source, after them those that somebody wrote himself: what is written is never dropped."""
    parts = (line.replace(":", "：").partition("：") for line in given["points"].splitlines() if line.strip())
    own = [
        operations.Point(subject.strip(), text.strip()) if text else operations.Point("", subject.strip())
        for subject, _colon, text in parts
    ]
    if given["source"] == "subjects":
        return [operations.Point(subject, text) for subject, texts in subjects.SUBJECTS for text in texts] + own
    if given["source"] == "catalogue":
        return [
            operations.Point(one.name, entry.text, entry) for one in campaigns.categories_of(campaign) for entry in one.manifestations.all()
        ] + own
    return own


@require_GET
def checklist(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One checklist, given out as Excel and taken back filled in."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    row = queries.find_checklist(campaign, pk)
    lines = ([cell(one.text), cell(one.subject), cell(str(one.manifestation or ""))] for one in row.lines.all())
    acts = [
        {"label": _("导出 Excel"), "href": at("checklist_file", code, pk), "plain": "yes"},
        {"label": _("导入填好的"), "href": f"{at('import_findings', code)}?checklist={pk}"},
        *acts_of(actor, row, "checklist", code, words_of({ChecklistAction.RETIRE: noop("停用")})),
    ]
    return detail_page(
        request,
        campaign,
        "checklists",
        _("检查单"),
        title=row.title,
        lead=campaign.title,
        facts=[(_("制定"), moment(row.made_at, row.made_by))],
        tables=[table(_("检查项"), (_("看什么"), _("方面"), _("具体表现")), lines)],
        acts=acts,
    )


@require_GET
def checklist_file(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """The checklist as a sheet to fill in."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    row = queries.find_checklist(campaign, pk)
    names = [name for name, one in units_called(campaigns.units_of(campaign, today_of(campaign).day)).items() if one]
    return handed(io.BytesIO(checklist_sheet(row, names)), name=f"{row.title}.xlsx")


@require_http_methods(["GET", "POST"])
def import_findings(request: HttpRequest, code: str) -> HttpResponse:
    """Findings of another body, or of a filled-in checklist, from a sheet: all or none, what is there already is left out."""
    actor, campaign = entered(request, code)
    only_who_works(actor, campaign)
    key = request.GET.get("checklist", "")
    row = queries.find_checklist(campaign, int(key)) if key.isdecimal() and len(key) < 12 else None
    form = type("Sheet", (SheetForm,), {"force": a_choice(_("发现的机构"), words(Force))})(
        request.POST or None, request.FILES or None, initial={"force": Force.GROUP.value}
    )
    told: list[tuple[Any, int]] = []

    def take() -> None:
        name, data = name_and_content(form.cleaned_data["file"]) or ("", b"")
        force = Force(form.cleaned_data["force"])
        today = today_of(campaign).day
        units = units_called(campaigns.units_of(campaign, today))
        seen = findings_in(data, name, units=units, force=force, today=today, checklist=row)
        told.append(operations.note_observations(campaign=campaign, seen=seen, **who(request)))

    if request.method == "POST" and form.is_valid() and done(form, take):
        noted, twice = told[0]
        said = _("登记了 %(many)d 条，已有的 %(twice)d 条没有重复登记") % {"many": len(noted), "twice": twice}
        return toast(request, redirect("inspections:observations", code=code), said)
    note = _("用检查单导出的表，或者有“单位”“发现的情况”两列的表。机构自己的编号写在“该机构的编号”列，同号的不重复登记。")
    return form_page(request, campaign, form, back=at("observations", code), title=_("导入检查发现"), act=_("导入"), note=note, files=True)
