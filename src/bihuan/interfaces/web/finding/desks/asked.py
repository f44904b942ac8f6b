"""Cards of opinions, letters, pointings-out and critique meetings on the page of to-dos."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as lazy

from bihuan.interfaces.web.shell.desk import Card, Line


def _opinion(row: Any, code: str) -> Line:
    return Line(row.text[:60], reverse("finding:opinion", args=[code, row.pk]), lazy("处理"), row.unit.name)


def _letter(act: Any) -> Any:
    def line(row: Any, code: str) -> Line:
        return Line(row.addressee, reverse("finding:letter", args=[code, row.pk]), act, row.document.number, row.reply_by_on)

    return line


def _pointing(_row: Any, code: str) -> Line:
    """Nothing of what lies is told before it is taken."""
    return Line(str(lazy("待收取的内容")), reverse("finding:opinions", args=[code]), lazy("收取"))


def _meeting(row: Any, code: str) -> Line:
    return Line(row.title, reverse("finding:critique_meeting", args=[code, row.pk]), lazy("去写"), row.unit.name)


CARDS = {
    "opinions_open": Card(lazy("意见建议：请处理"), "finding:opinions", _opinion),
    "letters_late": Card(lazy("征求意见函：过了回复时限"), "finding:letters", _letter(lazy("提醒"))),
    "letters_to_answer": Card(lazy("征求意见函：请您回复"), "finding:letters", _letter(lazy("回复"))),
    "pointings_lying": Card(lazy("指出的问题：请收取"), "finding:opinions", _pointing),
    "critique_going_on": Card(lazy("互评会议正在进行"), "finding:critique", _meeting),
}
