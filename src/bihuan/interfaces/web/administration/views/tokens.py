"""The system administrator: all tokens of the machine door; any of them can be revoked, none made."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.tokens import queries
from bihuan.foundation.tokens.operations import revoke_token
from bihuan.interfaces.web.administration.views.console import frame, only
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import toast
from bihuan.interfaces.web.shell.days import now

SYSTEM = Administrator.SYSTEM
MOST = 300


@require_GET
@only(SYSTEM)
def tokens(request: HttpRequest) -> HttpResponse:
    """Tokens by account, latest first."""
    rows, words = queries.visible_to(actor_of(request)), request.GET.get("q", "").strip()
    rows = rows.filter(user__username__icontains=words) if words else rows
    today = localdate()
    shown = [{"token": one, "open": one.revoked_at is None and one.expires_on >= today} for one in rows[:MOST]]
    return render(request, "administration/pages/tokens.html", frame(SYSTEM, "tokens", title=_("接口令牌"), rows=shown, q=words))


@require_POST
@only(SYSTEM)
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """From now on the token opens nothing."""
    actor = actor_of(request)
    revoke_token(queries.find(pk, actor), actor=actor, now=now())
    return toast(request, redirect("administration:tokens"), _("令牌已作废"))
