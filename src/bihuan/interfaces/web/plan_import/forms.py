"""Forms of plan review and launch."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.units import UnitField
from bihuan.organisation.vocabulary import PostRole
from bihuan.plan_import.rules.campaign.days import in_words
from bihuan.plan_import.rules.reviewing import ADDED, LONGEST, NAMING, PARTS, Kind, choices_of, empty, kind_of


class LaunchForm(forms.Form):
    """Where the campaign runs and who is covered: people already in the tree, or a roster sheet.

    `cells` are the errors of a sheet that was refused, `file` the one in which they are marked; `kept` names the sheet that was looked at."""

    cells: Any = ()
    file: Any = None

    root = UnitField(label=_("在哪个单位开展"), required=False, help_text=_("这个单位和它下面的单位都列入。"))
    subjects = forms.MultipleChoiceField(
        label=_("整治对象"), required=False, widget=forms.CheckboxSelectMultiple, help_text=_("其余人员作为参与人员列入名册。"),
        choices=lambda: [(one.value, _(one.label)) for one in PostRole],
    )  # fmt: skip
    sheet = forms.FileField(
        label=_("或者上传干部名册"), required=False, help_text=_("按模板填写的 Excel；人员以名册为准。没有选单位的，在名册的顶层单位开展。")
    )
    on = forms.DateField(label=_("名册确定日"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    code = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]*$", label=_("专项代码"), max_length=31, required=False, help_text=_("小写字母、数字和短横线，例如 lianghe-2026；留空则自动编号。"),
        error_messages={"invalid": _("代码只能用小写字母、数字和短横线，例如 lianghe-2026。")},
    )  # fmt: skip
    gaps_reason = forms.CharField(
        label=_("带着缺口启动的理由"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("有单位还没有明确责任领导、具体负责人员（联络员）的，写明为什么先启动、由谁什么时候补齐；没有缺口的不用写。"),
    )  # fmt: skip
    kept = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": localdate(), "subjects": [PostRole.LEADER.value, PostRole.SECTION_HEAD.value]}, **kwargs)
        if not keeps:
            del self.fields["sheet"]
            self.fields["root"].required = True  # without a sheet there is no other way to say it

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not any(told.get(name) for name in ("root", "sheet", "kept")) and "root" not in self.errors:
            raise forms.ValidationError(_("请选择单位，或者上传干部名册。"))
        return told


class WordedDay(forms.CharField):
    """A date of a plan that states no year: 4月11日, 5月底; shown so, kept as the rules keep it."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "").strip()


def _day(label: Any, value: Any, day: date | None) -> forms.Field:
    """By the calendar where the year is known, else in words."""
    if day or not value:
        return forms.DateField(label=label, initial=day, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    return WordedDay(label=label, initial=in_words(value), required=False, max_length=40, help_text=_("如 4月11日、5月底；年份另外定"))


def _lines(label: Any, value: Any) -> forms.Field:
    text = "\n".join(map(str, value or ()))
    return forms.CharField(label=label, initial=text, required=False, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("一行一条"))


def _field(room: str, name: str, label: Any, value: Any) -> forms.Field:
    """What one part of a fact is edited with. Whether it can be taken, the rules say."""
    match kind_of(name):
        case Kind.LINES:
            return _lines(label, value)
        case Kind.CHOICE:
            return forms.ChoiceField(label=label, initial=value, choices=[(one.value, _(one.label)) for one in choices_of(room)])
        case Kind.FLAG:
            return forms.BooleanField(label=label, initial=value, required=False)
        case Kind.LEVEL:
            return forms.IntegerField(label=label, initial=value, min_value=1, max_value=9)
    widget = forms.Textarea(attrs={"rows": 3}) if len(str(value or "")) > 40 else forms.TextInput
    return forms.CharField(label=label, initial=value, required=name in NAMING, max_length=LONGEST, widget=widget)


def _said(form: forms.Form, names: Iterable[str]) -> dict[str, Any]:
    return {name.removeprefix("part_"): form.cleaned_data[name] for name in names if name.startswith("part_")}


class PlaceForm(forms.Form):
    """The parts of one fact, each a line; a reason; or taken away. `days` are the days that its dates mean, where the year is known."""

    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def __init__(self, *args: Any, room: str, parts: dict[str, tuple[Any, Any]], days: dict[str, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {
            f"part_{name}": _day(label, value, days.get(name)) if kind_of(name) is Kind.DAY else _field(room, name, label, value)
            for name, (label, value) in parts.items()
        } | self.fields

    def told(self) -> dict[str, Any]:
        """What was changed, by part."""
        return _said(self, self.changed_data)


class AddForm(forms.Form):
    """An entry that the plan's reader did not find: its parts, and where it stands in the plan or who said so."""

    reason = forms.CharField(label=_("在方案哪里，或者谁定的"), max_length=300, required=False)

    def __init__(self, *args: Any, room: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels, blank = PARTS[room], empty(room)
        self.fields = {
            f"part_{name}": _day(_(labels[name]), None, None)
            if kind_of(name) is Kind.DAY
            else _field(room, name, _(labels[name]), blank[name])
            for name in ADDED[room]
        } | self.fields

    def told(self) -> dict[str, Any]:
        """What was filled in, by part."""
        return _said(self, self.cleaned_data)
