"""The first start without a demo: three people become the three administrators. Reached from this machine, or with the printed code."""

from ipaddress import ip_address
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bihuan.foundation.accounts import operations, queries
from bihuan.foundation.accounts.policy import SET_UP
from bihuan.foundation.accounts.set_up import opens
from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.administration.forms import SetUpForm
from bihuan.interfaces.web.shell.days import now
from bihuan.interfaces.web.shell.taking import done

_FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_X_REAL_IP", "HTTP_FORWARDED")
TASKS = {
    Administrator.SYSTEM: lazy("开通和停用账号，维护节假日和规则"),
    Administrator.SECURITY: lazy("授予职责，查看登录情况，解除锁定"),
    Administrator.AUDIT: lazy("查看操作记录，监督另外两员"),
}


def is_local(request: HttpRequest) -> bool:
    """Does the request come from this very machine, and not through a proxy on it?"""
    if any(name in request.META for name in _FORWARDED):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False


def _may(request: HttpRequest) -> bool:
    return is_local(request) or opens(request.POST.get("code", ""), settings.SECRET_KEY)


@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@login_not_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Ask for the code where it is needed, then for three people; afterwards nobody is signed in."""
    if not queries.wants_set_up():
        if request.user.is_authenticated:
            raise Missing()
        return redirect("account_login")  # somebody came back to the address that he was first given
    if not _may(request):
        wrong = request.method == "POST"
        return render(
            request, "administration/pages/set_up_code.html", {"title": _("首次启动"), "wrong": wrong}, status=403 if wrong else 200
        )
    form = SetUpForm(request.POST if "system_name" in request.POST else None)
    guide = queries.system_actor(SET_UP)
    if form.is_valid() and done(form, lambda: operations.appoint_administrators(people=form.people(), actor=guide, now=now())):
        return render(request, "administration/pages/set_up_done.html", {"title": _("三员已经就位"), "people": _told(form)})
    shown = {"title": _("首次启动：建立三员"), "form": form, "parts": _parts(form), "code": request.POST.get("code", "")}
    return render(request, "administration/pages/set_up.html", shown, status=422 if form.is_bound else 200)


def _parts(form: SetUpForm) -> list[dict[str, Any]]:
    return [{**part, "label": _(part["kind"].label), "task": TASKS[part["kind"]]} for part in form.parts()]


def _told(form: SetUpForm) -> list[tuple[str, str, str]]:
    return [(_(Administrator(kind).label), name, username) for kind, (username, name, _password) in form.people().items()]
