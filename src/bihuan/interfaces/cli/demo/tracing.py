"""What other bodies found, talks, a back-check and screenings in the demo, as if of the last fortnight. No problems: the ledger keeps its counts."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from bihuan.campaigns.queries import categories_of, units_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding import operations as finding
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.operations.feedback import ReportFacts
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.queries.feedback import joint_problems
from bihuan.finding.vocabulary.back_checks import Body, NodeKind, Verdict
from bihuan.finding.vocabulary.feedback import ReportKind
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.cli.demo.supervision import county_day
from bihuan.problems.queries import reach

if TYPE_CHECKING:
    from bihuan.interfaces.cli.demo.loading import Loading

_STEPS = ("调阅收件登记和流转记录", "询问窗口人员和科室负责人，核对分工文件")
_EVIDENCE = ("收件登记第 12 页、系统流转记录", "分工文件、两人询问笔录")


def trace_back(load: "Loading") -> None:
    """A report and matters of the joint check, a talk that waits for its confirmation, a back-check with its drawing, screenings."""
    now = load.opening.replace(hour=15) + timedelta(days=county_day(load))
    office = next(load.actors[one.person] for one in load.county.grants if one.duty is Duty.OFFICE)
    said: dict[str, Any] = {"actor": office, "now": now}
    facts = ReportFacts(ReportKind.SUPERVISION, "县两办督查室", "关于作风建设督查情况的反馈", now.date(), "县督查〔2026〕11号")
    finding.register_report(campaign=load.campaign, facts=facts, **said)
    seen = joint_problems(reach(office, load.campaign.pk), load.campaign)
    rows = list(seen.select_related("unit", "campaign", "leader").order_by("number"))
    _gather(load, rows, office)
    _back_check(load, rows, said)
    categories = categories_of(load.campaign)
    if categories:
        units = list(units_of(load.campaign, now.date())[:6])
        finding.ask_screening(campaign=load.campaign, units=units, category=categories[0], due_on=now.date() + timedelta(10), **said)


def _gather(load: "Loading", rows: Sequence[Any], office: Actor) -> None:
    """What came in one paper is one matter (N19)."""
    today = load.opening.replace(hour=16) + timedelta(days=(load.county.today - load.county.first_day).days)
    matters: dict[str, list[Any]] = {}
    for row in rows:
        matters.setdefault(f"{row.origin_label} {row.origin_reference}".strip()[:120] or row.get_source_display(), []).append(row)
    for matter, some in matters.items():
        finding.group_matter(campaign=load.campaign, problems=some, matter=matter, actor=office, now=today)


def _back_check(load: "Loading", rows: Sequence[Any], said: dict[str, Any]) -> None:
    row = next((one for one in rows if one.person_id is None and one.recorded_at < said["now"]), None)
    if row is None:
        return
    day = min(row.found_on, said["now"].date())
    event = Piece(NodeKind.EVENT, "群众为同一事项三次跑腿没有办成", Body.SUPERVISION_SECTION, row.unit, happened_on=day)
    check = finding.open_back_check(campaign=load.campaign, title="群众办事多次跑腿", piece=event, bodies=tuple(Body), **said)
    chain = [
        check.nodes.get(),
        finding.add_node(check, piece=Piece(NodeKind.PROBLEM, "", Body.TASK_FORCE, problem=row), **said),
        finding.add_node(
            check, piece=Piece(NodeKind.RESPONSIBILITY, "分管领导对窗口首问负责没有检查督促", Body.STYLE_OFFICE, row.unit), **said
        ),
    ]
    for n, step in enumerate(_STEPS):
        link = finding.trace_link(check, one=chain[n], other=chain[n + 1], step=step, body=Body.TASK_FORCE, **said)
        if n == 0:
            finding.judge_link(link, verdict=Verdict.PROVED, finding="属实", evidence=_EVIDENCE[n], **said)
    talker = load.persons[next(one.person for one in load.county.grants if one.duty is Duty.OFFICE)]
    if row.leader is not None and row.leader_id != talker.pk:
        told = Spoken(talker, said["now"].date(), "窗口首问负责落实情况", "分管窗口工作，承认对首问负责检查不够，已安排每周抽查。")
        finding.note_talk(campaign=load.campaign, unit=row.unit, person=row.leader, said=told, **said)
