"""The card of the Party group's members on the page of to-dos: what was laid before them (M95)."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _matter(row: Any, code: str) -> Line:
    words = _("单位问题多发频发") if row.problem_id is None else _("标为严重或多发频发的问题")
    return Line(str(words), reverse("accountability:party_matter", args=[code, row.pk]), _("研究"), row.unit.name)


CARDS = {"party_matter": Card(_("党组研究：请研究"), "accountability:party", _matter)}
