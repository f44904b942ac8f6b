"""Steps on rows of supervision: one address for all, each with the form that it asks for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from bihuan.finding.queries.reviewing import to_send_back
from bihuan.foundation.kernel import NotAllowed
from bihuan.inspections import operations, queries
from bihuan.inspections.vocabulary import Focus
from bihuan.interfaces.web.inspections.forms import a_choice, a_day, a_text, asking, long_text, ticks
from bihuan.interfaces.web.inspections.views.shapes import at, entered, form_page, who
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import today_of
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.uploads import name_and_content

Fields = Mapping[str, forms.Field]


@dataclass(frozen=True)
class Taken:
    """A step as a page: its title, the word on its button, what it asks for, what it does with the row, the answers and who does it."""

    title: Any
    act: Any
    fields: Callable[[Any, Any, Any], Fields]
    do: Callable[[Any, dict[str, Any], dict[str, Any]], Any]
    note: Any = ""


def _none(*_row: Any) -> Fields:
    return {}


def _reason(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("理由"))}


def _text(name: str, label: Any, *, required: bool = True) -> Callable[..., Fields]:
    return lambda *_row: {name: long_text(label, required=required, rows=5)}


def _plain(operation: Callable[..., Any]) -> Callable[[Any, dict[str, Any], dict[str, Any]], Any]:
    return lambda row, given, by: operation(row, **given, **by)


def _photo(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    name, data = name_and_content(given["file"]) or ("", b"")
    return operations.add_photo(row, data=data, name=name, need=given["need"], **by)


def _photo_fields(*_row: Any) -> Fields:
    return {
        "file": forms.FileField(label=lazy("照片"), help_text=lazy("先遮住无关的人再上传；位置和设备信息由系统去掉。")),
        "need": a_text(lazy("为什么需要照片")),
    }


def _same_fields(row: Any, actor: Any, _campaign: Any) -> Fields:
    # A chooser: what is the same was found at about the same time; longer lists nobody reads in a field.
    rows = queries.observations_of(actor, row.campaign).filter(unit_id=row.unit_id).exclude(pk=row.pk).exclude(state="same")[:100]
    return {"same_as": a_choice(lazy("与哪一条相同"), [(str(one.pk), f"{one.pk}　{one.text[:60]}") for one in rows])}


def _join(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    other = queries.find_observation(by["actor"], row.campaign, int(given["same_as"]))
    return operations.join_observations(row, same_as=other, **by)


def _back_fields(row: Any, actor: Any, campaign: Any) -> Fields:
    asked: dict[str, forms.Field] = {
        "demand": a_text(lazy("要重新做什么"), 300), "due": a_day(lazy("重新报送时限")), "reason": long_text(lazy("哪里不合格")),
    }  # fmt: skip
    rows = _lists(row, actor, campaign)
    if rows:
        note = lazy("本人看到理由和新的期限，改好再交；每一轮都留存。只是互查会的问题，可以不选。")
        asked["lists"] = ticks(lazy("退回谁的自查清单"), [(str(one.pk), _of_whom(one)) for one in rows], required=False, help_text=note)
    return asked


def _lists(row: Any, actor: Any, campaign: Any) -> list[Any]:
    """Lists that may go back: of a finding about lists alone."""
    return to_send_back(actor, campaign, row.unit, today_of(campaign).day) if row.focus == Focus.LISTS else []


def _of_whom(row: Any) -> str:
    return f"{row.person.name}　{_(row.get_state_display())}"


def _send_back(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    chosen = set(given.pop("lists", ()))
    lists = [one for one in _lists(row, by["actor"], row.campaign) if str(one.pk) in chosen]
    return operations.send_list_back(row, **given, lists=lists, **by)


def _review_fields(row: Any, _actor: Any, campaign: Any) -> Fields:
    day, took_part = today_of(campaign).day, queries.who_took_part(row)
    people = [one for one in queries.fit_to_inspect(campaign, row.visit.unit, day) if not took_part(one)]
    return {"reviewers": ticks(lazy("复核人员"), [(str(one.pk), label) for one, label in queries.with_bodies(campaign, people, day)])}


def _changed_fields(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("变更后的结论，以及理由"))}


def _assign(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    people = queries.fit_to_inspect(row.visit.campaign, row.visit.unit, today_of(row.visit.campaign).day)
    return operations.assign_review(row, reviewers=[one for one in people if str(one.pk) in given["reviewers"]], **by)


def _refuse_fields(*_row: Any) -> Fields:
    return {"reason": long_text(lazy("为什么不认可")), "due_on": a_day(lazy("重新回复的期限"))}


def _task_fields(row: Any, _actor: Any, campaign: Any) -> Fields:
    from bihuan.campaigns.queries import units_of

    units = [] if row.unit else [(str(one.pk), one.name) for one in units_of(campaign, today_of(campaign).day)]
    more: dict[str, forms.Field] = {"unit": a_choice(lazy("承办单位"), units)} if units else {}
    return {"title": a_text(lazy("任务"), 300), **more, "due_on": a_day(lazy("完成时限"))}


def _set_task(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    from bihuan.campaigns.queries import unit_in

    unit = unit_in(row.campaign, int(given.pop("unit"))) if given.get("unit") else None
    return operations.set_task_at_hearing(row, unit=unit, **given, **by)


def _decide_fields(row: Any, actor: Any, _campaign: Any) -> Fields:
    from bihuan.inspections.vocabulary import HearingDecision

    rows = queries.observations_of(actor, row.campaign).exclude(state="same")[:200]  # a chooser: a meeting talks over the latest
    found = [(str(one.pk), f"{one.pk}　{one.unit.name}　{one.text[:50]}") for one in rows]
    return {
        "observation": a_choice(lazy("哪一条发现"), found),
        "decision": a_choice(lazy("研判意见"), [(one.value, lazy(one.label)) for one in HearingDecision]),
        "words": long_text(lazy("理由和要求")),
    }


def _decide(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    from bihuan.inspections.vocabulary import HearingDecision

    one = queries.find_observation(by["actor"], row.campaign, int(given["observation"]))
    return operations.decide_on_finding(row, observation=one, decision=HearingDecision(given["decision"]), words=given["words"], **by)


def _spoken(*_row: Any) -> Fields:
    return {
        "spoken": a_text(
            lazy("现场报的字"), 60, required=False, help_text=lazy("由在场的人当场随口报几个字或数字，事先谁也算不出结果；可以不填。")
        )
    }


STEPS: dict[str, dict[str, Taken]] = {
    "plan": {
        "approve_inspection_plan": Taken(
            lazy("批准督查方案"), lazy("批准"), _none, _plain(operations.approve_plan), lazy("批准后不再改动对象、内容和日期。")
        ),
        "withdraw_inspection_plan": Taken(lazy("撤回督查方案"), lazy("撤回"), _reason, _plain(operations.withdraw_plan)),
        "end_inspection_plan": Taken(lazy("结束督查"), lazy("结束"), _none, _plain(operations.end_plan)),
    },
    "visit": {
        "approve_visit": Taken(lazy("批准检查"), lazy("批准"), _none, _plain(operations.approve_visit)),
        "cancel_visit": Taken(lazy("取消检查"), lazy("取消检查"), _reason, _plain(operations.cancel_visit)),
        "report_visit": Taken(
            lazy("报告检查情况"),
            lazy("报告"),
            _text("summary", lazy("检查情况")),
            _plain(operations.report_visit),
            lazy("报告以后，被检查单位看得到这次检查。"),
        ),
    },
    "observation": {
        "send_observation": Taken(
            lazy("送单位说明"),
            lazy("送出"),
            _none,
            _plain(operations.send_observation),
            lazy("单位在规定的日子里可以说明，之后才能列入台账。"),
        ),
        "answer_observation": Taken(
            lazy("单位说明"), lazy("提交说明"), _text("answer", lazy("说明")), _plain(operations.answer_observation)
        ),
        "record_observation": Taken(lazy("列入问题台账"), lazy("列入台账"), _none, _plain(operations.record_observation)),
        "send_list_back": Taken(lazy("退回清单"), lazy("退回"), _back_fields, _send_back),
        "drop_observation": Taken(lazy("不作问题"), lazy("确定"), _reason, _plain(operations.drop_observation)),
        "join_observations": Taken(lazy("并入另一条"), lazy("并入"), _same_fields, _join),
        "add_photo": Taken(lazy("附照片"), lazy("上传"), _photo_fields, _photo, lazy("文字说得清的不用拍。")),
    },
    "heard": {
        "pass_opinion_on": Taken(
            lazy("转入意见清单"),
            lazy("转入"),
            _none,
            _plain(operations.pass_opinion_on),
        ),
    },
    "conclusion": {
        "ask_review_of_conclusion": Taken(lazy("申请复核"), lazy("申请"), _reason, _plain(operations.ask_review)),
        "assign_review": Taken(
            lazy("指定复核人员"), lazy("指定"), _review_fields, _assign, lazy("去检查的、写结论的、批准检查的都不能复核。")
        ),
        "uphold_conclusion": Taken(lazy("维持结论"), lazy("维持"), _reason, _plain(operations.uphold_conclusion)),
        "change_conclusion": Taken(
            lazy("变更结论"), lazy("变更"), _changed_fields, _plain(operations.change_conclusion), lazy("原结论留着，单位看得到两份。")
        ),
        "revoke_conclusion": Taken(lazy("撤销结论"), lazy("撤销"), _reason, _plain(operations.revoke_conclusion)),
    },
    "notice": {
        "reply_to_notice": Taken(
            lazy("回复纠偏通知"), lazy("回复"), _text("reply", lazy("怎么纠正的")), _plain(operations.reply_to_notice)
        ),
        "accept_reply": Taken(
            lazy("认可回复"), lazy("认可"), _text("verdict", lazy("认定意见"), required=False), _plain(operations.accept_reply)
        ),
        "refuse_reply": Taken(lazy("不认可回复"), lazy("退回"), _refuse_fields, _plain(operations.refuse_reply)),
    },
    "hearing": {
        "set_task_at_hearing": Taken(
            lazy("部署任务"), lazy("部署"), _task_fields, _set_task, lazy("任务要写办成什么；在“阶段任务”里办结。")
        ),
        "decide_on_finding": Taken(lazy("研判一条发现"), lazy("记下"), _decide_fields, _decide),
    },
    "draw": {
        "reveal_for_inspection": Taken(
            lazy("揭晓抽取结果"), lazy("揭晓"), _spoken, _plain(operations.reveal_plan_draw), lazy("揭晓后种子公开，结果不能再改。")
        ),
        "abandon_for_inspection": Taken(
            lazy("作废抽取"), lazy("作废"), _reason, _plain(operations.abandon_plan_draw), lazy("编号和名单仍保留。")
        ),
    },
    "checklist": {
        "retire_checklist": Taken(lazy("停用检查单"), lazy("停用"), _none, _plain(operations.retire_checklist)),
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
    if request.method == "GET" and action not in {one.value for one in queries.open_steps(actor, row)}:
        raise NotAllowed()
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = asking(**taken.fields(row, actor, campaign))(*given)
    back = _page_of(kind, row, code)
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(back), _("已办"))
    return form_page(request, campaign, form, back=back, title=taken.title, act=taken.act, note=taken.note, files="file" in form.fields)


def _page_of(kind: str, row: Any, code: str) -> str:
    if kind == "heard":
        return at("visit", code, row.visit_id)
    return at(kind, code, row.number if kind == "notice" else row.pk)
