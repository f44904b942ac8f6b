"""How accounts sign in: nobody signs up by himself, every coming and going is in the book, the second factor names the account."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from bihuan.foundation.accounts.models import User
from bihuan.foundation.accounts.operations import change_password, record_sign_in, record_sign_out
from bihuan.foundation.kernel import Actor


def _himself(user: User) -> Actor:
    return Actor(user.pk, user.name or user.username, None, "web", user.administrator)


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are opened by the system administrator, never by a visitor. (Failed sign-ins are counted by axes in its own table.)"""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        super().login(request, user)
        row = User.objects.get(pk=user.pk)
        record_sign_in(row, actor=_himself(row), now=timezone.now())

    def logout(self, request: HttpRequest) -> None:
        row = User.objects.filter(pk=request.user.pk or 0).first()
        super().logout(request)
        if row is not None:
            record_sign_out(row, actor=_himself(row), now=timezone.now())

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        row = User.objects.get(pk=user.pk)  # `user` may be the request's lazy stand-in
        change_password(row, password=password, actor=_himself(row), now=timezone.now())
        user.password = row.password  # the session's guard is made from it


class SecondFactor(DefaultMFAAdapter):
    """The label an authenticator app shows."""

    def _get_site_name(self) -> str:
        return "闭环 Bihuan"

    def get_totp_label(self, user: User) -> str:
        return user.username
