"""Appeals: the list of those that one may know of, one with its decision, the steps of who reviews (P03)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_GET, require_http_methods

from bihuan.accountability import operations, queries
from bihuan.accountability.operations import record_handling_seen
from bihuan.accountability.queries import cases, listing, steps
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.vocabulary.appeals import AppealAction as A
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.interfaces.web.accountability.forms import asking, deciding
from bihuan.interfaces.web.accountability.laying_out import before_deciding
from bihuan.interfaces.web.accountability.shapes import (
    COLOURS,
    about,
    at,
    crumbs,
    entered,
    form_page,
    moment,
    own_page,
    plain,
    tabs,
    who,
)
from bihuan.interfaces.web.accountability.views.steps import Taken, plainly
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import lamp_on, today_of
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done

STEPS: dict[A, Taken] = {
    A.ACCEPT: Taken(lazy("受理申诉"), lazy("受理"), deciding.nothing, plainly(operations.accept_appeal), lazy("受理后开始计算答复期限。")),
    A.PASS_ON: Taken(
        lazy("转有权机关办理"), lazy("转出申诉"), deciding.passing_fields, plainly(operations.pass_on_appeal), lazy("由有权机关决定的，申诉也由它答复。")
    ),
    A.UPHOLD: Taken(lazy("维持决定"), lazy("维持"), deciding.outcome_fields, plainly(operations.uphold_decision)),
    A.CHANGE: Taken(lazy("变更决定"), lazy("变更决定"), deciding.changed_fields, plainly(operations.change_decision), lazy("只能变轻，期限从原决定日算。")),
    A.REVOKE: Taken(
        lazy("撤销决定"), lazy("撤销决定"), deciding.outcome_fields, plainly(operations.revoke_decision), lazy("撤销以后，因它而起的影响一并去掉。")
    ),
    A.RECORD_UPHELD: Taken(lazy("登记有权机关维持原决定"), lazy("登记"), deciding.outcome_fields, plainly(operations.record_upheld)),
    A.RECORD_CHANGED: Taken(
        lazy("登记有权机关变更原决定"), lazy("登记"), deciding.outside_changed_fields, plainly(operations.record_changed),
        lazy("照有权机关的答复登记；期限从原决定日算。"),
    ),
    A.RECORD_REVOKED: Taken(
        lazy("登记有权机关撤销原决定"), lazy("登记"), deciding.outcome_fields, plainly(operations.record_revoked), lazy("撤销以后，因它而起的影响一并去掉。")
    ),
}  # fmt: skip
_OUTSIDE = (A.PASS_ON, A.RECORD_UPHELD, A.RECORD_CHANGED, A.RECORD_REVOKED)


@require_GET
def appeals(request: HttpRequest, code: str) -> HttpResponse:
    """Latest first."""
    actor, campaign = entered(request, code)
    rows, further = older(request, listing.appeals_of(actor, campaign))
    today, lines = today_of(campaign), []
    for one in rows:
        waits = one.answer_on if one.state == AppealState.ACCEPTED else None
        lamp, words = lamp_on(waits, today) if waits else (None, "")
        lines.append({"row": one, "href": at("appeal", code, one.pk), "number": one.handling.number, "unit": one.handling.unit.name, "lamp": lamp,
                      "due": words, "state": _(one.get_state_display()), "colour": COLOURS.get(one.state, "")})  # fmt: skip
    shown = {"campaign": campaign, "title": _("申诉"), "tabs": tabs(actor, campaign, "appeals"), "rows": lines, "older": further,
             "crumbs": crumbs(code, (_("申诉"), ""))}  # fmt: skip
    return render(request, "accountability/pages/appeals.html", shown)


@require_GET
def appeal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """One appeal beside what it is against, for those who work on it."""
    actor, campaign = entered(request, code)
    row = _found(actor, campaign, pk)
    if cases.is_about(actor, row.handling):
        return own_page(row.handling)
    record_handling_seen(row.handling, **who(request))
    title = _("对第 %(n)d 号决定的申诉") % {"n": row.handling.number}
    shown = {
        "campaign": campaign, "title": title, "row": row, "state": _(row.get_state_display()), "colour": COLOURS.get(row.state, ""),
        "about": about(row.handling), "facts": _facts(row), "acts": _acts(actor, code, row), "texts": before_deciding(row.handling),
        "case": at("handling", code, row.handling.number), "crumbs": crumbs(code, (_("申诉"), at("appeals", code)), (title, "")),
    }  # fmt: skip
    return render(request, "accountability/pages/appeal.html", shown)


def _found(actor: Any, campaign: Any, pk: int) -> Any:
    """An appeal of this campaign for those whose business it is; the personnel department reads its outcome on the case."""
    row = queries.find_appeal(actor, pk)
    if row.handling.campaign_id != campaign.pk:
        raise Missing()
    if not cases.is_about(actor, row.handling) and not cases.works_on(actor, row.handling) and not cases.reviewed(actor, row):
        raise Missing()
    return row


def _facts(row: Any) -> list[tuple[str, Any]]:
    told = row.handling
    found = [
        (_("申诉理由"), row.text), (_("方式"), _(row.get_how_display())), (_("提出日期"), row.filed_on),
        (_("受理机构"), row.body.name if row.body else _("本专项以外的有权机关")), (_("转往机关"), row.passed_to),
        (_("受理"), moment(row.accepted_at, row.accepted_by)), (_("答复期限"), row.answer_on),
        (_("决定机构"), told.body.name if told.body else told.outside_body),
        (_("决定日期"), told.decided_on), (_("决定文号"), told.document), (_("决定理由"), told.decision), (_("对陈述的采纳情况"), told.heard_text),
        (_("原措施"), _(find_measure(row.was).name) if row.was else ""), (_("处理意见"), row.outcome), (_("文号"), row.document),
        (_("办结人和时间"), moment(row.over_at, row.over_by)),
    ]  # fmt: skip
    return [(label, plain(value)) for label, value in found if value]


def _acts(actor: Any, code: str, row: Any) -> list[dict[str, Any]]:
    opened = steps.open_steps(actor, row)
    fits = [one for one in STEPS if one in opened and (one in _OUTSIDE) == (row.body_id is None)]
    return [
        {"label": _(one.label), "href": at("appeal_step", code, row.pk, one.value), "lead": one in (A.ACCEPT, A.PASS_ON)} for one in fits
    ]


@require_http_methods(["GET", "POST"])
def appeal_step(request: HttpRequest, code: str, pk: int, action: str) -> HttpResponse:
    """One step on one appeal."""
    actor, campaign = entered(request, code)
    row = _found(actor, campaign, pk)
    taken = next((one for name, one in STEPS.items() if name.value == action), None)
    if taken is None:
        raise Http404
    if action not in {one.value for one in steps.open_steps(actor, row)}:
        raise NotAllowed()
    back = at("appeal", code, pk)
    record_handling_seen(row.handling, **who(request))
    form = asking(**taken.fields(row, actor, campaign))(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(back), _("已办"))
    way = crumbs(code, (_("申诉"), at("appeals", code)), (str(taken.title), ""))
    beside = [{"title": _("申诉理由"), "text": row.text}, *before_deciding(row.handling)] if taken.fields is not deciding.nothing else []
    return form_page(
        request,
        campaign,
        form,
        back=back,
        title=taken.title,
        act=taken.act,
        note=taken.note,
        about=about(row.handling),
        crumbs=way,
        beside=beside,
    )
