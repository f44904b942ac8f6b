"""Forms about records of other platforms and about petitions."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SheetForm(forms.Form):
    """A sheet, read in memory."""

    file = forms.FileField(label=_("表格"))


class ExportForm(forms.Form):
    """Why the list leaves."""

    reason = forms.CharField(label=_("导出的理由"), max_length=200, help_text=_("例如：第 12 周报送。记在审计里，不要写事项的内容。"))


class NumberForm(forms.Form):
    """The number that a petition got there."""

    number = forms.CharField(label=_("信访编号"), max_length=60)


class PetitionForm(forms.Form):
    """Why it is a petition."""

    grounds = forms.CharField(
        label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), help_text=_("密封保存，只有能办理这条线索的人看得到。")
    )
