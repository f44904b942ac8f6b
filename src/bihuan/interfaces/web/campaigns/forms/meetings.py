"""Forms of the register of meetings."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries
from bihuan.campaigns.rules.meetings import MeetingFacts
from bihuan.campaigns.vocabulary import Explained, MeetingFileUse, MeetingKind
from bihuan.interfaces.web.campaigns.forms.choosing import a_day, offer_units, words
from bihuan.interfaces.web.campaigns.forms.running import TaskForm
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from datetime import date

    from bihuan.campaigns.models import Campaign, Group, Meeting
    from bihuan.organisation.models import Unit


class _Attached(forms.Form):
    """The units that were there, and a file."""

    units = forms.MultipleChoiceField(
        label=_("到会单位"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("只登记单位，不登记到会人员名单。")
    )
    everybody = forms.BooleanField(label=_("全部整治单位都到会"), required=False)
    file = forms.FileField(label=_("文件"), required=False, help_text=_("会议记录的扫描件，或会上发的材料。还可以以后补充。"))
    use = forms.ChoiceField(label=_("这份文件是"), choices=words(MeetingFileUse), initial=MeetingFileUse.RECORD)

    def attached(self) -> dict[str, Any]:
        """Units and file, as the operations ask for them."""
        told = self.cleaned_data
        picked = list(self.known) if told["everybody"] else told["units"]
        return {
            "units": [self.known[one] for one in picked],
            "file": name_and_content(told.get("file")),
            "use": MeetingFileUse(told["use"]),
        }

    known: dict[str, "Unit"]


class MeetingForm(_Attached):
    """A meeting that was held."""

    kind = forms.ChoiceField(label=_("会议类型"), choices=words(MeetingKind))
    body = forms.ChoiceField(label=_("由谁召开"))
    topic = forms.CharField(label=_("主题"), max_length=200)
    purpose = forms.CharField(label=_("要解决什么问题"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    held_on = a_day(_("召开日期"))
    clock = forms.TimeField(label=_("开始时刻"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=80, required=False)
    present = forms.IntegerField(label=_("到会人数"), required=False, min_value=1, help_text=_("只填人数。培训会必填。"))
    explained = forms.MultipleChoiceField(
        label=_("讲解了方案的哪些内容"), required=False, widget=forms.CheckboxSelectMultiple, choices=words(Explained),
        help_text=_("动员部署会必填。"),
    )  # fmt: skip
    record = forms.CharField(label=_("会议记录"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))
    field_order = (
        "kind", "body", "topic", "purpose", "held_on", "clock", "place", "chair", "present", "explained", "everybody", "units", "record",
        "file", "use",
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: "Campaign", units: Iterable["Unit"], whole: bool, own: frozenset[int],
                 groups: Iterable["Group"] = (), **kwargs: Any) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.known = offer_units(self, units, "units")
        self.groups = {f"g{one.pk}": one for one in (queries.groups_of(campaign) if whole else groups)}
        self.holders = {f"u{key}": one for key, one in self.known.items() if whole or one.pk in own}
        bodies: list[Any] = [(_("机构"), [(key, one.name) for key, one in self.groups.items()])] if self.groups else []
        bodies += [(_("单位"), [(key, one.name) for key, one in self.holders.items()])] if self.holders else []
        self.fields["body"].choices = [("", "—"), *bodies]  # type: ignore[attr-defined]

    def facts(self) -> MeetingFacts:
        """The meeting as the operation asks for it."""
        told = self.cleaned_data
        plain = {name: told[name] for name in ("topic", "purpose", "held_on", "clock", "place", "chair", "present", "record")}
        return MeetingFacts(kind=MeetingKind(told["kind"]), explained=tuple(Explained(one) for one in told["explained"]), **plain)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        body = self.cleaned_data["body"]
        return {"told": self.facts(), "group": self.groups.get(body), "unit": self.holders.get(body), **self.attached()}


class CompleteForm(_Attached):
    """What was not at hand when a meeting was registered."""

    present = forms.IntegerField(label=_("到会人数"), required=False, min_value=1)
    record = forms.CharField(
        label=_("补充会议记录"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("接在原记录后面，原记录不动。"),
    )
    field_order = ("present", "record", "everybody", "units", "file", "use")

    def __init__(self, *args: Any, units: Sequence["Unit"], meeting: "Meeting", **kwargs: Any) -> None:
        there = {one.unit_id for one in meeting.attending.all()}
        super().__init__(*args, **kwargs)
        self.known = offer_units(self, [one for one in units if one.pk not in there], "units")
        self.fields["present"].initial = meeting.present

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"present": self.cleaned_data["present"], "record": self.cleaned_data["record"], **self.attached()}


class DispatchForm(TaskForm):
    """What a meeting decided, for one body, for all units, or for those that were there."""

    def __init__(self, *args: Any, meeting: "Meeting", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = {one.unit_id for one in meeting.attending.all()}
        self.there = [one for one in self.units.values() if one.pk in there]
        if self.there:
            choices = self.fields["body"].choices  # type: ignore[attr-defined]
            word = gettext("到会单位（%(count)d 个，各下达一项）") % {"count": len(self.there)}
            self.fields["body"].choices = [*choices[:2], ("there", word), *choices[2:]]  # type: ignore[attr-defined]

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        told = super().told()
        return {**told, "units": self.there} if self.cleaned_data["body"] == "there" else told


class ConveyForm(forms.Form):
    """A unit was told without a meeting."""

    unit = forms.ChoiceField(label=_("单位"))
    on = a_day(_("传达日期"))
    means = forms.CharField(label=_("怎么传达的"), max_length=100, help_text=_("例如：工作群转发、当面说明。不需要名单、照片。"))

    def __init__(self, *args: Any, units: Iterable["Unit"], today: "date", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = offer_units(self, units, "unit")
        self.fields["on"].initial = today

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"unit": self.known[self.cleaned_data["unit"]], "on": self.cleaned_data["on"], "means": self.cleaned_data["means"]}
