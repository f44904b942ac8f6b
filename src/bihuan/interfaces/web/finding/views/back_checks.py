"""Back-checks: the list, one with its drawing, its pieces and steps (M78, M109)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.queries import back_checks as queries
from bihuan.finding.vocabulary.back_checks import BackCheckAction as A
from bihuan.finding.vocabulary.back_checks import BackCheckState, Body, NodeKind, Verdict
from bihuan.foundation.files import workshop
from bihuan.foundation.kernel import Missing, NotAllowed, NotNow
from bihuan.interfaces.web.finding.forms.asked import a_choice, a_text, asking, long_text, words
from bihuan.interfaces.web.finding.forms.traced import Traced, bodies_field, piece_fields, verdict_fields
from bihuan.interfaces.web.finding.views.asked_shapes import at, cell, crumbs, entered, form_page, list_page, table, who
from bihuan.interfaces.web.finding.views.joint import file
from bihuan.interfaces.web.finding.views.talks import STATES, state
from bihuan.interfaces.web.shell.actors import reach_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import handed, name_and_content
from bihuan.problems.queries import find_within

_BEGIN = (NodeKind.EVENT, NodeKind.PROBLEM)


@require_GET
def back_checks(request: HttpRequest, code: str) -> HttpResponse:
    """The back-checks, and below them list 4: each problem with its event and the conclusion."""
    actor, campaign = entered(request, code, "back_checks")
    if not queries.reads(actor, campaign):
        raise NotAllowed()
    rows, around = older(request, queries.back_checks_of(actor, campaign))
    lines = (
        [cell(one.number, num=True), cell(one.title, at("back_check", code, one.pk), note=one.unit.name if one.unit else ""),
         cell("、".join(_(each) for each in queries.bodies_of(one))), cell(one.conclusion[:80]), state(one)]
        for one in rows
    )  # fmt: skip
    entries = (
        [cell(f"{one.node.problem.number:04d}", f"/c/{code}/ledger/{one.node.problem.number}/", num=True), cell(one.node.problem.text),
         cell(one.event, at("back_check", code, one.node.back_check_id)), cell(one.node.back_check.conclusion or _("倒查中"))]
        for one in queries.entries_of(actor, campaign) if one.node.problem
    )  # fmt: skip
    may = queries.may_back_check(actor, campaign)
    return list_page(
        request, campaign, "back_checks", title=_("倒查"), lead=_("以事查人、以事责人：从事件查到问题，从问题查到责任，每一步写明怎么查的、证据是什么。"),
        tabs=[], around=around, export=at("back_checks_export", code) if may else "",
        tables=[table(_("倒查"), (_("编号"), _("倒查事由"), _("参加机构"), _("倒查结论"), _("状态")), lines),
                table(_("问题倒查清单"), (_("台账序号"), _("问题"), _("所查事件"), _("倒查结论")), entries)],
        acts=[{"label": _("开展倒查"), "href": at("new_back_check", code)}] if may else [],
    )  # fmt: skip


def _form(request: HttpRequest, campaign: Any, more: dict[str, Any], initial: dict[str, Any] | None = None) -> Traced:
    units = campaigns.units_of(campaign, today_of(campaign).day)
    return Traced(request.POST or None, request.FILES or None, campaign=campaign, units=units, more=more, initial=initial)


def _piece(request: HttpRequest, campaign: Any, form: Traced, people: list[Any]) -> Piece:
    told = form.cleaned_data
    problem = find_within(reach_of(request, campaign.pk), campaign, told["number"]) if told["number"] else None
    person = people[0] if people else None
    return Piece(NodeKind(told["kind"]), told["text"], Body(told["body"]), form.unit(), person, told["happened_on"], problem)


@require_http_methods(["GET", "POST"])
def new_back_check(request: HttpRequest, code: str) -> HttpResponse:
    """Begin at an event or a problem."""
    actor, campaign = entered(request, code, "back_checks")
    if not queries.may_back_check(actor, campaign):
        raise NotAllowed()
    fields = {"title": a_text(lazy("倒查事由")), "bodies": bodies_field(), **piece_fields(_BEGIN)}
    form, made = _form(request, campaign, fields, {"number": request.GET.get("problem", "")}), list[Any]()
    if form.is_valid():
        people = form.named("person", form.unit())
        bodies = [Body(one) for one in form.cleaned_data["bodies"]]
        if form.is_valid() and done(form, lambda: made.append(operations.open_back_check(
            campaign=campaign, title=form.cleaned_data["title"], piece=_piece(request, campaign, form, people), bodies=bodies, **who(request)
        ))):  # fmt: skip
            return toast(request, redirect("finding:back_check", code=code, pk=made[0].pk), _("已开始倒查"))
    return form_page(request, campaign, form, title=_("开展倒查"), act=_("开始"), back=at("back_checks", code))


@require_GET
def back_check(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One back-check: the drawing, and beside it the same as a list."""
    actor, campaign = entered(request, code, "back_checks")
    row = queries.find_back_check(actor, campaign, pk)
    nodes, links = queries.nodes_of(row), queries.links_of(row)
    steps = {one.action for one in queries.steps_of(actor, row)}
    shown = {
        "campaign": campaign, "title": row.title, "row": row, "nodes": [(one, queries.note_of(one)) for one in nodes], "links": links,
        "drawing": queries.drawn(nodes, links), "bodies": [_(one) for one in queries.bodies_of(row)], "colour": STATES[row.state],
        "take_paper": at("back_check_paper", code, pk), "take_title": _("下载记录"), "may": {one.name.lower(): one in steps for one in A},
        "crumbs": crumbs(campaign, (_("倒查"), at("back_checks", code)), (row.title, "")),
    }  # fmt: skip
    return render(request, "finding/pages/back_check.html", shown)


def _open_to(actor: Any, row: Any, action: A) -> None:
    """Whoever only reads finds no form; nor does anybody when the step is not open."""
    if action not in {one.action for one in queries.steps_of(actor, row)}:
        raise NotAllowed() if row.state == BackCheckState.OPEN else NotNow()


@require_http_methods(["GET", "POST"])
def add_node(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """A piece of the chain."""
    actor, campaign = entered(request, code, "back_checks")
    row, form = queries.find_back_check(actor, campaign, pk), _form(request, campaign, piece_fields())
    _open_to(actor, row, A.ADD_NODE)
    if form.is_valid():
        people = form.named("person", form.unit())
        if form.is_valid() and done(form, lambda: operations.add_node(row, piece=_piece(request, campaign, form, people), **who(request))):
            return toast(request, redirect("finding:back_check", code=code, pk=pk), _("已补充"))
    return form_page(request, campaign, form, title=_("补充一环"), act=_("补充"), back=at("back_check", code, pk), note=row.title)


@require_http_methods(["GET", "POST"])
def trace(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """How one got from a piece to the next."""
    actor, campaign = entered(request, code, "back_checks")
    row = queries.find_back_check(actor, campaign, pk)
    _open_to(actor, row, A.TRACE)
    pieces = [(str(one.pk), f"{_(one.get_kind_display())}：{one.text[:40]}") for one in queries.nodes_of(row)]
    fields = {
        "one": a_choice(lazy("从"), pieces), "other": a_choice(lazy("到"), pieces), "body": a_choice(lazy("查证的机构"), words(Body)),
        "step": long_text(lazy("怎么查的"), rows=3, help_text=lazy("查了什么、问了谁、看了哪些材料。")),
    }  # fmt: skip
    form = asking(**fields)(request.POST or None)
    if form.is_valid() and done(form, lambda: _trace(request, row, form.cleaned_data)):
        return toast(request, redirect("finding:back_check", code=code, pk=pk), _("已记录"))
    return form_page(request, campaign, form, title=_("记录追查的一步"), act=_("记录"), back=at("back_check", code, pk), note=row.title)


def _trace(request: HttpRequest, row: Any, told: dict[str, Any]) -> None:
    one, other = (queries.find_node(row, int(told[name])) for name in ("one", "other"))
    operations.trace_link(row, one=one, other=other, step=told["step"], body=Body(told["body"]), **who(request))


@require_http_methods(["GET", "POST"])
def judge(request: HttpRequest, code: str, pk: int, link: int) -> HttpResponse:
    """What was found of one step."""
    actor, campaign = entered(request, code, "back_checks")
    row = queries.find_back_check(actor, campaign, pk)
    _open_to(actor, row, A.JUDGE)
    one = queries.find_link(row, link)
    form = _form(request, campaign, verdict_fields(), {"finding": one.finding, "evidence": one.evidence})
    if form.is_valid() and done(form, lambda: _judge(request, one, form.cleaned_data)):
        return toast(request, redirect("finding:back_check", code=code, pk=pk), _("已认定"))
    return form_page(
        request, campaign, form, title=_("认定一步"), act=_("认定"), back=at("back_check", code, pk), note=one.step, files=True
    )


def _judge(request: HttpRequest, link: Any, told: dict[str, Any]) -> None:
    file, verdict = name_and_content(told["file"]), Verdict(told["verdict"])
    operations.judge_link(link, verdict=verdict, finding=told["finding"], evidence=told["evidence"], file=file, **who(request))


@require_POST
def yield_node(request: HttpRequest, code: str, pk: int, node: int) -> HttpResponse:
    """Put a traced problem on the ledger."""
    actor, campaign = entered(request, code, "back_checks")
    one = queries.find_node(queries.find_back_check(actor, campaign, pk), node)
    problem = operations.yield_from_back_check(one, **who(request))
    return toast(request, redirect("finding:back_check", code=code, pk=pk), _("已列入台账，序号 %(n)04d") % {"n": problem.number})


@require_http_methods(["GET", "POST"])
def conclude(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The conclusion about responsibility, in the words of whoever concludes."""
    actor, campaign = entered(request, code, "back_checks")
    row = queries.find_back_check(actor, campaign, pk)
    _open_to(actor, row, A.CONCLUDE)
    form = asking(conclusion=long_text(lazy("倒查结论"), rows=6, help_text=lazy("谁负什么责任，依据是什么。")))(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.conclude_back_check(row, **form.cleaned_data, **who(request))):
        return toast(request, redirect("finding:back_check", code=code, pk=pk), _("已作出结论"))
    note = _("结论由您写，系统不提建议。结论不是处理；要处理的另走处理程序，先听本人申辩。")
    return form_page(request, campaign, form, title=_("作出倒查结论"), act=_("作出结论"), back=at("back_check", code, pk), note=note)


@require_POST
def back_check_paper(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The record as docx, with what it is for."""
    actor, campaign = entered(request, code, "back_checks")
    row = queries.find_back_check(actor, campaign, pk)
    return file(operations.print_back_check(row, reason=request.POST.get("reason", ""), **who(request)), _("倒查记录"), "docx")


@require_GET
def link_file(request: HttpRequest, code: str, pk: int, link: int) -> HttpResponse:
    """The file behind a step, to be kept."""
    actor, campaign = entered(request, code, "back_checks")
    one = queries.find_link(queries.find_back_check(actor, campaign, pk), link)
    if one.file is None:
        raise Missing()
    return handed(workshop.open_content(one.file), name=one.file.name)  # type: ignore[return-value]


@require_POST
def back_checks_export(request: HttpRequest, code: str) -> HttpResponse:
    """List 4 of back-checks, with what it is for (D18)."""
    _actor, campaign = entered(request, code, "back_checks")
    form = "docx" if request.POST.get("as") == "docx" else "xlsx"
    data = operations.export_back_checks(campaign=campaign, form=form, reason=request.POST.get("reason", ""), **who(request))
    return file(data, _("问题倒查清单"), form)
