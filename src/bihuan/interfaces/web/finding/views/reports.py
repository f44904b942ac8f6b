"""Reports of other bodies: registered, their problems typed or taken from a sheet, each traced to its closing (M62, M64, M65)."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.feedback import Decided, ReportFacts, Taken
from bihuan.finding.queries import feedback as queries
from bihuan.finding.queries.feedback_sheets import look_at_sheet
from bihuan.finding.rules.feedback import FeedbackLine
from bihuan.finding.sheets.feedback import FILE_NAME, feedback_template, read_feedback
from bihuan.finding.vocabulary.feedback import Fate, Level, ReportKind
from bihuan.foundation.files import workshop
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.finding.forms.asked import long_text
from bihuan.interfaces.web.finding.forms.traced import Traced, one_finding_fields, report_fields
from bihuan.interfaces.web.finding.views.asked_shapes import (
    XLSX,
    at,
    cell,
    crumbs,
    detail_page,
    entered,
    form_page,
    list_page,
    table,
    who,
)  # fmt: skip
from bihuan.interfaces.web.finding.views.joint import joint_tabs
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.cells import cells_of
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done, number_of
from bihuan.interfaces.web.shell.uploads import handed, name_and_content


def _desk(request: HttpRequest, code: str) -> Any:
    actor, campaign = entered(request, code, "joint_check")
    if not queries.works_joint_check(actor, campaign):
        raise NotAllowed()
    return campaign


@require_GET
def reports(request: HttpRequest, code: str) -> HttpResponse:
    """All reports, of inspections apart where asked; how many problems came of each and how many are closed."""
    actor, campaign = entered(request, code, "joint_check")
    mine = reach_of(request, campaign.pk)
    if not queries.reads_joint_check(mine):
        raise NotAllowed()
    kind = request.GET.get("kind", "")
    found, around = older(request, queries.reports_of(mine, campaign, kind if kind in {one.value for one in ReportKind} else ""))
    lines = (
        [
            cell(one.report.title, at("report", code, one.report.pk), note=one.report.reference),
            cell(_(one.report.get_kind_display()), note=_(one.report.get_level_display())), cell(one.report.issuer), cell(one.report.dated_on, num=True),
            cell(one.found, num=True), cell(one.closed, num=True),
        ]
        for one in queries.with_finds(mine, campaign, found)
    )  # fmt: skip
    head = (_("材料"), _("种类"), _("出具机构"), _("日期"), _("问题"), _("已销号"))
    here = at("reports", code)
    chips = [{"label": _("全部"), "href": here, "on": not kind}]
    chips += [{"label": _(one.label), "href": f"{here}?kind={one.value}", "on": kind == one.value} for one in ReportKind]
    works = queries.works_joint_check(actor, campaign)
    return list_page(
        request, campaign, "reports", title=_("反馈材料"), lead=_("督查反馈、巡察反馈、上级点名：登记一次，逐条查到销号。巡察反馈可以单独看。"),
        tabs=joint_tabs(campaign, "reports", True), chips=chips, tables=[table(_("反馈材料"), head, lines)], around=around,
        acts=[{"label": _("登记反馈材料"), "href": at("new_report", code)}] if works else [],
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new_report(request: HttpRequest, code: str) -> HttpResponse:
    """Register a report; its problems follow."""
    campaign = _desk(request, code)
    form = Traced(request.POST or None, request.FILES or None, campaign=campaign, more=report_fields())
    made: list[Any] = []
    if form.is_valid() and done(form, lambda: made.append(_register(request, campaign, form))):
        return toast(request, redirect("finding:report", code=code, pk=made[0].pk), _("已登记，接着导入或填写问题"))
    return form_page(request, campaign, form, title=_("登记反馈材料"), act=_("登记"), back=at("reports", code), files=True)


@require_http_methods(["GET", "POST"])
def amend_report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put right what was registered wrongly; its kind and its file stay."""
    campaign = _desk(request, code)
    row = queries.find_report(reach_of(request, campaign.pk), campaign, pk)
    fields = {name: field for name, field in report_fields().items() if name not in ("kind", "file")}
    initial = {name: getattr(row, name) for name in fields}
    form = Traced(request.POST or None, campaign=campaign, more={**fields, "reason": long_text(lazy("更正理由"), rows=2)}, initial=initial)

    def amend() -> None:
        told = dict(form.cleaned_data)
        reason, level = told.pop("reason"), told.pop("level")
        facts = ReportFacts(**told, kind=ReportKind(row.kind), level=Level(level) if level else None)
        operations.amend_report(row, facts=facts, reason=reason, **who(request))

    if form.is_valid() and done(form, amend):
        return toast(request, redirect("finding:report", code=code, pk=pk), _("已更正"))
    return form_page(request, campaign, form, title=_("更正反馈材料"), act=_("更正"), back=at("report", code, pk), note=row.title)


def _register(request: HttpRequest, campaign: Any, form: Traced) -> Any:
    told = dict(form.cleaned_data)
    file, level = name_and_content(told.pop("file")), told.pop("level")
    facts = ReportFacts(**{**told, "kind": ReportKind(told["kind"]), "level": Level(level) if level else None})
    return operations.register_report(campaign=campaign, facts=facts, file=file, **who(request))


@require_GET
def report(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A report with every problem that came of it, and where each stands."""
    actor, campaign = entered(request, code, "joint_check")
    mine = reach_of(request, campaign.pk)
    row = queries.find_report(mine, campaign, pk)
    facts = [
        (_("种类"), _(row.get_kind_display())), (_("点名层级"), _(row.get_level_display()) if row.level else ""), (_("出具机构"), row.issuer),
        (_("文号或编号"), row.reference), (_("日期"), row.dated_on), (_("登记"), row.registered_by),
    ]  # fmt: skip
    head = (_("问题"), _("单位"), _("事项"), _("台账序号"), _("状态"), _("销号日期"))
    lines = (_finding_line(one, code) for one in queries.findings_of(mine, row))
    texts = [{"title": _("点名事项"), "text": row.matter}] if row.matter else []
    return detail_page(
        request, campaign, (_("反馈材料"), "reports"), title=row.title, lead="", facts=facts, texts=texts, acts=_acts(actor, campaign, row),
        tables=[table(_("由此列入台账的问题"), head, lines, hint=_("导入表格，或逐条填写。"))],
    )  # fmt: skip


def _finding_line(one: Any, code: str) -> list[dict[str, Any]]:
    problem = one.finding.problem
    return [
        cell(one.finding.text, f"/c/{code}/ledger/{one.number}/", note=one.finding.number), cell(one.finding.unit.name), cell(one.finding.matter),
        cell(f"{problem.number:04d}", num=True, note=_("并入 %(n)04d") % {"n": one.main} if one.main else ""),
        cell(_(problem.get_state_display())), cell(problem.closed_at.date() if problem.closed_at else "", num=True),
    ]  # fmt: skip


def _acts(actor: Any, campaign: Any, row: Any) -> list[dict[str, str]]:
    acts = [{"label": _("看附件"), "href": at("report_file", campaign.code, row.pk)}] if row.file_id else []
    if queries.works_joint_check(actor, campaign):
        words = (("amend_report", _("更正")), ("report_finding", _("填写一个问题")), ("report_sheet", _("导入问题")))
        acts += [{"label": label, "href": at(name, campaign.code, row.pk)} for name, label in words]
    return acts


@require_http_methods(["GET", "POST"])
def report_finding(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One problem of a report, typed."""
    campaign = _desk(request, code)
    row = queries.find_report(reach_of(request, campaign.pk), campaign, pk)
    units = campaigns.units_of(campaign, today_of(campaign).day)
    form = Traced(request.POST or None, campaign=campaign, units=units, more=one_finding_fields(), initial={"matter": row.matter[:120]})
    if form.is_valid():
        people = form.named("person", form.unit())
        if form.is_valid() and done(form, lambda: _note_one(request, row, form, people)):
            return toast(request, redirect("finding:report", code=code, pk=pk), _("已列入台账"))
    return form_page(request, campaign, form, title=_("填写一个问题"), act=_("列入台账"), back=at("report", code, pk), note=row.title)


def _note_one(request: HttpRequest, row: Any, form: Traced, people: list[Any]) -> None:
    told, unit = form.cleaned_data, form.unit()
    assert unit is not None
    line = FeedbackLine(1, unit.pk, told["text"], told["matter"], people[0].pk if people else None, told["number"], told["found_on"])
    operations.note_findings(row, lines=[line], **who(request))


@require_GET
def template(request: HttpRequest, code: str) -> HttpResponse:
    """The empty sheet."""
    _desk(request, code)
    return handed(BytesIO(feedback_template()), name=_(FILE_NAME), kind=XLSX)  # type: ignore[return-value]


@require_http_methods(["GET", "POST"])
def report_sheet(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Hand in a sheet; it is kept and looked at, nothing is taken yet."""
    from django import forms

    campaign = _desk(request, code)
    row = queries.find_report(reach_of(request, campaign.pk), campaign, pk)
    field = forms.FileField(label=_("表格"), help_text=_("要有“单位”“问题”两列，可以有“事项”“责任人”“编号”“发现日期”。"))
    form = Traced(request.POST or None, request.FILES or None, campaign=campaign, more={"file": field})
    kept: list[Any] = []
    if form.is_valid() and done(form, lambda: kept.append(_store(request, form.cleaned_data["file"]))):
        return redirect("finding:report_preview", code=code, pk=pk, file=kept[0].pk)
    return form_page(
        request, campaign, form, title=_("导入问题"), act=_("上传并核对"), back=at("report", code, pk), files=True, note=row.title
    )  # fmt: skip


def _store(request: HttpRequest, file: Any) -> Any:
    data = file.read()
    read_feedback(data, file.name)  # a sheet that cannot be read is refused on this page
    return store(data=data, name=file.name, taken=SHEETS, **who(request))


@require_http_methods(["GET", "POST"])
def report_preview(request: HttpRequest, code: str, pk: int, file: int) -> HttpResponse:
    """What taking the sheet would do, or every error in it; a POST takes it."""
    campaign = _desk(request, code)
    mine = reach_of(request, campaign.pk)
    row, kept = queries.find_report(mine, campaign, pk), handed_in(file, who(request)["actor"])
    data = read(kept)
    look = look_at_sheet(mine, row, read_feedback(data, kept.name), today_of(campaign).day)
    if request.method == "POST":
        taken = operations.take_sheet(row, data=data, name=kept.name, decided=_decided(request, look), **who(request))
        return toast(request, redirect("finding:report", code=code, pk=pk), _told(taken))
    shown = {
        "campaign": campaign, "title": _("核对问题"), "file": kept, "report": row, "errors": cells_of(look.checked.errors),
        "total": len(look.checked.errors), "fresh": [(one, look.names.get(one.unit, ""), look.near.get(one.row, ())) for one in look.fresh],
        "twice": [(one, _(look.doubles[one.row].label)) for one in look.checked.lines if one.row in look.doubles],
        "crumbs": crumbs(campaign, (_("反馈材料"), at("reports", code)), (row.title, at("report", code, pk)), (_("核对问题"), "")),
    }  # fmt: skip
    return render(request, "finding/pages/joint_sheet.html", shown, status=422 if look.checked.errors else 200)


def _decided(request: HttpRequest, look: Any) -> dict[int, Decided]:
    """What was chosen for each row that is like an entry: `new`, `leave`, or the number that it is merged into."""
    found: dict[int, Decided] = {}
    for row in look.near:
        told = request.POST.get(f"row_{row}", "")
        if told in (Fate.NEW.value, Fate.LEAVE.value):
            found[row] = Decided(Fate(told))
        elif number := number_of(told):
            found[row] = Decided(Fate.MERGE, number)
    return found


def _told(taken: Taken) -> str:
    return _("列入 %(many)d 个问题，其中并入已有问题 %(merged)d 个；已在台账、没有重复列入 %(twice)d 个，不列入 %(left)d 个") % {
        "many": len(taken.problems), "merged": taken.merged, "twice": taken.twice, "left": taken.left,
    }  # fmt: skip


@require_GET
def report_file(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The file of a report, to be kept."""
    _actor, campaign = entered(request, code, "joint_check")
    row = queries.find_report(reach_of(request, campaign.pk), campaign, pk)
    if row.file is None:
        raise Missing()
    return handed(workshop.open_content(row.file), name=row.file.name)  # type: ignore[return-value]
