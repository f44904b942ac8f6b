"""Forms of chasing."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.vocabulary import FollowGround
from bihuan.interfaces.web.campaigns.forms.choosing import a_day, words


class CallForm(forms.Form):
    """One call to a late unit."""

    on = a_day(_("催办日期"))
    told = forms.CharField(label=_("催办了什么"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
    promise = forms.CharField(label=_("对方承诺"), max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    promised_on = a_day(_("承诺办结日期"), required=False)


class FollowForm(forms.Form):
    """Why a unit is followed closely."""

    ground = forms.ChoiceField(label=_("情形"), choices=words(FollowGround))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"ground": FollowGround(self.cleaned_data["ground"]), "reason": self.cleaned_data["reason"]}


class ReleaseForm(forms.Form):
    """By whose decision a unit is let go, and why."""

    decision = forms.CharField(label=_("谁决定的"), max_length=200, help_text=_("会议或批示，例如：领导小组第3次会议。"))
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
