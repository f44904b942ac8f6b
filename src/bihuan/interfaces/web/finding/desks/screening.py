"""Screenings on the page of to-dos."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _line(row: Any, code: str) -> Line:
    return Line(
        f"{row.unit.name}：{row.category.name}", reverse("finding:one_screening", args=[code, row.pk]), lazy("去办"), "", row.due_on
    )


CARDS = {"screening_result": Card(lazy("单位排查：请报结果"), "finding:screenings", _line)}
