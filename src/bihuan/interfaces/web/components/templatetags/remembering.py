"""Parts of a page that stay the same from one request to the next, drawn once. Built in for every template like the tags of the look."""

from functools import lru_cache
from secrets import token_hex
from typing import Any

from django import template
from django.conf import settings
from django.template.loader import get_template
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = template.Library()
_MOST = 1024
"""So many drawn parts are remembered, a few megabytes a process."""
_TOKEN = f"token-{token_hex(16)}"
"""Stands in what is remembered where each answer has its own token against forged forms."""


@register.simple_tag(takes_context=True)
def remembered(context: Any, name: str, **given: Any) -> SafeString:
    """{% remembered "shell/parts/nav.html" menu=frame.menu todo=frame.todo %}: like an include with these values only. Because the part sees
    nothing else of the request, what is remembered can show nobody anything that was not given to him. Values are hashable."""
    draw = _drawn.__wrapped__ if settings.DEBUG else _drawn
    # with their kinds: a text that somebody typed is equal to a text of ours that is printed as it stands, and 1 to True
    kinds = tuple(map(type, given.values()))
    drawn = draw(name, tuple(given.items()), (get_language() or "", get_urlconf(), get_script_prefix(), kinds))
    return mark_safe(drawn.replace(_TOKEN, str(context.get("csrf_token") or "")))  # noqa: S308 - a template's own text


@lru_cache(_MOST)
def _drawn(name: str, given: tuple[tuple[str, Any], ...], _where: tuple[Any, ...]) -> str:
    """The part in the language and at the addresses `_where`."""
    return str(get_template(name).template.render(template.Context({**dict(given), "csrf_token": _TOKEN})))  # type: ignore[attr-defined]
