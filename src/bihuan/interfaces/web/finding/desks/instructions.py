"""The card of leaders' instructions on the page of to-dos."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _part(row: Any, code: str) -> Line:
    href = reverse("finding:report_part", args=[code, row.pk])
    return Line(row.text[:80], href, gettext_lazy("填报"), f"{row.instruction.leader} · {row.unit.name}", row.due_on)


CARDS = {"instruction_parts": Card(gettext_lazy("批示：请填报办理进展"), "finding:instructions", _part)}
