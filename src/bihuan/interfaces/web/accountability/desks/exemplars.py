"""Cards of examples on the page of to-dos: one's own answer, a decision, what is decided and not published."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _row(act: Any) -> Callable[[Any, str], Line]:
    def line(row: Any, code: str) -> Line:
        return Line(f"{row.standard}　{row.deed[:60]}", reverse("accountability:exemplar", args=[code, row.number]), act, row.unit.name)

    return line


_ALL = "accountability:exemplars"
CARDS = {
    "exemplar_consent": Card(_("推荐您为先进典型：请说说您的意愿"), _ALL, _row(_("去看"))),
    "exemplar_decide": Card(_("先进典型：请研究决定"), _ALL, _row(_("决定"))),
    "exemplar_publish": Card(_("先进典型：请宣传"), _ALL, _row(_("宣传"))),
}
