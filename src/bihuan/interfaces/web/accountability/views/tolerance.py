"""Tolerance reviews: who asks, one review, what is put right."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations
from bihuan.accountability.queries import rights
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.publicity import RightsPaper
from bihuan.accountability.vocabulary.tolerance import ToleranceAction
from bihuan.campaigns import queries as campaigns
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import asking, long_text
from bihuan.interfaces.web.accountability.forms.rights import ToleranceForm
from bihuan.interfaces.web.accountability.shapes import about, at, entered, form_page, moment, plain, who
from bihuan.interfaces.web.accountability.views.right_shapes import cell, list_page, retaliation, row_page, state_of, table
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done


@require_GET
def tolerances(request: HttpRequest, code: str) -> HttpResponse:
    """The reviews that one may know of: one's own, and those on which one has work."""
    actor, campaign = entered(request, code)
    rows, further = older(request, rights.tolerances_of(actor, campaign))
    lines = ([cell(about(one), at("tolerance", code, one.pk), note=one.matter, tag=state_of(one)[0]), cell(_(one.get_asker_display())),
              cell(one.decided_on or one.verify_by_on or one.accept_by_on, num=True)] for one in rows)  # fmt: skip
    hint = _("干事中的失误，本人、所在单位和办理机构都可以申请容错审查；申请容错不加重处理。")
    shown = table(
        _("容错审查"),
        (_("对象"), _("申请人"), _("日期")),
        lines,
        none=_("没有您能看到的容错审查"),
        hint=_("自己的、本单位的，可以点“申请容错审查”；只有本人、经办和决定的人看得到。"),
        older=further,
    )
    apply = [{"label": _("申请容错审查"), "href": at("new_tolerance", code)}] if campaigns.switches_for(campaign).tolerance else []
    acts = [retaliation(code), *apply]
    return list_page(request, campaign, "tolerances", title=_("容错审查"), lead=hint, acts=acts, tables=[shown])


@require_http_methods(["GET", "POST"])
def new_tolerance(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for a review: for oneself, for somebody of one's unit, or on a case that one handles."""
    actor, campaign = entered(request, code)
    form = ToleranceForm(request.POST or None, actor=actor, campaign=campaign)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.apply_for_tolerance(campaign=campaign, **form.told(), **who(request)))
    ):
        return toast(request, redirect(at("tolerance", code, made[0].pk)), _("已申请，受理机构的页面里能看到"))
    note = _("写清是什么事、当时为什么这样做、事后怎样补救。材料可以在陈述申辩里一并交。")
    way = [(_("容错审查"), at("tolerances", code)), (_("申请"), "")]
    return form_page(
        request, campaign, form, back=at("tolerances", code), title=_("申请容错审查"), act=_("提交申请"), note=note, crumbs=way
    )  # fmt: skip


@require_GET
def tolerance(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One review, with the answer to every line once it is decided."""
    actor, campaign = entered(request, code)
    row = rights.find_tolerance(actor, campaign, pk)
    facts = [
        (_("对象"), about(row)), (_("事项"), row.matter), (_("申请人"), _(row.get_asker_display())), (_("受理机构"), row.handler.name),
        (_("受理期限"), plain(row.accept_by_on)), (_("核实期限"), plain(row.verify_by_on)), (_("决定机构"), row.body.name if row.body else ""),
        (_("文号"), row.document), (_("集体研究人员"), row.present), (_("决定日期"), plain(row.decided_on)), (_("申请时间"), moment(row.applied_at)),
    ]  # fmt: skip
    texts = [
        {"title": _("申请理由"), "text": row.text},
        {"title": _("核实情况"), "text": row.findings},
        {"title": _("决定理由"), "text": row.reasons},
    ]
    papers = [{"label": _(RightsPaper.TOLERANCE.label), "href": at("right_paper", code, "tolerance", pk, RightsPaper.TOLERANCE.value)}]
    tables = [_lines(row), _corrections(code, row, ToleranceAction.CORRECT in rights.steps_of_right(actor, row))] if row.review else []
    return row_page(
        request, actor, campaign, "tolerance", row, title=_("容错审查第 %(n)d 号") % {"n": row.number}, facts=facts, texts=texts, tables=tables,
        papers=papers if rights.works_or_owns(actor, row) else [],
    )  # fmt: skip


def _lines(row: Any) -> dict[str, Any]:
    """Each distinction, condition and principle with its answer (M172)."""
    said, met = row.review.get("distinctions", {}), row.review.get("conditions", {})
    words = {"yes": _("具备"), "no": _("不具备"), "unclear": _("不能确定")}
    rows = [(one.text, said.get(one.id, "")) for one in pack().distinctions]
    rows += [(one.text, words.get(met.get(one.id), "")) for one in pack().conditions]
    rows += list(row.review.get("principles", {}).items())
    return table(_("逐条审查"), (_("审查内容"), _("意见")), ([cell(_(name)), cell(text)] for name, text in rows))


def _corrections(code: str, row: Any, may: bool) -> dict[str, Any]:
    def line(one: Any) -> list[dict[str, Any]]:
        href = at("correct", code, row.pk, one.pk) if may and one.done_at is None else ""
        return [cell(one.text, href), cell(one.due_on, num=True), cell(one.done)]

    return table(_("纠错清单"), (_("纠错事项"), _("期限"), _("完成情况")), map(line, row.corrections.all()), none=_("没有纠错事项"))


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, code: str, pk: int, item: int) -> HttpResponse:
    """One thing was put right."""
    actor, campaign = entered(request, code)
    row = rights.find_tolerance(actor, campaign, pk)
    one = get_object_or_404(row.corrections, pk=item)
    if ToleranceAction.CORRECT not in rights.steps_of_right(actor, row):
        raise NotAllowed()
    form = asking(done=long_text(_("完成情况")))(request.POST or None)
    if form.is_valid() and done(form, lambda: operations.correct_error(one, done=form.cleaned_data["done"], **who(request))):
        return toast(request, redirect(at("tolerance", code, pk)), _("已登记"))
    way = [(_("容错审查"), at("tolerances", code)), (f"{row.number}", at("tolerance", code, pk)), (_("纠错"), "")]
    return form_page(
        request, campaign, form, back=at("tolerance", code, pk), title=_("登记纠错完成情况"), act=_("登记"), note=one.text, crumbs=way
    )
