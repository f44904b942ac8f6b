"""Columns for whose hand it was: the account of whoever did it, and never without its moment (the book keeps the rest)."""

from typing import Any

from django.conf import settings
from django.db import models


def by(label: Any) -> models.ForeignKey:
    """The account of whoever did it. Nobody looks rows up by the hand that moved them: no index."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label
    )


def pair(what: str, name: str) -> models.CheckConstraint:
    """No hand without its moment."""
    return models.CheckConstraint(condition=models.Q(**{f"{what}_by": None}) | ~models.Q(**{f"{what}_at": None}), name=name)
