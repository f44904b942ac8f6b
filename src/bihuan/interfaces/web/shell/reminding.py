"""The one form by which an item, or everything late of a unit, is urged."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import ngettext

from bihuan.problems.queries.reminders import Ways
from bihuan.problems.rules.reminders import level_below
from bihuan.problems.vocabulary import ReminderLevel


class RemindForm(forms.Form):
    """How firmly, in which words, by when an answer is wanted. Offered is what may be sent; what may not yet is told with what it waits for."""

    level = forms.ChoiceField(
        label=lazy("方式"), error_messages={"invalid_choice": lazy("现在还不能用这种方式：先提醒，再发催办函，再发督办函。")}
    )
    text = forms.CharField(label=lazy("催办内容"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    answer_by_on = forms.DateField(label=lazy("要求答复"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, ways: Ways, of_many: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["level"]
        field.choices = [(one.value, _several(one, count) if of_many else _(one.label)) for one, count in ways.items.items()]
        field.initial = None if of_many else ways.next
        field.help_text = "".join(_waits_for(one) for one in ReminderLevel if one not in ways.items)

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {**self.cleaned_data, "level": ReminderLevel(self.cleaned_data["level"])}


def _several(level: ReminderLevel, count: int) -> str:
    told = {"level": _(level.label), "n": count}
    return ngettext("%(level)s（%(n)d 件可发）", "%(level)s（%(n)d 件可发）", count) % told


def _waits_for(level: ReminderLevel) -> str:
    below = level_below(level)
    return _("先发过“%(before)s”，才能发“%(level)s”。") % {"before": _(below.label), "level": _(level.label)} if below else ""
