"""The record of one meeting as a paper (D05 mobilisation, D06 relay, and the others): what for, who was there by units and number, what was decided."""

from collections.abc import Sequence

from bihuan.campaigns.models import Meeting, Task
from bihuan.campaigns.vocabulary import Explained, MeetingKind, TaskState
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Block, Gap, Heading, Paper, Para, Strong, Table
from bihuan.documents.vocabulary import Kind, Layout
from bihuan.foundation.kernel import _

_WIDTHS = (1, 5, 3, 2, 4)


def meeting_record(meeting: Meeting, tasks: Sequence[Task]) -> Paper:
    """The record as it stands in the register. Units and a number stand there, never names of those present (E3.3)."""
    kind = MeetingKind(meeting.kind)
    title = _("%(title)s%(kind)s记录") % {"title": meeting.campaign.title, "kind": kind.label}
    blocks: list[Block] = [*_head(meeting)]
    if kind is MeetingKind.MOBILISATION:
        told = "、".join(one.label for one in Explained if one.value in meeting.explained)
        blocks += [Heading(1, _("讲解方案")), Para((_("会议讲解了%(what)s。") % {"what": told},))]
    blocks += [Heading(1, _("会议内容")), *_record(meeting)]
    if tasks:
        blocks += [Heading(1, _("议定事项")), _decisions(tasks)]
    return Paper(Kind.MINUTES, title, tuple(blocks), layout=Layout.PLAIN, date=meeting.held_on)


def _head(meeting: Meeting) -> tuple[Para, ...]:
    clock = f" {meeting.clock:%H:%M}" if meeting.clock else ""
    holder = meeting.unit.name if meeting.unit else meeting.group.name if meeting.group else ""
    there = "、".join(sorted(one.unit.name for one in meeting.attending.all()))
    facts = (
        (_("时间"), official_date(meeting.held_on) + clock), (_("地点"), meeting.place), (_("召开"), holder), (_("主持"), meeting.chair),
        (_("主题"), meeting.topic), (_("目的"), meeting.purpose), (_("到会单位"), there or "—"),
        (_("到会人数"), f"{meeting.present}人" if meeting.present else ""),
    )  # fmt: skip
    return tuple(Para((Strong(f"{label}："), text or Gap(label)), indent=False) for label, text in facts)


def _record(meeting: Meeting) -> list[Block]:
    lines = [line for line in meeting.record.splitlines() if line.strip()]
    return [Para((line,)) for line in lines] or [Para((Gap(_("会议记录")),))]


def _decisions(tasks: Sequence[Task]) -> Table:
    rows = tuple(
        (str(at), one.title, one.unit.name if one.unit else one.group.name if one.group else "",
         one.due_on.isoformat() if one.due_on else "—", one.result if one.state == TaskState.DONE else _("办理中"))
        for at, one in enumerate(sorted(tasks, key=lambda one: one.pk), 1)
    )  # fmt: skip
    return Table((_("序号"), _("事项"), _("承办"), _("时限"), _("办理结果")), rows, _WIDTHS)
