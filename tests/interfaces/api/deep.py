"""A town with one of everything that the machine door can name, and the account that may do the most."""

from datetime import timedelta
from typing import Any

from bihuan.campaigns.models import Category, Delegation, Grant, Handover, Manifestation, RosterEntry
from bihuan.campaigns.operations import add_task, set_up_group
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.models import KeptWording
from bihuan.documents.queries import paper_of
from bihuan.documents.rendering import render_docx
from bihuan.forms.operations import add_form, fill_form, tie_form
from bihuan.forms.rules.ties import CellTie, Ties
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules.grids import TABLES
from bihuan.organisation.models import Post, StandingDuty
from bihuan.plan_import.jobs import ask_to_recognise
from bihuan.plan_import.operations import edit_fact, keep_plan, read_plan
from bihuan.problems.operations import attach_evidence, draw_look_back, extend
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.vocabulary import Source
from bihuan.reports.operations import draft_report
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town, town
from tests.forms.blanks import blank
from tests.problems.sheets import row, workbook

PLAN = """关于开展专项整治的工作方案
一、整治内容
（一）推诿扯皮。遇事往外推。
二、工作步骤
（一）自查阶段（3月上旬至4月10日）。逐项自查。
（二）整治阶段（4月11日至5月底）。集中整治。
三、责任分工
县水利局牵头，县教育局配合。
"""


def deep_town() -> tuple[Town, dict[str, list[Any]]]:
    """The town, and the values that exist in it by the names under which programs ask for them."""
    place = town()
    office = place.actor(OFFICE)
    rows = [
        place.to("rectifying", place.find()),
        place.to("confirmed", place.find()),
        place.find(Source.SELF_CHECK, person=COLLEAGUE),
        place.find(),
        place.to("closed", place.find()),
    ]
    evidence = attach_evidence(problem=rows[0], data=jpeg(), name="现场.jpg", actor=place.actor(OFFICIAL), now=NOW)
    draft = read_plan(data=PLAN.encode(), name="方案.txt", actor=office, now=NOW)
    edit_fact(draft=draft, place="stages.0", values={"name": "查摆阶段"}, actor=office, now=NOW)
    document = draft_report(campaign=place.campaign, what="weekly", day=TODAY, actor=office, now=NOW)
    extend(problem=rows[0], to_on=TODAY + timedelta(60), reason="材料未到", actor=office, now=NOW, proof=("批件.jpg", jpeg()))
    draw_look_back(campaign=place.campaign, wanted=Wanted(share=100), reason="年度回头看", actor=office, now=NOW)
    over = Delegation.objects.create(
        campaign=place.campaign, principal=place.people[OFFICIAL], deputy=place.people[COLLEAGUE], duty="liaison", from_on=TODAY, to_on=TODAY,
        reason="外出", order=evidence.file, given_at=NOW, ended_at=NOW,
    )  # fmt: skip
    gone = Handover.objects.create(campaign=place.campaign, leaver=place.people[COLLEAGUE], reason="调任", handed_at=NOW)
    file = store(data=render_docx(paper_of(document)), name="周报.docx", actor=office, now=NOW)
    sheet_kept = store(data=workbook([row(), row(unit="没有这个单位")]), name="台账.xlsx", taken=TABLES, actor=office, now=NOW)
    scanned = keep_plan(data="扫描的方案".encode(), name="扫描件.txt", actor=office, now=NOW)
    ask_to_recognise(scanned, title="识别方案", actor=office, now=NOW)
    wording = KeptWording.objects.create(
        campaign=place.campaign, series=document.series, key="x", text="动真碰硬", runs=["动真碰硬"], document=document, kept_at=NOW
    )
    sheet = add_form(campaign=place.campaign, name="月报", data=blank((WATER,)), file_name="月报.xlsx", actor=office, now=NOW)
    tie_form(form=sheet, ties=Ties((CellTie("汇总表", "B4", "O01"),)), actor=office, now=NOW)
    filling = fill_form(form=sheet, day=TODAY, actor=office, now=NOW)
    task = add_task(campaign=place.campaign, title="修订值班办法", unit=place.units[WATER], actor=place.machine, now=NOW)
    group = set_up_group(campaign=place.campaign, kind=GroupKind.SUPERVISION, name="第一督导组", units=[], actor=place.machine, now=NOW)
    StandingDuty.objects.create(user=place.people[OFFICE].user, duty="keeper", given_at=NOW)
    people = [person.pk for person in place.people.values()]
    units = [unit.pk for unit in place.units.values()]
    known: dict[str, list[Any]] = {
        "code": [place.campaign.code], "number": [row.number for row in rows], "evidence": [evidence.pk], "plan": [draft.pk], "document": [document.pk],
        "sheet": [sheet_kept.pk], "reading": [scanned.pk], "paper": ["plan", "map", "roster"], "delegation": [over.pk], "handover": [gone.pk],
        "entry": [one.pk for one in RosterEntry.objects.all()], "principal": people, "deputy": people,
        "decision": [one.pk for one in rows[0].extensions.all()], "draw": [1],
        "file": [file.pk], "wording": [wording.pk], "form": [sheet.pk], "filled": [filling.pk],
        "task": [task.pk], "group": [group.pk], "stage": [1, 2, 3], "unit": units, "root": units, "parent": units,
        "person": people, "doer": people, "leader": people, "figure": ["N01", "O01"],
        "place": ["stages", "stages.0", "stages.1", "problem_categories.0", "problem_categories.0.manifestations", "responsible_units.0", "channels",
                  "outline.0", "scope"],
        "post": [one.pk for one in Post.objects.all()], "duty": [one.pk for one in Grant.objects.all()],
        "category": [one.pk for one in Category.objects.all()], "manifestation": [one.pk for one in Manifestation.objects.all()],
    }  # fmt: skip
    return place, known
