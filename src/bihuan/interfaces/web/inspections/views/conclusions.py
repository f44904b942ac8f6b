"""What a visit concluded, and its review by others."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import ConclusionAction
from bihuan.interfaces.web.inspections.views.entering import only_who_takes_part, words_of
from bihuan.interfaces.web.inspections.views.shapes import (
    acts_of,
    at,
    detail_page,
    entered,
    form_page,
    moment,
    who,
)
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done

_CONCLUSION_STEPS = {
    ConclusionAction.ASK: noop("申请复核"),
    ConclusionAction.ASSIGN: noop("指定复核人员"),
    ConclusionAction.UPHOLD: noop("维持结论"),
    ConclusionAction.CHANGE: noop("变更结论"),
    ConclusionAction.REVOKE: noop("撤销结论"),
}


@require_GET
def conclusion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """What a visit concluded, and its review by others."""
    actor, campaign = entered(request, code)
    row = queries.find_conclusion(actor, campaign, pk)
    facts = [
        (_("单位"), row.visit.unit.name), (_("送达"), moment(row.given_at)), (_("可以申请复核到"), row.ask_by_on), (_("申请复核"), moment(row.asked_at)),
        (_("应作出复核决定"), row.decide_by_on or ""), (_("复核人员"), "、".join(one.name for one in row.reviewers.all())),
        (_("复核决定"), moment(row.decided_at)),
    ]  # fmt: skip
    source = _("依据《政府督查工作条例》第十七条：30 日内申请、30 日内决定，原督查人员回避。")
    told = ((_("督查结论"), row.text, ""), (_("申请复核的理由"), row.grounds, ""), (_("复核决定"), row.outcome, source))
    return detail_page(
        request, campaign, "overview", _("检查"), title=_("督查结论"), lead=row.visit.unit.name, state=_(row.get_state_display()), facts=facts,
        texts=[{"title": title, "text": text, "note": note} for title, text, note in told if text],
        acts=acts_of(actor, row, "conclusion", code, words_of(_CONCLUSION_STEPS)),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def give_conclusion(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give the unit what a visit concludes."""
    from bihuan.interfaces.web.inspections.forms import asking, long_text

    actor, campaign = entered(request, code)
    row = queries.find_visit(actor, campaign, pk)
    only_who_takes_part(actor, campaign, row)
    form = asking(text=long_text(_("督查结论"), rows=6))(request.POST or None)
    made: list[Any] = []
    if form.is_valid() and done(
        form, lambda: made.append(operations.give_conclusion(visit=row, text=form.cleaned_data["text"], **who(request)))
    ):
        return toast(request, redirect("inspections:conclusion", code=code, pk=made[0].pk), _("已送达，单位可以申请复核"))
    note = _("督查结论要送达被督查单位；单位不服的，三十日内可以申请复核，由没有参加督查的人办理。")
    return form_page(request, campaign, form, back=at("visit", code, pk), title=_("送达督查结论"), act=_("送达"), note=note)
