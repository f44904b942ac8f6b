"""Forms of self-checks."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries as campaigns
from bihuan.campaigns.rules.self_checking import RETURN_PHRASES, self_checking_of
from bihuan.finding.operations.reviewing import Returning
from bihuan.finding.operations.self_checks import OwnEntry
from bihuan.finding.vocabulary.self_checks import Dimension, HeldAgainst, PutIn
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.finding.models import SelfCheck, SelfCheckItem


def a_day(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    """A day, by the browser's own date picker."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def _words(term: Any) -> list[tuple[str, Any]]:
    return [(one.value, _(one.label)) for one in term]


class EntryForm(forms.Form):
    """One thing that somebody writes of himself."""

    put_in = forms.ChoiceField(
        label=_("摆进去"), choices=lambda: _words(PutIn), widget=forms.RadioSelect, help_text=_("这一条说的是自己、职责还是工作。")
    )
    manifestation = forms.ChoiceField(label=_("对照目录"), required=False, help_text=_("选最贴近的一条；目录里没有的可以不选。"))
    text = forms.CharField(
        label=_("问题"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("写清哪一件事、什么时候、涉及谁，一件一条。"),
    )  # fmt: skip
    against = forms.ChoiceField(label=_("对照什么查出来的"), required=False)
    dimension = forms.ChoiceField(label=_("属于哪个方面"), required=False, choices=lambda: [("", "—"), *_words(Dimension)])
    task = forms.CharField(label=_("怎么改（任务）"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    due_on = a_day(_("改到什么时候（时限）"), required=False)
    doer = forms.ChoiceField(label=_("谁负责改（责任人）"), required=False)

    def __init__(self, *args: Any, row: "SelfCheck", item: "SelfCheckItem | None" = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row, campaign = row, row.campaign
        self._catalogue = {str(one.pk): one for each in campaigns.categories_of(campaign) for one in each.manifestations.all()}
        groups = [
            (each.name, [(str(one.pk), f"{one.number} {one.text}".strip()) for one in each.manifestations.all()])
            for each in campaigns.categories_of(campaign)
        ]
        self._choose("manifestation", [("", "—"), *groups])
        self._offer_comparisons(campaign)
        self._people = {str(one.pk): one for one in campaigns.people_of(campaign, row.unit)} | {str(row.person_id): row.person}
        self._choose("doer", [(str(row.person_id), gettext("本人（%(name)s）") % {"name": row.person.name}),
                              *((key, one.name) for key, one in self._people.items() if key != str(row.person_id))])  # fmt: skip
        if item is not None:
            self.initial = _as_typed(item)

    def _choose(self, name: str, choices: Sequence[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def _offer_comparisons(self, campaign: "Campaign") -> None:
        offered = self_checking_of(campaign.file)
        lists = ((HeldAgainst.COMPARISON, offered.comparisons), (HeldAgainst.YARDSTICK, offered.yardsticks))
        groups = [(gettext(kind.label), [(f"{kind}:{one}", one) for one in some]) for kind, some in lists if some]
        if groups:
            self._choose("against", [("", "—"), *groups])
        else:
            del self.fields["against"]

    def told(self) -> OwnEntry:
        """What the operation asks for."""
        answers = self.cleaned_data
        kind, _colon, what = answers.get("against", "").partition(":")
        return OwnEntry(
            put_in=PutIn(answers["put_in"]), text=answers["text"], manifestation=self._catalogue.get(answers["manifestation"]),
            dimension=Dimension(answers["dimension"]) if answers["dimension"] else None, against=HeldAgainst(kind) if kind else None,
            against_what=what, task=answers["task"], due_on=answers["due_on"], doer=self._people.get(answers["doer"]),
        )  # fmt: skip


def _as_typed(item: "SelfCheckItem") -> dict[str, Any]:
    return {
        "put_in": item.put_in, "manifestation": str(item.manifestation_id or ""), "text": item.text, "dimension": item.dimension, "task": item.task,
        "against": f"{item.against}:{item.against_what}" if item.against else "", "due_on": item.due_on, "doer": str(item.doer_id or ""),
    }  # fmt: skip


class PlanForm(EntryForm):
    """Task, timetable, responsible person alone: what may be filled in after the list was handed in (M85)."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if name not in ("task", "due_on", "doer"):
                del self.fields[name]

    def planned(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        return {"task": answers["task"], "due_on": answers["due_on"], "doer": self._people.get(answers["doer"])}


class WhyForm(forms.Form):
    """Why something that was handed in is withdrawn; what never was is taken away unasked."""

    why = forms.CharField(label=_("撤回理由"), max_length=280)

    def __init__(self, *args: Any, handed_in: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not handed_in:
            del self.fields["why"]


class PledgeForm(forms.Form):
    """The commitment as it was read; in ink with a scan where somebody prefers paper."""

    read = forms.CharField(widget=forms.HiddenInput)
    sure = forms.BooleanField(label=_("我已看过全文，确认自查没有发现问题"))
    scan = forms.FileField(label=_("纸质签名扫描件"), required=False, help_text=_("在纸上签的，附扫描件或照片；点击确认的不用附。"))

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"read": self.cleaned_data["read"], "signed": name_and_content(self.cleaned_data["scan"])}


class ReturnForm(forms.Form):
    """With what lists are returned."""

    phrases = forms.MultipleChoiceField(label=_("哪里要改"), required=False, widget=forms.CheckboxSelectMultiple)
    remark = forms.CharField(label=_("具体说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    good = forms.CharField(label=_("写得好的地方"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    new_due_on = a_day(_("新的期限"))

    def __init__(self, *args: Any, campaign: "Campaign", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kept = self_checking_of(campaign.file).return_phrases or tuple(gettext(one) for one in RETURN_PHRASES)
        self.fields["phrases"].choices = [(one, one) for one in kept]  # type: ignore[attr-defined]

    def told(self) -> Returning:
        """What the operation asks for."""
        answers = self.cleaned_data
        return Returning(
            phrases=tuple(answers["phrases"]), remark=answers["remark"], good=answers["good"], new_due_on=answers["new_due_on"]
        )


class DealForm(forms.Form):
    """To whom lists are dealt."""

    reviewers = forms.MultipleChoiceField(label=_("审核人"), widget=forms.CheckboxSelectMultiple,
                                          help_text=_("平均分发；本单位的人、应当回避的人系统自动避开，不说明是谁、为什么。"))  # fmt: skip

    def __init__(self, *args: Any, people: dict[int, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {str(pk): one for pk, one in people.items()}
        self.fields["reviewers"].choices = [(pk, one.name) for pk, one in self._people.items()]  # type: ignore[attr-defined]

    def told(self) -> list[Any]:
        """The people."""
        return [self._people[one] for one in self.cleaned_data["reviewers"]]


class PaperForm(forms.Form):
    """Somebody's form on paper, that the liaison begins to enter."""

    person = forms.ChoiceField(label=_("谁的自查表"))
    written_on = a_day(_("纸面日期"))
    scan = forms.FileField(label=_("纸质表扫描件"), help_text=_("扫描件或清楚的照片，最多 20 MB。"))

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [("", "—"), *((str(pk), name) for pk, name in people)]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for, but for the person."""
        return {"scan": name_and_content(self.cleaned_data["scan"]), "written_on": self.cleaned_data["written_on"]}


class SignedForm(forms.Form):
    """The printed list with the signature of him who confirms it in ink."""

    scan = forms.FileField(label=_("本人签名的核对单"), help_text=_("先打印核对单请本人看过、签名，再扫描或拍照。"))

    def told(self) -> tuple[str, bytes] | None:
        """Name and content."""
        return name_and_content(self.cleaned_data["scan"])


def _lines_of(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=10_000, widget=forms.Textarea(attrs={"rows": 4}), help_text=help_text)


class SettleForm(forms.Form):
    """What the campaign settles for self-checks."""

    comparisons = _lines_of(_("对照什么"), _("一行一条，例如：先贤先辈先进。"))
    yardsticks = _lines_of(_("与什么相比"), _("一行一条，例如：群众的期盼。"))
    return_phrases = _lines_of(_("退回常用语"), _("一行一条；不写的用现成的几条。"))
    due_on = a_day(_("提交期限"), required=False, help_text=_("不写的为第一阶段结束那天。"))
    pledge_as_basis = forms.BooleanField(
        label=_("承诺书可以作为以后了解情况的参考之一"), required=False,
        help_text=_("填写以前就会告诉每一个人。承诺书本身不证明任何事情。"),
    )  # fmt: skip
    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def __init__(self, *args: Any, campaign: "Campaign", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stands = self_checking_of(campaign.file)
        self.initial = {
            "comparisons": "\n".join(stands.comparisons), "yardsticks": "\n".join(stands.yardsticks), "due_on": stands.due_on,
            "return_phrases": "\n".join(stands.return_phrases), "pledge_as_basis": stands.pledge_as_basis,
        }  # fmt: skip

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        lists = {name: _lines(answers[name]) for name in ("comparisons", "yardsticks", "return_phrases")}
        due: date | None = answers["due_on"]
        return {"values": {**lists, "due_on": due, "pledge_as_basis": answers["pledge_as_basis"]}, "reason": answers["reason"]}


def _lines(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]
