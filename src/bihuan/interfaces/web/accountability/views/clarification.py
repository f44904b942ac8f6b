"""The clearing of names: asked for, proposed, carried out."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations, queries
from bihuan.accountability.queries import rights
from bihuan.accountability.vocabulary.clarification import Way
from bihuan.accountability.vocabulary.publicity import Channel, RightsPaper
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms.rights import ApplyForm, ProposeForm
from bihuan.interfaces.web.accountability.shapes import about, at, entered, form_page, moment, plain, who
from bihuan.interfaces.web.accountability.views.right_shapes import cell, list_page, retaliation, row_page, state_of, table
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_GET
def clarifications(request: HttpRequest, code: str) -> HttpResponse:
    """The clearings that one may know of: one's own, and those on which one has work."""
    actor, campaign = entered(request, code)
    rows, further = older(request, rights.clarifications_of(actor, campaign))
    lines = (
        [cell(about(one), at("clarification", code, one.pk), tag=state_of(one)[0]), cell(moment(one.opened_at)[:10], num=True)]
        for one in rows
    )
    hint = _("被不实反映的，可以申请澄清：书面澄清，需要时在原来的范围内公开。没有查实不等于不实。")
    shown = table(
        _("澄清正名"),
        (_("对象"), _("提出")),
        lines,
        none=_("没有您能看到的澄清"),
        hint=_("被不实反映的，点“申请澄清”，写明是哪一件事。"),
        older=further,
    )
    on = campaigns.switches_for(campaign).clarification
    acts = [retaliation(code), *([{"label": _("申请澄清"), "href": at("ask_clarification", code)}] if on and actor.person_id else [])]
    if on and queries.bodies_that_handle(actor, campaign):
        acts.append({"label": _("提出澄清建议"), "href": at("new_clarification", code)})
    return list_page(request, campaign, "clarifications", title=_("澄清正名"), lead=hint, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def apply(request: HttpRequest, code: str) -> HttpResponse:
    """Ask that one's own name is cleared."""
    actor, campaign = entered(request, code)
    form = ApplyForm(request.POST or None, actor=actor, campaign=campaign)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.apply_for_clarification(campaign=campaign, **form.told(), **who(request)))
    ):
        return toast(request, redirect(at("clarification", code, made[0].pk)), _("已申请，核实以后告诉您结果"))
    note = _("写清需要澄清的是哪一件事。您怎样希望，我们就怎样澄清；不希望公开的，只作书面澄清。")
    return _form(request, campaign, form, title=_("申请澄清正名"), act=_("提交申请"), note=note)


@require_http_methods(["GET", "POST"])
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose it as whoever verified. From the clue desk comes the number of its paper, copied by hand, and nothing else (谁核实谁澄清)."""
    actor, campaign = entered(request, code)
    if not queries.bodies_that_handle(actor, campaign):
        raise NotAllowed()
    form = ProposeForm(request.POST or None, actor=actor, campaign=campaign)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.propose_clarification(campaign=campaign, **form.told(), **who(request)))
    ):
        return toast(request, redirect(at("clarification", code, made[0].pk)), _("已提出，请征求本人意愿"))
    note = _("只写需要澄清的具体问题。没有查实不等于不实，不作澄清；诬告陷害只能由有权机关认定。")
    return _form(request, campaign, form, title=_("提出澄清建议"), act=_("提出"), note=note)


def _form(request: HttpRequest, campaign: Any, form: Any, **shown: Any) -> HttpResponse:
    way = [(_("澄清正名"), at("clarifications", campaign.code)), (shown["title"], "")]
    return form_page(request, campaign, form, back=at("clarifications", campaign.code), crumbs=way, **shown)


@require_GET
def clarification(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One clearing. What it rests on, and the clue desk's number, are for the bodies; the person reads the point, his wish and what is done."""
    actor, campaign = entered(request, code)
    row = rights.find_clarification(actor, campaign, pk)
    works = rights.works_on(actor, row)
    said = [(_("核实结论"), _(row.get_outcome_display()) if row.outcome else "")] if works or row.approved_at else []
    closed = [(_("线索办理文书编号"), row.paper), (_("认定文号"), row.document)] if works else []
    facts = [
        (_("对象"), about(row)), *said, *closed, (_("本人意愿"), _(row.get_wish_display()) if row.wish else ""), (_("本人意见"), row.wish_text),
        (_("澄清方式"), "、".join(_(Way(one).label) for one in row.ways)), (_("澄清范围"), _(row.get_audience_display()) if row.audience else ""),
        (_("澄清渠道"), "、".join(_(Channel(one).label) for one in row.channels)), (_("承办机构"), row.handler.name),
        (_("审批机构"), row.body.name), (_("审批时间"), moment(row.approved_at)), (_("回访日期"), plain(row.follow_on)),
    ]  # fmt: skip
    texts = [
        {"title": _("需要澄清的具体问题"), "text": row.matter}, {"title": _("核实情况和依据"), "text": row.grounds if works else ""},
        {"title": _("审批意见"), "text": row.approval}, {"title": _("回访情况"), "text": row.follow_text if works else ""},
    ]  # fmt: skip
    done_ways = ([cell(_(one.get_way_display())), cell(one.text), cell(one.done_on, num=True)] for one in row.clearings.all())
    tables = [table(_("澄清的实施"), (_("方式"), _("情况"), _("日期")), done_ways, none=_("还没有实施"))] if row.ways else []
    kinds = [
        *([RightsPaper.ASKING] if row.verified_at else []),
        *([RightsPaper.LETTER] if row.approved_at else []),
        *([RightsPaper.APPROVAL] if works and row.verified_at else []),
    ]
    papers = [{"label": _(one.label), "href": at("right_paper", code, "clarification", pk, one.value)} for one in kinds]
    return row_page(
        request, actor, campaign, "clarification", row, title=_("澄清第 %(n)d 号") % {"n": row.number}, facts=facts, texts=texts, tables=tables,
        papers=papers,
    )  # fmt: skip
