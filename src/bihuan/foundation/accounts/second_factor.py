"""Guessed codes of a second factor count like wrong passwords: five from one address lock the name there for half an hour (axes)."""

import unicodedata
from datetime import UTC, datetime
from typing import Any, cast

from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from bihuan.foundation.accounts.guessing import count_wrong, locked_out


class _Typed:
    """Beside a form of allauth that asks for a code: digits as a Chinese keyboard gives them (full width), in groups, count like plain ones."""

    cleaned_data: dict[str, Any]

    def clean_code(self) -> str:
        self.cleaned_data["code"] = "".join(unicodedata.normalize("NFKC", self.cleaned_data["code"]).split())
        return cast(str, super().clean_code())  # type: ignore[misc]


class _Counted(_Typed):
    """Beside a form of allauth that asks for a code: no further try while the name is locked, and each wrong one is counted."""

    user: Any
    authenticator: Authenticator

    def clean_code(self) -> str:
        request, name = context.request, self.user.username
        if locked_out(request, name) is not None:
            request.axes_locked_out, request.axes_credentials = True, {"username": name}  # its middleware shows the page of the lock
            raise ValidationError("")
        try:
            code = super().clean_code()
            _refuse_a_second_use(self.authenticator, code)
        except ValidationError:
            count_wrong(request, name)
            raise
        return code


def _refuse_a_second_use(factor: Authenticator, code: str) -> None:
    """Whoever looked over a shoulder does not get in with the same six digits, whichever of our processes he meets: each step of the clock
    opens once (RFC 6238, 5.2), and once a step opened no earlier one does. allauth remembers used codes in one process only."""
    if factor.type != Authenticator.Type.TOTP:
        return  # a backup code is struck out when it is used
    now = timezone.now()
    step = _step_of(get_adapter().decrypt(factor.data["secret"]), code)
    fresh = Q(last_used_at=None) | Q(last_used_at__lt=step)
    # a phone that runs ahead shows the digits of a step to come: its beginning is noted, or they would open again when it comes
    if not Authenticator.objects.filter(fresh, pk=factor.pk).update(last_used_at=max(now, step)):
        raise get_adapter().validation_error("incorrect_code")
    factor.record_usage = lambda: None  # noted just now: allauth would write the present moment over it


def _step_of(secret: str, code: str) -> datetime:
    """Beginning of the half minute whose digits these are; digits that fit none of them are refused."""
    for counter in yield_hotp_counters_from_time():
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, counter))):
            return datetime.fromtimestamp(counter * app_settings.TOTP_PERIOD, tz=UTC)
    raise get_adapter().validation_error("incorrect_code")


class CodeForm(_Counted, AuthenticateForm):
    """Asked at the sign-in, after the password."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """Asked once more before something that matters."""


class BindForm(_Typed, ActivateTOTPForm):
    """Asked once when a phone is bound. The digits that bound it have had their one use: they open no sign-in after it."""

    def clean_code(self) -> str:
        code = super().clean_code()
        self.user.bound_with = _step_of(self.secret, code)
        return code


def use_up_binding(user: Any) -> None:
    """The half minute of the digits that bound a phone counts as one that opened (see `_refuse_a_second_use`)."""
    step = getattr(user, "bound_with", None)
    if step is not None:
        Authenticator.objects.filter(user=user.pk, type=Authenticator.Type.TOTP).update(last_used_at=max(timezone.now(), step))
