"""Guessed codes of a second factor count like wrong passwords: five from one address lock the name there for half an hour (axes)."""

from typing import Any, cast

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django.core.exceptions import ValidationError

from bihuan.foundation.accounts.guessing import count_wrong, locked_out


class _Counted:
    """Beside a form of allauth that asks for a code: no further try while the name is locked, and each wrong one is counted."""

    user: Any

    def clean_code(self) -> str:
        request, name = context.request, self.user.username
        if locked_out(request, name) is not None:
            request.axes_locked_out, request.axes_credentials = True, {"username": name}  # its middleware shows the page of the lock
            raise ValidationError("")
        try:
            return cast(str, super().clean_code())  # type: ignore[misc]
        except ValidationError:
            count_wrong(request, name)
            raise


class CodeForm(_Counted, AuthenticateForm):
    """Asked at the sign-in, after the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """Asked once more before something that matters."""
