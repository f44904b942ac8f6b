"""Cards of ratings and cards on the page of to-dos: for those who may know of them, and in words that say nothing to whoever looks over a shoulder."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bihuan.interfaces.web.shell.desk import Card, Line


def _review(row: Any, code: str) -> Line:
    return Line(str(_("复核日期快到了")), reverse("accountability:card", args=[code, row.pk]), _("查看"), "", row.review_on)


def _motion(act: Any) -> Any:
    def line(row: Any, code: str) -> Line:
        return Line(
            str(_("第 %(n)d 号") % {"n": row.number}), reverse("accountability:motion", args=[code, row.number]), act, "", row.respond_on
        )

    return line


def _appeal(row: Any, code: str) -> Line:
    return Line(
        str(_("第 %(n)d 号") % {"n": row.motion.number}),
        reverse("accountability:motion", args=[code, row.motion.number]),
        _("办理"),
        "",
        row.answer_on,
    )


_ALL = "accountability:marks"
CARDS = {
    "card_review_due": Card(_("复核提醒"), _ALL, _review),
    "motion_to_answer": Card(_("请您陈述意见"), _ALL, _motion(_("陈述"))),
    "motion_to_work": Card(_("评定和亮牌的建议"), _ALL, _motion(_("办理"))),
    "card_appeal": Card(_("评定和亮牌的申诉"), _ALL, _appeal),
}
