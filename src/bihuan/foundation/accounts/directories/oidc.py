"""Signing in at an OpenID Connect issuer, by allauth: authorisation code with PKCE, certificates and signatures verified.

The issuer's subject is tied to an account at its first sign-in; the same staff number under another subject is refused from then on.
"""

import logging
from functools import partial
from typing import Any

import requests
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialAccount, SocialLogin
from allauth.socialaccount.providers.base import AuthError
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest

from bihuan.foundation.accounts.directories.matching import account_of
from bihuan.foundation.accounts.directories.rules import faults_of_oidc
from bihuan.foundation.accounts.models import User
from bihuan.foundation.kernel import NotAllowed, NotNow, _

logger = logging.getLogger(__name__)


class Issuer(OpenIDConnectOAuth2Adapter):
    """The issuer of the settings. Its token is verified by its keys, and the claims beside it must be about the same subject."""

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        decoded: dict[str, Any] = jwtkit.verify_and_decode(
            credential=id_token, keys_url=self.openid_config["jwks_uri"], issuer=self.openid_config["issuer"], audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk, verify_signature=True,
        )  # fmt: skip
        return decoded

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> SocialLogin:
        if not kwargs["response"].get("id_token") or self.openid_config["issuer"].rstrip("/") != settings.BIHUAN_OIDC["issuer"]:
            raise OAuth2Error("no id_token, or another issuer")
        login = super().complete_login(request, app, token, **kwargs)
        told = login.account.extra_data
        if told.get("userinfo", {}).get("sub") != told["id_token"]["sub"]:
            raise OAuth2Error("claims about somebody else")
        claims = {**told["id_token"], **told.get("userinfo", {})}
        # Of all that the issuer tells, only what the account is found by is kept.
        login.account.extra_data = {"sub": told["id_token"]["sub"], "claim": str(claims.get(settings.BIHUAN_OIDC["claim"], ""))}
        login.email_addresses = []
        return login


class TiedToAccounts(DefaultSocialAccountAdapter):
    """Who comes from the issuer gets the account that is his, or none."""

    def get_requests_session(self) -> requests.Session:
        """Certificates are verified, by those of the machine or by a file."""
        session = super().get_requests_session()
        if ca := settings.BIHUAN_OIDC.get("ca"):
            # Said with each request: a bundle named by the environment would go before what the session says.
            session.request = partial(session.request, verify=ca)
        return session

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Nobody gets an account by coming."""
        return False

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:  # fmt: skip
        """Whatever went wrong out there, in a sentence; the log says what."""
        if error == AuthError.CANCELLED:
            raise NotNow(_("统一认证被取消了。请回到登录页，重新登录或改用口令。"))
        raise failed(exception or error)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account. Raises NotAllowed with a sentence."""
        value = str(sociallogin.account.extra_data.get("claim", ""))
        user = account_of(value, settings.BIHUAN_OIDC["match"])
        if not AxesProxyHandler.is_allowed(request, {"username": user.username}):
            raise NotNow(_("这个登录名连续输错口令，已暂停登录。请过半小时再试，或请安全保密管理员解锁。"))
        if sociallogin.is_existing:
            if sociallogin.user.pk != user.pk:
                raise NotAllowed(_("统一认证里的这个身份已绑定另一个账号，请联系系统管理员核对。"))
            return
        _tie(request, sociallogin, user)


def failed(trouble: Any) -> NotNow:
    """The sentence for whatever went wrong at the issuer; the log says what."""
    logger.warning("the issuer: %s", f"{type(trouble).__name__}: {trouble}"[:300])
    return NotNow(_("统一认证没有成功，可能是等得太久，或者认证服务暂时连不上。请回到登录页再试，或改用口令登录。"))


def refuse_unfit() -> None:
    """Raises NotNow where the settings cannot be right: nobody is sent out with them."""
    if any(faults_of_oidc(settings.BIHUAN_OIDC)):
        raise NotNow(_("统一认证没有设置好，请用口令登录，并告诉系统管理员。"))


def _tie(request: HttpRequest, login: SocialLogin, user: User) -> None:
    if SocialAccount.objects.filter(user=user, provider=login.account.provider).exists():
        raise NotAllowed(_("这个账号已绑定统一认证里的另一个身份，请联系系统管理员核对。"))
    login.connect(request, user)


def untie(user: User) -> int:
    """Forget the subject that an account is tied to; the next sign-in ties it anew. How many there were."""
    return SocialAccount.objects.filter(user=user).delete()[0]


def tried(told: dict[str, Any]) -> str:
    """What is wrong when we ask the issuer what it is; "" where all is well."""
    try:
        answer = requests.get(f"{told['issuer']}/.well-known/openid-configuration", timeout=5, verify=told["ca"] or True)
        answer.raise_for_status()
        held = answer.json()
        if held["issuer"].rstrip("/") != told["issuer"]:
            return _("认证服务自称 %(issuer)s，与设置不同") % {"issuer": held["issuer"]}
        missing = [name for name in ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint") if not held.get(name)]
        return _("认证服务没有提供 %(names)s") % {"names": "、".join(missing)} if missing else ""
    except (requests.RequestException, ValueError, KeyError) as trouble:
        return f"{type(trouble).__name__}: {trouble}"[:300]
