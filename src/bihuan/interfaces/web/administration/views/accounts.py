"""The system administrator: accounts opened, closed, opened again, their passwords reset."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.rules import fresh_password
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Missing
from bihuan.foundation.tokens.operations import close_with_tokens, reset_password
from bihuan.foundation.tokens.queries import count_open
from bihuan.interfaces.web.administration.forms import AccountForm, ReasonForm
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.older import older
from bihuan.interfaces.web.shell.taking import done

SYSTEM = Administrator.SYSTEM
TURNS = {"close": close_with_tokens, "reopen": operations.reopen_account}


@require_GET
@only(SYSTEM)
def accounts(request: HttpRequest) -> HttpResponse:
    """Accounts, the latest opened first; closed ones by a filter."""
    words, state = request.GET.get("q", "").strip(), request.GET.get("state", "")
    active = {"open": True, "closed": False}.get(state)
    found = queries.accounts(words, active=active)
    rows, further = older(request, found)
    shown = {"rows": rows, "older": further, "total": found.count(), "q": words, "state": state}
    return render(request, "administration/pages/accounts.html", frame(SYSTEM, "accounts", title=_("账号"), **shown))


def _with_password(request: HttpRequest, user: Any, password: str, **told: Any) -> HttpResponse:
    shown = {"account": user, "password": password, "title": _("口令只显示这一次"), **told}
    return render(request, "administration/pages/password.html", frame(SYSTEM, "accounts", **shown))


@require_http_methods(["GET", "POST"])
@only(SYSTEM)
def new(request: HttpRequest) -> HttpResponse:
    """Open an account; its first password is made here and shown once."""
    form, password = AccountForm(request.POST or None), fresh_password()
    if form.is_valid() and done(
        form, lambda: operations.open_account(**form.cleaned_data, password=password, actor=actor_of(request), now=now())
    ):
        return _with_password(request, queries.account_named(form.cleaned_data["username"].strip()), password)
    shown = frame(SYSTEM, "accounts", title=_("开通账号"), form=form, act=_("开通"), back="administration:accounts")
    return render(request, "administration/pages/form.html", shown, status=422 if form.is_bound else 200)


@require_GET
@only(SYSTEM)
def account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account and what may be done to it."""
    user = queries.find_account(pk)
    return render(request, "administration/pages/account.html", _of(user, ReasonForm()))


def _of(user: Any, form: ReasonForm) -> dict[str, Any]:
    facts = [
        (_("登录名"), user.username), (_("姓名"), user.name), (_("身份"), _(queries.kind_label(user.administrator)) or _("业务人员")),
        (_("状态"), _("在用") if user.is_active else _("已停用")), (_("开通时间"), f"{localdate(user.opened_at)}"),
        (_("首次登录须改口令"), _("是") if user.must_change_password else _("否")),
    ]  # fmt: skip
    many = count_open(user.pk, localdate())
    facts += [(_("接口令牌"), _("%(n)d 个有效") % {"n": many})] if many else []
    return frame(SYSTEM, "accounts", title=user.name, account=user, facts=facts, form=form, tokens=many)


@require_POST
@only(SYSTEM)
def password(request: HttpRequest, pk: int) -> HttpResponse:
    """A new first password, shown once; tokens of the account open nothing any more, unless they are kept."""
    user, fresh = queries.find_account(pk), fresh_password()
    kept = "keep_tokens" in request.POST
    gone = reset_password(user, password=fresh, keep_tokens=kept, actor=actor_of(request), now=now())
    return _with_password(request, user, fresh, reset=True, gone=gone, left=count_open(user.pk, localdate()))


@require_POST
@only(SYSTEM)
def turn(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """Close an account or open it again, with a reason."""
    if act not in TURNS:
        raise Missing()
    user, form = queries.find_account(pk), ReasonForm(request.POST)
    if form.is_valid() and done(form, lambda: TURNS[act](user, reason=form.cleaned_data["reason"], actor=actor_of(request), now=now())):
        return toast(request, redirect("administration:account", pk=pk), _("已停用") if act == "close" else _("已恢复"))
    return render(request, "administration/pages/account.html", _of(user, form), status=422)
