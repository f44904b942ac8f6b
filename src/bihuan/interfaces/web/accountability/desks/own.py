"""One's own matters on the to-do page: one may answer until a day, a decision was served."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _answer(row: Any, _code: str) -> Line:
    return Line(row.matter, reverse("accountability:own_matter", args=[row.pk]), _("去看"), due_on=row.respond_on)


def _served(row: Any, _code: str) -> Line:
    return Line(row.matter, reverse("accountability:own_matter", args=[row.pk]), _("去看"), due_on=row.appeal_until_on)


CARDS = {
    "own_answer": Card(_("拟处理事项：您可以说明情况"), "accountability:own_matters_of", _answer),
    "own_served": Card(_("决定已经送达"), "accountability:own_matters_of", _served),
}
