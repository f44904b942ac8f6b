"""Cards of this room on the page of to-dos."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _check(row: Any, code: str) -> Line:
    href = reverse("institutions:check_answer", args=[code, row.pk])
    return Line(row.order.text[:60], href, gettext_lazy("自查答复"), row.unit.name, row.order.due_on)


def _rule(row: Any, code: str) -> Line:
    return Line(
        row.title, reverse("institutions:institution", args=[code, row.number]), gettext_lazy("办理"), row.unit.name, row.planned_on
    )


CARDS = {
    "check_answer": Card(gettext_lazy("举一反三：请单位自查"), "institutions:checks", _check),
    "institution_due": Card(gettext_lazy("计划制定的制度"), "institutions:register", _rule),
}
