"""Somebody with a slip: his sign-in name, the one-time code, a password of his own; then he is signed in."""

from typing import Any

from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bihuan.foundation.accounts.guessing import count_wrong, locked_out
from bihuan.foundation.accounts.operations import WrongCode, activate
from bihuan.foundation.kernel import BadInput
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import sentence_of


class ActivationForm(forms.Form):
    """What stands on the slip, and a password twice."""

    username = forms.CharField(label=gettext_lazy("登录名"), max_length=64)
    code = forms.CharField(
        label=gettext_lazy("激活码"), max_length=40, help_text=gettext_lazy("激活单上的三组字母和数字，大小写、横线都不要紧。")
    )
    password = forms.CharField(
        label=gettext_lazy("设一个口令"), max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy("至少 10 个字符；不要全用数字，不要用常见口令，也不要用姓名、生日、手机号。"),
    )  # fmt: skip
    again = forms.CharField(
        label=gettext_lazy("再输一遍"), max_length=200, strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        plain = {"autocapitalize": "none", "spellcheck": "false"}
        self.fields["username"].widget.attrs.update({**plain, "autocomplete": "username", "autofocus": True})
        self.fields["code"].widget.attrs.update({**plain, "autocomplete": "one-time-code"})

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("password") != answers.get("again") and "again" in answers:
            self.add_error("again", _("两遍输入的口令不一样，请重新输入。"))
        return answers


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_not_required
def activation(request: HttpRequest) -> HttpResponse:
    """The page that the slip names. A wrong code counts towards the lock; a right one signs in, duties that need it bind TOTP next."""
    if request.user.is_authenticated:
        return redirect("home:start")
    form = ActivationForm(request.POST or None, initial={"username": request.GET.get("name", "")[:64]})
    if form.is_valid():
        answer = locked_out(request, form.cleaned_data["username"].strip()) or _entered(request, form)
        if answer is not None:
            return answer
    return render(request, "home/pages/activate.html", {"title": _("激活账号"), "form": form}, status=422 if form.is_bound else 200)


def _entered(request: HttpRequest, form: ActivationForm) -> HttpResponse | None:
    told = {name: form.cleaned_data[name] for name in ("username", "code", "password")}
    try:
        user = activate(**told, now=now())
    except BadInput as no:
        if isinstance(no, WrongCode):
            count_wrong(request, told["username"].strip())
        form.add_error("password" if not isinstance(no, WrongCode) else None, sentence_of(no))
        return None
    answer: HttpResponse = perform_password_login(request, {"username": user.username}, Login(user=user))
    return answer
