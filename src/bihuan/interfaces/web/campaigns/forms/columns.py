"""The form of a column of the campaign's own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.rules.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom


class ColumnForm(forms.Form):
    """Name, kind, what may be chosen, unit of measure, from which step on it is required, who fills it in."""

    name = forms.CharField(label=_("栏目名称"), max_length=20, help_text=_("例如：涉及金额。不写括号，计量单位另填。"))
    kind = forms.ChoiceField(label=_("种类"), choices=lambda: [(one.value, _(one.label)) for one in ColumnKind])
    choices = forms.CharField(
        label=_("可选值"),
        required=False,
        max_length=1300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("只有选项栏目填，一行一个。"),
    )
    unit = forms.CharField(label=_("计量单位"), required=False, max_length=10, help_text=_("数字、金额栏目填；金额不填的按万元。"))
    required_from = forms.ChoiceField(
        label=_("从哪一步起必填"), required=False, choices=lambda: [("", _("可以不填")), *((one.value, _(one.label)) for one in FilledFrom)]
    )
    editors = forms.ChoiceField(
        label=_("由谁填"),
        choices=lambda: [(one.value, _(one.label)) for one in FilledBy],
        initial=FilledBy.DOERS,
        help_text=_("专班都可以填。"),
    )

    def __init__(self, *args: Any, column: OwnColumn | None, **kwargs: Any) -> None:
        self.column = column
        start: dict[str, Any] = {}
        if column:
            start = {"name": column.name, "kind": column.kind, "choices": "\n".join(column.choices), "unit": column.unit}
            start |= {"required_from": column.required or "", "editors": column.editors}
        kwargs.setdefault("initial", start or None)
        super().__init__(*args, **kwargs)
        if column:
            self.fields["kind"].disabled = True
            self.fields["kind"].help_text = _("种类定了不能改；要换种类，请停用这一栏，另设一个。")

    def told(self) -> OwnColumn:
        """The column as it is to be."""
        answers = self.cleaned_data
        words = tuple(word.strip() for word in answers["choices"].splitlines() if word.strip())
        return OwnColumn(
            number=self.column.number if self.column else 0, name=answers["name"].strip(), kind=ColumnKind(answers["kind"]), choices=words,
            unit=answers["unit"].strip(), required=FilledFrom(answers["required_from"]) if answers["required_from"] else None,
            editors=FilledBy(answers["editors"]),
        )  # fmt: skip
