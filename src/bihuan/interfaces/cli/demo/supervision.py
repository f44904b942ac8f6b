"""Supervision at work in the demo: a plan in force, a draw that was revealed, an open visit with findings and its conclusion, a covert one that only
office and group know of, a correction notice with a reply, a hearing with a task, a remark. No problems: the ledger keeps its counts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.vocabulary import Duty, GroupKind
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.foundation.kernel import Actor
from bihuan.inspections import operations as inspections
from bihuan.inspections.queries import units_pool
from bihuan.inspections.rules import subjects
from bihuan.inspections.vocabulary import Force, HeardFrom, HearingKind, PlaceKind, SupervisionKind, VisitKind
from bihuan.interfaces.cli.demo.signing_in import account_names

if TYPE_CHECKING:
    from bihuan.campaigns.models import Group
    from bihuan.inspections.models import InspectionPlan
    from bihuan.interfaces.cli.demo.loading import Loading
    from bihuan.organisation.models import Person, Unit

_SEEN = (
    ("上午 9 时 20 分办事窗口 2 号台无人值守，等候群众 6 人", SupervisionKind.ADMINISTRATIVE),
    ("意见箱三周没有开启，登记簿停在上月", SupervisionKind.MASSES),
    ("公示栏办事指南仍是旧版，与网上公布的不一致", SupervisionKind.MEDIA),
)


@dataclass(frozen=True, slots=True)
class _Team:
    """A supervision group at work: its units, the two who go, who speaks for it, and who approves in the office."""

    group: "Group"
    units: "list[Unit]"
    pair: "list[Person]"
    speaker: Actor
    office: Actor


def supervise(load: "Loading") -> None:
    """As if it had happened in the last fortnight."""
    now = load.opening.replace(hour=10) + timedelta(days=(county_day(load)))
    team = _team(load)
    day, office = now.date(), team.office
    said: dict[str, Any] = {"actor": team.speaker, "now": now}
    switch_mechanisms(campaign=load.campaign, switches={"covert_visits": True}, actor=load.actor, now=now)
    told = inspections.PlanOf(
        title="窗口服务和值班值守专项督查", authority="县人民政府授权县政府督查室组织实施", filing="年度督查检查考核计划第 4 项（已备案）",
        content="窗口值守、首问负责、一次告知；上下班纪律、办公秩序、工作作风。", units=team.units, from_on=day, to_on=day + timedelta(40), group=team.group,
    )  # fmt: skip
    plan = inspections.draft_plan(campaign=load.campaign, told=told, **said)
    inspections.approve_plan(plan, actor=office, now=now)
    pool, left = units_pool(plan, {}, by_kind=False, today=day)
    draw = inspections.draw_for_plan(plan=plan, draw_of=DrawOf.UNITS, title="抽一家单位先查", pool=pool, left=left, each=1, **said)
    inspections.reveal_plan_draw(draw, spoken="五三八", **said)
    points = [inspections.Point(subject, text) for subject, texts in subjects.SUBJECTS for text in texts]
    checklist = inspections.make_checklist(campaign=load.campaign, title=subjects.TITLE, points=points, **said)
    unit = next(one for one in team.units if str(one.pk) == draw.draw.chosen[0])
    going = inspections.Going(unit, VisitKind.OPEN, "看窗口值守", PlaceKind.WINDOW, "办事大厅", day, "上午", team.pair, checklist)
    _visit(load, plan, going, team, now)
    covert = inspections.Going(
        team.units[-1], VisitKind.COVERT, "看工作日午间值班", PlaceKind.OFFICE, "值班室", day + timedelta(12), "中午", team.pair
    )
    inspections.approve_visit(inspections.propose_visit(plan=plan, told=covert, **said), actor=office, now=now)
    _talk_over(load, unit, team, now)


def _team(load: "Loading") -> _Team:
    """The group in which the demo's account of a supervisor sits, and the first of the office."""
    county, names = load.county, account_names(load.county)
    seated = {person: n for n, one in enumerate(county.groups) if one.kind is GroupKind.SUPERVISION for person, _post in one.members}
    order = next(seated[key] for key, name in names.items() if name == "dudao")
    group = county.groups[order]
    return _Team(
        load.groups[order], [load.units[key] for key in group.units], [load.persons[person] for person, _post in group.members][:2],
        load.actors[group.members[0][0]], next(load.actors[one.person] for one in county.grants if one.duty is Duty.OFFICE),
    )  # fmt: skip


def _talk_over(load: "Loading", unit: "Unit", team: _Team, now: datetime) -> None:
    """The unit is heard and given a task; the office remarks on its progress and notes what another body saw."""
    day, said = now.date(), dict[str, Any](actor=team.speaker, now=now)
    hearing = inspections.hold_hearing(campaign=load.campaign, kind=HearingKind.HEARING, held_on=day, presided=team.speaker.name, unit=unit,
                                       record="听取窗口整改情况汇报。轮值表已排，午间值班没有落实到人。", group=team.group, **said)  # fmt: skip
    inspections.set_task_at_hearing(hearing, title="午间值班落实到人并公示", due_on=day + timedelta(14), **said)
    inspections.remark_on_progress(
        campaign=load.campaign, unit=unit, text="措施写得笼统，请写明谁在什么时候做什么。", step="", actor=team.office, now=now
    )
    others = inspections.Seen(unit, "会议材料仍要求各科室每日报送", day, force=Force.STYLE_OFFICE, reference="效-12")
    inspections.note_observation(campaign=load.campaign, seen=others, actor=team.office, now=now)


def county_day(load: "Loading") -> int:
    """A fortnight before the demo's today, in days since it opened."""
    return max((load.county.today - load.county.first_day).days - 14, 1)


def _visit(load: "Loading", plan: "InspectionPlan", going: inspections.Going, team: _Team, now: datetime) -> None:
    said: dict[str, Any] = {"actor": team.speaker, "now": now}
    row = inspections.propose_visit(plan=plan, told=going, **said)
    inspections.approve_visit(row, actor=team.office, now=now)
    for text, kind in _SEEN:
        seen = inspections.Seen(going.unit, text, going.visit_on, visit=row, kind=kind)
        found = inspections.note_observation(campaign=load.campaign, seen=seen, **said)
    inspections.hear_opinion(visit=row, heard_from=HeardFrom.MASSES, text="希望中午也有人办理，少跑一趟", **said)
    inspections.report_visit(row, summary="到岗 11 人，1 个窗口缺岗；问题当场反馈。", **said)
    inspections.send_observation(found, **said)
    notice = inspections.send_notice(
        campaign=load.campaign, unit=going.unit, deviation="窗口缺岗没有替岗安排", demand="五日内排定替岗表并公示", due_on=going.visit_on + timedelta(7),
        observation=found, **said,
    )  # fmt: skip
    liaison = next(
        one.person for one in load.county.grants if one.duty is Duty.LIAISON and one.unit is not None and load.units[one.unit] == going.unit
    )
    inspections.reply_to_notice(notice, reply="替岗表已排定并在大厅公示。", actor=load.actors[liaison], now=now)
    inspections.give_conclusion(visit=row, text="窗口服务总体规范，替岗安排有缺口，已发纠偏通知。", **said)
