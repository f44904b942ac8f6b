"""Which console is whose, and the way into it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.kernel import Missing
from bihuan.interfaces.web.shell.actors import actor_of

View = Callable[..., HttpResponse]
FIRST = {Administrator.SYSTEM: "accounts", Administrator.SECURITY: "duties", Administrator.AUDIT: "book"}
TABS = {
    Administrator.SYSTEM: (
        ("accounts", _("账号")),
        ("tokens", _("接口令牌")),
        ("webhooks", _("推送")),
        ("jobs", _("后台任务")),
        ("calendar", _("节假日与调休")),
        ("rules", _("规则与时限")),
        ("digest_hours", _("每日提醒")),
    ),
    Administrator.SECURITY: (("duties", _("职责")), ("sign_ins", _("登录与锁定"))),
    Administrator.AUDIT: (("book", _("操作记录")),),
}


def only(kind: Administrator) -> Callable[[View], View]:
    """A page for one of the three; everybody else finds nothing there."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if actor_of(request).administrator != kind:
                raise Missing()
            return view(request, *args, **kwargs)

        return guarded

    return guard


def frame(kind: Administrator, here: str, **shown: Any) -> dict[str, Any]:
    """What every console page shows: its title and the tabs of this administrator."""
    tabs = [{"label": label, "href": reverse(f"administration:{name}"), "on": name == here} for name, label in TABS[kind]]
    return {"tabs": tabs if len(tabs) > 1 else [], "kind": _(kind.label), **shown}


@require_GET
def console(request: HttpRequest) -> HttpResponse:
    """To the first page of one's own console."""
    kind = actor_of(request).administrator
    if not kind:
        raise Missing()
    return redirect(f"administration:{FIRST[Administrator(kind)]}")
