"""Back-checks: 以事查人、以事责人 (M78, M109). Each step was traced by somebody, judged on evidence; the conclusion is a person's sentence."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations.printing import print_docx
from bihuan.finding.models.back_checks import BackCheck, Link, Node
from bihuan.finding.papers.back_checks import back_check_list_paper, back_check_paper
from bihuan.finding.queries.back_checks import entries_of, links_of, may_back_check, nodes_of
from bihuan.finding.sheets.back_checks import back_check_sheet
from bihuan.finding.vocabulary.back_checks import BackCheckAction as A
from bihuan.finding.vocabulary.back_checks import BackCheckWord, Body, NodeKind, Start, Verdict
from bihuan.foundation.audit.changing import changing, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NotAllowed, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.operations.recording import lock_numbers
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import OUT, Source

Upload = tuple[str, bytes] | None


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the chain: what it is, where, whose, which body brought it."""

    kind: NodeKind
    text: str
    body: Body
    unit: Unit | None = None
    person: Person | None = None
    happened_on: date | None = None
    problem: Problem | None = None


def open_back_check(
    *, campaign: Campaign, title: str, piece: Piece, bodies: Sequence[Body], actor: Actor, now: datetime
) -> BackCheck:  # fmt: skip
    """Begin a back-check at an event or at a problem of the ledger. Refused: a beginning at responsibility, no body that takes part."""
    refuse_left_out(campaign.file, "back_checks")
    if not title.strip() or not bodies:
        raise BadInput(_("请写明倒查事由，选定参加的机构。"))
    if piece.kind is NodeKind.RESPONSIBILITY:
        raise BadInput(_("倒查从一件事或台账上的问题查起，不从责任查起。"))
    start = Start.PROBLEM if piece.problem else Start.EVENT
    unit = piece.unit or (piece.problem.unit if piece.problem else None)
    with one_write():
        lock_numbers(campaign)
        latest = BackCheck.objects.filter(campaign=campaign).aggregate(last=Max("number"))["last"] or 0
        row = BackCheck(
            campaign=campaign, number=latest + 1, title=title.strip(), start=start.value, unit=unit, bodies=[one.value for one in bodies],
            opened_at=now, opened_by_id=actor.user_id,
        )  # fmt: skip
        with creating(row, A.OPEN, actor=actor, now=now):
            _add(row, piece, actor, now)
    return row


def add_node(row: BackCheck, *, piece: Piece, actor: Actor, now: datetime) -> Node:
    """Add a piece of the chain."""
    with changing(row, A.ADD_NODE, actor=actor, now=now) as change:
        node = _add(row, piece, actor, now)
        change.note(piece=node.pk, what=piece.kind.value)
    return node


def _add(row: BackCheck, piece: Piece, actor: Actor, now: datetime) -> Node:
    text = piece.text.strip() or (_words_of(piece.problem) if piece.problem else "")
    if not text:
        raise BadInput(_("请写明内容。"))
    if piece.body.value not in row.bodies:
        raise BadInput(_("“%(body)s”没有参加这件倒查。"), body=piece.body.label)
    if piece.happened_on and piece.happened_on > localdate(now):
        raise BadInput(_("发生日期不能晚于今天。"))
    if piece.kind is NodeKind.RESPONSIBILITY and piece.unit is None:
        raise BadInput(_("责任要落到单位；落到个人的，再写姓名。"))
    if piece.problem is not None and (
        piece.kind is not NodeKind.PROBLEM or piece.problem.campaign_id != row.campaign_id or piece.problem.state in OUT
    ):
        raise BadInput(_("只有“问题”这一环可以对应本专项台账上的问题。"))
    unit = piece.unit or (piece.problem.unit if piece.problem else None)
    return row.nodes.create(
        kind=piece.kind.value, text=text, body=piece.body.value, unit=unit, person=piece.person, happened_on=piece.happened_on,
        problem=piece.problem, added_at=now, added_by_id=actor.user_id,
    )  # fmt: skip


def _words_of(problem: Problem) -> str:
    """What the ledger says of it; what somebody wrote of himself, or others in confidence, stays there: a back-check has other readers (A26)."""
    return _("台账第 %(number)04d 号") % {"number": problem.number} if text_is_private(problem.source) else problem.text


def trace_link(row: BackCheck, *, one: Node, other: Node, step: str, body: Body, actor: Actor, now: datetime) -> Link:
    """Note how one got from a piece to the next. Refused: backwards, twice, nothing said of how."""
    order = list(NodeKind)
    if not step.strip():
        raise BadInput(_("请写明这一步是怎么查的：查了什么、问了谁、看了哪些材料。"))
    if body.value not in row.bodies:
        raise BadInput(_("“%(body)s”没有参加这件倒查。"), body=body.label)
    if one.back_check_id != row.pk or other.back_check_id != row.pk or one.pk == other.pk:
        raise BadInput(_("请选这件倒查里的两环。"))
    if order.index(NodeKind(one.kind)) > order.index(NodeKind(other.kind)):
        raise BadInput(_("从事件查到问题，从问题查到责任，不能倒着连。"))
    with changing(row, A.TRACE, actor=actor, now=now) as change:
        if row.links.filter(one=one, other=other).exists() or row.links.filter(one=other, other=one).exists():
            raise Conflict(_("这两环之间已经记了一步。"))
        link = row.links.create(one=one, other=other, step=step.strip(), body=body.value, traced_at=now, traced_by_id=actor.user_id)
        change.note(step=link.pk)
    return link


def judge_link(
    link: Link, *, verdict: Verdict, finding: str, evidence: str, file: Upload = None, actor: Actor, now: datetime
) -> Link:  # fmt: skip
    """Say what was found of one step, on which evidence. Refused: no evidence named, about oneself."""
    if verdict is Verdict.OPEN or not evidence.strip():
        raise BadInput(_("请选定认定，并写明证据：哪份材料、谁的陈述、哪条记录。"))
    row = link.back_check
    with changing(row, A.JUDGE, actor=actor, now=now) as change:
        stored = store(data=file[1], name=file[0], actor=actor, now=now) if file is not None else link.file
        told = {"verdict": verdict.value, "finding": finding.strip(), "evidence": evidence.strip(), "file": stored}
        Link.objects.filter(pk=link.pk).update(**told, judged_at=now, judged_by=actor.user_id)
        change.note(step=link.pk, verdict=verdict.value)
    link.refresh_from_db()
    return link


def yield_from_back_check(node: Node, *, actor: Actor, now: datetime) -> Problem:
    """Put a problem that was traced on the ledger: an entry of list 4 that leads to its event and conclusion (M78)."""
    row = node.back_check
    refuse_left_out(row.campaign.file, "back_checks")
    with changing(row, A.YIELD, actor=actor, now=now) as change:
        node.refresh_from_db()
        if node.kind != NodeKind.PROBLEM or node.unit is None:
            raise BadInput(_("只有写明单位的“问题”这一环可以列入台账。"))
        if node.problem_id is not None:
            raise NotNow(_("这一环已在台账上。"))
        label = _("第%(number)d号倒查：%(title)s") % {"number": row.number, "title": row.title}
        finding = Finding(
            unit=node.unit, source=Source.BACK_CHECK, person=node.person, text=node.text, found_on=min(node.happened_on or localdate(now), localdate(now)),
            origin=("back_check", str(row.pk), label[:120]),
        )  # fmt: skip
        problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
        Node.objects.filter(pk=node.pk).update(problem=problem)
        change.note(piece=node.pk, number=problem.number)
    node.refresh_from_db()
    return problem


def conclude_back_check(row: BackCheck, *, conclusion: str, actor: Actor, now: datetime, seen: int | None = None) -> BackCheck:
    """End it with a conclusion about responsibility, in the words of whoever concludes. Refused (by the table): before a responsibility was
    reached, while a step is not judged, about oneself. A conclusion is no measure against anybody."""
    if not conclusion.strip():
        raise BadInput(_("请写明倒查结论：谁负什么责任，依据是什么。"))
    with changing(row, A.CONCLUDE, actor=actor, now=now, seen=seen) as change:
        change.set(conclusion=conclusion.strip(), concluded_at=now, concluded_by_id=actor.user_id)
    return row


def print_back_check(row: BackCheck, *, reason: str, actor: Actor, now: datetime) -> bytes:
    """The record of a back-check as docx; that it was taken, and what for, stands in the book. Refused: no purpose told."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    note(kept(BackCheck), row, BackCheckWord.EXPORT, actor=actor, now=now, reason=reason.strip(), form="docx")
    return print_docx(paper=back_check_paper(row, nodes_of(row), links_of(row)))


def export_back_checks(*, campaign: Campaign, form: str, reason: str, actor: Actor, now: datetime) -> bytes:
    """List 4 of the back-checks that the actor sees, as `xlsx` or `docx` (D18)."""
    if not may_back_check(actor, campaign):
        raise NotAllowed()
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    entries = entries_of(actor, campaign)
    note(kept(Campaign), campaign, BackCheckWord.EXPORT, actor=actor, now=now, reason=reason, rows=len(entries), form=form)
    paper = back_check_list_paper
    return print_docx(paper=paper(campaign, entries, localdate(now))) if form == "docx" else back_check_sheet(entries)
