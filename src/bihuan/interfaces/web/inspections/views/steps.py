"""Steps on rows of supervision: one address for all, each with the form that it asks for."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.foundation.kernel import NotAllowed
from bihuan.inspections import operations, queries
from bihuan.interfaces.web.inspections.forms import asking
from bihuan.interfaces.web.inspections.views.asked import (
    Taken,
    a_reason,
    assign,
    attach_photo,
    back_fields,
    changed_fields,
    decide,
    decide_fields,
    join,
    nothing,
    one_text,
    photo_fields,
    plainly,
    refuse_fields,
    review_fields,
    same_fields,
    send_back,
    set_task,
    spoken_word,
    task_fields,
)
from bihuan.interfaces.web.inspections.views.shapes import at, entered, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done

STEPS: dict[str, dict[str, Taken]] = {
    "plan": {
        "approve_inspection_plan": Taken(
            lazy("批准督查方案"), lazy("批准"), nothing, plainly(operations.approve_plan), lazy("批准后不再改动对象、内容和日期。")
        ),
        "withdraw_inspection_plan": Taken(lazy("撤回督查方案"), lazy("撤回"), a_reason, plainly(operations.withdraw_plan)),
        "end_inspection_plan": Taken(lazy("结束督查"), lazy("结束"), nothing, plainly(operations.end_plan)),
    },
    "visit": {
        "approve_visit": Taken(lazy("批准检查"), lazy("批准"), nothing, plainly(operations.approve_visit)),
        "cancel_visit": Taken(lazy("取消检查"), lazy("取消检查"), a_reason, plainly(operations.cancel_visit)),
        "report_visit": Taken(
            lazy("报告检查情况"),
            lazy("报告"),
            one_text("summary", lazy("检查情况")),
            plainly(operations.report_visit),
            lazy("报告以后，被检查单位看得到这次检查。"),
        ),
    },
    "observation": {
        "send_observation": Taken(
            lazy("送单位说明"),
            lazy("送出"),
            nothing,
            plainly(operations.send_observation),
            lazy("单位在规定的日子里可以说明，之后才能列入台账。"),
        ),
        "answer_observation": Taken(
            lazy("单位说明"), lazy("提交说明"), one_text("answer", lazy("说明")), plainly(operations.answer_observation)
        ),
        "record_observation": Taken(lazy("列入问题台账"), lazy("列入台账"), nothing, plainly(operations.record_observation)),
        "send_list_back": Taken(lazy("退回清单"), lazy("退回"), back_fields, send_back),
        "drop_observation": Taken(lazy("不作问题"), lazy("确定"), a_reason, plainly(operations.drop_observation)),
        "join_observations": Taken(lazy("并入另一条"), lazy("并入"), same_fields, join),
        "add_photo": Taken(lazy("附照片"), lazy("上传"), photo_fields, attach_photo, lazy("文字说得清的不用拍。")),
    },
    "heard": {
        "pass_opinion_on": Taken(
            lazy("转入意见清单"),
            lazy("转入"),
            nothing,
            plainly(operations.pass_opinion_on),
        ),
    },
    "conclusion": {
        "ask_review_of_conclusion": Taken(lazy("申请复核"), lazy("申请"), a_reason, plainly(operations.ask_review)),
        "assign_review": Taken(
            lazy("指定复核人员"), lazy("指定"), review_fields, assign, lazy("去检查的、写结论的、批准检查的都不能复核。")
        ),
        "uphold_conclusion": Taken(lazy("维持结论"), lazy("维持"), a_reason, plainly(operations.uphold_conclusion)),
        "change_conclusion": Taken(
            lazy("变更结论"), lazy("变更"), changed_fields, plainly(operations.change_conclusion), lazy("原结论留着，单位看得到两份。")
        ),
        "revoke_conclusion": Taken(lazy("撤销结论"), lazy("撤销"), a_reason, plainly(operations.revoke_conclusion)),
    },
    "notice": {
        "reply_to_notice": Taken(
            lazy("回复纠偏通知"), lazy("回复"), one_text("reply", lazy("怎么纠正的")), plainly(operations.reply_to_notice)
        ),
        "accept_reply": Taken(
            lazy("认可回复"), lazy("认可"), one_text("verdict", lazy("认定意见"), required=False), plainly(operations.accept_reply)
        ),
        "refuse_reply": Taken(lazy("不认可回复"), lazy("退回"), refuse_fields, plainly(operations.refuse_reply)),
    },
    "hearing": {
        "set_task_at_hearing": Taken(lazy("部署任务"), lazy("部署"), task_fields, set_task, lazy("任务要写办成什么；在“阶段任务”里办结。")),
        "decide_on_finding": Taken(lazy("研判一条发现"), lazy("记下"), decide_fields, decide),
    },
    "draw": {
        "reveal_for_inspection": Taken(
            lazy("揭晓抽取结果"), lazy("揭晓"), spoken_word, plainly(operations.reveal_plan_draw), lazy("揭晓后种子公开，结果不能再改。")
        ),
        "abandon_for_inspection": Taken(
            lazy("作废抽取"), lazy("作废"), a_reason, plainly(operations.abandon_plan_draw), lazy("编号和名单仍保留。")
        ),
    },
    "checklist": {
        "retire_checklist": Taken(lazy("停用检查单"), lazy("停用"), nothing, plainly(operations.retire_checklist)),
    },
}
_FIND: dict[str, Callable[..., Any]] = {
    "plan": queries.find_plan,
    "visit": queries.find_visit,
    "observation": queries.find_observation,
    "conclusion": queries.find_conclusion,
    "hearing": queries.find_hearing,
    "draw": queries.find_draw,
    "notice": queries.find_notice_by_key,
    "heard": queries.find_heard,
    "checklist": lambda _actor, campaign, pk: queries.find_checklist(campaign, pk),
}


@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, kind: str, pk: int, action: str) -> HttpResponse:
    """One step on one row: its form, then the operation, then the row again. Who may not take it is told so."""
    actor, campaign = entered(request, code)
    taken = STEPS.get(kind, {}).get(action)
    if taken is None:
        raise Http404
    row = _FIND[kind](actor, campaign, pk)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = asking(**taken.fields(row, actor, campaign))(*given)
    if not form.is_valid() and action not in {one.value for one in queries.open_steps(actor, row)}:
        raise NotAllowed()  # a form is shown, filled wrongly or not at all, to nobody who may not send it
    back = _page_of(kind, row, code)
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(back), _("已办"))
    return form_page(request, campaign, form, back=back, title=taken.title, act=taken.act, note=taken.note, files="file" in form.fields)


def _page_of(kind: str, row: Any, code: str) -> str:
    if kind == "heard":
        return at("visit", code, row.visit_id)
    return at(kind, code, row.number if kind == "notice" else row.pk)
