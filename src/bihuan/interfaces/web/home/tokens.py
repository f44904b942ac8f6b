"""My tokens: made for a program of mine, shown once, revoked."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from bihuan.foundation.tokens import queries
from bihuan.foundation.tokens.operations import issue_token, revoke_token
from bihuan.foundation.tokens.rules import MOST_DAYS
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

_USUAL_DAYS = 90


class TokenForm(forms.Form):
    """What a token is for, what it may do, until when."""

    name = forms.CharField(
        label=gettext_lazy("用途"), max_length=80, help_text=gettext_lazy("给哪个系统用、做什么，例如“政务平台取台账”。")
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("权限范围"), widget=forms.CheckboxSelectMultiple, choices=lambda: [(one.value, _(one.label)) for one in Scope]
    )  # fmt: skip
    expires_on = forms.DateField(
        label=gettext_lazy("有效期至"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("最长一年。"),
    )


def told(rows: Any) -> list[dict[str, Any]]:
    """Tokens as the tables of both pages show them."""
    today = localdate()
    return [{"token": one, "open": one.revoked_at is None and one.expires_on >= today, "scopes": _labels(one.scopes)} for one in rows]


def _labels(scopes: list[str]) -> list[str]:
    return [_(Scope(one).label) for one in scopes if one in set(Scope)]


@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """My tokens, and a form to make one; its text is on the answer to the form and nowhere else."""
    start: dict[str, date] = {"expires_on": localdate() + timedelta(days=_USUAL_DAYS)}
    form, made = TokenForm(request.POST or None, initial=start), list[tuple[Any, str]]()
    if form.is_valid() and done(form, lambda: made.append(_issued(request, form))):
        answer = render(request, "home/pages/token.html", {"title": _("令牌只显示这一次"), "token": made[0][0], "secret": made[0][1]})
        answer["Cache-Control"] = "no-store"
        return answer
    shown = {"title": _("接口令牌"), "rows": told(queries.visible_to(actor_of(request))[:100]), "form": form, "most": MOST_DAYS}
    return render(request, "home/pages/tokens.html", shown, status=422 if form.is_bound else 200)


def _issued(request: HttpRequest, form: TokenForm) -> tuple[Any, str]:
    user: Any = request.user  # as the session was checked against it: a reset that comes in between is seen
    return issue_token(user=user, **form.cleaned_data, actor=actor_of(request), now=now())


@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """A token of mine opens nothing any more."""
    actor = actor_of(request)
    revoke_token(queries.find(pk, actor), actor=actor, now=now())
    return toast(request, redirect("home:tokens"), _("令牌已作废"))
