"""Root addresses: each folder of the pages with a `urls.py` brings its own."""

from importlib import import_module
from pathlib import Path

from allauth.account import urls as account_urls
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from bihuan.config.lazily import Lazily
from bihuan.foundation.accounts.directories import doors

_PAGES = Path(__file__).resolve().parent.parent / "interfaces" / "web"
ROOMS = sorted(urls.parent.name for urls in _PAGES.glob("*/urls.py"))

# Of the sign-in package only what is used: nobody signs up, sets a mail address or resets a password by himself.
_USED = ("account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password")


def _closed(_request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    Lazily("api/v1/", "bihuan.interfaces.api.v1.urls"),
    *(path("account/", include([one])) for one in account_urls.urlpatterns if one.name in _USED),
    path("account/signup/", _closed, name="account_signup"),  # the sign-in page asks for its address
    path("account/2fa/", include("allauth.mfa.urls")),
    path("account/oidc/login/", doors.begin, {"provider_id": "oidc"}, name="openid_connect_login"),
    path("account/oidc/login/callback/", doors.come_back, {"provider_id": "oidc"}, name="openid_connect_callback"),
]
urlpatterns += [path("", include(import_module(f"bihuan.interfaces.web.{room}.urls"))) for room in ROOMS]

handler400 = "bihuan.interfaces.web.shell.errors.bad_request"
handler403 = "bihuan.interfaces.web.shell.errors.forbidden"
handler404 = "bihuan.interfaces.web.shell.errors.not_found"
handler500 = "bihuan.interfaces.web.shell.errors.server_error"
