"""Opinions: the list with its gaps, one of them, what the public resents strongly, the list as Excel and Word (M33, M77, M86, D14, D15)."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_POST

from bihuan.campaigns import queries as campaigns
from bihuan.documents.operations import print_docx
from bihuan.finding import operations
from bihuan.finding.papers.opinions import Told, opinion_form, opinion_list
from bihuan.finding.queries import opinions as queries
from bihuan.finding.queries.opinions import Narrowed
from bihuan.finding.sheets.opinions import opinion_sheet
from bihuan.finding.vocabulary.opinions import OpinionAction as A
from bihuan.finding.vocabulary.opinions import OpinionForm, OpinionState, PeopleGroup
from bihuan.foundation.kernel import Figure
from bihuan.interfaces.web.finding.views.asked_shapes import (
    DOCX,
    XLSX,
    at,
    buttons,
    cell,
    detail_page,
    entered,
    list_page,
    state_cell,
    table,
    who,
)  # fmt: skip
from bihuan.interfaces.web.shell.menu import address
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import number_of


def narrowed(request: HttpRequest) -> Narrowed:
    """What the address narrows the list to; what it does not understand narrows nothing."""
    told = request.GET
    fits = {"state": OpinionState, "form": OpinionForm, "group": PeopleGroup}
    kept = {name: told.get(name, "") if told.get(name) in {one.value for one in term} else "" for name, term in fits.items()}
    keys = {name: number_of(told.get(name)) for name in ("unit", "letter", "gathering")}
    return Narrowed(resented=told.get("resented") == "1", **kept, **keys)  # type: ignore[arg-type]


@require_GET
def opinions(request: HttpRequest, code: str) -> HttpResponse:
    """Every opinion that he sees, with where it comes from and what became of it; what is missing is said above."""
    actor, campaign = entered(request, code)
    rows, around = older(request, queries.opinions_of(actor, campaign, narrowed(request)))
    runs, numbered = campaigns.run_by(actor, campaign), queries.sees_letters(actor, campaign)
    counts = queries.counts_of(campaign) if runs else None
    shown = {
        "title": _("意见建议"),
        "lead": _("每条意见都有着落：列入台账，或者写明为什么不列入。"),
        "facts": _facts(campaign, counts) if counts else (),
        "gaps": _gaps(campaign) if counts else "",
        "chips": _chips(request, code),
        "tables": [_table(rows, numbered)],
        "around": around,
        "take": at("take_pointings", code) if queries.may_take(actor, campaign) else "",
        "export": at("export_opinions", code) if _exports(actor, campaign) else "",
        "acts": [{"label": _("空白征求意见表"), "href": at("opinion_form", code), "plain": "yes"}],
    }
    return list_page(request, campaign, "opinions", **shown)


def _exports(actor: Any, campaign: Any) -> bool:
    return campaigns.run_by(actor, campaign) or bool(campaigns.duties_held(actor, campaign))


def _table(rows: list[Any], numbered: bool) -> dict[str, Any]:
    none, hint = _("没有您能看到的意见"), _("从征求意见函、座谈走访问卷登记进来。")
    return table(_("意见建议清单"), _head(), (_line(one, numbered) for one in rows), none=none, hint=hint)


def _head() -> tuple[str, ...]:
    return (_("意见内容"), _("涉及单位"), _("来源"), _("人群"), _("听取日期"), _("状态"), _("台账"))


def _line(row: Any, numbered: bool) -> list[dict[str, Any]]:
    code, problem = row.campaign.code, row.problem
    about = row.unit.name + (f"　{row.person.name}" if row.person else "")
    return [
        cell(row.text[:80], at("opinion", code, row.pk), note=_("群众反映强烈") if row.resented else ""),
        cell(about),
        cell(queries.origin_of(row, numbered), origin_href(row, numbered)),
        cell(_(row.get_group_display())),
        cell(row.heard_on, num=True),
        state_cell(row),
        cell(f"{problem.number:04d}", address("problems:problem", code, str(problem.number))) if problem else cell(row.reason[:40]),
    ]


def origin_href(row: Any, numbered: bool) -> str:
    """The page of the letter (for whoever may know which) or gathering that an opinion came by."""
    if row.letter_id:
        return at("letter", row.campaign.code, row.letter_id) if numbered else ""
    return at("gathering", row.campaign.code, row.gathering_id) if row.gathering_id else ""


def _facts(campaign: Any, counts: Any) -> list[tuple[str, Any]]:
    told = [(_("发出征求意见函"), counts.letters), (_("由函收回的意见"), counts.by_letter), (_("登记的意见"), counts.opinions)]
    told += [(_("已列入台账"), counts.entered), (_("不列入台账（有理由）"), counts.no_action), (_("待处理"), counts.open)]
    return [(label, str(count)) for label, count in told]  # a nought is a number, not a gap


def _gaps(campaign: Any) -> str:
    gaps = queries.gaps_of(campaign, localdate())
    told = []
    if gaps.late:
        told.append(_("%(n)d 份函过了时限还没有回复") % {"n": gaps.late})
    if gaps.unsent:
        told.append(_("%(n)d 份函还没有发出") % {"n": gaps.unsent})
    if gaps.silent:
        names = "、".join(one.name for one in gaps.silent[:8])
        told.append(_("还没有听到意见的单位 %(n)d 个：%(names)s") % {"n": len(gaps.silent), "names": names})
    return "；".join(told)


def _chips(request: HttpRequest, code: str) -> list[dict[str, Any]]:
    here = request.GET.get("state", "")
    chips = [{"label": _("全部"), "href": at("opinions", code), "on": not here and request.GET.get("resented") != "1"}]
    chips += [{"label": _(one.label), "href": f"{at('opinions', code)}?state={one.value}", "on": here == one.value} for one in OpinionState]
    return [*chips, {"label": _("群众反映强烈"), "href": f"{at('opinions', code)}?resented=1", "on": request.GET.get("resented") == "1"}]


_WORDS = {
    A.RECONSIDER: noop("重新处理"), A.MARK: noop("群众反映强烈"), A.LEAVE: noop("不列入台账"), A.JOIN: noop("并入已有问题"), A.ENTER: noop("列入台账"),
}  # fmt: skip


@require_GET
def opinion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One opinion in its own words, and what may be done with it."""
    actor, campaign = entered(request, code)
    row, numbered = queries.find_opinion(actor, campaign, pk), queries.sees_letters(actor, campaign)
    facts = [
        (_("涉及单位"), row.unit.name), (_("涉及的人"), row.person.name if row.person else "—"),
        (_("来源"), queries.origin_of(row, numbered)), (_("人群"), _(row.get_group_display())), (_("听取日期"), row.heard_on),
        (_("群众反映强烈"), _("是") if row.resented else _("否")), *([(_("台账"), f"{row.problem.number:04d}")] if row.problem else ()),
    ]  # fmt: skip
    texts = [{"title": _("意见内容"), "text": row.text}]
    texts += [{"title": title, "text": text} for title, text in ((_("思想根源"), row.root), (_("不列入的理由"), row.reason)) if text]
    acts = buttons(code, "opinion", pk, queries.acts_on(actor, row), {action: _(label) for action, label in _WORDS.items()})
    if href := origin_href(row, numbered):
        acts.insert(0, {"label": _("打开来源"), "href": href})
    if row.problem:
        acts.append({"label": _("打开台账"), "href": address("problems:problem", code, str(row.problem.number))})
    return detail_page(
        request, campaign, (_("意见建议"), "opinions"), title=_("意见 %(n)d") % {"n": row.pk}, lead=_("登记时不写由谁提出；处理时也不去查由谁提出。"),
        facts=facts, texts=texts, acts=acts, state=_(row.get_state_display()), colour=state_cell(row)["colour"],
    )  # fmt: skip


@require_GET
def resented(request: HttpRequest, code: str) -> HttpResponse:
    """What the public resents strongly: entries of the ledger with the opinions that they rest on, the most resented first (M33)."""
    actor, campaign = entered(request, code)
    tables, numbered = list[dict[str, Any]](), queries.sees_letters(actor, campaign)
    for problem, told in queries.resented_problems(actor, campaign)[:50]:
        lines = (
            [cell(one.text[:120], at("opinion", code, one.pk)), cell(queries.origin_of(one, numbered), origin_href(one, numbered)),
             cell(_(one.get_group_display())), cell(one.heard_on, num=True)]
            for one in told
        )  # fmt: skip
        title = _("%(number)04d　%(unit)s（%(n)d 条意见）") % {"number": problem.number, "unit": told[0].unit.name, "n": len(told)}
        tables.append(table(title, (_("意见内容"), _("来源"), _("人群"), _("听取日期")), lines))
    none = [table(_("群众反映强烈的问题"), (), (), none=_("还没有"), hint=_("在一条意见上标明“群众反映强烈”，列入台账时就列为重点。"))]
    lead = _("同一件事反映的意见越多，排得越前。")
    return list_page(request, campaign, "resented", title=_("群众反映强烈的问题"), lead=lead, tables=tables or none)


@require_POST
def export(request: HttpRequest, code: str) -> HttpResponse:
    """The list of opinions as Excel or Word, with what it is for (D14)."""
    actor, campaign = entered(request, code)
    operations.note_export(campaign=campaign, reason=request.POST.get("reason", ""), **who(request))
    rows = queries.opinions_of(actor, campaign)
    told = queries.list_rows(rows, numbered=queries.sees_letters(actor, campaign))
    if request.POST.get("as") == "docx":
        return file(print_docx(paper=_paper(campaign, rows, told)), DOCX, f"{_('意见建议问题清单')}.docx")
    return file(opinion_sheet(told), XLSX, f"{_('意见建议问题清单')}.xlsx")


def _paper(campaign: Any, rows: Any, told: Any) -> Any:
    here = at("opinions", campaign.code)
    seen = {state: sum(1 for one in rows if one.state == state) for state in OpinionState}
    by_letter = sum(1 for one in rows if one.form == OpinionForm.LETTER)
    facts = Told(
        day=localdate(), opinions=Figure("O", len(told), _("清单上的意见"), here), by_letter=Figure("N16", by_letter, _("由函收回的意见"), here),
        letters=Figure("N15", queries.letters_sent(campaign), _("发出的函"), at("letters", campaign.code)),
        open=Figure("O", seen[OpinionState.OPEN], _("待处理的意见"), f"{here}?state=open"),
    )  # fmt: skip
    return opinion_list(campaign.title, facts, told)


@require_GET
def blank(request: HttpRequest, code: str) -> HttpResponse:
    """The empty opinion form (D15)."""
    _actor, campaign = entered(request, code)
    paper = opinion_form(campaign.title, units=(), form=_(OpinionForm.OPINION_FORM.label))
    return file(print_docx(paper=paper), DOCX, f"{_('征求意见表')}.docx")


def file(data: bytes, kind: str, name: str) -> HttpResponse:
    """A file to keep."""
    return HttpResponse(data, headers={"Content-Type": kind, "Content-Disposition": content_disposition_header(True, name) or "attachment"})
