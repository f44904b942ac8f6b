"""Forms of items beyond their own campaign: where to show them, who goes on with them, under which local form."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from bihuan.problems.operations.levels import Part
from bihuan.problems.operations.passing_on import Taking
from bihuan.problems.rules import text_is_private

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign, LocalManifestation
    from bihuan.organisation.models import Person
    from bihuan.problems.models import Problem


class ShareForm(forms.Form):
    """The linked campaign in which an item is shown, too."""

    campaign = forms.ChoiceField(label=_("共享到"))
    lead = forms.ChoiceField(
        label=_("由哪一级牵头"), choices=(("home", _("本专项")), ("there", _("对方专项"))), required=False, initial="home",
        help_text=_("只有按上下级关联的专项要定；定了以后可以凭决定改。"),
    )  # fmt: skip

    def __init__(self, *args: Any, linked: Sequence["Campaign"], levels: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.linked = {one.code: one for one in linked}
        if not levels:
            del self.fields["lead"]
        self.fields["campaign"].choices = [(code, one.title) for code, one in self.linked.items()]  # type: ignore[attr-defined]

    def chosen(self) -> "Campaign":
        """The campaign that was chosen."""
        return self.linked[self.cleaned_data["campaign"]]

    def lead_there(self) -> bool:
        """Is the other level to lead?"""
        return self.cleaned_data.get("lead") == "there"


class LeadForm(forms.Form):
    """Which of two levels leads, by whose decision, why."""

    lead = forms.ChoiceField(label=_("由哪一级牵头"), widget=forms.RadioSelect)
    decision = forms.CharField(label=_("由谁、以什么方式决定"), max_length=300, help_text=_("例如：领导小组第3次会议。"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, levels: Sequence["Campaign"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {one.code: one for one in levels}
        self.fields["lead"].choices = [(code, one.title) for code, one in self.levels.items()]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {**self.cleaned_data, "lead": self.levels[self.cleaned_data["lead"]]}


class JointMeasureForm(forms.Form):
    """What a level does, by which body, until when."""

    level = forms.ChoiceField(label=_("哪一级承担"))
    text = forms.CharField(label=_("措施"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    body = forms.CharField(label=_("承办机构"), max_length=120)
    due_on = forms.DateField(label=_("完成时限"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, levels: Sequence["Campaign"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.levels = {one.code: one for one in levels}
        self.fields["level"].choices = [(code, one.title) for code, one in self.levels.items()]  # type: ignore[attr-defined]

    def part(self) -> Part:
        """What the operation asks for."""
        told = self.cleaned_data
        return Part(self.levels[told["level"]], told["text"], told["body"], told["due_on"])


class ResultForm(forms.Form):
    """What came of it."""

    result = forms.CharField(label=_("办理结果"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


def _told(row: "Problem") -> str:
    """An item in a list to tick: what was said in confidence is left to its own page."""
    shown = [] if text_is_private(row.source) else [Truncator(row.text).chars(40, truncate="…")]
    return "　".join((f"{row.number:04d}", row.unit.name, *shown))


class CarryForm(forms.Form):
    """Which open items go to whom, until when, why, and into which later campaign."""

    problems = forms.MultipleChoiceField(label=_("结转哪些问题"), widget=forms.CheckboxSelectMultiple)
    body = forms.CharField(label=_("承接机构"), max_length=120, help_text=_("例如：责任单位、日常监督部门、下一个专项的专班。"))
    person = forms.ChoiceField(label=_("承接人"), help_text=_("在本专项有职责的人；没有的先在职责分工里授予。"))
    due_on = forms.DateField(label=_("办结日期"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    to_campaign = forms.ChoiceField(label=_("转入专项"), required=False, help_text=_("转入后在那里作为老问题单独计数；不转入的不选。"))
    reason = forms.CharField(label=_("结转理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(
        self, *args: Any, rows: Sequence["Problem"], people: Sequence[tuple["Person", str]], later: Sequence["Campaign"], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rows, self.later = {str(one.pk): one for one in rows}, {one.code: one for one in later}
        self.people = {str(one.pk): one for one, _label in people}
        listed = {
            "problems": [(key, _told(one)) for key, one in self.rows.items()],
            "person": [("", "—"), *((str(one.pk), label) for one, label in people)],
            "to_campaign": [("", "—"), *((code, one.title) for code, one in self.later.items())],
        }
        for name, choices in listed.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]

    def chosen(self) -> list["Problem"]:
        """The items that were ticked."""
        return [self.rows[key] for key in self.cleaned_data["problems"]]

    def taking(self) -> Taking:
        """What the operation asks for."""
        told = self.cleaned_data
        return Taking(told["body"], self.people[told["person"]], told["due_on"], told["reason"], self.later.get(told["to_campaign"]))


class LocalFormForm(forms.Form):
    """Under which local form of its unit an item is recorded."""

    local = forms.ChoiceField(label=_("本单位的具体表现"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, forms_known: Sequence["LocalManifestation"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(one.pk): one for one in forms_known}
        self.fields["local"].choices = [(key, f"{one.parent.text} → {one.text}") for key, one in self.known.items()]  # type: ignore[attr-defined]

    def chosen(self) -> "LocalManifestation":
        """The local form that was chosen."""
        return self.known[self.cleaned_data["local"]]
