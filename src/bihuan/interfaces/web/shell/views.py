"""Small addresses of the frame: the style sheet, the choices about the look, the gallery."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_POST

from bihuan.interfaces.web.components.gallery import names, pieces, remembered_pieces
from bihuan.interfaces.web.shell import styles
from bihuan.interfaces.web.shell.context import CHOICES
from bihuan.interfaces.web.shell.errors import csrf_failure as csrf_failure  # settings name it here

YEAR = 365 * 24 * 3600


@login_not_required
@require_GET
def style(request: HttpRequest, mark: str) -> HttpResponse:
    """The style sheet. Its address carries a mark of its content, so a browser keeps it for ever."""
    _mark, plain, packed = styles.packed(styles.stamp() if settings.DEBUG else 0)
    gzipped = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if gzipped else plain, content_type="text/css; charset=utf-8")
    if gzipped:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if mark == _mark else "no-cache"
    return response


@login_not_required
@require_POST
def set_look(request: HttpRequest) -> HttpResponse:
    """Keep a choice about the look (theme, nav, density) in a cookie and go back. Works without scripts."""
    back = request.POST.get("next") or request.headers.get("Referer") or "/"
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if safe else "/")
    for key, values in CHOICES.items():
        if request.POST.get(key) in values:
            response.set_cookie(f"look_{key}", request.POST[key], max_age=YEAR, samesite="Lax")
    return response


@require_GET
def gallery(request: HttpRequest, piece: str = "") -> HttpResponse:
    """Every component in all its states; /gallery/<piece>/ shows one alone."""
    shown = pieces(request, piece) if piece or settings.DEBUG else remembered_pieces(get_language() or "")
    if not shown:
        raise Http404
    return render(request, "shell/pages/gallery.html", {"pieces": shown, "names": names(), "piece": piece})
