"""Pages of the joint check, talks, home visits, back-checks and screenings, walked by the people who do the work."""

import io
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook

from bihuan.campaigns.operations.preparing import switch_mechanisms
from bihuan.campaigns.queries import categories_of
from bihuan.finding.models import BackCheck, HomeVisit, JointFinding, Link, RedBlackList, Screening, SourceReport, Talk
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source, State
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, FOREST, GROUP, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.finding.sheets import feedback

DAY = TODAY.isoformat()


@pytest.fixture
def place(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    made = factory.town()
    switches = {"red_black_list": True, "home_visits": True}
    switch_mechanisms(campaign=made.campaign, switches=switches, actor=made.actor(OFFICE), now=NOW)
    return made


def _at(name: str, *given: Any) -> str:
    return reverse(f"finding:{name}", args=["QS-2026", *given])


def _get(place: Town, who: str, page: str, *given: Any, **query: Any) -> str:
    answer = place.client(who).get(_at(page, *given), query)
    assert answer.status_code == 200, (page, answer.status_code)
    return str(answer.content.decode())


def _post(place: Town, who: str, page: str, *given: Any, **form: Any) -> Any:
    answer = place.client(who).post(_at(page, *given), form)
    assert answer.status_code in (200, 302), (page, answer.status_code, answer.content.decode()[-3000:])
    return answer


def _file(data: bytes, name: str = "表.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


REPORT = {"kind": "supervision", "issuer": "两办督查室", "reference": "督查〔2026〕7号", "title": "一季度督查反馈", "dated_on": DAY}


def test_a_report_is_registered_its_sheet_checked_and_taken(place: Town) -> None:
    assert "还没有联查问题" in _get(place, OFFICE, "joint")
    assert place.client(OFFICE).post(_at("new_report"), {**REPORT, "reference": ""}).status_code == 422
    _post(place, OFFICE, "new_report", **REPORT, file=_file(jpeg(), "反馈.jpg"))
    row = SourceReport.objects.get()
    assert _get(place, OFFICE, "report", row.pk).count("督查〔2026〕7号") and "看附件" in _get(place, OFFICE, "report", row.pk)
    assert place.client(OFFICE).get(_at("report_file", row.pk)).status_code == 200
    place.find(Source.OPINION, person=None, text="办事大厅午间无人值守，群众等候很久")
    rows = [
        (WATER, "办事大厅午间无人值守，群众等候很久", "窗口服务", "", "1", ""),
        (FOREST, "采伐证没有一次性告知", "窗口服务", "", "2", ""),
    ]
    answer = _post(place, OFFICE, "report_sheet", row.pk, file=_file(feedback(rows)))
    page = place.client(OFFICE).get(answer["Location"]).content.decode()
    assert "是同一件，并入 0001" in page and "采伐证没有一次性告知" in page
    assert place.client(OFFICE).post(answer["Location"], {}).status_code == 422, "somebody must decide"
    assert place.client(OFFICE).post(answer["Location"], {"row_2": "1"}).status_code == 302
    assert Problem.objects.filter(state=State.MERGED).count() == 1 and JointFinding.objects.count() == 2
    page = _get(place, OFFICE, "report", row.pk)
    assert "并入 0001" in page and "采伐证没有一次性告知" in page
    joint = _get(place, OFFICE, "joint")
    assert "窗口服务" in joint and "按单位、事项汇总" in joint
    assert "两办督查室" in _get(place, GROUP, "reports") and place.client(LIAISON).get(_at("reports")).status_code == 403


def test_a_report_is_corrected_with_its_reason(place: Town) -> None:
    _post(place, OFFICE, "new_report", **REPORT)
    row = SourceReport.objects.get()
    assert _at("amend_report", row.pk) in _get(place, OFFICE, "report", row.pk) and 'name="kind"' not in _get(
        place, OFFICE, "amend_report", row.pk
    )
    told = {name: value for name, value in REPORT.items() if name != "kind"} | {"title": "一季度督查反馈"}
    assert place.client(OFFICE).post(_at("amend_report", row.pk), told).status_code == 422, "why is asked"
    _post(place, OFFICE, "amend_report", row.pk, **told, reason="题目漏字")
    row.refresh_from_db()
    assert (row.title, row.kind) == ("一季度督查反馈", REPORT["kind"]) and place.client(LIAISON).get(
        _at("amend_report", row.pk)
    ).status_code == 403


def test_wrong_cells_are_shown_and_a_typed_finding_is_taken(place: Town) -> None:
    _post(place, OFFICE, "new_report", **REPORT)
    row = SourceReport.objects.get()
    answer = _post(place, OFFICE, "report_sheet", row.pk, file=_file(feedback([("县水力局", "窗口脱岗", "纪律", "", "1", "")])))
    wrong = place.client(OFFICE).get(answer["Location"])
    assert wrong.status_code == 422 and WATER in wrong.content.decode() and "整份没有导入" in wrong.content.decode()
    sheet = place.client(OFFICE).get(_at("report_template"))
    assert [cell.value for cell in next(load_workbook(io.BytesIO(b"".join(sheet.streaming_content))).active.iter_rows())][:2] == [
        "单位",
        "问题",
    ]  # type: ignore[arg-type,union-attr]
    typed = {"unit": place.units[WATER].pk, "text": "值班电话无人接听", "matter": "值班", "person": "没有的人"}
    assert place.client(OFFICE).post(_at("report_finding", row.pk), typed).status_code == 422
    _post(place, OFFICE, "report_finding", row.pk, **{**typed, "person": OFFICIAL})
    assert Problem.objects.get().person == place.people[OFFICIAL]
    page = place.client(OFFICE).get(reverse("problems:problem", args=["QS-2026", 1])).content.decode()
    assert _at("report", row.pk) in page, "the problem leads to its report"


def test_matters_are_gathered_and_the_list_leaves_with_its_purpose(place: Town) -> None:
    for text in ("批示一", "批示二"):
        place.find(Source.INSTRUCTION, text=text, person=None)
    assert "还有 2 个问题没有归并" in _get(place, OFFICE, "joint") and "批示一" in _get(place, OFFICE, "joint_matter")
    _post(place, OFFICE, "gather", number=["1"], name="批示落实")
    _post(place, OFFICE, "gather", number=["2"], name="批示没有落实")
    assert "批示没有落实" in _get(place, OFFICE, "matters")
    _post(place, OFFICE, "gather", matter=["批示落实", "批示没有落实"], name="批示落实")
    assert set(JointFinding.objects.values_list("matter", flat=True)) == {"批示落实"}
    assert "批示一" in _get(place, OFFICE, "joint_matter", matter="批示落实")
    for form in ("xlsx", "docx"):
        answer = place.client(OFFICE).post(_at("joint_export"), {"reason": "存档", "as": form})
        assert answer.status_code == 200 and f".{form}" in unquote(answer["Content-Disposition"])
    assert place.client(OFFICE).post(_at("joint_export"), {"reason": " "}).status_code == 422


def test_a_quarterly_list_and_its_black_side(place: Town) -> None:
    kept = {"year": "2026", "quarter": "1", "publisher": "县委督查室", "criteria": "办结率", "decision": "常委会研究", "decided_on": DAY}
    _post(place, OFFICE, "new_red_black", **kept)
    row = RedBlackList.objects.get()
    _post(place, OFFICE, "enter_red_black", row.pk, side="black", unit=place.units[WATER].pk, grounds="三件督办超期")
    assert place.client(LIAISON).get(_at("red_black_list", row.pk)).status_code == 404, "not before it is published"
    _post(place, OFFICE, "publish_red_black", row.pk, on=DAY)
    assert "三件督办超期" in _get(place, LIAISON, "red_black_list", row.pk) and "转为问题" in _get(place, OFFICE, "red_black_list", row.pk)
    entry = row.entries.get()
    _post(place, OFFICE, "turn_black", row.pk, entry.pk, text="三件督办超期", matter="督办超期")
    assert Problem.objects.get().source == Source.RED_BLACK and "0001" in _get(place, OFFICE, "red_black_list", row.pk)
    assert "县委督查室" in _get(place, OFFICE, "red_black")


def test_a_unit_on_a_published_list_is_withdrawn_where_everybody_reads_it(place: Town) -> None:
    kept = {"year": "2026", "quarter": "1", "publisher": "县委督查室", "criteria": "办结率", "decision": "常委会研究", "decided_on": DAY}
    _post(place, OFFICE, "new_red_black", **kept)
    row = RedBlackList.objects.get()
    for unit, why in ((WATER, "三件督办超期"), (FOREST, "七件没有办结")):
        _post(place, OFFICE, "enter_red_black", row.pk, side="black", unit=place.units[unit].pk, grounds=why)
    first, second = row.entries.order_by("pk")
    assert "还没有发布" in _get(place, OFFICE, "withdraw_red_black", row.pk, first.pk)
    _post(place, OFFICE, "withdraw_red_black", row.pk, first.pk, reason="单位登记错了")
    _post(place, OFFICE, "publish_red_black", row.pk, on=DAY)
    assert "已经发布" in _get(place, OFFICE, "withdraw_red_black", row.pk, second.pk)
    _post(place, OFFICE, "withdraw_red_black", row.pk, second.pk, reason="统计口径有误")
    seen = _get(place, LIAISON, "red_black_list", row.pk)
    assert "撤回，原因：统计口径有误" in seen and "七件没有办结" in seen and "三件督办超期" not in seen
    mine = _get(place, OFFICE, "red_black_list", row.pk)
    assert (
        "单位登记错了" in mine
        and _at("withdraw_red_black", row.pk, second.pk) not in mine
        and _at("turn_black", row.pk, second.pk) not in mine
    )


TALK = {"person": "　".join(OFFICIAL), "talker": GROUP, "held_on": DAY, "subject": "窗口空岗", "record": "当天没有安排替岗"}


def test_a_talk_is_noted_confirmed_and_yields(place: Town) -> None:
    assert place.client(LIAISON).get(_at("new_talk")).status_code == 403
    _post(place, GROUP, "new_talk", unit=place.units[WATER].pk, **TALK)
    row = Talk.objects.get()
    todo = place.client(OFFICIAL).get(reverse("home:todo")).content.decode()
    assert "谈话记录：请您确认" in todo and _at("talk", row.pk) in todo
    assert "当天没有安排替岗" in _get(place, OFFICIAL, "talk", row.pk)
    assert place.client(HEAD).get(_at("talk", row.pk)).status_code == place.client(HEAD).get(_at("talk", 999)).status_code == 404
    assert place.client(OFFICIAL).get(_at("talk_step", row.pk, "amend_talk")).status_code == 404
    _post(place, GROUP, "talk_step", row.pk, "amend_talk", **{**TALK, "record": "当天没有替岗安排"})
    confirm = _at("talk_step", row.pk, "confirm_talk")
    late = place.client(OFFICIAL).post(confirm, {"seen": row.revision})
    assert late.status_code == 409 or "刚被别人改过" in late.content.decode(), "he confirms what he read, not what was put right meanwhile"
    row.refresh_from_db()
    assert row.state == "noted" and f"{confirm}?seen={row.revision}" in _get(place, OFFICIAL, "talk", row.pk)
    _post(place, OFFICIAL, "talk_step", row.pk, "view_talk", view="当天因公外出", seen=row.revision)
    assert place.client(OFFICIAL).post(confirm).status_code != 302, "without the record before his eyes nothing is confirmed"
    _post(place, OFFICIAL, "talk_step", row.pk, "confirm_talk", seen=row.revision + 1)
    _post(place, GROUP, "talk_step", row.pk, "yield_from_talk", texts="窗口午间空岗\n请假未办交接")
    assert Problem.objects.filter(source=Source.TALK).count() == 2
    page = _get(place, OFFICE, "talk", row.pk)
    assert "当天因公外出" in page and "请假未办交接" in page
    paper = _at("talk_paper", row.pk)
    assert place.client(GROUP).get(paper).status_code == 405 and place.client(GROUP).post(paper, {"reason": " "}).status_code == 422
    assert place.client(GROUP).post(paper, {"reason": "签字归档"}).status_code == place.client(OFFICIAL).post(paper).status_code == 200
    form = f'action="{paper}"'
    assert all(form in _get(place, who, "talk", row.pk) for who in (GROUP, OFFICIAL)) and 'name="reason"' not in _get(
        place, OFFICIAL, "talk", row.pk
    )
    assert place.client(OFFICE).post(_at("talks_export"), {"reason": "存档", "as": "docx"}).status_code == 200
    assert "窗口空岗" in _get(place, OFFICIAL, "talks") and "窗口空岗" not in _get(place, COLLEAGUE, "talks")


def test_a_name_that_is_not_clear_is_told_at_its_field(place: Town) -> None:
    wrong = {**TALK, "unit": place.units[WATER].pk, "person": "没有的人"}
    answer = place.client(GROUP).post(_at("new_talk"), wrong)
    assert answer.status_code == 422 and "本专项里没有" in answer.content.decode() and not Talk.objects.exists()


def test_a_home_visit_waits_for_consent(place: Town) -> None:
    place.find()
    asked = {"number": "1", "purpose": "了解请假缘由", "visitors": f"{GROUP}、{GROUP_2}", "planned_on": "2030-01-01"}
    assert place.client(LEADER).get(_at("new_home_visit")).status_code == 403
    _post(place, OFFICE, "new_home_visit", **asked)
    row = HomeVisit.objects.get()
    assert "征求您的同意" in place.client(OFFICIAL).get(reverse("home:todo")).content.decode()
    assert place.client(GROUP).get(_at("home_visit_step", row.pk, "record_home_visit")).status_code == 404
    _post(place, OFFICIAL, "home_visit_step", row.pk, "agree_to_home_visit", answer="周末可以")
    row.refresh_from_db()
    assert row.answered_at
    _post(
        place,
        GROUP,
        "home_visit_step",
        row.pk,
        "record_home_visit",
        visited_on=row.answered_at.astimezone().date().isoformat(),
        record="家中老人住院",
    )
    assert "家中老人住院" in _get(place, GROUP, "home_visit", row.pk) and "家中老人住院" not in _get(place, OFFICIAL, "home_visit", row.pk)
    assert place.client(HEAD).get(_at("home_visit", row.pk)).status_code == 404
    paper = _at("home_visit_paper", row.pk)
    assert place.client(GROUP).get(paper).status_code == 405 and place.client(GROUP).post(paper, {"reason": " "}).status_code == 422
    assert place.client(GROUP).post(paper, {"reason": "存档"}).status_code == 200 and f'action="{paper}"' in _get(
        place, GROUP, "home_visit", row.pk
    )
    assert place.client(OFFICIAL).post(paper, {"reason": "存档"}).status_code == 404
    _post(place, OFFICE, "new_home_visit", **asked)
    again = HomeVisit.objects.latest("pk")
    _post(place, GROUP, "home_visit_step", again.pk, "file_consent", file=_file(jpeg(), "同意书.jpg"))
    assert place.client(GROUP).get(_at("home_visit_consent", again.pk)).status_code == 200
    _post(place, OFFICE, "home_visit_step", again.pk, "call_off_home_visit", reason="已谈清")
    assert OFFICIAL in _get(place, OFFICE, "home_visits")


def test_a_back_check_is_drawn_judged_and_concluded(place: Town) -> None:
    begun = {"title": "取水许可久办不结", "bodies": ["task_force", "supervision_section", "style_office"], "kind": "event",
             "text": "群众三次跑腿没有办成", "unit": place.units[WATER].pk, "body": "supervision_section", "happened_on": DAY}  # fmt: skip
    _post(place, OFFICE, "new_back_check", **begun)
    row = BackCheck.objects.get()
    _post(place, OFFICE, "add_node", row.pk, kind="problem", text="没有一次性告知", unit=place.units[WATER].pk, body="style_office")
    _post(place, OFFICE, "add_node", row.pk, kind="responsibility", text="首问负责没有落实", unit=place.units[WATER].pk, body="task_force")
    event, problem, whose = row.nodes.order_by("pk")
    for one, other in ((event, problem), (problem, whose)):
        _post(place, OFFICE, "trace", row.pk, one=one.pk, other=other.pk, body="task_force", step="调阅收件登记")
    assert place.client(OFFICE).post(_at("conclude", row.pk), {"conclusion": "x"}).status_code == 422, "steps are not judged"
    for link in row.links.all():
        _post(place, OFFICE, "judge", row.pk, link.pk, verdict="proved", evidence="收件登记第12页", file=_file(jpeg(), "登记.jpg"))
    assert place.client(OFFICE).get(_at("link_file", row.pk, Link.objects.earliest("pk").pk)).status_code == 200
    _post(place, OFFICE, "yield_node", row.pk, problem.pk)
    _post(place, OFFICE, "conclude", row.pk, conclusion="县水利局负管理责任")
    page = _get(place, GROUP, "back_check", row.pk)
    assert "<svg" in page and page.count("<rect") == 3 and page.count('marker-end="url(#tip)"') == 2 and "style=" not in page
    assert "县水利局负管理责任" in page and "收件登记第12页" in page and "0001" in page
    told = _get(place, LEADER, "back_checks")
    assert "群众三次跑腿没有办成" in told and "县水利局负管理责任" in told
    assert (
        place.client(HEAD).get(_at("back_checks")).status_code == 403
        and place.client(HEAD).get(_at("back_check", row.pk)).status_code == 404
    )
    assert place.client(OFFICE).get(_at("back_check_paper", row.pk)).status_code == 405, "what leaves the house says what for"
    assert place.client(OFFICE).post(_at("back_check_paper", row.pk), {"reason": " "}).status_code == 422
    assert place.client(OFFICE).post(_at("back_check_paper", row.pk), {"reason": "存档"}).status_code == 200
    assert place.client(OFFICE).post(_at("back_checks_export"), {"reason": "上报", "as": "docx"}).status_code == 200
    ledger = place.client(OFFICE).get(reverse("problems:problem", args=["QS-2026", 1])).content.decode()
    assert _at("back_check", row.pk) in ledger, "an entry of list 4 leads to its event and conclusion"


def test_a_screening_is_asked_for_and_reported(place: Town) -> None:
    category = categories_of(place.campaign)[0]
    asked = {"category": category.pk, "due_on": "2030-01-01", "everyone": "on"}
    nobody = place.client(OFFICE).post(_at("ask_screening"), asked | {"everyone": ""})
    assert nobody.status_code == 422 and "或者勾选“全部单位”" in nobody.content.decode() and not Screening.objects.exists()
    _post(place, OFFICE, "ask_screening", **asked)
    assert set(Screening.objects.values_list("unit__name", flat=True)) == {WATER, FOREST}, "all of them by one tick, without a script"
    mine = Screening.objects.get(unit=place.units[WATER])
    assert "单位排查：请报结果" in place.client(LIAISON).get(reverse("home:todo")).content.decode()
    _post(place, LIAISON, "screening_step", mine.pk, "find_by_screening", texts="以文件落实文件\n会议照搬")
    _post(place, LIAISON, "screening_step", mine.pk, "end_screening", result="found", how="翻阅一季度发文")
    assert Problem.objects.filter(source=Source.SCREENING).count() == 2
    assert "以文件落实文件" in _get(place, LIAISON, "one_screening", mine.pk)
    told = _get(place, OFFICE, "screenings")
    assert "排查发现问题" in told and "待排查" in told and FOREST in told
    other = categories_of(place.campaign)[1]
    _post(place, LIAISON, "begin_screening", unit=place.units[WATER].pk, category=other.pk)
    own = Screening.objects.latest("pk")
    _post(place, LIAISON, "screening_step", own.pk, "end_screening", result="none", how="逐科室问过")
    assert "排查未发现问题" in _get(place, LIAISON, "one_screening", own.pk) and FOREST not in _get(place, LIAISON, "screenings")
    assert place.client(OFFICIAL).get(_at("begin_screening")).status_code == 403


def test_what_is_left_out_has_no_page(place: Town) -> None:
    off = dict.fromkeys(("joint_check", "red_black_list", "talks", "home_visits", "back_checks", "screening"), False)
    switch_mechanisms(campaign=place.campaign, switches=off, actor=place.actor(OFFICE), now=NOW)
    for name in ("joint", "reports", "red_black", "talks", "home_visits", "back_checks", "screenings"):
        assert place.client(OFFICE).get(_at(name)).status_code == 404
    assert "组织联查" not in place.client(OFFICE).get(_at("overview")).content.decode()


def test_the_overview_shows_each_channel_to_whom_it_concerns(place: Town) -> None:
    office = _get(place, OFFICE, "overview")
    assert all(word in office for word in ("组织联查", "红黑榜", "谈话", "干部家访", "倒查", "单位排查"))
    official = _get(place, OFFICIAL, "overview")
    assert "倒查" not in official and "干部家访" not in official


def test_lists_ask_the_same_however_many_rows(place: Town, django_assert_max_num_queries: Any) -> None:
    for n in range(12):
        place.find(Source.SUPERVISION, text=f"督查发现第{n}件", person=None)
    client = place.client(OFFICE)
    for name in ("joint", "talks", "home_visits", "back_checks", "screenings", "red_black", "reports", "matters", "joint_matter"):
        with django_assert_max_num_queries(30):
            assert client.get(_at(name)).status_code == 200
