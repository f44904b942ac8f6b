"""The key of whoever works here, unlocked for this browser: who has none is led to make one, who has locked his to unlock it, and to all others
there is nothing here.

The secret of the session lies in a cookie that no script reads and in no table (docs/security/clue-desk.md). It is sent with every request, so that
signing out, too, finds what there is to lock.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _

from bihuan.clues import operations, queries
from bihuan.clues.vocabulary.keys import KeyPurpose
from bihuan.foundation.kernel import Actor, Missing
from bihuan.interfaces.web.shell.actors import actor_of
from bihuan.interfaces.web.shell.answers import came_from, toast
from bihuan.interfaces.web.shell.days import now

if TYPE_CHECKING:
    from pyrage import x25519

View = Callable[..., HttpResponseBase]
COOKIE = "bihuan_keys"
DESK = frozenset({KeyPurpose.DESK, KeyPurpose.ALTERNATE})
CUSTODIANS = frozenset({KeyPurpose.CUSTODIAN})


def session_of(request: HttpRequest) -> str:
    """The secret of this browser's unlocked keys, as operations ask for it; "" where nothing was unlocked."""
    return request.COOKIES.get(COOKIE, "")


def by(request: HttpRequest) -> dict[str, Any]:
    """Who does it, with his unlocked session: what operations on clues ask for."""
    return {"session": session_of(request), "actor": actor_of(request), "now": now()}


def hand_of(request: HttpRequest) -> operations.By:
    """The same as the value that steps of a clue take."""
    return operations.By(**by(request))


def identities(request: HttpRequest) -> list[x25519.Identity]:
    """The keys for reports that are unlocked in this session; the half hour begins anew. Raises Locked."""
    return operations.own_keys(**by(request))


def with_keys(view: View) -> View:
    """Only for whoever handles reports, with his key unlocked. `request.keys_until` tells until when."""
    return _needing(view, DESK)


def with_custodian_key(view: View) -> View:
    """Only for custodians of identities, with their key unlocked."""
    return _needing(view, CUSTODIANS)


def with_any_key(view: View) -> View:
    """For whoever holds a key of any kind, unlocked."""
    return _needing(view, DESK | CUSTODIANS)


def for_staff(view: View) -> View:
    """For whoever works here, his key unlocked or not; to everybody else there is no such page."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        staff_of(request)
        return view(request, *args, **kwargs)

    return entered


def _needing(view: View, purposes: frozenset[KeyPurpose]) -> View:
    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        actor = staff_of(request, purposes)
        until = operations.keep_unlocked(**by(request))
        if until is None:
            return _to_unlock(request, actor)
        request.keys_until = until  # type: ignore[attr-defined]
        return view(request, *args, **kwargs)

    return entered


def staff_of(request: HttpRequest, purposes: frozenset[KeyPurpose] = DESK | CUSTODIANS) -> Actor:
    """Whoever asks, if he works here for one of these purposes; to everybody else there is no such page."""
    actor = actor_of(request)
    if not queries.purposes_held(actor) & purposes:
        raise Missing()
    return actor


def _to_unlock(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Where he goes first. What he typed stays in his browser; a form is never sent on by itself."""
    back = request.get_full_path() if request.method == "GET" else came_from(request)
    has_one = queries.active_key(actor) is not None
    target = f"{reverse('clues:unlock')}?{urlencode({'next': back})}" if has_one else reverse("clues:keys")
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = target
        return answer
    answer = redirect(target)
    return answer if has_one else toast(request, answer, _("请先生成您的密钥，再开始办理。"), "warning")


def remember(answer: HttpResponse, session: str) -> HttpResponse:
    """Give the browser the secret of its session."""
    answer.set_cookie(COOKIE, session, httponly=True, secure=bool(settings.SESSION_COOKIE_SECURE), samesite="Strict")
    return answer


def lock(request: HttpRequest) -> None:
    """Lock what this browser unlocked."""
    operations.lock_keys(session=session_of(request), actor=actor_of(request))


def safe_next(request: HttpRequest, otherwise: str) -> str:
    """Where the form says to go on, if that is a page of ours."""
    told = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(told, {request.get_host()}, require_https=request.is_secure())
    return told if ours else otherwise


def minutes_left(until: datetime) -> int:
    """Whole minutes until it locks by itself."""
    return max(0, int((until - now()).total_seconds() // 60))
