"""Steps on a handling, its facts and its statements: one address each, with the form that the step asks for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.accountability import operations
from bihuan.accountability.queries import cases, listing, steps
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.foundation.kernel import NotAllowed
from bihuan.interfaces.web.accountability.forms import asking, deciding, weighing
from bihuan.interfaces.web.accountability.laying_out import before_deciding, ladders_shown, support
from bihuan.interfaces.web.accountability.shapes import about, at, crumbs, entered, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done


@dataclass(frozen=True)
class Taken:
    """A step as a page: its title and the word on its button, what it asks for, what it does, what follows from it."""

    title: Any
    act: Any
    fields: Callable[[Any, Any, Any], weighing.Fields]
    do: Callable[[Any, dict[str, Any], dict[str, Any]], Any]
    note: Any = ""


def plainly(operation: Callable[..., Any]) -> Callable[[Any, dict[str, Any], dict[str, Any]], Any]:
    """The operation with the answers as they were given."""
    return lambda row, given, by: operation(row, **given, **by)


_NOTHING, _REASON = deciding.nothing, deciding.a_reason
STEPS: dict[A, Taken] = {
    A.ADD_FACT: Taken(lazy("写入事实和依据"), lazy("写入事实"), weighing.fact_fields, weighing.add_fact, lazy("由另一名承办人核实后才算数。")),
    A.ASK_FIRST: Taken(
        lazy("先问身体、负担和指令"), lazy("记下"), weighing.ask_fields, weighing.ask_first, lazy("只记问过、考虑过没有，不记是什么情况。")
    ),
    A.SORT: Taken(lazy("分类"), lazy("确定"), weighing.class_fields, weighing.sort_case, lazy("分类由人判断；换了类，措施要重新拟定。")),
    A.WEIGH: Taken(
        lazy("衡量情节和影响"), lazy("记下"), weighing.weight_fields, plainly(operations.weigh), lazy("两项分开写，都会印在决定里。")
    ),
    A.WEIGH_ORIGIN: Taken(lazy("看清由谁发现"), lazy("记下"), weighing.origin_fields, weighing.weigh_origin),
    A.CHECK_TOLERANCE: Taken(
        lazy("容错审查"), lazy("提交审查"), weighing.tolerance_fields, weighing.check_tolerance, lazy("每一条都要回答；是否容错由决定机构研究。")
    ),
    A.CHOOSE: Taken(lazy("拟定措施和依据"), lazy("确定"), weighing.measure_fields, weighing.choose_measure),
    A.LINK_EDUCATION: Taken(lazy("列明此前的教育"), lazy("列明"), weighing.education_fields, weighing.link_education),
    A.MARK_TYPICAL: Taken(
        lazy("标为典型案件"), lazy("标明"), weighing.typical_fields, weighing.mark_typical,
        lazy("同时立一件领导责任核查；核查没有结束，本案不能办结。"),
    ),
    A.PROPOSE: Taken(lazy("提出处理建议"), lazy("提出"), _NOTHING, plainly(operations.propose_handling), lazy("提出建议的人不能作决定。")),
    A.TAKE_BACK: Taken(
        lazy("撤回重拟"), lazy("撤回"), _REASON, plainly(operations.take_back_handling), lazy("重新提出以后，重新告知、重新听取陈述。")
    ),
    A.NOTICE: Taken(
        lazy("告知本人"), lazy("告知"), _NOTHING, plainly(operations.notice_handling),
        lazy("本人在自己的页面上看到事实、依据、拟采取的措施、来源种类、权利和陈述期限。不用系统的，请送达纸质告知书。"),
    ),
    A.STATE: Taken(lazy("代录陈述"), lazy("录入"), deciding.statement_fields, deciding.take_down),
    A.SUBMIT: Taken(lazy("提请决定"), lazy("提请"), deciding.body_fields, deciding.submit),
    A.DECIDE: Taken(lazy("作出决定"), lazy("决定"), deciding.decision_fields, plainly(operations.decide_handling)),
    A.NOT_HANDLE: Taken(lazy("决定不予处理"), lazy("决定"), _REASON, plainly(operations.not_handle)),
    A.TOLERATE: Taken(lazy("决定予以容错"), lazy("决定"), _REASON, plainly(operations.tolerate), lazy("容错以后，任何评价都不计这件事。")),
    A.SEND_BACK: Taken(lazy("退回补充"), lazy("退回"), _REASON, plainly(operations.send_back_handling)),
    A.REFER: Taken(
        lazy("移送有权机关"), lazy("移送"), deciding.outside_fields, plainly(operations.refer_handling),
        lazy("这项措施由有权机关按它的程序告知、听取陈述和决定；这里只登记它的决定。"),
    ),
    A.RECORD_DECISION: Taken(
        lazy("登记有权机关的决定"), lazy("登记"), deciding.outside_decision_fields, plainly(operations.record_decision)
    ),
    A.RECORD_NONE: Taken(lazy("登记有权机关不予处理"), lazy("登记"), _REASON, plainly(operations.record_no_decision)),
    A.SERVE: Taken(
        lazy("登记送达"), lazy("登记送达"), deciding.service_fields, deciding.serve, lazy("送达后生效；影响期从决定日算起，申诉期限从送达日算起。")
    ),
    A.FOLLOW: Taken(lazy("跟踪了解"), lazy("记下"), deciding.follow_fields, plainly(operations.follow_up)),
    A.LIFT: Taken(lazy("提前解除"), lazy("解除措施"), _REASON, plainly(operations.lift_handling)),
    A.RECORD_LIFT: Taken(
        lazy("登记有权机关提前解除"), lazy("登记"), deciding.outside_lift_fields, plainly(operations.record_outside_lift),
        lazy("有权机关作出的决定，由它解除；这里只登记。"),
    ),
    A.DROP: Taken(lazy("终止办理"), lazy("终止办理"), _REASON, plainly(operations.drop_handling), lazy("已经告知本人的，本人看得到终止和理由。")),
}  # fmt: skip
APPEAL = Taken(
    lazy("代录申诉"), lazy("录入"), deciding.appeal_fields, deciding.file_appeal, lazy("本人在自己的页面上也可以提。申诉不会使处理变重。")
)


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, number: int, action: str) -> HttpResponse:
    """One step on one handling. Who may not take it is refused; what it still asks for is said on the form."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    taken = next((one for name, one in STEPS.items() if name.value == action), None)
    if taken is None:
        raise Http404
    if action not in {one.value for one in steps.open_steps(actor, row)}:
        raise NotAllowed()
    missing = steps.missing_for(row, actor, A(action), now())
    return _take(request, campaign, row, row, taken, beside=_beside(action, row), ladders=_ladders(action, campaign), missing=missing)


def _beside(action: str, row: Any) -> list[dict[str, Any]]:
    if action == A.ASK_FIRST:
        return [support()]
    return before_deciding(row) if action in (A.DECIDE, A.NOT_HANDLE, A.TOLERATE, A.WEIGH_ORIGIN, A.ANSWER) else []


def _ladders(action: str, campaign: Any) -> list[dict[str, Any]]:
    return ladders_shown(campaign) if action == A.CHOOSE else []


def _take(request: HttpRequest, campaign: Any, case: Any, row: Any, taken: Taken, **shown: Any) -> HttpResponse:
    """The form of a step on `row`, which belongs to `case`; then the operation; then the case again."""
    code, back = campaign.code, at("handling", campaign.code, case.number)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    operations.record_handling_seen(case, **who(request))  # what is read above a form is read, too
    form = asking(**taken.fields(row, who(request)["actor"], campaign))(*given)
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(back), _("已办"))
    way = crumbs(code, (_("第 %(n)d 号") % {"n": case.number}, back), (str(taken.title), ""))
    told = {"title": taken.title, "act": taken.act, "note": taken.note, "about": about(case), "crumbs": way}
    return form_page(request, campaign, form, back=back, **told, **shown)


_OF_FACT = {
    "verify": (A.VERIFY_FACT, Taken(lazy("核实事实"), lazy("核实"), deciding.one_text("how", lazy("怎样核实")), plainly(operations.verify_fact))),
    "drop": (A.DROP_FACT, Taken(lazy("删去事实"), lazy("删去"), _REASON, plainly(operations.drop_fact))),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def fact_step(request: HttpRequest, code: str, pk: int, what: str) -> HttpResponse:
    """Verify one fact, by another hand than wrote it, or take it out."""
    actor, campaign = entered(request, code)
    fact = cases.find_fact(actor, campaign, pk)
    if what not in _OF_FACT:
        raise Http404
    action, taken = _OF_FACT[what]
    if action not in steps.open_steps(actor, fact.handling):
        raise NotAllowed()
    return _take(request, campaign, fact.handling, fact, taken, beside=[{"title": _("事实"), "text": f"{fact.text}\n{fact.evidence}"}])


_ANSWER = Taken(
    lazy("书面答复陈述"), lazy("答复"), deciding.one_text("text", lazy("书面答复"), lazy("采纳什么、不采纳什么和为什么；不因为陈述加重处理。")),
    plainly(operations.answer_statement),
)  # fmt: skip


@require_http_methods(["GET", "POST"])
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Answer in writing what the person said."""
    actor, campaign = entered(request, code)
    told = cases.find_statement(actor, campaign, pk)
    if A.ANSWER not in steps.open_steps(actor, told.handling):
        raise NotAllowed()
    return _take(request, campaign, told.handling, told, _ANSWER, beside=[{"title": _("陈述"), "text": told.text}])


@require_http_methods(["GET", "POST"])
def take_appeal(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Take down an appeal that came on paper or by word of mouth."""
    actor, campaign = entered(request, code)
    row = listing.find_by_number(actor, campaign, number)
    if not cases.may_take_appeal(actor, row):
        raise NotAllowed()
    return _take(request, campaign, row, row, APPEAL)
