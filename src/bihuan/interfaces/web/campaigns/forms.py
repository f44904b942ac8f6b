"""Forms of a campaign."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GapForm(forms.Form):
    """What the plan did not say: basis, its number, the deciding body (M01)."""

    basis = forms.CharField(label=_("依据文件"), max_length=300, required=False, help_text=_("写全称，带书名号。"))
    doc_number = forms.CharField(label=_("文号"), max_length=80, required=False)
    decided_by = forms.CharField(label=_("决定机关"), max_length=200, required=False, help_text=_("例如：某局党组会议研究决定。"))


class ExtendForm(forms.Form):
    """A later end of a stage, by whose decision and why (M25)."""

    to_on = forms.DateField(label=_("延长到"), widget=forms.DateInput(attrs={"type": "date"}))
    decision = forms.CharField(label=_("谁决定的"), max_length=200, help_text=_("会议或批示，例如：领导小组第3次会议。"))
    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class FinishForm(forms.Form):
    """The result of a task and by what it can be seen (M213)."""

    result = forms.CharField(label=_("办成了什么"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.CharField(label=_("凭什么看得出来"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))
