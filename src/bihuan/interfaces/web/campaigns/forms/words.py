"""The form for who issues the papers of a campaign, and its code of conduct."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.rules.conduct import conduct_lines
from bihuan.campaigns.rules.settings import settings_of

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign


class WordsForm(forms.Form):
    """Both as they stand, to be changed."""

    issuer = forms.CharField(
        label=_("编发单位"), max_length=120, required=False, help_text=_("周报、总结报告刊头和版记用的名称；留空的用专班的名称。")
    )
    conduct = forms.CharField(
        label=_("行为准则"), required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("一行一条，写成“准则：含义”。已有表扬引用的准则不能去掉或改名。"),
    )  # fmt: skip

    def __init__(self, *args: Any, campaign: "Campaign", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {"issuer": settings_of(campaign.file).issuer, "conduct": conduct_lines(campaign.file)}

    def told(self) -> dict[str, Any]:
        """What the operation asks for."""
        return {"issuer": self.cleaned_data["issuer"], "conduct": self.cleaned_data["conduct"].splitlines()}
