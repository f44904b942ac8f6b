"""What stands between a request and a page: the second factor for strong duties, and refusals that speak."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from bihuan.campaigns.queries import needs_second_factor
from bihuan.foundation.accounts.directories.queries import way_of
from bihuan.foundation.accounts.queries import wants_set_up
from bihuan.foundation.accounts.rules import is_worn_out
from bihuan.foundation.accounts.sign_in import BOUND, FACTOR
from bihuan.foundation.kernel import BadInput, Conflict, Missing, NotAllowed, Refused
from bihuan.foundation.rulebook.queries import rule
from bihuan.interfaces.web.shell.actors import actor_of, standing_duties_of
from bihuan.interfaces.web.shell.answers import came_from
from bihuan.interfaces.web.shell.errors import not_found
from bihuan.interfaces.web.shell.taking import sentence_of
from bihuan.organisation.vocabulary import CLUE_DUTIES

Answer = Callable[[HttpRequest], HttpResponse]
_OPEN_WITHOUT = ("/account/", "/static/", "/style/", "/language/", "/look/", "/health/", "/metrics")
_STATUS = {NotAllowed: 403, Missing: 404, Conflict: 409, BadInput: 422}


def _lacks_factor(request: HttpRequest) -> bool:
    user = getattr(request, "user", None)
    if settings.BIHUAN_DEMO or user is None or not user.is_authenticated or request.path.startswith(_OPEN_WITHOUT):
        return False
    if request.session.get(FACTOR) == BOUND:
        return False
    if not (CLUE_DUTIES & standing_duties_of(request) or needs_second_factor(actor_of(request))):  # a duty may be granted while one is here
        return False
    from allauth.mfa.utils import is_mfa_enabled  # at call time: allauth's models need a ready registry

    if not is_mfa_enabled(user):
        return True
    request.session[FACTOR] = BOUND
    return False


def second_factor_first(get_response: Answer) -> Answer:
    """Middleware: office, groups, the clue desk and administrators set up a second factor before anything else (not in a demo home)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if _lacks_factor(request):
            messages.info(request, _("您的职责需要双因素登录，请先绑定动态口令。"))
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return get_response(request)

    return middleware


def scripts_are_told(get_response: Answer) -> Answer:
    """Middleware: to a script of ours a sign-in that has run out is 401. It would follow the way to the sign-in page, and put that page into
    a cell in which somebody has just typed."""

    def middleware(request: HttpRequest) -> HttpResponse:
        answer = get_response(request)
        away = isinstance(answer, HttpResponseRedirect) and answer.url.startswith(reverse("account_login"))
        return HttpResponse(status=401) if away and request.headers.get("HX-Request") and not request.user.is_authenticated else answer

    return middleware


_OF_ADMINISTRATORS = ("/administration/", "/gallery/", *_OPEN_WITHOUT)


def the_three_stay_outside(get_response: Answer) -> Answer:
    """Middleware: an administrator 三员 finds nothing outside the consoles, whatever a page forgot to ask (domain.md G2)."""

    def middleware(request: HttpRequest) -> HttpResponse:
        user = getattr(request, "user", None)
        outside = request.path != "/" and not request.path.startswith(_OF_ADMINISTRATORS)
        if outside and user is not None and user.is_authenticated and user.administrator:
            return not_found(request)
        return get_response(request)

    return middleware


def plain_text_only(get_response: Answer) -> Answer:
    """Middleware: no text carries a NUL character, which PostgreSQL cannot keep and no keyboard types."""

    def middleware(request: HttpRequest) -> HttpResponse:
        told = (request.GET, request.POST) if request.method == "POST" else (request.GET,)
        if any("\0" in value for given in told for _name, values in given.lists() for value in values):
            raise SuspiciousOperation("NUL in a parameter")
        return get_response(request)

    return middleware


def set_up_first(get_response: Answer) -> Answer:
    """Middleware: where nobody can sign in yet, the door leads to the first-start guide."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.path == reverse("account_login") and request.method == "GET" and wants_set_up():
            return HttpResponseRedirect(reverse("administration:set_up"))
        return get_response(request)

    return middleware


def _why_another(request: HttpRequest) -> str:
    """Why the password has to be changed before anything else; "" where it has not. Whom a directory vouched for used none of ours, and those
    of a demo stand on its first page."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or request.path.startswith(_OPEN_WITHOUT) or way_of(request):
        return ""
    if user.must_change_password:
        return str(_("这是别人替您设的口令，请先改成只有您自己知道的。"))
    worn_out = not settings.BIHUAN_DEMO and days_served(user)
    return str(_("您的口令已用满 %(days)d 天，请先换一个新的。") % {"days": worn_out}) if worn_out else ""


def days_served(user: Any) -> int:
    """The days that a password is good, where this one has served them; else 0."""
    days: int = rule("password_days").value
    return days if is_worn_out(user.password_set_on, localdate(), days) else 0


def new_password_first(get_response: Answer) -> Answer:
    """Middleware: a password that somebody else set, or that has served its days, is good for one thing only, to change it."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if why := _why_another(request):
            messages.info(request, why)
            return HttpResponseRedirect(reverse("account_change_password"))
        return get_response(request)

    return middleware


class RefusalsSpeak:
    """Middleware: a refusal becomes its sentence on a page, or for htmx a fragment, with the right status."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = next((code for kind, code in _STATUS.items() if isinstance(exception, kind)), 409)
        page = "shell/parts/refusal.html" if request.headers.get("HX-Request") else "shell/pages/refusal.html"
        told = {"sentence": sentence_of(exception), "errors": getattr(exception, "errors", ()), "back": came_from(request)}
        return render(request, page, told, status=status)


refusals_speak = RefusalsSpeak
