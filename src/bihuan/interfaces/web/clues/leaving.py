"""Whoever signs out has locked his keys: the next to sit before this browser finds nothing open."""

from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from bihuan.clues.operations import lock_keys
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.clues.keyring import session_of


def watch() -> None:
    """Called once when the pages begin."""
    user_logged_out.connect(_lock, dispatch_uid="clue keys")


def _lock(sender: object, request: HttpRequest | None, user: Any, **_signal: object) -> None:
    session = session_of(request) if request is not None else ""
    if session and user is not None:
        lock_keys(session=session, actor=Actor(user.pk, user.name, None))
