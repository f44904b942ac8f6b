"""Cards of the ledger on the page of to-dos, beside its own steps."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, gettext_lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _reminder(row: Any, code: str) -> Line:
    problem = row.problem
    what = gettext("第 %(number)04d 号：%(level)s") % {"number": problem.number, "level": gettext(row.get_level_display())}
    href = reverse("problems:answer_reminder", args=[code, problem.number, row.pk])
    return Line(what, href, gettext_lazy("答复"), f"{problem.unit.name} · {row.text[:60]}", row.answer_by_on)


def _joint_measure(row: Any, code: str) -> Line:
    problem = row.share.problem
    note = f"{problem.campaign.title} {problem.number:04d} · {problem.unit.name}"
    return Line(row.text, reverse("problems:joint", args=[code, row.share_id]), gettext_lazy("办理"), note, row.due_on)


def _joint_item(row: Any, code: str) -> Line:
    problem = row.problem
    what = gettext("“%(title)s”第 %(number)04d 号") % {"title": problem.campaign.title, "number": problem.number}
    note = gettext("由“%(title)s”牵头，本级还没有写明措施") % {"title": row.lead.title}
    return Line(what, reverse("problems:joint", args=[code, row.pk]), gettext_lazy("写措施"), note, problem.due_on)


CARDS = {
    "reminders": Card(gettext_lazy("催办：请答复"), "problems:ledger", _reminder),
    "joint_measures": Card(gettext_lazy("联动整改：本级的措施"), "problems:shared", _joint_measure),
    "joint_items": Card(gettext_lazy("联动整改：请写明本级措施"), "problems:shared", _joint_item),
}
