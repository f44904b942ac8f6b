"""Root addresses: each room of the pages brings its own."""

from importlib import import_module
from importlib.util import find_spec

from allauth.account import urls as account_urls
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import include, path

from bihuan.config.lazily import Lazily
from bihuan.foundation.accounts.directories import doors

ROOMS = (
    "shell",
    "home",
    "organisation",
    "campaigns",
    "plan_import",
    "problems",
    "finding",
    "institutions",
    "inspections",
    "documents",
    "reports",
    "forms",
    "administration",
)

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
for room in ROOMS:
    module = f"bihuan.interfaces.web.{room}"
    if find_spec(module) and find_spec(f"{module}.urls"):
        urlpatterns.append(path("", include(import_module(f"{module}.urls"))))

handler400 = "bihuan.interfaces.web.shell.errors.bad_request"
handler403 = "bihuan.interfaces.web.shell.errors.forbidden"
handler404 = "bihuan.interfaces.web.shell.errors.not_found"
handler500 = "bihuan.interfaces.web.shell.errors.server_error"
