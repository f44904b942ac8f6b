"""One of everything of the joint check, talks, home visits, back-checks and screenings, for the table of addresses: none of it on the ledger."""

from datetime import date
from typing import Any

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.finding import operations as ops
from bihuan.finding.operations.back_checks import Piece
from bihuan.finding.operations.feedback import ReportFacts
from bihuan.finding.operations.red_black import ListFacts
from bihuan.finding.operations.talks import Spoken
from bihuan.finding.vocabulary.back_checks import Body, NodeKind, Verdict
from bihuan.finding.vocabulary.feedback import Quarter, ReportKind, Side
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.workbooks import SHEETS
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import ProblemList
from tests.factories.pictures import jpeg
from tests.factories.town import GROUP, GROUP_2, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.finding.sheets import feedback


def one_of_each_traced(place: Town, problem: Problem) -> dict[str, dict[str, Any]]:
    """What the addresses stand for."""
    office, water, scan = {"actor": place.actor(OFFICE), "now": NOW}, place.units[WATER], ("扫描.jpg", jpeg())
    switch_mechanisms(campaign=place.campaign, switches={"red_black_list": True, "home_visits": True}, **office)  # type: ignore[arg-type]
    facts = ReportFacts(ReportKind.SUPERVISION, "两办督查室", "一季度反馈", TODAY, "督查〔2026〕7号")
    report = ops.register_report(campaign=place.campaign, facts=facts, file=scan, **office)  # type: ignore[arg-type]
    sheet = store(data=feedback([(WATER, "值班电话无人接听", "值班", "", "1", "")]), name="表.xlsx", taken=SHEETS, **office)  # type: ignore[arg-type]
    told = ListFacts(2026, Quarter.FIRST, "县委督查室", "办结率", "常委会研究", TODAY, TODAY)
    listed = ops.keep_red_black_list(campaign=place.campaign, facts=told, file=scan, **office)  # type: ignore[arg-type]
    entry = ops.enter_red_black(listed, side=Side.BLACK, unit=water, grounds="三件超期", **office)  # type: ignore[arg-type]
    said = Spoken(place.people[GROUP], TODAY, "窗口空岗", "没有替岗")
    talk = ops.note_talk(campaign=place.campaign, unit=water, person=place.people[OFFICIAL], said=said, actor=place.actor(GROUP), now=NOW)
    goers = [place.people[GROUP], place.people[GROUP_2]]
    visit = ops.ask_home_visit(problem=problem, purpose="了解困难", visitors=goers, planned_on=date(2030, 1, 1), **office)  # type: ignore[arg-type]
    ops.file_consent(visit, data=scan[1], name=scan[0], **office)  # type: ignore[arg-type]
    ops.record_home_visit(visit, visited_on=TODAY, record="家中有困难", actor=place.actor(GROUP), now=NOW)
    event = Piece(NodeKind.EVENT, "群众三次跑腿", Body.TASK_FORCE, water)
    check = ops.open_back_check(campaign=place.campaign, title="久办不结", piece=event, bodies=tuple(Body), **office)  # type: ignore[arg-type]
    node = ops.add_node(check, piece=Piece(NodeKind.PROBLEM, "推诿", Body.TASK_FORCE, water), **office)  # type: ignore[arg-type]
    first = check.nodes.earliest("pk")
    link = ops.trace_link(check, one=first, other=node, step="调阅登记", body=Body.TASK_FORCE, **office)  # type: ignore[arg-type]
    ops.judge_link(link, verdict=Verdict.PROVED, finding="", evidence="登记第12页", file=scan, **office)  # type: ignore[arg-type]
    category = place.campaign.catalogue.categories.first()
    assert category is not None
    ops.ask_screening(campaign=place.campaign, units=[water], category=category, due_on=date(2030, 1, 1), **office)  # type: ignore[arg-type]
    screening = place.campaign.screenings.get()  # type: ignore[attr-defined]
    none = ops.confirm_none(
        campaign=place.campaign, unit=water, which=ProblemList.TALKS, basis="记录看过", on=TODAY, actor=place.actor(LIAISON), now=NOW
    )
    in_check = ("back_check", "add_node", "trace", "judge", "link_file", "yield_node", "conclude", "back_check_paper")
    return {
        "finding:coverage_list": {"unit": water.pk, "which": "talks"},
        "finding:withdraw_none": {"pk": none.pk},
        **{
            f"finding:{one}": {"pk": report.pk, "file": sheet.pk}
            for one in ("report", "amend_report", "report_finding", "report_sheet", "report_preview", "report_file")
        },
        **{
            f"finding:{one}": {"pk": listed.pk, "entry": entry.pk}
            for one in ("red_black_list", "enter_red_black", "publish_red_black", "red_black_file", "turn_black", "withdraw_red_black")
        },
        **{f"finding:{one}": {"pk": talk.pk, "step": "confirm_talk"} for one in ("talk", "talk_paper", "talk_step")},
        **{
            f"finding:{one}": {"pk": visit.pk, "step": "agree_to_home_visit"}
            for one in ("home_visit", "home_visit_paper", "home_visit_consent")
        },
        "finding:home_visit_step": {"pk": visit.pk, "step": "agree_to_home_visit"},
        **{f"finding:{one}": {"pk": check.pk, "node": node.pk, "link": link.pk} for one in in_check},
        **{f"finding:{one}": {"pk": screening.pk, "step": "end_screening"} for one in ("one_screening", "screening_step")},
    }
