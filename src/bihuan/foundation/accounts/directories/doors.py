"""To the issuer and back. Its library is loaded when somebody goes there."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse


@login_not_required
def begin(request: HttpRequest, provider_id: str) -> HttpResponse:
    """On to the issuer's own sign-in page. To sign in only: nobody ties an identity to the account he is in by himself."""
    if set(request.GET) - {"next"}:
        raise Http404
    from allauth.socialaccount.providers.oauth2.views import OAuth2LoginView

    return _led(request, provider_id, OAuth2LoginView)


@login_not_required
def come_back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """With what the issuer says of who came."""
    from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView

    return _led(request, provider_id, OAuth2CallbackView)


def _led(request: HttpRequest, provider_id: str, view: type) -> HttpResponse:
    if not settings.BIHUAN_OIDC:
        raise Http404
    import requests

    from bihuan.foundation.accounts.directories.oidc import Issuer, failed, refuse_unfit

    refuse_unfit()
    try:
        answer: HttpResponse = view.adapter_view(Issuer(request, provider_id))(request)  # type: ignore[attr-defined]
    except (requests.RequestException, ValueError, KeyError) as trouble:  # not there, or no issuer by what it says
        raise failed(trouble) from trouble
    return answer
