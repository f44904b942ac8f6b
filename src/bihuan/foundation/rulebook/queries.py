"""Reading the rules: the packs once, the settings in one query, remembered in this process."""

from datetime import date
from functools import cache

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.foundation.kernel import Missing
from bihuan.foundation.kernel.remembering import Remembered
from bihuan.foundation.rulebook.models import RuleSetting
from bihuan.foundation.rulebook.rules import Book, Rule, Setting, read_packs

_packs = cache(read_packs)


def _ask() -> Book:
    held = RuleSetting.objects.filter(dropped_at=None).order_by("from_on", "pk").values_list("rule", "value", "from_on")
    return Book(_packs(), tuple(Setting(*row) for row in held))


book = Remembered(_ask)
"""book() -> Book. One query; other processes notice a change after half a minute at the latest."""


def rule(rule_id: str, on: date | None = None) -> Rule:
    """The rule in force on a day (today). Raises Missing."""
    return book().rule(rule_id, on or localdate())


def settings_of(rule_id: str) -> QuerySet[RuleSetting]:
    """Everything that was ever set for a rule, latest first."""
    return RuleSetting.objects.filter(rule=rule_id).select_related("set_by", "dropped_by").order_by("-pk")


def find_setting(pk: int) -> RuleSetting:
    """The setting, or Missing."""
    row = RuleSetting.objects.filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row
