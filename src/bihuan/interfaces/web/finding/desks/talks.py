"""Talks and home visits on the page of to-dos. A card tells the person no more than he may read."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _talk(row: Any, code: str) -> Line:
    return Line(row.subject, reverse("finding:talk", args=[code, row.pk]), lazy("去看"), row.talker.name)


def _consent(row: Any, code: str) -> Line:
    return Line(
        gettext("请您决定是否同意家访"), reverse("finding:home_visit", args=[code, row.pk]), lazy("去看"), row.purpose[:80], row.planned_on
    )


def _record(row: Any, code: str) -> Line:
    return Line(row.person.name, reverse("finding:home_visit", args=[code, row.pk]), lazy("记录"), "", row.planned_on)


CARDS = {
    "talk_confirm": Card(lazy("谈话记录：请您确认"), "finding:talks", _talk),
    "visit_consent": Card(lazy("干部家访：征求您的同意"), "finding:home_visits", _consent),
    "visit_record": Card(lazy("干部家访：请记录"), "finding:home_visits", _record),
}
