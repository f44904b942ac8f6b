"""What the steps of a motion ask for, and which operation each is."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bihuan.accountability import operations as do
from bihuan.accountability.policy.motions import RATINGS
from bihuan.accountability.vocabulary.handling import Asked, Heard, Served
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.accountability.vocabulary.motions import SayingKind
from bihuan.interfaces.web.accountability.forms import a_day, a_text, long_text, one_of, words

Fields = dict[str, forms.Field]
_TAKEN_DOWN = [one for one in Heard if one is not Heard.HIMSELF]


def fact_fields(*, clause: bool = True) -> Fields:
    """Facts and what they rest on."""
    fields: Fields = {
        "text": long_text(lazy("事实"), rows=5, help_text=lazy("什么时间、什么事；不写评价，不写身体和家庭情况。")),
        "evidence": a_text(lazy("依据材料"), 500),
    }
    return fields | ({"clause": a_text(lazy("所依据的条款"), help_text=lazy("本地制度里的哪一条。"))} if clause else {})


def proof_fields() -> Fields:
    """What shows an improvement."""
    return {
        "text": long_text(lazy("改进的情况"), rows=5),
        "evidence": a_text(lazy("证明材料"), 500, help_text=lazy("有什么可以证明，例如考勤、服务对象评价。")),
    }


def _decision(row: Any, _himself: bool) -> Fields:
    fields: Fields = {
        "document": a_text(lazy("决定文号"), 80), "present": a_text(lazy("集体研究人员"), 300), "reasons": long_text(lazy("决定理由")),
        "heard": long_text(lazy("对意见的采纳情况"), required=row.sayings.exists()),
    }  # fmt: skip
    return fields


def _grant(row: Any, himself: bool) -> Fields:
    fields = _decision(row, himself)
    if row.kind in RATINGS:
        for name, label in (("for_count", lazy("同意票")), ("against_count", lazy("不同意票")), ("abstained_count", lazy("弃权票"))):
            fields[name] = forms.IntegerField(label=label, min_value=0, max_value=999)
        fields["months"] = forms.IntegerField(
            label=lazy("期限（月）"), min_value=1, max_value=24, initial=12, help_text=lazy("到期自动失效。")
        )
    return fields


def _decided(said: dict[str, Any]) -> do.Decided:
    votes = (said["for_count"], said["against_count"], said["abstained_count"]) if "for_count" in said else None
    return do.Decided(said["document"], said["present"], said["reasons"], said["heard"], votes, said.get("months") or 12)


def _asked(_row: Any, _himself: bool) -> Fields:
    return {
        name: one_of(label, words(Asked))
        for name, label in (("health", lazy("身体状况")), ("workload", lazy("工作负担")), ("orders", lazy("指令冲突")))
    }


def _ask(row: Any, said: dict[str, Any], by: dict[str, Any]) -> Any:
    return do.ask_before_motion(row, **{name: Asked(one) for name, one in said.items()} | by)


def _said(_row: Any, himself: bool) -> Fields:
    text: Fields = {"text": long_text(lazy("意见"), rows=5)}
    if himself:
        return text
    return text | {
        "kind": one_of(lazy("谁的意见"), words(SayingKind)),
        "how": one_of(lazy("方式"), words(_TAKEN_DOWN)),
        "on": a_day(lazy("日期")),
    }


def _say(row: Any, said: dict[str, Any], by: dict[str, Any]) -> Any:
    if "how" not in said:
        return do.say_to_motion(row, text=said["text"], **by)
    return do.say_to_motion(row, text=said["text"], how=Heard(said["how"]), kind=SayingKind(said["kind"]), on=said["on"], **by)


def _served(_row: Any, _himself: bool) -> Fields:
    return {"how": one_of(lazy("送达方式"), words(Served)), "on": a_day(lazy("送达日期"))}


Do = Callable[[Any, dict[str, Any], dict[str, Any]], Any]
STEPS: Mapping[str, tuple[Callable[[Any, bool], Fields], Do]] = {
    A.REWORD: (lambda _row, _me: fact_fields(), lambda row, said, by: do.reword_motion(row, told=do.Grounds(**said), **by)),
    A.ASK_FIRST: (_asked, _ask),
    A.VERIFY: (lambda _row, _me: {"how": long_text(lazy("怎样核实"))}, lambda row, said, by: do.verify_motion(row, **said, **by)),
    A.NOTICE: (lambda _row, _me: {}, lambda row, _said, by: do.notice_motion(row, **by)),
    A.SAY: (_said, _say),
    A.WAIVE: (lambda _row, _me: {}, lambda row, _said, by: do.waive_saying(row, **by)),
    A.SUBMIT: (lambda _row, _me: {}, lambda row, _said, by: do.submit_motion(row, **by)),
    A.GRANT: (_grant, lambda row, said, by: do.grant_motion(row, decided=_decided(said), **by)),
    A.REFUSE: (_decision, lambda row, said, by: do.refuse_motion(row, decided=_decided(said), **by)),
    A.SERVE: (_served, lambda row, said, by: do.serve_motion(row, how=Served(said["how"]), on=said["on"], **by)),
    A.DROP: (lambda _row, _me: {"reason": long_text(lazy("理由"))}, lambda row, said, by: do.drop_motion(row, **said, **by)),
    A.WITHDRAW: (lambda _row, _me: {}, lambda row, _said, by: do.withdraw_application(row, **by)),
}
"""A step with a page: what it asks for, and the operation."""


def initial_of(row: Any, action: str) -> dict[str, Any]:
    """What a form begins with."""
    return {"text": row.text, "evidence": row.evidence, "clause": row.clause} if action == A.REWORD else {}


def note_of(action: str) -> str:
    """What follows from a step."""
    notes = {
        A.NOTICE: _("告知以后，本人在自己的页面上看到事实、条款和期限，可以陈述；评定的，别人也可以在期限内提出异议。"),
        A.GRANT: _("请本人作决定：提出、核实、告知、提请的人都不能决定。决定以后请送达本人。"),
        A.WAIVE: _("不陈述不等于承认；以后想说，期限以内仍可以写。"),
        A.ASK_FIRST: _("只记有没有考虑，不记是什么情况。"),
    }
    return notes.get(A(action), "")
