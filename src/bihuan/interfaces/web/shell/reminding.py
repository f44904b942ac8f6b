"""The one form by which an item, or everything late of a unit, is urged."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from bihuan.problems.vocabulary import ReminderLevel


class RemindForm(forms.Form):
    """How firmly, in which words, by when an answer is wanted."""

    level = forms.ChoiceField(label=lazy("方式"), choices=[(one.value, lazy(one.label)) for one in ReminderLevel])
    text = forms.CharField(label=lazy("催办内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    answer_by_on = forms.DateField(label=lazy("要求答复"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {**self.cleaned_data, "level": ReminderLevel(self.cleaned_data["level"])}
