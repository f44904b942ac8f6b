"""How accounts sign in: nobody signs up by himself; the second factor names the account by its sign-in name."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from bihuan.foundation.accounts.models import User


class NobodySignsUp(DefaultAccountAdapter):
    """Accounts are opened by the system administrator, never by a visitor."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class SecondFactor(DefaultMFAAdapter):
    """The label an authenticator app shows."""

    def _get_site_name(self) -> str:
        return "闭环 Bihuan"

    def get_totp_label(self, user: User) -> str:
        return user.username
