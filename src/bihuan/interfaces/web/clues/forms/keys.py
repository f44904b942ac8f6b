"""Forms about keys. What is typed into a field of a passphrase is never given back to a page."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def _passphrase(label: Any, *, fresh: bool = False, help_text: Any = "") -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password" if fresh else "off", "data-lpignore": "true"})
    return forms.CharField(label=label, max_length=200, strip=False, help_text=help_text, widget=widget)


def _twice(form: forms.Form) -> None:
    if form.cleaned_data.get("fresh") != form.cleaned_data.get("again"):
        form.add_error("again", gettext("两次输入的不一样。"))


_HINT = _("至少 12 个字符，建议用四个以上互不相关的词，中间空格。不要和登录密码相同。口令不在任何地方保存，忘了谁也查不到。")


class UnlockForm(forms.Form):
    """The passphrase."""

    passphrase = _passphrase(_("密钥口令"))


class MakeKeyForm(forms.Form):
    """A passphrase, twice."""

    fresh = _passphrase(_("密钥口令"), fresh=True, help_text=_HINT)
    again = _passphrase(_("再输入一次"), fresh=True)

    def clean(self) -> None:
        _twice(self)


class PassphraseForm(MakeKeyForm):
    """The old one and a new one."""

    passphrase = _passphrase(_("现在的密钥口令"))
    fresh = _passphrase(_("新的密钥口令"), fresh=True, help_text=_HINT)
    again = _passphrase(_("再输入一次"), fresh=True)
    field_order = ("passphrase", "fresh", "again")


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AskForm(ReasonForm):
    """Whose ended key, and why."""

    old = forms.ChoiceField(label=_("哪一把密钥"))
    field_order = ("old", "reason")

    def __init__(self, *args: Any, keys: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["old"]
        field.choices = [("", "—"), *((str(one.pk), f"{one.user.name}　{one.made_at:%Y-%m-%d} — {one.ended_at:%Y-%m-%d}") for one in keys)]
