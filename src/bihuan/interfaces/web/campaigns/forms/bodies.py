"""Forms of duties and of the bodies of a campaign."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns import queries
from bihuan.campaigns.vocabulary import GRANTED, TOWARDS_A_UNIT, Duty, GroupKind, GroupPost
from bihuan.interfaces.web.campaigns.forms.choosing import PersonForm, offer_units, words
from bihuan.interfaces.web.shell.units import UnitField

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.organisation.models import Unit


class GrantForm(PersonForm):
    """Duty → unit → person."""

    duty = forms.ChoiceField(label=_("职责"), choices=words(GRANTED))
    unit = UnitField(
        label=_("对应单位"),
        required=False,
        help_text=_("主要负责人、分管领导、联络员、督导组成员必须选；专班和领导小组面向整个专项，不选。"),
    )
    field_order = ("duty", "unit", "who", "person")

    def __init__(self, *args: Any, units: Iterable["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].offer(units)  # type: ignore[attr-defined]
        self.fields["unit"].asked = _("看职责")  # type: ignore[attr-defined]  # said in the place of 选填: most duties need it

    def clean(self) -> dict[str, Any]:
        answers = super().clean()
        if answers.get("duty") in set(TOWARDS_A_UNIT) and not answers.get("unit") and "unit" not in self.errors:
            self.add_error("unit", gettext("“%(duty)s”要写明对应哪个单位。") % {"duty": gettext(Duty(answers["duty"]).label)})
        return answers

    def granted(self) -> dict[str, Any]:
        """What the operation asks for."""
        duty = Duty(self.cleaned_data["duty"])
        return {
            "person": self.somebody,
            "duty": duty,
            "unit": self.cleaned_data["unit"] if duty in TOWARDS_A_UNIT else None,
        }


class DutySheetForm(forms.Form):
    """A sheet of duties."""

    file = forms.FileField(label=_("职责分工表"))
    cells: Any = ()


class ChargeForm(forms.Form):
    """The units of a supervision group."""

    def __init__(self, *args: Any, units: Sequence["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = forms.MultipleChoiceField(label=_("负责的单位"), required=False, widget=forms.CheckboxSelectMultiple)
        self.known = offer_units(self, units, "units")

    def units(self) -> list["Unit"]:
        """The units that were ticked."""
        return [self.known[key] for key in self.cleaned_data["units"]]


class GroupForm(forms.Form):
    """A new body."""

    kind = forms.ChoiceField(label=_("性质"), choices=words(GroupKind))
    name = forms.CharField(label=_("名称"), max_length=120, help_text=_("例如：第一督导组。"))
    units = forms.MultipleChoiceField(
        label=_("负责的单位"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("只对督导组；这里列出还没有督导组的单位，一个单位只归一个组。"),
    )
    note = forms.CharField(label=_("说明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, campaign: "Campaign", units: Sequence["Unit"], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = {one.name for one in queries.groups_of(campaign)}
        self.known = offer_units(self, units, "units")
        if not units:
            del self.fields["units"]

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if name in self.names:
            raise forms.ValidationError(gettext("已经有“%(name)s”了，请直接打开它列入成员。") % {"name": name})
        return name

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        answers, kind = self.cleaned_data, GroupKind(self.cleaned_data["kind"])
        units = [self.known[key] for key in answers.get("units", ())] if kind is GroupKind.SUPERVISION else []
        return {"kind": kind, "name": answers["name"], "note": answers["note"], "units": units, "order": len(self.names)}


class SeatForm(PersonForm):
    """Somebody in a post of the body."""

    post = forms.ChoiceField(label=_("组内职务"), choices=words(GroupPost), help_text=_("领导小组可设两名组长，权责相同。"))
    field_order = ("post", "who", "person")

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"person": self.somebody, "post": GroupPost(self.cleaned_data["post"])}
