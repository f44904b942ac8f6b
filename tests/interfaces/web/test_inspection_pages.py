"""Pages of supervision: everything is reached from a page, by whoever does it; a covert visit has no page for the unit."""

import io
import json
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.inspections.models import (
    AnalysisNote,
    Checklist,
    Conclusion,
    Considered,
    CorrectionNotice,
    Heard,
    Hearing,
    InspectionPlan,
    Observation,
    PlanDraw,
    Remark,
    Visit,
)
from bihuan.inspections.vocabulary import VisitKind
from bihuan.organisation.models import Recusal
from bihuan.problems.models import Problem
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import FOREST, GROUP, GROUP_2, HEAD, LIAISON, OFFICE, OFFICE_2, OFFICIAL, WATER, Town
from tests.inspections.ground import DAY, LATER, a_finding, a_plan, a_visit

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return factory.town()


def _at(place: Town, name: str, *given: Any) -> str:
    return reverse(f"inspections:{name}", args=[place.campaign.code, *given])


def _do(client: Client, place: Town, kind: str, row: Any, action: str, **form: Any) -> Any:
    address = _at(place, "step", kind, row.pk, action)
    assert client.get(address).status_code == 200
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()[:0]
    row.refresh_from_db()
    return answer


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_a_plan_is_written_approved_and_visits_are_made_under_it(place: Town) -> None:
    office, second, group = place.client(OFFICE), place.client(OFFICE_2), place.client(GROUP)
    form = {
        "title": "窗口督查", "kind": "special", "authority": "县政府授权", "filing": "年度计划第4项", "content": "窗口值守", "from_on": str(DAY),
        "to_on": "2026-04-30", "units": [place.units[WATER].pk, place.units[FOREST].pk],
    }  # fmt: skip
    assert office.post(_at(place, "new_plan"), {**form, "filing": ""}).status_code == 422
    assert office.post(_at(place, "new_plan"), form).status_code == 302
    plan = InspectionPlan.objects.get()
    assert (
        "批准" not in _page(office, _at(place, "plan", plan.pk))
        or office.post(_at(place, "step", "plan", plan.pk, "approve_inspection_plan")).status_code != 302
    )
    _do(second, place, "plan", plan, "approve_inspection_plan")
    assert plan.state == "approved" and "年度计划第4项" in _page(group, _at(place, "plan", plan.pk))
    people = [place.people[name].pk for name in (GROUP, GROUP_2)]
    visit = {
        "unit": place.units[WATER].pk,
        "kind": "open",
        "purpose": "看值守",
        "place_kind": "window",
        "place": "水利窗口",
        "visit_on": str(DAY),
        "hour": "上午",
    }
    assert group.post(_at(place, "new_visit"), {**visit, "inspectors": people[:1]}).status_code == 422
    assert group.post(_at(place, "new_visit"), {**visit, "inspectors": people}).status_code == 302
    row = Visit.objects.get()
    _do(office, place, "visit", row, "approve_visit")
    _do(group, place, "visit", row, "report_visit", summary="到岗 7 人")
    assert group.post(_at(place, "new_heard", row.pk), {"heard_from": "masses", "text": "中午没人"}).status_code == 302
    told = _page(group, _at(place, "visit", row.pk))
    assert "中午没人" in told and "到岗 7 人" in told and GROUP in told
    assert "中午没人" not in _page(place.client(HEAD), _at(place, "visit", row.pk))
    _do(group, place, "heard", Heard.objects.get(), "pass_opinion_on")
    docx = group.get(_at(place, "visit_file", row.pk))
    assert b"".join(docx.streaming_content)[:2] == b"PK"


def test_a_covert_visit_has_no_page_for_the_unit(place: Town) -> None:
    row = a_visit(place, kind=VisitKind.COVERT)
    assert "水利窗口" in _page(place.client(OFFICE), _at(place, "overview"))
    for name in (HEAD, LIAISON):
        assert place.client(name).get(_at(place, "visit", row.pk)).status_code == 404
        assert "水利窗口" not in _page(place.client(name), _at(place, "overview"))
    near = {"units": [place.units[WATER].pk]}
    assert near and "另有一次没有公开的检查" in _page(place.client(OFFICE), _at(place, "plan", a_plan(place, title="另一方案").pk))
    assert "没有公开的检查" not in _page(place.client(GROUP), _at(place, "plan", InspectionPlan.objects.latest("pk").pk))


@pytest.mark.mechanism("M114")
def test_a_draw_is_committed_revealed_exported_and_verified(place: Town) -> None:
    """The stored seed: what was drawn can be checked afterwards, on a page and by the command."""
    plan, group = a_plan(place), place.client(GROUP)
    assert (
        group.post(
            _at(place, "new_draw", plan.pk), {"draw_of": "units", "title": "抽一家", "each": 1, "left": [place.units[FOREST].pk]}
        ).status_code
        == 422
    )
    assert group.post(_at(place, "new_draw", plan.pk), {"draw_of": "units", "title": "抽一家", "each": 1}).status_code == 302
    row = PlanDraw.objects.get()
    before = _page(group, _at(place, "draw", row.pk))
    assert (
        row.draw.commitment in before
        and row.draw.seed not in before
        and row.draw.seed not in group.get(_at(place, "draw_file", row.pk)).getvalue().decode()
    )
    _do(group, place, "draw", row, "reveal_for_inspection", spoken="三七")
    row.draw.refresh_from_db()
    assert row.draw.seed in _page(group, _at(place, "draw", row.pk)) and len(row.draw.chosen) == 1
    data = group.get(_at(place, "draw_file", row.pk)).getvalue()
    official = place.client(OFFICIAL)
    assert official.get(_at(place, "draw", row.pk)).status_code == 404
    verify = reverse("inspections:verify_draw")
    told = official.post(verify, {"file": _upload(data)}).content.decode()
    assert told.count("相符") >= 4 and "没有发现不符" in told
    forged = json.loads(data)
    forged["chosen"] = [one["key"] for one in forged["pool"] if one["key"] not in forged["chosen"]]
    assert "有不符的地方" in official.post(verify, {"file": _upload(json.dumps(forged).encode())}).content.decode()
    assert official.post(verify, {"file": _upload(b"{}")}).status_code == 422
    for of, more in (("people", {"unit": place.units[WATER].pk}), ("times", {})):
        assert group.post(_at(place, "new_draw", plan.pk), {"draw_of": of, "title": of, "each": 2, **more}).status_code == 302
    last = PlanDraw.objects.latest("pk")
    _do(group, place, "draw", last, "abandon_for_inspection", reason="改期")
    assert PlanDraw.objects.count() == 3


def _upload(data: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("draw.json", data)


def test_a_finding_is_noted_sent_answered_and_recorded_on_pages(place: Town) -> None:
    group, liaison = place.client(GROUP), place.client(LIAISON)
    form = {
        "unit": place.units[WATER].pk,
        "text": "公示栏三年未更新",
        "seen_on": str(DAY),
        "focus": "matter",
        "kind": "media",
        "force": "style_office",
        "reference": "7",
    }
    assert group.post(_at(place, "new_observation"), {**form, "text": ""}).status_code == 422
    assert group.post(_at(place, "new_observation"), form).status_code == 302
    row = Observation.objects.get()
    _do(group, place, "observation", row, "add_photo", file=_picture(), need="显示日期")
    assert group.get(_at(place, "photo", row.photos.get().pk)).status_code == 200
    assert liaison.get(_at(place, "observation", row.pk)).status_code == 404
    _do(group, place, "observation", row, "send_observation")
    assert "检查发现：请单位说明" in _page(liaison, reverse("home:todo"))
    _do(liaison, place, "observation", row, "answer_observation", answer="已更新")
    _do(group, place, "observation", row, "record_observation")
    assert Problem.objects.get().origin_reference == str(row.pk)
    listed = _page(group, _at(place, "observations"))
    assert "舆论监督" in listed and "党内监督" in listed and "作风效能办" in listed
    other = a_finding(place, text="大厅公示栏三年未更新")
    assert "可能是同一件事" in _page(group, _at(place, "observation", other.pk))
    _do(group, place, "observation", other, "join_observations", same_as=row.pk)
    lists = a_finding(place, text="清单空泛", focus="lists")
    _do(group, place, "observation", lists, "send_observation")
    _do(liaison, place, "observation", lists, "answer_observation", answer="重做")
    _do(group, place, "observation", lists, "send_list_back", demand="重做清单", due="2026-03-20", reason="空泛")
    dropped = a_finding(place, text="另一事")
    _do(group, place, "observation", dropped, "drop_observation", reason="不实")


def _picture() -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("现场.jpg", jpeg())


def test_no_tab_leads_to_a_page_that_is_refused(place: Town) -> None:
    address = _at(place, "checklists")
    for name, works in ((GROUP, True), (OFFICE, True), (HEAD, False), (LIAISON, False)):
        page = _page(place.client(name), _at(place, "overview"))
        assert (f'href="{address}"' in page) is works and (place.client(name).get(address).status_code == 200) is works, name


@pytest.mark.mechanism("M108")
def test_the_catalogue_goes_out_as_a_checklist_and_comes_back_as_findings(place: Town) -> None:
    group = place.client(GROUP)
    assert group.post(_at(place, "new_checklist"), {"title": "目录检查单", "source": "catalogue", "points": ""}).status_code == 302
    row = Checklist.objects.get()
    data = group.get(_at(place, "checklist_file", row.pk)).getvalue()
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.active
    assert sheet is not None and {sheet.cell(n, 3).value for n in range(2, 5)} == {"遇事往外推", "久拖不办", "其他违反纪律的情形"}
    sheet.cell(2, 4, WATER), sheet.cell(2, 5, "群众咨询被推给三个科室")
    filled = io.BytesIO()
    book.save(filled)
    address = f"{_at(place, 'import_findings')}?checklist={row.pk}"
    assert group.post(address, {"file": _sheet(filled.getvalue()), "force": "tour"}).status_code == 302
    found = Observation.objects.get()
    assert (found.unit, found.force, found.text) == (place.units[WATER], "tour", "群众咨询被推给三个科室")
    assert found.line and found.manifestation and found.manifestation.text in ("遇事往外推", "久拖不办", "其他违反纪律的情形")
    group.post(address, {"file": _sheet(filled.getvalue()), "force": "tour"})
    assert Observation.objects.count() == 1, "the same sheet again"
    sheet.cell(2, 4, "没有这个局")
    filled = io.BytesIO()
    book.save(filled)
    assert group.post(address, {"file": _sheet(filled.getvalue()), "force": "tour"}).status_code == 422
    for source in ("subjects", "own"):
        assert (
            group.post(_at(place, "new_checklist"), {"title": source, "source": source, "points": "秩序：看窗口\n看牌子"}).status_code
            == 302
        )
    _do(group, place, "checklist", row, "retire_checklist")
    assert "目录检查单" not in _page(group, _at(place, "checklists"))


def _sheet(data: bytes) -> Any:
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("检查单.xlsx", data)


def test_notices_hearings_notes_and_remarks_on_pages(place: Town) -> None:
    group, liaison, office = place.client(GROUP), place.client(LIAISON), place.client(OFFICE)
    water = place.units[WATER].pk
    assert (
        group.post(_at(place, "new_notice"), {"unit": water, "deviation": "偏差", "demand": "改", "due_on": "2026-03-20"}).status_code
        == 302
    )
    notice = CorrectionNotice.objects.get()
    assert "请回复" in _page(liaison, reverse("home:todo"))
    _do(liaison, place, "notice", notice, "reply_to_notice", reply="已改")
    _do(group, place, "notice", notice, "refuse_reply", reason="不具体", due_on="2026-03-25")
    _do(liaison, place, "notice", notice, "reply_to_notice", reply="已换窗口")
    _do(group, place, "notice", notice, "accept_reply", verdict="好")
    assert liaison.get(_at(place, "notice_file", notice.number)).getvalue()[:2] == b"PK"
    hearing = {"kind": "hearing", "unit": water, "held_on": str(DAY), "presided": "南屏", "record": "听汇报"}
    assert group.post(_at(place, "new_hearing"), hearing).status_code == 302
    row, finding = Hearing.objects.get(), a_finding(place)
    _do(group, place, "hearing", row, "set_task_at_hearing", title="落实轮值并公示", due_on="2026-03-20")
    _do(group, place, "hearing", row, "decide_on_finding", observation=finding.pk, decision="notice", words="发通知")
    assert Considered.objects.get().decision == "notice" and "落实轮值并公示" in _page(group, _at(place, "hearing", row.pk))
    assert (
        group.get(_at(place, "hearing_file", row.pk)).getvalue()[:2] == b"PK"
        and liaison.get(_at(place, "hearing", row.pk)).status_code == 404
    )
    assert office.post(_at(place, "remark", water), {"text": "抓紧剖析"}).status_code == 302 and Remark.objects.count() == 1
    assert "抓紧剖析" in _page(liaison, _at(place, "progress"))
    board = _page(office, _at(place, "board"))
    assert "落实" not in board and "阶段任务" in board and place.client(GROUP).get(_at(place, "board")).status_code == 403


@pytest.mark.mechanism("M118")
def test_an_analysis_note_on_a_filtered_set_with_frozen_figures(place: Town) -> None:
    office = place.client(OFFICE)
    place.find(), place.find(text="别的事情"), place.find(unit=FOREST, person=None)
    address = f"{_at(place, 'new_note')}?unit={place.units[WATER].pk}"
    assert "2" in _page(office, address)
    assert office.post(address, {"title": "水利局分析", "text": "集中在窗口", "advice": "统一轮值"}).status_code == 302
    note = AnalysisNote.objects.get()
    place.find(text="后来又有一件")
    told = _page(office, _at(place, "note", note.pk))
    assert note.figures[0]["value"] == 2 and "2 件" in told and "3 件" not in told and f"unit={place.units[WATER].pk}" in told
    assert office.get(_at(place, "note_file", note.pk)).getvalue()[:2] == b"PK"
    assert f'class="btn" href="{_at(place, "note_file", note.pk)}"' in told, "taking it home is not what the page is for"


def test_a_conclusion_and_its_review_on_pages(place: Town) -> None:
    visit, group, head = a_visit(place, reported=True), place.client(GROUP), place.client(HEAD)
    assert group.post(_at(place, "give_conclusion", visit.pk), {"text": "管理不到位"}).status_code == 302
    row = Conclusion.objects.get()
    _do(head, place, "conclusion", row, "ask_review_of_conclusion", reason="停电")
    offered = _page(place.client(OFFICE), _at(place, "step", "conclusion", row.pk, "assign_review"))
    assert f'value="{place.people[OFFICE_2].pk}"' in offered
    assert visit.approved_by and visit.approved_by.person and f'value="{visit.approved_by.person.pk}"' not in offered, "approved the visit"
    _do(place.client(OFFICE), place, "conclusion", row, "assign_review", reviewers=[place.people[OFFICE_2].pk])
    assert "请复核" in _page(place.client(OFFICE_2), reverse("home:todo"))
    page = _page(place.client(OFFICE_2), _at(place, "conclusion", row.pk))
    assert page.index("维持结论") < page.index("变更结论") < page.index("撤销结论"), "the mildest first"
    assert "变更后的结论" in _page(place.client(OFFICE_2), _at(place, "step", "conclusion", row.pk, "change_conclusion"))
    _do(place.client(OFFICE_2), place, "conclusion", row, "uphold_conclusion", reason="查明未停电")
    assert row.state == "upheld" and "查明未停电" in _page(head, _at(place, "conclusion", row.pk))


def test_recusals_are_declared_asked_for_and_decided(place: Town) -> None:
    group, liaison, office = place.client(GROUP), place.client(LIAISON), place.client(OFFICE)
    assert (
        group.post(_at(place, "declare_recusal"), {"unit": place.units[WATER].pk, "ground": "relation", "reason": "不便明说"}).status_code
        == 302
    )
    asked = {"who": GROUP_2, "unit": place.units[WATER].pk, "ground": "dealings", "reason": "经办过我局工程"}
    assert liaison.post(_at(place, "ask_recusal"), {**asked, "who": "没有此人"}).status_code == 422
    assert liaison.post(_at(place, "ask_recusal"), asked).status_code == 302
    mine, theirs = Recusal.objects.order_by("pk")
    assert (mine.state, theirs.state) == ("in_force", "asked")
    assert place.client(OFFICIAL).get(_at(place, "recusal", mine.pk)).status_code == 404
    assert office.post(_at(place, "recusal", theirs.pk), {"what": "grant", "reason": "属实"}).status_code == 302
    a_plan(place)
    told = _page(office, _at(place, "new_visit"))
    assert GROUP not in told and GROUP_2 not in told and "不便明说" not in told


@pytest.mark.mechanism("M115")
@pytest.mark.mechanism("M116")
def test_a_phone_sends_what_it_kept_once_and_hears_why_not(place: Town) -> None:
    """A checklist with the three subjects, filled at the spot, yields findings; opinions are the second part of the visit."""
    group = place.client(GROUP)
    group.post(_at(place, "new_checklist"), {"title": "三方面", "source": "subjects", "points": ""})
    visit = a_visit(place, checklist=Checklist.objects.get())
    page = _page(group, _at(place, "spot"))
    assert GROUP not in page and "csrfmiddlewaretoken" not in page, "the page that a browser keeps is nobody's"
    told = group.get(_at(place, "spot_data")).json()
    [mine] = told["visits"]
    assert mine["unit"] == WATER and {line["subject"] for line in mine["lines"]} == {"上下班纪律", "办公秩序", "工作作风"}
    assert not place.client(LIAISON).get(_at(place, "spot_data")).json()["visits"]
    finding = {
        "what": "finding",
        "visit": visit.pk,
        "line": mine["lines"][0]["id"],
        "text": "10 时在岗 3 人",
        "mark": "m1",
        "day": str(DAY),
    }
    send = _at(place, "spot_take")
    for _again in range(2):
        answer = group.post(send, {**finding, "photo": _picture(), "need": "显示空岗"})
        assert answer.status_code == 200 and answer.json()["taken"]
    row = Observation.objects.get()
    assert row.line and row.focus == "discipline" and row.photos.count() == 1
    heard = {"what": "heard", "visit": visit.pk, "heard_from": "masses", "text": "希望延时服务", "mark": "m2"}
    assert group.post(send, heard).status_code == 200 and Heard.objects.get().text == "希望延时服务"
    assert group.post(send, {**finding, "mark": "m3", "text": " "}).status_code == 422
    from bihuan.inspections.operations import cancel_visit

    other = a_visit(place, visit.plan)
    cancel_visit(other, reason="改期", actor=place.actor(OFFICE), now=place.now)
    no = group.post(send, {**finding, "visit": other.pk, "mark": "m4"})
    assert no.status_code == 409 and "取消" in no.json()["sentence"]
    assert place.client(LIAISON).post(send, {**finding, "mark": "m5"}).status_code in (403, 409)
    worker = group.get(reverse("inspections:worker"))
    assert worker["Service-Worker-Allowed"] == "/c/" and worker["Content-Type"].startswith("text/javascript")
    assert group.get(_at(place, "manifest")).json()["start_url"] == _at(place, "spot")


def test_a_campaign_that_leaves_supervision_out_has_no_pages_of_it(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"inspections": False}, actor=place.actor(OFFICE), now=place.now)
    assert place.client(OFFICE).get(_at(place, "overview")).status_code == 404


@pytest.mark.usefixtures("known_by_heart")
@pytest.mark.parametrize("page", ["overview", "observations", "notices", "progress", "board"])
def test_lists_ask_as_much_for_many_as_for_few(place: Town, page: str) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from bihuan.inspections.operations import send_notice

    client, plan = place.client(OFFICE), a_plan(place)

    def fill(many: int, begin: int) -> None:
        for n in range(begin, begin + many):
            visit = a_visit(place, plan)
            a_finding(place, visit, text=f"情况{n}")
            send_notice(
                campaign=place.campaign, unit=place.units[WATER], deviation="x", demand="y", due_on=DAY, actor=place.actor(GROUP), now=LATER
            )

    fill(2, 0)
    client.get(_at(place, page))  # what is asked once a process
    with CaptureQueriesContext(connection) as few:
        client.get(_at(place, page))
    fill(5, 2)
    with CaptureQueriesContext(connection) as many:
        client.get(_at(place, page))
    assert len(many) == len(few)


def test_lists_are_read_on_and_keep_what_they_were_narrowed_by(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bihuan.interfaces.web.shell.older.older.__defaults__", (2,))
    for n in range(3):
        a_finding(place, text=f"第{n}条情况")
    office = place.client(OFFICE)
    first = _page(office, _at(place, "observations") + "?focus=matter")
    assert "第2条情况" in first and "第0条情况" not in first and "回到最近" not in first
    onward = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "focus=matter" in onward
    second = _page(office, _at(place, "observations") + onward)
    assert "第0条情况" in second and "第2条情况" not in second and "回到最近" in second and 'rel="next"' not in second
    assert "第2条情况" in _page(office, _at(place, "observations") + "?before=nonsense"), "a mark that somebody typed begins anew"
