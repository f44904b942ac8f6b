"""Handing a duty over for dates."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.operations import Handing
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm, a_day
from bihuan.interfaces.web.shell.uploads import name_and_content

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.campaigns.queries import Delegable
    from bihuan.organisation.models import Person


class DelegateForm(PersonForm):
    """Which duty → to whom → from when to when → why. `ordered`: by the office, on a scanned order."""

    duty = forms.ChoiceField(label=_("委托哪项职责"))
    from_on = a_day(_("开始日期"))
    to_on = a_day(_("截止日期"))
    reason = forms.CharField(label=_("理由"), max_length=200, help_text=_("例如：外出培训、休假、借调。"))
    order_number = forms.CharField(label=_("批件文号"), max_length=80)
    order = forms.FileField(label=_("批件扫描件"), help_text=_("扫描件或照片。"))
    field_order = ("duty", "who", "person", "from_on", "to_on", "reason", "order_number", "order")

    def __init__(self, *args: Any, campaign: "Campaign", duties: Sequence["Delegable"], ordered: bool, **kwargs: Any) -> None:
        super().__init__(*args, campaign=campaign, **kwargs)
        self.known = {one.key: one for one in duties}
        self.fields["duty"].choices = [(key, told_of(one)) for key, one in self.known.items()]  # type: ignore[attr-defined]
        self.fields["who"].label = gettext("委托给谁")
        self.fields["who"].widget.attrs["hx-get"] = reverse("campaigns:deputies", args=[campaign.code])
        if not ordered:
            del self.fields["order_number"], self.fields["order"]

    def handing(self, principal: "Person") -> Handing:
        """What the operation asks for."""
        told = self.cleaned_data
        which = self.known[told["duty"]]
        return Handing(
            principal=principal, deputy=self.somebody, duty=which.duty, unit=which.unit, from_on=told["from_on"], to_on=told["to_on"],
            reason=told["reason"], order_number=told.get("order_number", ""), order=name_and_content(told.get("order")),
        )  # fmt: skip


def told_of(one: "Delegable") -> str:
    """A duty with its unit, or with the number of its units."""
    label = gettext(one.duty.label)
    if one.unit:
        return f"{label} · {one.unit.name}"
    return gettext("%(duty)s（全部 %(count)d 个单位）") % {"duty": label, "count": one.units} if one.units else label
