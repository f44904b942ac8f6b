"""Cards of what runs out or lies too long (P17), in words that say nothing to whoever looks over a shoulder."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _case(act: Any, due: str = "") -> Callable[[Any, str], Line]:
    def line(row: Any, code: str) -> Line:
        at = reverse("accountability:handling", args=[code, row.number])
        return Line(row.matter, at, act, row.unit.name, getattr(row, due) if due else None)

    return line


def _visit(row: Any, code: str) -> Line:
    told = row.handling
    return Line(told.person.name, reverse("accountability:return_visit", args=[code, row.pk]), _("回访"), told.unit.name, row.next_on)


def _hard(row: Any, code: str) -> Line:
    told = row.visits.handling
    return Line(told.person.name, reverse("accountability:return_visit", args=[code, row.visits_id]), _("答复"), told.unit.name, row.due_on)


def _plan(row: Any, code: str) -> Line:
    return Line(row.person.name, reverse("accountability:plan_visits", args=[code, row.pk]), _("制定计划"), row.unit.name, row.follow_on)


def _study(row: Any, code: str) -> Line:
    return Line(row.title, reverse("accountability:study", args=[code]), _("登记"), due_on=row.to_on)


def _appeal(row: Any, _code: str) -> Line:
    return Line(row.handling.matter, reverse("accountability:own_matter", args=[row.handling_id]), _("去看"), due_on=row.answer_on)


_ALL, _VISITS = "accountability:handlings", "accountability:return_visits"
CARDS = {
    "own_appeal_late": Card(_("您的申诉过了答复期限，可以向受理机构的上级反映"), "accountability:own_matters_of", _appeal),
    "visit_due": Card(_("回访：快到日期"), _VISITS, _visit),
    "difficulty_due": Card(_("回访：请答复困难"), _VISITS, _hard),
    "visit_plan": Card(_("回访：请制定计划"), _VISITS, _plan),
    "study_due": Card(_("学习计划快结束，本单位还没有登记"), "accountability:study", _study),
    "window_ends": Card(_("处理：陈述期限快到，请确认本人知道"), _ALL, _case(_("去看"), "respond_on")),
    "late_decision": Card(_("处理：提请决定已久，请催问"), _ALL, _case(_("去看"))),
    "late_handling": Card(_("处理：决定后没有送达或者跟踪，请督促"), _ALL, _case(_("去看"))),
}
