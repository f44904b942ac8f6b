"""What a review, a clearing or an announcement says to whom it is about: where it stands, what he may do, whom he waits for. Nothing is judged here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from bihuan.accountability.vocabulary.clarification import ClarificationAction, ClarificationState
from bihuan.accountability.vocabulary.publicity import AnnouncementState
from bihuan.accountability.vocabulary.tolerance import ToleranceState
from bihuan.interfaces.web.accountability.words_own import on_day

if TYPE_CHECKING:
    from bihuan.accountability.models import Announcement, Clarification, Tolerance


def told(kind: str, row: Any) -> str:
    """One or two sentences about a "tolerance", "clarification" or "announcement"; "" where nothing is left to say."""
    body = row.body.name if row.body else ""
    if kind == "clarification":
        return _clearing(row).get(row.state, "") % {"handler": row.handler.name, "body": body}
    if kind == "announcement":
        return _announcing(row).get(row.state, "") % {"body": body, "day": on_day(row.ends_on)}
    days = {"accept": on_day(row.accept_by_on), "verify": on_day(row.verify_by_on)}
    return _reviewing(row).get(row.state, "") % {"handler": row.handler.name, "body": body, **days}


def _clearing(row: Clarification) -> dict[str, str]:
    s = ClarificationState
    return {
        s.APPLIED: _("您的申请由%(handler)s核实，核实以后在这里告诉您结果。"),
        s.PROPOSED: _(
            "%(handler)s拟为您澄清这件事。请先说明您的意愿：在原来的范围内澄清，只作书面澄清，或者不希望澄清。您不愿意的，不澄清。"
        ),
        s.READY: _("您的意愿已经记下，等待%(body)s审批。") if row.wish else _("已经核实，等待%(body)s审批。"),
        s.APPROVED: _("已经批准，由%(handler)s按批准的方式澄清，当初的公布已经撤下。"),
        s.CLEARED: _("已经澄清，不再计入。还有人传播不实说法的，请告诉%(handler)s。"),
        s.FOLLOWED: _("已经澄清，不再计入。还有人传播不实说法的，请告诉%(handler)s。"),
        s.DECLINED: _("没有同意澄清，理由写在审批意见里。有新的材料，可以再申请。"),
        s.DROPPED: _("不再办理。以后想澄清的，可以再申请。"),
    }


def _announcing(_row: Announcement) -> dict[str, str]:
    s = AnnouncementState
    return {
        s.PROPOSED: _("这是拟稿，还没有公布，由%(body)s审批。您可以附上说明，和公布的内容一起显示。"),
        s.SHOWN: _("正在公布，到 %(day)s自动撤下；申诉期间不显示。您可以附上说明，和公布的内容一起显示。"),
        s.REFUSED: _("没有批准公布。"),
        s.REMOVED: _("已经撤下，内容已经删去。"),
    }


def _reviewing(row: Tolerance) -> dict[str, str]:
    s = ToleranceState
    return {
        s.APPLIED: _("已经送%(handler)s，%(accept)s前答复是否受理。申请容错不加重处理。") if row.accept_by_on else _("已经送%(handler)s。"),
        s.ACCEPTED: _("%(handler)s正在核实，%(verify)s前完成。") if row.verify_by_on else _("%(handler)s正在核实。"),
        s.VERIFIED: _("已经核实，由%(body)s集体研究决定。"),
        s.GRANTED: _("予以容错，不影响对您的评价。请按纠错清单改正。"),
        s.DECLINED: _("没有予以容错，理由写在下面。申请容错不加重处理。"),
        s.NOT_ACCEPTED: _("没有受理，理由写在下面。有新的材料，可以再申请。"),
    }


OWN_LABELS = {ClarificationAction.HEAR_WISH.value: lazy("说明您的意愿"), ClarificationAction.DROP.value: lazy("不再澄清，撤回")}
"""Words on the buttons of whom it is about, where those of the desk would be strange to him."""
