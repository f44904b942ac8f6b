"""For which unit something is recorded: a few stand in a list that opens, of many the name is typed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError

from bihuan.interfaces.web.shell.units import UnitField

if TYPE_CHECKING:
    from bihuan.organisation.models import Unit

FEW_UNITS = 12


def unit_field(label: Any, units: Sequence[Unit]) -> forms.Field:
    """One of these units. Nobody takes the first of many by oversight."""
    if len(units) > FEW_UNITS:
        typed = UnitField(label=label)
        typed.offer(units)
        return typed
    several = [("", "—")] if len(units) > 1 else []
    return forms.ChoiceField(label=label, choices=[*several, *((str(one.pk), one.name) for one in units)])


def unit_told(units: Sequence[Unit], told: str) -> Unit | None:
    """The one of these units that a form names by its key or in words; None where it names none."""
    if len(units) > FEW_UNITS and told and not told.isdecimal():
        field = UnitField()
        field.offer(units)
        with suppress(ValidationError):
            return field.clean(told)
    return next((one for one in units if str(one.pk) == told), None)
