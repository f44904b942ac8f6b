"""The joint check at work: reports registered, their problems taken onto the ledger once, gathered under matters; quarterly lists (M60, M62–M65)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations.printing import print_docx
from bihuan.finding.models.feedback import JointFinding, SourceReport
from bihuan.finding.papers.feedback import combined_paper
from bihuan.finding.queries.feedback import combined, joint_figures, works_joint_check
from bihuan.finding.queries.feedback_sheets import SheetLook, look_at_sheet
from bihuan.finding.rules.feedback import ORIGINS, FeedbackLine, source_of
from bihuan.finding.sheets.feedback import combined_sheet, read_feedback
from bihuan.finding.vocabulary.feedback import Fate, FeedbackWord, Level, ReportKind
from bihuan.finding.vocabulary.feedback import FeedbackAction as A
from bihuan.foundation.audit.changing import changing, changing_many, creating, creating_many, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotAllowed, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, merge, record_many
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import JOINT_CHECK, OUT

Upload = tuple[str, bytes] | None


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """What a report says of itself. `level` and `matter` belong to a naming by superiors (M65)."""

    kind: ReportKind
    issuer: str
    title: str
    dated_on: date
    reference: str = ""
    level: Level | None = None
    matter: str = ""


def register_report(*, campaign: Campaign, facts: ReportFacts, file: Upload = None, actor: Actor, now: datetime) -> SourceReport:
    """Register a report of another body. Refused: without its reference where a supervision section or an inspection gave feedback (M62), a
    naming without level and matter, the same reference again, a day to come."""
    refuse_left_out(campaign.file, "joint_check")
    _refuse_odd(campaign, facts, now)
    row = SourceReport(campaign=campaign, registered_at=now, registered_by_id=actor.user_id, **_told(facts))
    with creating(row, A.REGISTER, actor=actor, now=now) as change:
        if file is not None:
            change.set(file=store(data=file[1], name=file[0], actor=actor, now=now))
        change.note(what=facts.kind.value)
    return row


def amend_report(row: SourceReport, *, facts: ReportFacts, reason: str, actor: Actor, now: datetime) -> SourceReport:
    """Put right what was registered wrongly. Its kind stays: findings may stand on the ledger by it."""
    _refuse_odd(row.campaign, facts, now, but=row.pk)
    if facts.kind != row.kind:
        raise BadInput(_("材料的种类不能改，请另行登记。"))
    with changing(row, A.AMEND_REPORT, actor=actor, now=now, reason=reason) as change:
        change.set(**{name: value for name, value in _told(facts).items() if getattr(row, name) != value})
    return row


def _told(facts: ReportFacts) -> dict[str, Any]:
    return {
        "kind": facts.kind.value, "issuer": facts.issuer.strip(), "title": facts.title.strip(), "dated_on": facts.dated_on,
        "reference": facts.reference.strip(), "level": facts.level.value if facts.level else "", "matter": facts.matter.strip(),
    }  # fmt: skip


def _refuse_odd(campaign: Campaign, facts: ReportFacts, now: datetime, but: int | None = None) -> None:
    named = facts.kind is ReportKind.NAMING
    if not facts.issuer.strip() or not facts.title.strip():
        raise BadInput(_("请写明出具机构和标题。"))
    if named and (facts.level is None or not facts.matter.strip()):
        raise BadInput(_("上级点名要写明层级和点名事项。"))
    if not named and not facts.reference.strip():
        raise BadInput(_("请写明文号或编号，问题才能查到出处；没有文号的写“口头反馈”和日期。"))
    if facts.dated_on > localdate(now):
        raise BadInput(_("材料日期不能晚于今天。"))
    same = SourceReport.objects.filter(campaign=campaign, kind=facts.kind, reference=facts.reference.strip()).exclude(pk=but or 0)
    if facts.reference.strip() and same.exists():
        raise Conflict(_("“%(reference)s”已经登记过，没有重复登记。"), reference=facts.reference.strip())


@dataclass(frozen=True, slots=True)
class Decided:
    """What becomes of a row that is like an entry: apart, merged into `number`, or left."""

    fate: Fate
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What taking a sheet did."""

    problems: Sequence[Problem]
    merged: int
    twice: int
    left: int


def take_sheet(
    report: SourceReport, *, data: bytes, name: str, decided: Mapping[int, Decided], actor: Actor, now: datetime, reason: str = ""
) -> Taken:  # fmt: skip
    """Take the problems of a report onto the ledger. What is there already is left out by itself; of a row that is like an entry somebody
    must have said what becomes of it. One wrong cell stops the whole."""
    refuse_left_out(report.campaign.file, "joint_check")
    if not works_joint_check(actor, report.campaign):
        raise NotAllowed()
    mine, rows = reach(actor, report.campaign_id), read_feedback(data, name)
    with one_write():  # two who take the same sheet at once: the second finds what the first took
        SourceReport.objects.select_for_update(no_key=True).get(pk=report.pk)
        look = look_at_sheet(mine, report, rows, localdate(now))
        errors = look.checked.errors
        if errors:
            raise BadInput(_("表里有 %(count)d 处错误，整份没有导入。请改正后再导。"), errors=errors, count=len(errors))
        if not look.checked.lines:
            raise BadInput(_("表里没有问题。"))
        return _take(report, look, _settled(look, decided), actor, now, reason)


def _settled(look: SheetLook, decided: Mapping[int, Decided]) -> dict[int, Decided]:
    open_rows = [str(row) for row in look.near if row not in decided]
    if open_rows:
        raise BadInput(_("第 %(rows)s 行与台账上的问题相近，请逐行选定怎么办。"), rows="、".join(open_rows[:20]))
    for row, one in decided.items():
        if one.fate is Fate.MERGE and one.number not in {near.number for near in look.near.get(row, ())}:
            raise BadInput(_("第 %(row)d 行要并入的问题不在相近的问题里。"), row=row)
    return {row: one for row, one in decided.items() if row in look.near}


def _take(report: SourceReport, look: SheetLook, decided: Mapping[int, Decided], actor: Actor, now: datetime, reason: str) -> Taken:
    lines = [one for one in look.fresh if decided.get(one.row, Decided(Fate.NEW)).fate is not Fate.LEAVE]
    mains: dict[int, list[Problem]] = {}
    with one_write():
        problems = note_findings(report, lines=lines, actor=actor, now=now, reason=reason)
        for line, problem in zip(lines, problems, strict=True):
            one = decided.get(line.row)
            if one and one.fate is Fate.MERGE and one.number:
                mains.setdefault(one.number, []).append(problem)
        why = reason.strip() or _("同一问题又由“%(title)s”反馈") % {"title": report.title}
        for number, members in sorted(mains.items()):
            main = Problem.objects.select_related("campaign", "unit").get(campaign=report.campaign, number=number)
            merge(main=main, members=members, reason=why, actor=actor, now=now)
    merged = sum(map(len, mains.values()))
    return Taken(problems, merged, len(look.doubles), len(look.fresh) - len(lines))


def note_findings(report: SourceReport, *, lines: Sequence[FeedbackLine], actor: Actor, now: datetime, reason: str = "") -> list[Problem]:
    """Put findings of a report on the ledger: each keeps the report's channel, and its origin names the report."""
    if not lines:
        return []
    refuse_left_out(report.campaign.file, "joint_check")
    units = Unit.objects.in_bulk({one.unit for one in lines})
    people = Person.objects.in_bulk({one.person for one in lines if one.person})
    kind = ReportKind(report.kind)
    origin = (ORIGINS[kind], str(report.pk), label_of(report))
    findings = [
        Finding(
            unit=units[one.unit], source=source_of(kind), text=one.text, person=people.get(one.person or 0), origin=origin,
            found_on=one.found_on or min(report.dated_on, localdate(now)),
        )
        for one in lines
    ]  # fmt: skip
    with one_write():
        problems = record_many(campaign=report.campaign, findings=findings, actor=actor, now=now, reason=reason)
        rows = [
            JointFinding(
                campaign=report.campaign, report=report, unit_id=line.unit, person_id=line.person, matter=line.matter.strip(), text=line.text,
                number=line.number, problem=problem, noted_at=now, noted_by_id=actor.user_id,
            )
            for line, problem in zip(lines, problems, strict=True)
        ]  # fmt: skip
        creating_many(rows, A.NOTE, actor=actor, now=now, reason=reason, checked=not actor.is_system)
    return problems


def label_of(report: SourceReport) -> str:
    """How the ledger names a report."""
    what = report.get_level_display() + report.get_kind_display() if report.level else report.get_kind_display()
    return f"{what} {report.reference or report.dated_on.isoformat()} {report.title}"[:120]


def group_matter(*, campaign: Campaign, problems: Sequence[Problem], matter: str, actor: Actor, now: datetime) -> int:
    """Gather entries of the joint check under one matter (归并事项, N19): also those that came by an instruction or straight onto the ledger.
    Returns how many were gathered."""
    refuse_left_out(campaign.file, "joint_check")
    if not matter.strip() or len(matter.strip()) > 120:
        raise BadInput(_("请写明事项，不超过 120 个字。"))
    for one in problems:
        if one.campaign_id != campaign.pk or one.source not in JOINT_CHECK or one.state in OUT:
            raise BadInput(_("第 %(number)04d 号不是组织联查的问题，不能归并到事项。"), number=one.number)
    known = {row.problem_id: row for row in JointFinding.objects.filter(problem__in=problems)}
    fresh = [
        JointFinding(
            campaign=campaign, unit_id=one.unit_id, person_id=one.person_id, matter=matter.strip(), text=one.text, problem=one, noted_at=now,
            noted_by_id=actor.user_id,
        )
        for one in problems if one.pk not in known
    ]  # fmt: skip
    with one_write():
        creating_many(fresh, A.NOTE, actor=actor, now=now, checked=not actor.is_system)
        moved = [row for row in known.values() if row.matter != matter.strip()]
        _done, refused = changing_many(moved, A.GROUP, actor=actor, now=now, sets={"matter": matter.strip()})
        if refused:
            raise NotAllowed()
    return len(fresh) + len(moved)


def export_joint_check(*, campaign: Campaign, form: str, reason: str, actor: Actor, now: datetime) -> bytes:
    """The combined list as `xlsx` or `docx` (D22), of what the actor sees. Refused: no purpose, whoever does not see the joint check."""
    mine = reach(actor, campaign.pk)
    if not works_joint_check(actor, campaign):
        raise NotAllowed()
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    units, figures = combined(mine, campaign), joint_figures(mine, campaign)
    note(kept(Campaign), campaign, FeedbackWord.EXPORT, actor=actor, now=now, reason=reason, rows=figures.instances, form=form)
    if form == "docx":
        return print_docx(paper=combined_paper(campaign, units, figures, localdate(now)))
    return combined_sheet(units, figures)
