"""Papers of supervision in the national layout: the correction notice (D32), the visit record (D31), the record of an analysis meeting (D33), the
analysis note. Handed out as docx; they have the number that the row has, and stand in no register."""

from collections.abc import Iterable

from django.utils.timezone import localdate

from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Gap, Heading, Paper, Para, Table
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel import Figure, _
from bihuan.inspections.models import AnalysisNote, Considered, CorrectionNotice, Hearing, Visit
from bihuan.inspections.vocabulary import HearingDecision, NoticeState


def notice_paper(row: CorrectionNotice) -> Paper:
    """The notice with its reply and what became of it."""
    issuer = row.group.name if row.group else Gap(_("发出的督导组"))
    blocks: list[Para | Heading] = [
        Para((f"{row.unit.name}：",), indent=False),
        Para((row.deviation,), lead=_("偏差")),
        Para((row.demand,), lead=_("要求")),
        Para((_("请于%(day)s前书面回复。对本通知有异议的，可以在回复中一并说明。") % {"day": official_date(row.due_on)},)),
    ]
    if row.reply:
        blocks += [
            Heading(1, _("单位回复")),
            Para((row.reply,)),
            Para((_("认定：") + NoticeState(row.state).label, f"　{row.verdict}" if row.verdict else "")),
        ]
    number = _("纠偏通知〔%(year)d〕%(n)d号") % {"year": localdate(row.sent_at).year, "n": row.number}
    title = _("关于纠正偏差的通知")
    return Paper(Kind.LETTER, title, tuple(blocks), issuer=issuer, number=number, date=localdate(row.sent_at))


def visit_paper(row: Visit) -> Paper:
    """What a visit was, saw and heard. For those who may read all of it; texts of opinions stand without names."""
    facts = (
        (_("被检查单位"), row.unit.name),
        (_("督查方案"), row.plan.title),
        (_("方式"), row.get_kind_display()),
        (_("日期、时间"), f"{row.visit_on} {row.hour}"),
        (_("地点"), row.place),
        (_("检查人员"), "、".join(one.name for one in row.inspectors.all())),
        (_("目的"), row.purpose),
    )
    found = tuple(
        (str(n), one.line.subject if one.line else one.get_focus_display(), one.text, one.answer or "—")
        for n, one in enumerate(row.observations.select_related("line"), 1)
    )
    heard = tuple((str(n), one.get_heard_from_display(), one.text) for n, one in enumerate(row.heard.all(), 1))
    blocks = (
        Table((_("事项"), _("内容")), tuple(facts), (1.2, 5)),
        Heading(1, _("检查情况")),
        Para((row.summary or "—",)),
        Heading(1, _("检查发现")),
        Table((_("序号"), _("方面"), _("情况"), _("单位说明")), found, (0.6, 1.4, 4, 3)) if found else Para((_("没有发现问题。"),)),
        Heading(1, _("听到的意见")),
        Table((_("序号"), _("听谁说"), _("意见")), heard, (0.6, 1.4, 5)) if heard else Para((_("没有记录意见。"),)),
    )
    return Paper(
        Kind.REPORT, _("检查记录"), blocks, issuer=row.plan.group.name if row.plan.group else row.campaign.title, date=row.visit_on
    )


def hearing_paper(row: Hearing, considered: Iterable[Considered]) -> Paper:
    """Who presided, what was said, the tasks set, the decision on each finding that the reader sees."""
    opening = _("%(day)s，%(who)s主持。") % {"day": official_date(row.held_on), "who": row.presided}
    blocks: list[Para | Heading | Table] = [Para((opening, f"{row.unit.name}汇报。" if row.unit else "")), Para((row.record,))]
    tasks = tuple(
        (
            str(n), one.task.title, str(one.task.unit or one.task.group or ""),
            one.task.due_on.isoformat() if one.task.due_on else "—", one.task.get_state_display(),
        )
        for n, one in enumerate(row.tasks.select_related("task__unit", "task__group"), 1)
    )  # fmt: skip
    if tasks:
        blocks += [Heading(1, _("部署的任务")), Table((_("序号"), _("任务"), _("承办"), _("时限"), _("状态")), tasks, (0.6, 4, 2, 1.4, 1))]
    decided = tuple(
        (str(n), one.observation.unit.name, one.observation.text, HearingDecision(one.decision).label, one.words)
        for n, one in enumerate(considered, 1)
    )
    if decided:
        head = (_("序号"), _("单位"), _("情况"), _("研判意见"), _("理由和要求"))
        blocks += [Heading(1, _("研判的发现")), Table(head, decided, (0.6, 1.6, 4, 1.4, 3))]
    return Paper(Kind.MINUTES, row.get_kind_display(), tuple(blocks), issuer=row.campaign.title, date=row.held_on)


def note_paper(row: AnalysisNote) -> Paper:
    """The analysis with its figures as they stood."""
    figures = [Figure(one["code"], one["value"], one["label"], one["rows"], one["unit"]) for one in row.figures]
    runs = [run for one in figures for run in (f"{one.definition} ", one, f" {one.unit}；")]
    day = localdate(row.written_at)
    blocks = (
        Heading(1, _("范围和数字")),
        Para(((row.told or _("本专项全部问题")) + _("。截至%(day)s：") % {"day": official_date(day)}, *runs)),
        Heading(1, _("分析研判")),
        Para((row.text,)),
        Heading(1, _("意见建议")),
        Para((row.advice,)),
    )
    return Paper(Kind.REPORT, row.title, blocks, issuer=row.campaign.title, date=day, as_of=day.isoformat())
