"""Cards of the ledger on the page of to-dos, beside its own steps."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _reminder(row: Any, code: str) -> Line:
    problem = row.problem
    what = gettext("第 %(number)04d 号：%(level)s") % {"number": problem.number, "level": gettext(row.get_level_display())}
    href = reverse("problems:answer_reminder", args=[code, problem.number, row.pk])
    return Line(what, href, gettext_lazy("答复"), f"{problem.unit.name} · {row.text[:60]}", row.answer_by_on)


CARDS = {"reminders": Card(gettext_lazy("催办：请答复"), "problems:ledger", _reminder)}
