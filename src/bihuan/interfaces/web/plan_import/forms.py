"""Forms of plan review and launch."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.organisation.queries import Branch, tree
from bihuan.organisation.vocabulary import PostRole
from bihuan.plan_import.rules.campaign.days import from_words, in_words
from bihuan.plan_import.vocabulary import UnitRole

DAYS = frozenset({"start", "end"})
NAMING = frozenset({"name", "text", "body", "what"})  # parts without which a fact says nothing


def _branches(found: list[Branch], depth: int) -> Iterator[tuple[str, str]]:
    """Units down to the third level, indented."""
    for one in found:
        yield str(one.unit.pk), "　" * depth + one.unit.name
        if depth < 2:
            yield from _branches(one.children, depth + 1)


class LaunchForm(forms.Form):
    """Where the campaign runs and who is covered: people already in the tree, or a roster sheet.

    `cells` are the errors of a sheet that was refused, `kept` the file in which they are marked."""

    cells: Any = ()
    kept: Any = None

    root = forms.ChoiceField(label=_("在哪个单位开展"), required=False, help_text=_("这个单位和它下面的单位都列入。"))
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

    def __init__(self, *args: Any, keeps: bool, **kwargs: Any) -> None:
        super().__init__(*args, initial={"on": localdate(), "subjects": [PostRole.LEADER.value, PostRole.SECTION_HEAD.value]}, **kwargs)
        self.fields["root"].choices = [("", "—"), *_branches(tree(), 0)]
        if not keeps:
            del self.fields["sheet"]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not told.get("root") and not told.get("sheet"):
            raise forms.ValidationError(_("请选择单位，或者上传干部名册。"))
        return told


class WordedDay(forms.CharField):
    """A date of a plan that states no year: 4月11日, 5月底. Cleans to the form in which the reader keeps it."""

    def to_python(self, value: Any) -> str:
        said = super().to_python(value) or ""
        if said and not from_words(said):
            raise forms.ValidationError(_("看不懂这个日期，请写成 4月11日、5月底 或 2026年6月 的样子。"))
        return from_words(said) or ""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return (initial or "") != (data or "").strip()


def _field(name: str, label: Any, value: Any, day: date | None) -> forms.Field:
    """What one part of a fact is edited with: a day by the calendar where the year is known, else in words; one line, or several."""
    if name in DAYS and (day or not value):
        return forms.DateField(label=label, initial=day, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    if name in DAYS:
        return WordedDay(label=label, initial=in_words(value), required=False, max_length=20, help_text=_("如 4月11日、5月底；年份另外定"))
    if name == "role":
        return forms.ChoiceField(label=label, initial=value, choices=[(one.value, _(one.label)) for one in UnitRole])
    long = isinstance(value, list) or len(str(value or "")) > 40
    text = "\n".join(map(str, value)) if isinstance(value, list) else value
    lines = _("一行一条") if isinstance(value, list) else ""
    widget = forms.Textarea(attrs={"rows": 3}) if long else forms.TextInput
    return forms.CharField(label=label, initial=text, required=name in NAMING, max_length=4000, widget=widget, help_text=lines)


class PlaceForm(forms.Form):
    """The parts of one fact, each a line; a reason; or taken away. `days` are the days that its dates mean, where the year is known."""

    reason = forms.CharField(label=_("为什么改"), max_length=300, required=False)

    def __init__(self, *args: Any, parts: dict[str, tuple[Any, Any]], days: dict[str, date | None], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {f"part_{name}": _field(name, label, value, days.get(name)) for name, (label, value) in parts.items()} | self.fields

    def told(self) -> dict[str, Any]:
        """What was changed, by part; a day as ISO text."""
        changed = {name.removeprefix("part_"): self.cleaned_data[name] for name in self.changed_data if name.startswith("part_")}
        return {name: value.isoformat() if isinstance(value, date) else value or "" for name, value in changed.items()}


class AddForm(forms.Form):
    """An entry that the plan's reader did not find: its parts, and where it stands in the plan or who said so."""

    reason = forms.CharField(label=_("在方案哪里，或者谁定的"), max_length=300, required=False)

    def __init__(self, *args: Any, labels: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = forms.DateInput(attrs={"type": "date"})
        text = forms.Textarea(attrs={"rows": 2})
        first = next(iter(labels))
        self.fields = {
            name: forms.CharField(
                label=_(label),
                max_length=1000,
                required=name == first,
                widget=day if name in ("start", "end") else text if name == "text" else None,
            )
            for name, label in labels.items()
        } | self.fields
