"""The form of a commendation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm, a_day

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit


class CommendForm(PersonForm):
    """Which standard, which unit, whom (or the unit as a whole), for what."""

    standard = forms.ChoiceField(label=_("对应哪条准则"))
    unit = forms.ChoiceField(label=_("单位"))
    deed = forms.CharField(label=_("事迹"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    on = a_day(_("表扬日期"))
    agreed = forms.BooleanField(label=_("写出姓名的，已征得本人同意"), required=False)
    field_order = ("standard", "unit", "who", "person", "deed", "on", "agreed")

    def __init__(self, *args: Any, campaign: "Campaign", units: "Iterable[Unit]", **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.units = {str(one.pk): one for one in units}
        self.fields["unit"].choices = [("", "—"), *((key, one.name) for key, one in self.units.items())]  # type: ignore[attr-defined]
        standards = [one.name for one in queries.code_of_conduct(campaign)]
        self.fields["standard"].choices = [("", "—"), *((one, one) for one in standards)]  # type: ignore[attr-defined]
        self.fields["who"].required = False
        self.fields["who"].help_text = _("表扬整个单位时不填；输入姓名或其中几个字。")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers = self.cleaned_data
        person = getattr(self, "somebody", None)
        return {
            "standard": answers["standard"],
            "unit": self.units[answers["unit"]],
            "person": person,
            "deed": answers["deed"],
            "on": answers["on"],
            "agreed": answers["agreed"],
        }
