"""Forms of the steps of a clue: they check the shape of what was typed; what may be done is the operations' business."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.clues import queries
from bihuan.clues.operations import Link, Listed
from bihuan.clues.vocabulary.clues import ClueSource, ClueState, Conclusion, Disposal, Way
from bihuan.clues.vocabulary.links import Answerable, Arrival, MaliceLevel
from bihuan.clues.vocabulary.triage import Competence, Mode, ReadFor, Subject
from bihuan.interfaces.web.clues.forms.registering import a_day
from bihuan.organisation.vocabulary import RecusalGround

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
    """By what the list is narrowed; states and conclusions with how many there are of each."""

    state = forms.ChoiceField(label=_("状态"), required=False)
    conclusion = forms.ChoiceField(label=_("核查结论"), required=False)
    source = forms.ChoiceField(label=_("来源"), required=False)
    disposal = forms.ChoiceField(label=_("处置方式"), required=False)

    def __init__(self, *args: Any, counts: Mapping[str, Mapping[str, int]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, term in (("state", ClueState), ("conclusion", Conclusion), ("source", ClueSource), ("disposal", Disposal)):
            many = counts.get(name)
            told = words(term) if many is None else [(code, f"{label}（{many.get(code, 0)}）") for code, label in words(term)]
            self.fields[name].choices = [("", gettext("全部")), *told]  # type: ignore[attr-defined]


class NothingForm(CloseForm):
    """Nothing to fill in, either."""


class ArrivalForm(forms.Form):
    """How it came to this desk."""

    arrival = _choice(_("来件方式"), Arrival, radio=True, help_text=_("上级转来、交办的，另有办理时限。"))
    opinion = _text(_("说明"), required=False, rows=2)


class InquiryForm(forms.Form):
    """A letter of inquiry reached whom it is about."""

    received_on = a_day(_("送达日期"))
    questions = _text(_("请其说明的问题"))


class ExplanationForm(forms.Form):
    """His explanation came."""

    received_on = a_day(_("收到说明的日期"))
    summary = _text(_("说明的要点"))
    signed_by = forms.CharField(label=_("签字的党委（党组）主要负责人"), max_length=80)


class ExtendForm(forms.Form):
    """More time for one clock that runs."""

    rule_id = forms.ChoiceField(label=_("延长哪一项时限"))
    count = forms.IntegerField(label=_("延长多少"), min_value=1, max_value=400, help_text=_("按这一项时限的单位（日、工作日或者月）计。"))
    reason = _text(_("理由"), rows=3)

    def suit(self, row: Any, _actor: Any) -> None:
        """Clocks that are open."""
        running = [one for one in queries.clocks_of(row, localdate()) if one.is_open]
        self.fields["rule_id"].choices = [(one.running.rule, gettext(one.title)) for one in running]  # type: ignore[attr-defined]


class ReportForm(forms.Form):
    """Who was told that it is over."""

    receiver = forms.CharField(label=_("通报给"), max_length=120, help_text=_("收下这件举报的单位或者部门。"))


LINKS = 6


class ChainForm(forms.Form):
    """The chain of responsibility, from who did it up to who had to prevent it (M127)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, LINKS + 1):
            first = number == 1
            self.fields[f"who_{number}"] = forms.CharField(
                label=gettext("责任人或者责任单位（%(number)d）") % {"number": number}, max_length=120, required=first
            )
            answers = _choice(gettext("负什么责任"), Answerable, required=first)
            self.fields[f"answers_{number}"] = answers
            self.fields[f"did_{number}"] = _text(gettext("事实"), rows=2, required=first)

    @property
    def told(self) -> dict[str, Any]:
        """The links that were filled in."""
        given = self.cleaned_data
        rows = [(given[f"who_{n}"], given[f"answers_{n}"], given[f"did_{n}"]) for n in range(1, LINKS + 1)]
        return {"chain": [Link(who, answers, did) for who, answers, did in rows if who and answers]}


class ListForm(forms.Form):
    """How what proved true stands on the list: tied to one of those whom the clue is about, in words that tell nothing of the report."""

    party = forms.ChoiceField(label=_("列给谁"))
    campaign = forms.ChoiceField(label=_("专项"), required=False)
    text = _text(_("问题表述"), help_text=_("只写查实的问题；不写从哪里来的，不写谁反映的。"))

    def suit(self, row: Any, _actor: Any) -> None:
        """Those whom the clue is about, and campaigns that run."""
        self.parties = queries.parties_to_list(row)
        self.campaigns = {one.code: one for one in (*([row.campaign] if row.campaign else []), *queries.campaigns_running())}
        self.fields["party"].choices = list(enumerate(one.told for one in self.parties))  # type: ignore[attr-defined]
        self.fields["campaign"].choices = [("", "—"), *((code, one.title) for code, one in self.campaigns.items())]  # type: ignore[attr-defined]
        self.fields["campaign"].initial = row.campaign.code if row.campaign else ""

    @property
    def told(self) -> dict[str, Any]:
        """As the operation takes it."""
        given = self.cleaned_data
        one = self.parties[int(given["party"])]
        return {"listed": Listed(given["text"], one.unit, one.person, self.campaigns.get(given["campaign"]))}


class OfferForm(forms.Form):
    """Is clarifying offered?"""

    offered = forms.TypedChoiceField(
        label=_("是否提出澄清正名"),
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
        choices=(("yes", _("提出澄清正名")), ("no", _("不提出"))),
    )
    grounds = _text(_("理由"))


class MaliceForm(forms.Form):
    """That the competent body found it malicious."""

    level = _choice(_("作出认定的机关"), MaliceLevel)
    document = forms.CharField(label=_("认定的文号"), max_length=80)
    decided_on = a_day(_("认定日期"))
    grounds = _text(_("认定的主要内容"))


def _told(clue: Any) -> str:
    """A clue as it is picked from a list: nothing of what it says."""
    return f"{clue.number} · {gettext(clue.get_source_display())} · {clue.received_on:%Y-%m-%d} · {gettext(clue.get_state_display())}"


class MergeForm(forms.Form):
    """Into which other clue."""

    same = forms.ChoiceField(label=_("并入哪一条线索"), required=False, help_text=_("反映同一个人或者同一单位、还没有办结的。"))
    number = forms.CharField(label=_("并入哪一条线索（编号）"), max_length=12, required=False)
    opinion = _text(_("为什么是同一件"))

    def suit(self, row: Any, actor: Any) -> None:
        """Of those that the actor may read; such as may be about the same are offered."""
        self._others = queries.visible_clues(actor).exclude(pk=row.pk)
        offered = [(one.number, _told(one)) for one in queries.clues_to_join(actor, row)]
        if not offered:
            del self.fields["same"]
            return
        self.fields["same"].choices = [NONE, *offered]  # type: ignore[attr-defined]
        self.fields["number"].label = _("不在上面的，填编号")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        number = given.get("same") or given.get("number", "").strip().upper()
        given["into"] = self._others.filter(number=number).first() if number else None
        if given["into"] is None and not self.errors:
            self.add_error("number", gettext("没有您能看的这个编号的线索。") if number else gettext("请选一条，或者填编号。"))
        return given

    @property
    def told(self) -> dict[str, Any]:
        """As the operation takes it."""
        return {"into": self.cleaned_data["into"], "opinion": self.cleaned_data["opinion"]}


class DeclareAwayForm(forms.Form):
    """I keep away from this clue."""

    ground = _choice(_("情形"), RecusalGround)
    reason = _text(_("说明（随线索密封）"), required=False, rows=3)


class AskAwayForm(forms.Form):
    """Somebody else of the desk should."""

    person = forms.ChoiceField(label=_("请谁回避"))
    ground = _choice(_("情形"), RecusalGround)
    reason = _text(_("理由（随线索密封）"), rows=3)

    def suit(self, row: Any, actor: Any) -> None:
        """Those who can read it, but whoever asks."""
        self._people = {str(one.pk): one for one in queries.readers_now(row) if one.pk != actor.person_id}
        self.fields["person"].choices = [("", "—"), *((key, one.name) for key, one in self._people.items())]  # type: ignore[attr-defined]

    @property
    def told(self) -> dict[str, Any]:
        """As the operation takes it."""
        return {**self.cleaned_data, "person": self._people[self.cleaned_data["person"]]}


class DecideAwayForm(forms.Form):
    """Does he keep away?"""

    granted = forms.TypedChoiceField(
        label=_("决定"), widget=forms.RadioSelect, coerce=lambda value: value == "yes", choices=(("yes", _("回避")), ("no", _("不予回避")))
    )
    reason = _text(_("理由（随线索密封）"), rows=3)


def today() -> dict[str, Any]:
    """Days that a form begins with."""
    return dict.fromkeys(("met_on", "done_on", "received_on"), localdate())
