"""Steps on opinions, letters and critique meetings: one address for all, each with the form that it asks for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bihuan.campaigns import queries as campaigns
from bihuan.finding import operations
from bihuan.finding.operations import Entry
from bihuan.finding.queries import critique, opinions
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.interfaces.web.finding.forms.asked import a_choice, asking, entry_fields, long_text, words
from bihuan.interfaces.web.finding.views import letters, replies
from bihuan.interfaces.web.finding.views.asked_shapes import at, entered, form_page, who
from bihuan.interfaces.web.finding.views.critique import people_choices
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.taking import done
from bihuan.organisation.vocabulary import PostRole
from bihuan.problems import queries as problems
from bihuan.problems.vocabulary import Weight

Fields = Mapping[str, forms.Field]


@dataclass(frozen=True)
class Taken:
    """A step as a page: its title, the word on its button, what it asks for, what it does with the row, the answers and who does it."""

    title: Any
    act: Any
    fields: Callable[[Any, Any], Fields]
    do: Callable[[Any, dict[str, Any], dict[str, Any]], Any]
    note: Any = ""


def _none(_row: Any, _actor: Any) -> Fields:
    return {}


def _reason(_row: Any, _actor: Any) -> Fields:
    return {"reason": long_text(lazy("理由"))}


def _plain(operation: Callable[..., Any]) -> Callable[[Any, dict[str, Any], dict[str, Any]], Any]:
    return lambda row, given, by: operation(row, **given, **by)


def _enter(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    chosen = campaigns.manifestation_in(row.campaign, int(given["manifestation"])) if given["manifestation"] else None
    return operations.enter_opinion(row, entry=Entry(given["text"], chosen, Weight(given["weight"])), **by)


def _number(_row: Any, _actor: Any) -> Fields:
    return {"number": forms.IntegerField(label=lazy("台账序号"), min_value=1, help_text=lazy("同一单位里说的是同一件事的问题。"))}


def _join(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    try:
        problem = problems.find(by["actor"], row.campaign, given["number"])
    except Missing:
        raise BadInput(_("没有这个序号，或者不在您的范围内。")) from None
    return operations.join_opinion(row, problem=problem, **by)


def _mark(row: Any, _given: dict[str, Any], by: dict[str, Any]) -> Any:
    return operations.mark_resented(row, resented=not row.resented, **by)


def _seats(row: Any, _actor: Any) -> Fields:
    roles = [*words(PostRole), ("none", lazy("不参会"))]
    return {
        "person": a_choice(lazy("姓名"), people_choices(row.campaign, row)), "role": a_choice(lazy("身份"), roles),
        "reason": long_text(lazy("理由"), rows=2),
    }  # fmt: skip


def _seat(row: Any, given: dict[str, Any], by: dict[str, Any]) -> Any:
    person = campaigns.known_person(row.campaign, int(given["person"]))
    role = None if given["role"] == "none" else PostRole(given["role"])
    return operations.seat_critique(row, person=person, role=role, reason=given["reason"], **by)


STEPS: dict[str, dict[str, Taken]] = {
    "opinion": {
        "enter_opinion": Taken(lazy("意见列入台账"), lazy("列入"), lambda row, _actor: entry_fields(row.campaign), _enter),
        "join_opinion": Taken(lazy("并入已有问题"), lazy("并入"), _number, _join, lazy("说的是同一件事的，不重复建账，几条意见连到同一个问题。")),
        "leave_opinion": Taken(lazy("不列入台账"), lazy("确定"), _reason, _plain(operations.leave_opinion), lazy("理由写在清单上。")),
        "reconsider_opinion": Taken(lazy("重新处理"), lazy("重新处理"), _reason, _plain(operations.reconsider_opinion)),
        "mark_resented": Taken(
            lazy("群众反映强烈"), lazy("确定"), _none, _mark, lazy("标明以后排在前面，台账上的问题列为重点；已经标明的取消标明。")
        ),
    },
    "letter": {
        "remind_letter": Taken(lazy("已提醒回复"), lazy("记下"), _none, _plain(operations.remind_letter), lazy("提醒由人去做，一天至多一次。")),
        "withdraw_letter": Taken(lazy("撤回征求意见函"), lazy("撤回"), _reason, _plain(operations.withdraw_letter), lazy("编号不再使用。")),
    },
    "meeting": {
        "seat_critique": Taken(lazy("调整参会名单"), lazy("调整"), _seats, _seat, lazy("理由记入操作记录。调整名单不会多看到什么。")),
        "open_critique": Taken(lazy("开始互评"), lazy("开始"), _none, _plain(operations.open_critique), lazy("参会的人各自在手机或电脑上写。")),
        "close_critique": Taken(
            lazy("结束互评"), lazy("结束并列入台账"), _none, _plain(operations.close_critique),
            lazy("全部意见按随机顺序列入台账，同时抹去是谁写的，不能再补。"),
        ),
        "call_off_critique": Taken(lazy("取消会议"), lazy("取消会议"), _reason, _plain(operations.call_off_critique)),
    },
}  # fmt: skip
_FIND: dict[str, tuple[Callable[..., Any], str, tuple[str, ...]]] = {
    "opinion": (opinions.find_opinion, "opinion", ()),
    "letter": (opinions.find_letter, "letter", ("letters",)),
    "meeting": (critique.find_meeting, "critique_meeting", ("critique",)),
}
"""By kind: how a row is found, its page, the switch of its mechanism."""


@never_cache
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest, code: str, kind: str, pk: int, action: str) -> HttpResponse:
    """One step on one row: its form, then the operation, then the row again. Who may not take it is told so."""
    if kind == "letter" and action in ("send_letter", "renew_reply_code"):
        return letters.send(request, code, pk, renew=action == "renew_reply_code")
    if kind == "letter" and action == "take_reply":
        return replies.take_paper(request, code, pk)
    taken = STEPS.get(kind, {}).get(action)
    if taken is None:
        raise Http404
    find, page, switches = _FIND[kind]
    actor, campaign = entered(request, code, *switches)
    row = find(actor, campaign, pk)
    opinions.refuse_unless_open(actor, row, action)
    given = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = asking(**taken.fields(row, actor))(*given)
    back = at(page, code, pk)
    if request.method == "POST" and form.is_valid() and done(form, lambda: taken.do(row, dict(form.cleaned_data), who(request))):
        return toast(request, redirect(back), _("已办"))
    return form_page(request, campaign, form, back=back, title=taken.title, act=taken.act, note=taken.note, files="scan" in form.fields)
