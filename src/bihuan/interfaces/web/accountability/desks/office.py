"""Cards of those who handle, decide and review on the page of to-dos (P17)."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _case(act: Any, due: str = "") -> Callable[[Any, str], Line]:
    def line(row: Any, code: str) -> Line:
        return Line(
            row.matter, reverse("accountability:handling", args=[code, row.number]), act, row.unit.name, getattr(row, due) if due else None
        )

    return line


def _appeal(act: Any, due: str = "") -> Callable[[Any, str], Line]:
    def line(row: Any, code: str) -> Line:
        case = row.handling
        return Line(
            case.matter, reverse("accountability:appeal", args=[code, row.pk]), act, case.unit.name, getattr(row, due) if due else None
        )

    return line


_ALL, _APPEALS = "accountability:handlings", "accountability:appeals"
CARDS = {
    "fact_verify": Card(_("处理：请核实事实"), _ALL, _case(_("核实"))),
    "handling_notice": Card(_("处理：请告知本人"), _ALL, _case(_("告知"))),
    "statement_answer": Card(_("处理：请书面答复陈述"), _ALL, _case(_("答复"), "respond_on")),
    "handling_submit": Card(_("处理：陈述已听取，请提请决定"), _ALL, _case(_("提请"), "respond_on")),
    "handling_decide": Card(_("处理：请决定"), _ALL, _case(_("决定"))),
    "handling_serve": Card(_("处理：请送达"), _ALL, _case(_("登记送达"))),
    "handling_follow": Card(_("处理：请跟踪了解"), _ALL, _case(_("了解"), "follow_on")),
    "appeal_accept": Card(_("申诉：请受理"), _APPEALS, _appeal(_("受理"))),
    "appeal_answer": Card(_("申诉：请答复"), _APPEALS, _appeal(_("答复"), "answer_on")),
    "appeal_pass_on": Card(_("申诉：请转有权机关"), _APPEALS, _appeal(_("转出申诉"))),
}
