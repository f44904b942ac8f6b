"""The form by which an identity is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.clues.vocabulary.identities import IdentityNeed
from bihuan.interfaces.web.clues.forms.keys import ReasonForm


class AskIdentityForm(ReasonForm):
    """What for, and why."""

    need = forms.ChoiceField(
        label=_("用途"), choices=[("", "—"), *((one.value, _(one.label)) for one in IdentityNeed)], help_text=_("用途会告诉举报人。")
    )
    reason = forms.CharField(
        label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("只有保管人和您看得到，不告诉举报人。")
    )
    field_order = ("need", "reason")
