"""What a form or an address carries along unseen."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString


def hidden(pairs: Iterable[tuple[str, str]]) -> SafeString:
    """Hidden inputs."""
    return format_html_join("", '<input type="hidden" name="{}" value="{}">', pairs)


def way_back(request: HttpRequest, otherwise: str) -> str:
    """Where a form wants to go after it was taken (`back`), when that is a page of ours."""
    back = request.POST.get("back") or request.GET.get("back") or ""
    return back if url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/") else otherwise
