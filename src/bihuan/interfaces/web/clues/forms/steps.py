"""Forms of the steps of a clue: they check the shape of what was typed; what may be done is the operations' business."""

from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.clues.vocabulary.clues import ClueSource, ClueState, Conclusion, Disposal, Way
from bihuan.clues.vocabulary.triage import Competence, Mode, ReadFor, Subject
from bihuan.interfaces.web.clues.forms.registering import a_day

NONE = ("", "—")


def words(term: Any) -> list[tuple[str, str]]:
    """The words of a term as choices in the reader's language."""
    return [(one.value, gettext(one.label)) for one in term]


def _choice(label: Any, term: Any, *, required: bool = True, radio: bool = False, help_text: Any = "") -> forms.ChoiceField:
    field = forms.TypedChoiceField(
        label=label,
        required=required,
        coerce=term,
        empty_value=None,
        help_text=help_text,
        widget=forms.RadioSelect if radio else forms.Select,
    )
    field.choices = lambda: words(term) if radio else [NONE, *words(term)]
    return field


def _text(label: Any, *, rows: int = 4, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=20_000,
        required=required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": rows, "autocomplete": "off"}),
    )


class OpenForm(forms.Form):
    """What somebody opens a clue for."""

    purpose = _choice(_("为什么查看"), ReadFor)


class OpinionForm(forms.Form):
    """An opinion in words."""

    opinion = _text(_("意见"))


class ApproveForm(forms.Form):
    """An opinion that may be left out."""

    opinion = _text(_("批示"), required=False, rows=3)


class TriageForm(forms.Form):
    """Sorted by what it is about, whom, whose it is, how urgent."""

    mode = _choice(_("反映的问题"), Mode)
    subject = _choice(_("反映的对象"), Subject)
    competence = _choice(_("管辖"), Competence)
    urgent = forms.BooleanField(label=_("紧急"), required=False, help_text=_("可能灭失证据、危害扩大，或者正在发生。"))
    opinion = _text(_("分办意见"))


class ProposeForm(forms.Form):
    """What was decided together: exactly one of four."""

    disposal = _choice(_("处置方式"), Disposal, radio=True)
    met_on = a_day(_("集体研究日期"))
    present = forms.CharField(label=_("参加研究的人"), max_length=300)
    opinion = _text(_("处置意见"))


class VerifyForm(forms.Form):
    """One step of verification (M121)."""

    way = _choice(_("核查方式"), Way)
    done_on = a_day(_("日期"))
    found = _text(_("核查情况"))


class ConcludeForm(forms.Form):
    """What verification found."""

    conclusion = _choice(_("核查结论"), Conclusion, radio=True, help_text=_("无法查实不等于反映不实；错告不等于诬告。"))
    grounds = _text(_("依据"))


class FeedBackForm(forms.Form):
    """What the reporter is told."""

    text = _text(_("反馈内容"), help_text=_("有查询码的，凭码在举报入口看到；不写办理人员姓名，不写其他人的信息。"))


class AskForm(forms.Form):
    """A question to the reporter."""

    question = _text(_("问什么"), help_text=_("举报人凭查询码看到并答复。不要问他是谁。"))
    until = a_day(_("请在哪天以前答复"), required=False)


class CloseForm(forms.Form):
    """Nothing to fill in."""


class TransferForm(forms.Form):
    """To whom it is handed over, and why."""

    receiver = forms.CharField(label=_("接收单位"), max_length=120)
    grounds = _text(_("移送理由"))


class ReceiptForm(forms.Form):
    """The receiver's receipt."""

    receipt = forms.CharField(label=_("移送回执号"), max_length=60)


class OutcomeForm(forms.Form):
    """What came of it there."""

    summary = _text(_("办理结果摘要"), help_text=_("只写摘要，不要调卷。"))


class NarrowForm(forms.Form):
    """By what the list is narrowed."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    source = forms.ChoiceField(label=_("来源"), required=False)
    disposal = forms.ChoiceField(label=_("处置方式"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, term in (("state", ClueState), ("source", ClueSource), ("disposal", Disposal)):
            self.fields[name].choices = [("", gettext("全部")), *words(term)]  # type: ignore[attr-defined]


def today() -> dict[str, Any]:
    """Days that a form begins with."""
    return {"met_on": localdate(), "done_on": localdate()}
