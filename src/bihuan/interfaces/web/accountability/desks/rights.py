"""Cards of tolerance, clearing and announcing on the page of to-dos (P17)."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _row(page: str, text: str, act: Any, due: str = "") -> Callable[[Any, str], Line]:
    def line(row: Any, code: str) -> Line:
        at = reverse(f"accountability:{page}", args=[code, row.pk])
        return Line(str(getattr(row, text))[:80], at, act, row.unit.name, getattr(row, due) if due else None)

    return line


_REVIEWS, _CLEARED, _TOLD = "accountability:tolerances", "accountability:clarifications", "accountability:announcements"
CARDS = {
    "tolerance_accept": Card(_("容错申请：请受理"), _REVIEWS, _row("tolerance", "matter", _("受理"), "accept_by_on")),
    "tolerance_verify": Card(_("容错申请：请核实"), _REVIEWS, _row("tolerance", "matter", _("核实"), "verify_by_on")),
    "tolerance_decide": Card(_("容错申请：请集体研究决定"), _REVIEWS, _row("tolerance", "matter", _("决定"))),
    "clarification_wish": Card(_("拟为您澄清：请说说您的意愿"), _CLEARED, _row("clarification", "matter", _("去看"))),
    "clarification_verify": Card(_("澄清申请：请核实"), _CLEARED, _row("clarification", "matter", _("核实"))),
    "clarification_approve": Card(_("澄清：请审批"), _CLEARED, _row("clarification", "matter", _("审批"))),
    "clarification_do": Card(_("澄清：请按批准的方式实施"), _CLEARED, _row("clarification", "matter", _("实施"))),
    "clarification_follow": Card(_("澄清：请回访"), _CLEARED, _row("clarification", "matter", _("回访"), "follow_on")),
    "announcement_approve": Card(_("公布：请审批"), _TOLD, _row("announcement", "title", _("审批"))),
}
