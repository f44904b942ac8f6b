"""Cards of 督导检查 on the page of to-dos."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _line(page: str, act: Any, due: str, note: str) -> Any:
    def line(row: Any, code: str) -> Line:
        unit = row.visit.unit if page == "conclusion" else row.unit
        key = row.number if page == "notice" else row.pk
        return Line(
            unit.name, reverse(f"inspections:{page}", args=[code, key]), act, str(getattr(row, note, ""))[:80], getattr(row, due, None)
        )

    return line


CARDS = {
    "observation_answer": Card(
        gettext_lazy("检查发现：请单位说明"), "inspections:observations", _line("observation", gettext_lazy("说明"), "answer_by_on", "text")
    ),
    "notice_reply": Card(
        gettext_lazy("纠偏通知：请回复"), "inspections:notices", _line("notice", gettext_lazy("回复"), "due_on", "deviation")
    ),
    "notice_judge": Card(gettext_lazy("纠偏通知：认定回复"), "inspections:notices", _line("notice", gettext_lazy("认定"), "", "reply")),
    "observation_settle": Card(
        gettext_lazy("检查发现：单位已说明，请处理"), "inspections:observations", _line("observation", gettext_lazy("处理"), "", "text")
    ),
    "visit_approve": Card(
        gettext_lazy("检查：请批准"), "inspections:overview", _line("visit", gettext_lazy("批准"), "visit_on", "purpose")
    ),
    "visit_report": Card(
        gettext_lazy("检查：请报告情况"), "inspections:overview", _line("visit", gettext_lazy("报告"), "visit_on", "place")
    ),
    "conclusion_assign": Card(
        gettext_lazy("督查结论：请指定复核人员"),
        "inspections:overview",
        _line("conclusion", gettext_lazy("指定"), "decide_by_on", "grounds"),
    ),
    "conclusion_review": Card(
        gettext_lazy("督查结论：请复核"), "inspections:overview", _line("conclusion", gettext_lazy("复核"), "decide_by_on", "grounds")
    ),
}
