"""The column for somebody of the organisation, as rows of this room have it."""

from typing import Any

from django.db import models

from bihuan.organisation.models import Person


def person(label: Any, *, index: bool = False) -> models.ForeignKey:
    """Somebody of the organisation, or nobody."""
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=index, related_name="+", verbose_name=label)
