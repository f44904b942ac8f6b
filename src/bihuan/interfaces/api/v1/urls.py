"""Addresses of the machine door. They carry no names: programs know them from the document."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET

from bihuan.interfaces.api.v1.api import api
from bihuan.interfaces.api.v1.gate import machine, token_of
from bihuan.interfaces.api.v1.refusals import problem


@require_GET
def document(request: HttpRequest) -> HttpResponse:
    """The OpenAPI document, for whoever has a token or is signed in."""
    if token_of(request) is None and not request.user.is_authenticated:
        return problem("no_token", headers={"WWW-Authenticate": "Bearer"})
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"), json_dumps_params={"ensure_ascii": False})


document.login_required = False  # type: ignore[attr-defined]
urlpatterns = [
    path("openapi.json", document),
    *(path(str(one.pattern), machine(one.callback)) for one in api.urls[0] if isinstance(one, URLPattern) and str(one.pattern)),
]
