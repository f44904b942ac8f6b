"""Where units stand (M117), the dispatch board of the office, checklists and their sheets (M108), recusals (P04)."""

import io
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.inspections import operations, queries
from bihuan.inspections.queries.progress import week_of
from bihuan.inspections.rules import subjects
from bihuan.inspections.sheets import checklist_sheet, findings_in
from bihuan.inspections.vocabulary import ChecklistAction, Force
from bihuan.interfaces.web.inspections.forms import PointsForm, RecusalForm, SheetForm, a_choice, asking, long_text, words
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
from bihuan.interfaces.web.inspections.views.visits import _only_who_works, _words
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed, name_and_content
from bihuan.organisation import operations as organisation
from bihuan.organisation import queries as people
from bihuan.organisation.queries import units_called
from bihuan.organisation.vocabulary import RecusalDuty, RecusalGround


@require_GET
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Which unit is at which step, and what the office said about it."""
    actor, campaign = entered(request, code)
    works, ledger = queries.works_here(actor, campaign), reverse("problems:ledger", args=[code])
    lines = (
        [
            cell(one.unit.name, at("remark", code, one.unit.pk) if works else ""),
            cell(_(one.step.label) if one.step else _("还没有问题")),
            cell(
                "，".join(f"{_(state.label)} {many}" for state, many in one.states.items()),
                f"{ledger}?unit={one.unit.pk}" if one.states else "",
            ),
            cell(one.late or "", f"{ledger}?unit={one.unit.pk}&lamp=overdue" if one.late else "", num=True),
        ]
        for one in queries.steps_of_units(actor, campaign, today_of(campaign).day)
    )
    remarks, further = older(request, queries.remarks_of(actor, campaign))
    said = ([cell(one.text), cell(one.unit.name), cell(one.step), cell(moment(one.said_at, one.said_by), num=True)] for one in remarks)
    tables = [
        table(_("各单位进度"), (_("单位"), _("主要环节"), _("各环节"), _("超期")), lines),
        table(_("提出的意见"), (_("意见"), _("单位"), _("当时的环节"), _("时间")), said, older=further),
    ]
    return list_page(
        request,
        campaign,
        "progress",
        title=_("各单位进度"),
        lead=_("哪个单位走到哪一步，随时看得到；点单位名可以提意见，单位看得到。"),
        tables=tables,
    )


@require_http_methods(["GET", "POST"])
def remark(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Say something about where a unit stands."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
    stands = next((one for one in queries.steps_of_units(actor, campaign, today_of(campaign).day) if one.unit.pk == pk), None)
    if stands is None:
        raise Missing()
    form = asking(text=long_text(_("意见")))(request.POST or None)
    told: dict[str, Any] = {"unit": stands.unit, "step": stands.step.label if stands.step else ""}

    def say() -> None:
        operations.remark_on_progress(campaign=campaign, text=form.cleaned_data["text"], **told, **who(request))

    if form.is_valid() and done(form, say):
        return toast(request, redirect("inspections:progress", code=code), _("已提出，单位看得到"))
    return form_page(
        request,
        campaign,
        form,
        back=at("progress", code),
        title=_("对%(unit)s提出意见") % {"unit": stands.unit.name},
        act=_("提出"),
        note=_("现在主要在“%(step)s”环节。") % {"step": _(told["step"])} if told["step"] else "",
    )


@require_GET
def board(request: HttpRequest, code: str) -> HttpResponse:
    """What is due this week, group by group: for the office, which sends nothing by this page."""
    actor, campaign = entered(request, code)
    campaigns.refuse_others(actor, campaign)
    today = today_of(campaign).day
    first, last = week_of(today)
    ledger, tasks = reverse("problems:ledger", args=[code]), reverse("campaigns:tasks", args=[code])
    places = {
        "answers": at("observations", code) + "?state=sent",
        "notices": at("notices", code),
        "visits": at("overview", code),
        "tasks": tasks,
    }
    lines = []
    for one in queries.groups_this_week(campaign, today, actor):
        late = _("其中超期 %(late)d 件") % {"late": one.late} if one.late else ""
        parts = [(name, getattr(one, name)) for name in ("tasks", "answers", "notices", "visits")]
        name = one.name or _("没有督导组的单位和机构")
        lines.append(
            [
                cell(name),
                cell(one.items or "", f"{ledger}?open=1" if one.items else "", note=late),
                *(_due(due, places[what]) for what, due in parts),
            ]
        )
    head = (_("督导组"), _("到期的问题"), _("阶段任务"), _("单位说明"), _("纠偏通知回复"), _("检查"))
    found = [table(_("本周到期"), head, lines)]
    lead = _("%(first)s 至 %(last)s 到期的，按督导组排列。这一页不发通知；到期的事在各人的待办里。") % {"first": first, "last": last}
    return list_page(request, campaign, "board", title=_("调度"), lead=lead, tables=found)


def _due(rows: Any, href: str) -> dict[str, Any]:
    """How many, and of whom; nothing where nothing is due."""
    names = list(dict.fromkeys(row.unit.name if row.unit else str(row.group or "") for row in rows))
    return cell(len(rows) or "", href if rows else "", note="、".join(names[:4]) + ("……" if len(names) > 4 else ""))


@require_GET
def checklists(request: HttpRequest, code: str) -> HttpResponse:
    """Checklists in use."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
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
    _only_who_works(actor, campaign)
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
    _only_who_works(actor, campaign)
    row = queries.find_checklist(campaign, pk)
    lines = ([cell(one.text), cell(one.subject), cell(str(one.manifestation or ""))] for one in row.lines.all())
    acts = [
        {"label": _("导出 Excel"), "href": at("checklist_file", code, pk), "plain": "yes"},
        {"label": _("导入填好的"), "href": f"{at('import_findings', code)}?checklist={pk}"},
        *acts_of(actor, row, "checklist", code, _words({ChecklistAction.RETIRE: noop("停用")})),
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
    _only_who_works(actor, campaign)
    row = queries.find_checklist(campaign, pk)
    names = [name for name, one in units_called(campaigns.units_of(campaign, today_of(campaign).day)).items() if one]
    return handed(io.BytesIO(checklist_sheet(row, names)), name=f"{row.title}.xlsx")


@require_http_methods(["GET", "POST"])
def import_findings(request: HttpRequest, code: str) -> HttpResponse:
    """Findings of another body, or of a filled-in checklist, from a sheet: all or none, what is there already is left out."""
    actor, campaign = entered(request, code)
    _only_who_works(actor, campaign)
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


@require_GET
def recusals(request: HttpRequest, code: str) -> HttpResponse:
    """Recusals that this person may read; nobody else sees that there are any."""
    actor, campaign = entered(request, code)
    lines = (
        [
            cell(one.person.name, at("recusal", code, one.pk) if held else ""),
            cell(one.unit.name if one.unit else ""),
            cell(one.party.name if one.party else ""),
            cell(_(one.get_ground_display())),
            state_cell(one),
        ]
        for one, held in people.recusals_of(actor)
    )
    acts = [
        {"label": _("申请某人回避"), "href": at("ask_recusal", code)},
        {"label": _("申报本人回避"), "href": at("declare_recusal", code)},
    ]
    shown = table(
        _("回避"),
        (_("回避的人"), _("单位"), _("当事人"), _("情形"), _("状态")),
        lines,
        none=_("没有您能看到的回避"),
        hint=_("申报后立即生效；安排检查的人只看到人选里没有他，看不到原因。"),
    )
    lead = _("经手的人自己申报，或者由当事的一方申请、由专班决定。不登记亲属关系。")
    return list_page(request, campaign, "overview", title=_("回避"), lead=lead, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def declare_recusal(request: HttpRequest, code: str) -> HttpResponse:
    """Keep away oneself."""
    return _recuse(request, code, others=False)


@require_http_methods(["GET", "POST"])
def ask_recusal(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that somebody keeps away."""
    return _recuse(request, code, others=True)


def _recuse(request: HttpRequest, code: str, *, others: bool) -> HttpResponse:
    actor, campaign = entered(request, code)
    units = [(one.pk, one.name) for one in campaigns.units_of(campaign, today_of(campaign).day)]
    form = RecusalForm(request.POST or None, units=units, others=others)

    def take() -> None:
        given = form.cleaned_data
        unit = campaigns.unit_in(campaign, int(given["unit"])) if given["unit"] else None
        about: dict[str, Any] = {
            "unit": unit,
            "party": _named(given["party"]),
            "ground": RecusalGround(given["ground"]),
            "reason": given["reason"],
        }
        person = _named(given["who"]) if others else people.find_person(actor.person_id or 0)
        verb = organisation.ask_recusal if others else organisation.declare_recusal
        verb(person=person, **about, **who(request))

    if form.is_valid() and done(form, take):
        return toast(request, redirect("inspections:recusals", code=code), _("已提出，等专班决定") if others else _("已申报，立即生效"))
    title = _("申请某人回避") if others else _("申报本人回避")
    return form_page(request, campaign, form, back=at("recusals", code), title=title, act=_("提出") if others else _("申报"))


def _named(name: str) -> Any:
    """The one person of this name; unit/name tells namesakes apart."""
    if not name.strip():
        return None
    found = people.people_named(name.strip())
    if len(found) != 1:
        raise BadInput(noop("没有找到“%(name)s”，或者不止一个。同名的写成“单位/姓名”。"), name=name)
    return found[0][0]


_DECIDE = {"grant": organisation.grant_recusal, "refuse": organisation.refuse_recusal, "end": organisation.end_recusal}


@require_http_methods(["GET", "POST"])
def recusal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide on one that was asked for, or end one; whoever asked reads it."""
    actor, campaign = entered(request, code)
    row = people.find_recusal(actor, pk)
    held = next((duties for one, duties in people.recusals_of(actor) if one.pk == pk), frozenset())
    decides = RecusalDuty.JUDGE in held and row.state == "asked"
    choices = [("grant", _("决定回避")), ("refuse", _("不予回避"))] if decides else [("end", _("解除回避"))]
    form = asking(what=a_choice(_("怎么办"), choices), reason=long_text(_("理由")))(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if done(form, lambda: _DECIDE[given["what"]](row, reason=given["reason"], **who(request))):
            return toast(request, redirect("inspections:recusals", code=code), _("已办"))
    note = f"{row.person.name}　{_(row.get_ground_display())}　{row.reason}"
    return form_page(request, campaign, form, back=at("recusals", code), title=_("回避"), act=_("确定"), note=note)
