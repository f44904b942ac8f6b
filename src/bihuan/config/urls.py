"""Root addresses: each room of the pages brings its own."""

from importlib import import_module
from importlib.util import find_spec

from django.urls import include, path

ROOMS = ("shell", "home", "organisation", "campaigns", "plan_import", "problems", "documents", "reports", "administration")

urlpatterns = [path("account/", include("allauth.account.urls")), path("account/2fa/", include("allauth.mfa.urls"))]
for room in ROOMS:
    module = f"bihuan.interfaces.web.{room}"
    if find_spec(module) and find_spec(f"{module}.urls"):
        urlpatterns.append(path("", include(import_module(f"{module}.urls"))))

handler400 = "bihuan.interfaces.web.shell.errors.bad_request"
handler403 = "bihuan.interfaces.web.shell.errors.forbidden"
handler404 = "bihuan.interfaces.web.shell.errors.not_found"
handler500 = "bihuan.interfaces.web.shell.errors.server_error"
