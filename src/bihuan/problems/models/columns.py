"""The column for the person behind a hand."""

from typing import Any

from django.db import models

from bihuan.organisation.models import Person


def hand_of(label: Any) -> models.ForeignKey:
    # the person whose account it was at that moment: an account tied to somebody else later does not change whose hand it was
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)
