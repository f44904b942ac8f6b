"""The security administrator: who holds what, standing duties given and taken back, sign-ins and locks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bihuan.campaigns.queries.holders import holders
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.accounts import operations as accounts
from bihuan.foundation.accounts import queries
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.audit.queries import Wanted, page_of_book
from bihuan.foundation.kernel import BadInput, Missing
from bihuan.interfaces.web.administration.forms import DutyForm, FactorForm
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done
from bihuan.interfaces.web.shell.tries import most_tries
from bihuan.organisation import operations
from bihuan.organisation import queries as organisation
from bihuan.organisation.vocabulary import StandingDutyKind

if TYPE_CHECKING:
    from bihuan.foundation.accounts.models import User

SECURITY = Administrator.SECURITY


@require_http_methods(["GET", "POST"])
@only(SECURITY)
def duties(request: HttpRequest) -> HttpResponse:
    """Standing duties and a form to give one; below, who holds which duty in which campaign (by code, no business text)."""
    form = DutyForm(request.POST or None)
    if form.is_valid() and done(form, lambda: _give(request, form)):
        return toast(request, redirect("administration:duties"), _("职责已授予"))
    words = request.GET.get("q", "").strip()
    shown = {"form": form, "held": organisation.given_duties(), "three": queries.administrators(), "q": words}
    shown["holders"] = [{**one, "label": _(Duty(one["duty"]).label)} for one in holders(words)]
    page = frame(SECURITY, "duties", title=_("职责"), **shown)
    return render(request, "administration/pages/duties.html", page, status=422 if form.is_bound else 200)


def _named(form: DutyForm | FactorForm) -> User:
    user = queries.account_named(form.cleaned_data["username"].strip())
    if user is None:
        raise BadInput(_("没有这个登录名。"))
    return user


def _give(request: HttpRequest, form: DutyForm) -> None:
    operations.give_standing_duty(user=_named(form), duty=StandingDutyKind(form.cleaned_data["duty"]), actor=actor_of(request), now=now())


@require_POST
@only(SECURITY)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a standing duty back."""
    operations.end_standing_duty(organisation.find_standing_duty(pk), actor=actor_of(request), now=now())
    return toast(request, redirect("administration:duties"), _("职责已收回"))


@require_GET
@only(SECURITY)
def sign_ins(request: HttpRequest) -> HttpResponse:
    """Failed sign-ins with their locks, and the latest comings and goings."""
    return render(request, "administration/pages/sign_ins.html", _door(FactorForm()))


def _door(form: FactorForm) -> dict[str, Any]:
    latest = [
        *page_of_book(Wanted(kind="account", action="sign_in"), size=50),
        *page_of_book(Wanted(kind="account", action="sign_out"), size=50),
    ]
    shown = {"locks": queries.failed_sign_ins(now(), most_tries()), "latest": sorted(latest, key=lambda row: -row.position)[:60],
             "form": form, "tries": most_tries()}  # fmt: skip
    return frame(SECURITY, "sign_ins", title=_("登录与锁定"), **shown)


@require_POST
@only(SECURITY)
def drop_factor(request: HttpRequest) -> HttpResponse:
    """Drop the second factor of somebody who lost device and backup codes."""
    form = FactorForm(request.POST)
    if form.is_valid() and done(form, lambda: _drop(request, form)):
        return toast(request, redirect("administration:sign_ins"), _("已解除动态口令，本人下次登录时重新绑定"))
    return render(request, "administration/pages/sign_ins.html", _door(form), status=422)


def _drop(request: HttpRequest, form: FactorForm) -> None:
    accounts.drop_second_factor(_named(form), reason=form.cleaned_data["reason"], actor=actor_of(request), now=now())


@require_POST
@only(SECURITY)
def unlock(request: HttpRequest) -> HttpResponse:
    """Lift the lock of an account."""
    user = queries.account_named(request.POST.get("username", ""))
    if user is None:
        raise Missing()
    accounts.unlock(user, actor=actor_of(request), now=now())
    return toast(request, redirect("administration:sign_ins"), _("已解除锁定"))
