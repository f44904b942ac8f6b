"""How accounts sign in: nobody signs up by himself, every coming and going is in the book, the second factor names the account."""

import time
from datetime import UTC, datetime

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as in_hand
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from bihuan.foundation.accounts.directories.queries import way_of
from bihuan.foundation.accounts.factor_secrets import opened, sealed
from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.operations import change_password, record_second_factor, record_sign_in, record_sign_out
from bihuan.foundation.kernel import Actor


def _himself(user: User) -> Actor:
    return Actor(user.pk, user.name or user.username, None, "web", user.administrator)


def _use_up_binding(user: AbstractBaseUser) -> None:
    from bihuan.foundation.accounts.second_factor import use_up_binding  # at call time: allauth's models need a ready registry

    use_up_binding(user)


FACTOR, BOUND = "second_factor", "bound"
"""Mark of a session for which the second factor is known to be there, until it is taken off in it."""
_FRESH_SECONDS = 300
"""So long after a sign-in the password is not asked once more to bind the first second factor."""


def _just_signed_in(request: HttpRequest) -> bool:
    """Did somebody who had no second factor then give the password a moment ago? So the codes behind a fresh factor open as well."""
    from allauth.mfa.models import Authenticator  # at call time: allauth's models need a ready registry

    ways = ("password", "socialaccount")
    given = [one["at"] for one in request.session.get("account_authentication_methods", ()) if one.get("method") in ways]
    if not given or time.time() - given[-1] >= _FRESH_SECONDS:
        return False
    since = datetime.fromtimestamp(given[-1], tz=UTC)
    return not Authenticator.objects.filter(user_id=request.user.pk, created_at__lt=since).exists()


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are opened by the system administrator, never by a visitor. (Failed sign-ins are counted by axes in its own table.)"""

    error_messages = DefaultAccountAdapter.error_messages | {
        "enter_current_password": lazy("当前口令不对，请核对。"),
        "incorrect_password": lazy("口令不对，请核对。"),
        "incorrect_code": lazy("6 位数字不对，或者已经过期。请看验证器现在显示的。"),
        "rate_limited": lazy("操作太频繁，请过几分钟再来。"),
    }

    def is_reauthentication_required(self, *, app: str, **kwargs: object) -> bool:
        asked = super().is_reauthentication_required(app=app, **kwargs)
        return asked and not _just_signed_in(in_hand.request)

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return "/"

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        row = User.objects.get(pk=user.pk)
        record_sign_in(row, actor=_himself(row), now=timezone.now(), way=way_of(request))

    def logout(self, request: HttpRequest) -> None:
        row = User.objects.filter(pk=request.user.pk or 0).first()
        super().logout(request)
        if row is not None:
            record_sign_out(row, actor=_himself(row), now=timezone.now())

    def send_notification_mail(
        self, template_prefix: str, user: AbstractBaseUser, context: dict[str, object] | None = None, email: str | None = None
    ) -> None:
        """No mail is sent; what allauth would tell its user of a second factor, the book is told. Taken off, it is asked for again."""
        row, told = User.objects.get(pk=user.pk), template_prefix.rpartition("/")[2]
        if told == "totp_activated":
            _use_up_binding(user)
        if told == "totp_deactivated":
            in_hand.request.session.pop(FACTOR, None)
        record_second_factor(row, told=told, actor=_himself(row), now=timezone.now())

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        row = User.objects.get(pk=user.pk)  # `user` may be the request's lazy stand-in
        change_password(row, password=password, actor=_himself(row), now=timezone.now())
        user.password = row.password  # the session's guard is made from it


class SecondFactor(DefaultMFAAdapter):
    """The label an authenticator app shows; secrets lie sealed."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": lazy("6 位数字不对，或者已经过期。请看验证器现在显示的，手机的时间也要准；备用码一枚只能用一次。"),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return opened(encrypted_text)

    def _get_site_name(self) -> str:
        return "闭环 Bihuan"

    def get_totp_label(self, user: User) -> str:
        return user.username
