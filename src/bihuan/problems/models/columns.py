"""Columns that many kinds of row have: who did it, who somebody is."""

from typing import Any

from django.conf import settings
from django.db import models

from bihuan.organisation.models import Person

_User = settings.AUTH_USER_MODEL


def _by(label: Any) -> models.ForeignKey:
    # nobody looks rows up by the hand that moved them: no index
    return models.ForeignKey(_User, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)


def _person(label: Any) -> models.ForeignKey:
    # the person whose account it was at that moment: an account tied to somebody else later does not change whose hand it was
    return models.ForeignKey(Person, models.PROTECT, null=True, blank=True, db_index=False, related_name="+", verbose_name=label)
