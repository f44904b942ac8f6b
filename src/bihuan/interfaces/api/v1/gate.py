"""What stands before every operation: whose token it is, how often it asks, what it is for, and that a key is done once."""

import hashlib
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import ValidationError
from ninja.security.http import HttpAuthBase

from bihuan.foundation.kernel import Actor, BadInput
from bihuan.foundation.kernel import _ as noop
from bihuan.foundation.tokens.answers import Key, Told, mark_used, once
from bihuan.foundation.tokens.queries import opened_by
from bihuan.foundation.tokens.vocabulary import Scope
from bihuan.interfaces.api.v1.refusals import problem, refusal
from bihuan.organisation.queries import actor_behind, person_id_of

View = Callable[..., HttpResponseBase]
KEY = "Idempotency-Key"
LONGEST_KEY = 200


class Bearer(HttpAuthBase):
    """An operation that needs a scope. The token itself was looked at before (`machine`)."""

    openapi_scheme = "bearer"

    def __init__(self, scope: Scope | None = None) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        token = getattr(request, "token", None)
        if token is not None and self.scope is not None and self.scope.value not in token.scopes:
            raise OutOfScope(self.scope)
        return token


class OutOfScope(Exception):
    """The token was not made for this."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        super().__init__(scope.value)


def out_of_scope(_request: HttpRequest, no: Any) -> HttpResponse:
    """The answer to a token without the scope."""
    facts = {"scope": no.scope.value, "label": _(no.scope.label)}
    return problem("scope", _("这个令牌没有“%(label)s”（%(scope)s）的权限，请另生成一个。") % facts)


def who(request: HttpRequest) -> dict[str, Any]:
    """Actor and moment, as every operation asks for them."""
    return {"actor": actor_of(request), "now": timezone.localtime()}


def actor_of(request: HttpRequest) -> Actor:
    """The account behind the token and its person, asked once a request."""
    known = getattr(request, "_actor", None)
    if known is None:
        user = request.token.user  # type: ignore[attr-defined]
        known = actor_behind(user, person_id_of(user.pk), "api")
        request._actor = known  # type: ignore[attr-defined]
    return known


def token_of(request: HttpRequest) -> Any:
    """The token in force that came with the request, or None."""
    scheme, _blank, text = request.headers.get("Authorization", "").partition(" ")
    return opened_by(text.strip(), timezone.localdate()) if scheme.lower() == "bearer" else None


def machine(view: View) -> View:
    """A view for programs: no session, no form token; a bearer token, a rate, and keys that are done once."""

    @csrf_exempt
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        token = token_of(request)
        if token is None:
            return problem("no_token", _("请在 Authorization 头里带上有效的令牌：Bearer bihuan_…"), headers={"WWW-Authenticate": "Bearer"})
        if wait := _wait(f"api-{token.pk}", settings.BIHUAN_API_RATE):
            return too_many(request, TooMany(wait))
        mark_used(token, timezone.localdate())
        request.token = token  # type: ignore[attr-defined]
        return _done(request, lambda: view(request, *args, **kwargs))

    guarded.login_required = False  # type: ignore[attr-defined]
    return guarded


def refuse_unknown(operation: Any) -> None:
    """Let an operation refuse what it does not know behind the question mark: a filter that is misspelt would give everything."""
    known = {name for model in operation.models if model.__ninja_param_source__ == "query" for name in model.__ninja_flatten_map__}
    view = operation.view_func

    @wraps(view)
    def strict(request: HttpRequest, **asked: Any) -> Any:
        if unknown := sorted(request.GET.keys() - known):
            raise ValidationError([{"type": "extra_forbidden", "loc": ("query", name)} for name in unknown])
        return view(request, **asked)

    operation.view_func = strict


def _wait(counted: str, most: int) -> int:
    """Seconds to wait, 0 while this minute has room for one more of what is counted. Each process counts for itself."""
    minute, second = divmod(int(time.time()), 60)
    place = f"{counted}-{minute}"
    cache.add(place, 0, 120)
    try:
        asked = cache.incr(place)
    except ValueError:  # put out by other things between the two lines: the minute begins anew
        return 0
    return 60 - second if asked > most else 0


class TooMany(Exception):
    """Asked too often; come again after so many seconds."""

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__(wait)


def too_many(_request: HttpRequest, no: Any) -> HttpResponse:
    """The answer to whoever asks too often."""
    return problem("too_many", _("请求太频繁，请 %(wait)d 秒后再来。") % {"wait": no.wait}, headers={"Retry-After": str(no.wait)})


def refuse_too_often(counted: str, most: int) -> None:
    """Refuse what is asked more than `most` times a minute; a page that counts under the same name has the same room."""
    if wait := _wait(counted, most):
        raise TooMany(wait)


def _done(request: HttpRequest, work: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    key = request.headers.get(KEY, "")
    if request.method != "POST" or not key:
        return work()
    answers: list[HttpResponseBase] = []
    try:
        told = once(Key(request.token, _checked(key), _asked(request)), lambda: _told(work(), answers), timezone.now())  # type: ignore[attr-defined]
    except BadInput as no:
        return refusal(no)
    if answers:
        return answers[0]
    if told.kind == _HANDED_OUT:
        return work()
    headers = {"Idempotency-Replayed": "true"}
    return HttpResponse(told.body, status=told.status, content_type=told.kind, headers=headers)


def _checked(key: str) -> str:
    if len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise BadInput(noop("Idempotency-Key 最多 200 个字符，只能用英文字母、数字和符号。"))
    return key


_HANDED_OUT = ""
"""Kind of an answer that was a file of the store: it is not kept twice. Handing it out changes nothing but the book, so it is done anew."""


def _told(answer: HttpResponseBase, answers: list[HttpResponseBase]) -> Told:
    answers.append(answer)
    if answer.streaming:
        return Told(answer.status_code, _HANDED_OUT, b"")
    return Told(answer.status_code, answer["Content-Type"], getattr(answer, "content", b""))


def _asked(request: HttpRequest) -> str:
    """A digest of what is asked for: the same form has another boundary each time it is sent, so its parts are taken."""
    digest = hashlib.sha256(f"{request.method} {request.get_full_path()}\n".encode())
    if request.content_type != "multipart/form-data":
        digest.update(request.body)
        return digest.hexdigest()
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        for file in files:
            digest.update(repr((name, file.name, hashlib.sha256(file.read()).hexdigest())).encode())
            file.seek(0)
    return digest.hexdigest()
