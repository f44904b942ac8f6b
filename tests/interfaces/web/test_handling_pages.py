"""Pages of who handles and who decides: every step through the browser, each by whoever may; everybody else finds nothing, not even that there is a
case (promise 5)."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.accountability import operations as do
from bihuan.accountability.models import Appeal, DecisionBody, Handling, Seat
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.handling import Asked
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from bihuan.organisation.models import Person, Post
from bihuan.problems.vocabulary import Source
from tests.accountability.ground import PERSONNEL, Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.factories import town as factory
from tests.factories.town import (
    COLLEAGUE,
    GROUP,
    HEAD,
    IN_CHARGE,
    LEADER,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_HEAD,
    TODAY,
    Town,
)

pytestmark = pytest.mark.django_db
DECISION = {"document": "青作风〔2026〕8 号", "present": "雷峰、夕照", "reasons": "事实清楚", "heard": "采纳开会一节"}
LADDERS = [
    {
        "name": "甲套阶梯",
        "default": True,
        "rungs": [
            {
                "step": 1,
                "trigger": "问题轻微",
                "measures": [{"name": "诫勉谈话", "kind": "education"}, {"name": "批评教育", "kind": "education"}],
            },
            {"step": 2, "trigger": "性质较为严重", "measures": [{"name": "通报批评", "kind": "education"}, {"name": "书面检查", "kind": "education"}]},
            {"step": 3, "trigger": "性质严重", "measures": [{"name": "组织处理", "kind": "organisational"}, {"name": "纪律处分", "kind": "disciplinary"}]},
        ],
    },
    {
        "name": "乙套阶梯",
        "rungs": [
            {"step": 1, "trigger": "情节轻微", "measures": [{"name": "书面检查", "kind": "education"}, {"name": "公开道歉", "kind": "education"}]},
            {
                "step": 2,
                "trigger": "情节严重",
                "measures": [
                    {"name": "公开道歉", "kind": "education"},
                    {"name": "停职检查", "kind": "organisational"},
                    {"name": "处分", "kind": "disciplinary"},
                ],
            },
        ],
    },
]  # fmt: skip


@pytest.fixture
def bodies(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Bodies:
    settings.BIHUAN_DEMO = True  # no second factor
    place = factory.town()
    at_moment(monkeypatch, NOW)
    return Bodies(place)


def at_moment(monkeypatch: pytest.MonkeyPatch, moment: datetime) -> None:
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: moment)


def _at(place: Town, name: str, *given: Any) -> str:
    return reverse(f"accountability:{name}", args=[place.campaign.code, *given])


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def _take(client: Client, address: str, **form: Any) -> None:
    """The form opens, and what is filled in is taken."""
    assert client.get(address).status_code == 200, address
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.content.decode()[answer.content.decode().find("<form") :][:3000]


def _step(bodies: Bodies, name: str, row: Handling, action: A, **form: Any) -> Handling:
    _take(bodies.place.client(name), _at(bodies.place, "step", row.number, action.value), **form)
    row.refresh_from_db()
    return row


def _case(bodies: Bodies, name: str, row: Handling) -> str:
    return _page(bodies.place.client(name), _at(bodies.place, "handling", row.number))


def _tolerance(place: Town) -> dict[str, str]:
    told = pack()
    found = {f"d_{one.id}": "查清了" for one in told.distinctions} | {f"c_{one.id}": "no" for one in told.conditions}
    return found | {f"p_{n}": "已衡量" for n in range(len(told.principles))} | {"text": "不属于容错情形"}


def _put_together(bodies: Bodies, row: Handling, measure: str = ":admonition", **more: Any) -> None:
    place = bodies.place
    problem = place.find()
    told = {"text": "3 月 1 日窗口无人", "evidence": "监控截图", "number": problem.number}
    _step(bodies, OFFICE, row, A.ADD_FACT, **told)
    fact = row.facts.get()
    _take(place.client(OFFICE_2), _at(place, "fact_step", fact.pk, "verify"), how="调看监控")
    _step(bodies, OFFICE, row, A.ASK_FIRST, health="none", workload="considered", orders="none")
    _step(bodies, OFFICE, row, A.SORT, case_class="work", reason="影响群众办事")
    _step(bodies, OFFICE, row, A.WEIGH, circumstances="两次，事后补岗", effect="三名群众各等一小时")
    _step(bodies, OFFICE, row, A.WEIGH_ORIGIN, origin="neutral", text="督导组发现")
    _step(bodies, OFFICE, row, A.CHECK_TOLERANCE, **_tolerance(place))
    _step(bodies, OFFICE, row, A.CHOOSE, measure=measure, rule="《作风建设十条》第三条", weight_reason="初次、后果轻", **more)


@pytest.mark.both
@pytest.mark.mechanism("M129")
@pytest.mark.mechanism("M55")
def test_one_case_from_the_facts_to_looking_after(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place = bodies.place
    office = place.client(OFFICE)
    unit = place.units[factory.WATER]
    chosen = f"{_at(place, 'new_handling')}?unit={unit.pk}"
    assert OFFICIAL in _page(office, chosen)
    form = {"person": place.people[OFFICIAL].pk, "handler": bodies.of["office"].pk, "matter": "窗口两次无人值守"}
    assert office.post(chosen, form).status_code == 302
    row = Handling.objects.get()
    told = _case(bodies, OFFICE, row)
    for word in ("还没有写入事实", "还没有问过身体状况", "还没有分类", "还没有做容错审查", "往下走还缺"):
        assert word in told
    assert _at(place, "step", row.number, "propose_handling") not in told, "no button before everything is there"
    assert _at(place, "step", row.number, "sort_case") not in told, "health, workload and orders are asked first (P14)"

    _put_together(bodies, row)
    told = _case(bodies, OFFICE, row)
    assert "台账第 0001 号，督查反馈，2026-03-02 发现" in told, "who found it first"
    assert "容错审查" in told and "已衡量" in told and "错责相当" in told
    _step(bodies, OFFICE, row, A.PROPOSE)
    _step(bodies, OFFICE, row, A.NOTICE)
    _step(bodies, OFFICE, row, A.STATE, how="in_talk", text="当天被抽去开会", on=str(TODAY))
    statement = row.statements.get()
    assert _at(place, "step", row.number, "submit_handling") not in _case(bodies, OFFICE, row), "first the answer"
    assert "对每份陈述都有书面答复" in _case(bodies, OFFICE, row)
    _take(office, _at(place, "answer", statement.pk), text="已核实，酌情考虑")
    _step(bodies, OFFICE, row, A.SUBMIT, body=bodies.of["party"].pk)

    before = _page(place.client(LEADER), _at(place, "step", row.number, "decide_handling"))
    for word in ("两次，事后补岗", "三名群众各等一小时", "督导组发现", "当天被抽去开会", "督查反馈"):
        assert word in before, "whoever decides reads it first"
    _step(bodies, LEADER, row, A.DECIDE, measure="admonition", **DECISION)
    _step(bodies, OFFICE, row, A.SERVE, how="in_person", on=str(TODAY))
    told = _case(bodies, LEADER, row)
    for word in ("情节轻重", "两次，事后补岗", "影响程度", "三名群众各等一小时", "2026-09-02", DECISION["document"]):
        assert word in told
    _step(bodies, OFFICE, row, A.FOLLOW, text="状态好转", on=str(TODAY))
    assert "状态好转" in _case(bodies, OFFICE, row)
    _step(bodies, LEADER, row, A.LIFT, reason="表现好")
    assert row.state == S.LIFTED


def test_nobody_else_finds_it(bodies: Bodies) -> None:
    """A colleague, his head, the liaison, leaders without a seat, another body, another unit: nothing anywhere; the administrators neither."""
    row, place = opened(bodies, handler="discipline", who=GROUP), bodies.place
    paths = [_at(place, "handling", row.number), *(_at(place, "step", row.number, one.value) for one in A)]
    assert _page(place.client(GROUP), paths[0])
    for name in (COLLEAGUE, HEAD, LIAISON, LEADER, IN_CHARGE, OFFICE, OFFICE_2, OFFICIAL, OTHER_HEAD, PERSONNEL):
        client = place.client(name)
        assert {client.get(path).status_code for path in paths} == {404}, name
        assert {client.post(path, {"reason": "x"}).status_code for path in paths[1:]} == {404}, name
        assert row.matter not in _page(client, _at(place, "handlings")), name
        assert row.matter not in client.get("/todo/").content.decode(), name
    row = in_force(bodies)
    for name in (COLLEAGUE, HEAD, LIAISON, IN_CHARGE, GROUP, OTHER_HEAD):
        seen = name == IN_CHARGE  # he sits where it was decided
        assert (place.client(name).get(_at(place, "handling", row.number)).status_code == 200) is seen, name


def test_personnel_reads_the_decision_and_nothing_before_it(bodies: Bodies) -> None:
    row = in_force(bodies)
    told = _case(bodies, PERSONNEL, row)
    assert "青作风〔2026〕8 号" in told and "影响期至" in told
    assert "监控截图" not in told and "当天临时被抽去开会" not in told and "容错审查" not in told


def test_he_is_led_to_his_own_page_and_sees_nothing_before_he_is_told(bodies: Bodies) -> None:
    place, row = bodies.place, whole(bodies, opened(bodies))
    client = place.client(OFFICIAL)
    assert client.get(_at(place, "handling", row.number)).status_code == 404
    noticed(bodies, row)
    answer = client.get(_at(place, "handling", row.number))
    assert (answer.status_code, answer["Location"]) == (302, reverse("accountability:own_matter", args=[row.pk]))


def test_reading_stands_in_the_book_once_an_hour(bodies: Bodies) -> None:
    row = in_force(bodies)
    for _time in range(2):
        _case(bodies, LEADER, row)
    _page(bodies.place.client(OFFICE_2), _at(bodies.place, "step", row.number, "follow_up"))
    bodies.place.client(OFFICIAL).get(_at(bodies.place, "handling", row.number))
    read = Record.objects.filter(kind="reading", action="read_handling", row=row.pk)
    people = bodies.place.people
    assert [one.actor for one in read.order_by("pk")] == [people[LEADER].user_id, people[OFFICE_2].user_id], "a form shows it, too"


def test_steps_are_refused_to_those_who_know_of_it_and_may_not(bodies: Bodies) -> None:
    place, row = bodies.place, decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))))
    leader, office = place.client(LEADER), place.client(OFFICE)
    assert leader.get(_at(place, "step", row.number, "serve_handling")).status_code == 403
    assert office.get(_at(place, "step", row.number, "decide_handling")).status_code == 403
    assert office.get(_at(place, "step", row.number, "no_such_step")).status_code == 404
    fact = row.facts.get()
    assert office.get(_at(place, "fact_step", fact.pk, "verify")).status_code == 403
    assert place.client(COLLEAGUE).get(_at(place, "fact_step", fact.pk, "verify")).status_code == 404
    assert place.client(COLLEAGUE).get(_at(place, "answer", row.statements.get().pk)).status_code == 404


def test_a_lighter_decision_and_the_three_others(bodies: Bodies) -> None:
    place = bodies.place
    for action, form, state in (
        (A.DECIDE, {"measure": "remind", **DECISION}, S.DECIDED), (A.NOT_HANDLE, {"reason": "事出有因"}, S.NOT_HANDLED),
        (A.TOLERATE, {"reason": "先行先试"}, S.TOLERATED), (A.SEND_BACK, {"reason": "再核实"}, S.DRAFT),
    ):  # fmt: skip
        row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies), "circular")))
        do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
        if action is A.DECIDE:
            heavier = place.client(LEADER).post(_at(place, "step", row.number, action.value), {**form, "measure": "admonition"})
            assert heavier.status_code == 422, "nothing heavier is offered"
        assert _step(bodies, LEADER, row, action, **form).state == state
    assert "再核实" in _case(bodies, OFFICE, row)


def test_what_is_decided_elsewhere_is_referred_and_recorded(bodies: Bodies) -> None:
    place, row = bodies.place, whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    told = _case(bodies, OFFICE, row)
    assert _at(place, "step", row.number, "refer_handling") in told and _at(place, "step", row.number, "propose_handling") not in told
    _step(bodies, OFFICE, row, A.REFER, to="县纪委监委")
    _step(bodies, OFFICE, row, A.RECORD_DECISION, measure="a_warning", document="青监政〔2026〕1 号", decided_on=str(TODAY))
    assert (row.state, row.outside_body, row.document) == (S.DECIDED, "县纪委监委", "青监政〔2026〕1 号")
    other = whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    _step(bodies, OFFICE, other, A.REFER, to="县纪委监委")
    assert _step(bodies, OFFICE, other, A.RECORD_NONE, reason="情节轻微").state == S.NOT_HANDLED


def _with_ladders(bodies: Bodies) -> None:
    campaign = bodies.place.campaign
    campaign.file = {**campaign.file, "ladders": LADDERS}
    type(campaign).objects.filter(pk=campaign.pk).update(file=campaign.file)


@pytest.mark.mechanism("M130")
@pytest.mark.mechanism("M133")
@pytest.mark.mechanism("M134")
def test_both_ladders_of_a_plan_are_shown_and_told_apart(bodies: Bodies) -> None:
    _with_ladders(bodies)
    row = opened(bodies)
    page = _page(bodies.place.client(OFFICE), _at(bodies.place, "step", row.number, "choose_measure"))
    assert "甲套阶梯（本专项采用）" in page and "乙套阶梯（方案里的另一套，不采用）" in page
    assert "“责令公开道歉”同时列在阶梯的第 1、2 级" in page, "a measure on two rungs is warned of"
    first = page[page.index('<optgroup label="1　问题轻微"') : page.index('<optgroup label="2　')]
    assert first.count("<option") == 2 and 'value="1:admonition"' in first and 'value="1:criticise"' in first, "exactly these (M130)"
    third = page[page.index('<optgroup label="3　') : page.index("</select>")]
    assert third.count("由有权机关决定，这里只登记") == 2
    own = page[page.index("乙套阶梯") :]
    minor = own[own.index("情节轻微") : own.index("情节严重")]
    assert "书面检查" in minor and "教育" in minor, "in the second ladder the written self-examination stands on the first rung (M133)"
    assert "组织处理" in own and "处分" in own


@pytest.mark.mechanism("M139")
def test_all_seven_measures_of_bad_effect_in_work_are_offered(bodies: Bodies) -> None:
    row = opened(bodies)
    do.ask_first(row, health=Asked.NONE, workload=Asked.NONE, orders=Asked.NONE, **by(bodies.place, OFFICE))
    page = _page(bodies.place.client(OFFICE), _at(bodies.place, "step", row.number, "sort_case"))
    seven = ("提醒", "警告（工作提示，不是处分）", "批评教育", "警示谈话", "责令书面检查", "通报批评", "诫勉")
    assert f"造成不良影响（{'、'.join(seven)}）" in page
    _step(bodies, OFFICE, row, A.SORT, case_class="work", reason="影响群众办事")
    page = _page(bodies.place.client(OFFICE), _at(bodies.place, "step", row.number, "choose_measure"))
    assert all(f'value=":{one}"' in page for one in pack().offers[CaseClass.WORK])


@pytest.mark.mechanism("M136")
def test_heavier_because_education_did_not_help_names_that_education(bodies: Bodies) -> None:
    place, first = bodies.place, in_force(bodies, measure="remind")
    row = whole(bodies, opened(bodies), "organisational", case_class=CaseClass.GRAVE)
    _step(bodies, OFFICE, row, A.CHOOSE, measure=":organisational", rule="方案第五条：经过教育仍不改正", weight_reason="三次")
    assert "依据是“经过教育仍不改正”的，先列明此前的教育" in _case(bodies, OFFICE, row)
    refused = place.client(OFFICE).post(_at(place, "step", row.number, "refer_handling"), {"to": "县委组织部"})
    assert refused.status_code == 422
    _step(bodies, OFFICE, row, A.LINK_EDUCATION, earlier=first.pk, unchanged="又三次空岗")
    assert "又三次空岗" in _case(bodies, OFFICE, row)
    assert _step(bodies, OFFICE, row, A.REFER, to="县委组织部").state == S.REFERRED


def test_a_typical_case_shows_its_inquiry_and_waits_for_it(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    _step(bodies, OFFICE, row, A.MARK_TYPICAL, person=place.people[HEAD].pk, level="main", matter="", reason="多次发生")
    inquiry = Handling.objects.get(parent=row)
    told = _case(bodies, OFFICE, row)
    assert _at(place, "handling", inquiry.number) in told and "领导责任核查没有结束" in told
    assert "主要领导责任" in _case(bodies, OFFICE, inquiry)
    leader = _case(bodies, LEADER, row)
    assert _at(place, "step", row.number, "lift_handling") not in leader and "一案双查的领导责任核查还没有结束" in leader


def test_distress_has_somebody_to_turn_to(bodies: Bodies) -> None:
    row = opened(bodies)
    page = _page(bodies.place.client(OFFICE), _at(bodies.place, "step", row.number, "ask_first"))
    assert "12356" in page and "先减负" in page


@pytest.mark.mechanism("P03")
def test_an_appeal_is_reviewed_on_its_own_page_by_another_body(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    form = {"how": "on_paper", "text": "当天被抽去开会", "on": str(TODAY), "body": bodies.of["discipline"].pk}
    page = _page(place.client(OFFICE), _at(place, "take_appeal", row.number))
    assert "县委作风建设领导小组" not in page[page.index("<select") :], "not to those who decided"
    _take(place.client(OFFICE), _at(place, "take_appeal", row.number), **form)
    appeal = Appeal.objects.get()
    page = _page(place.client(GROUP), _at(place, "appeal", appeal.pk))
    for word in ("当天被抽去开会", "两次，事后补岗", "采纳开会一节", "青作风〔2026〕8 号"):
        assert word in page
    assert place.client(LEADER).get(_at(place, "appeal_step", appeal.pk, "revoke_decision")).status_code == 403
    for name in (COLLEAGUE, HEAD, PERSONNEL):
        assert place.client(name).get(_at(place, "appeal", appeal.pk)).status_code == 404, name
    _take(place.client(GROUP), _at(place, "appeal_step", appeal.pk, "accept_appeal"))
    outcome = {"outcome": "原决定过重", "document": "青纪复〔2026〕1 号"}
    _take(place.client(GROUP), _at(place, "appeal_step", appeal.pk, "change_decision"), measure="remind", **outcome)
    row.refresh_from_db()
    assert row.measure == "remind"
    assert "原决定过重" in _page(place.client(GROUP), _at(place, "appeal", appeal.pk)), "who answered it still reads it"
    assert "变更原决定" in _page(place.client(GROUP), _at(place, "appeals"))


def test_an_appeal_against_what_was_decided_outside_is_passed_on(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    _take(place.client(OFFICE), _at(place, "take_appeal", row.number), how="in_talk", text="不当", on=str(TODAY), body="outside")
    appeal = Appeal.objects.get()
    assert "申诉：请转有权机关" in _page(place.client(OFFICE), "/todo/")
    _take(place.client(OFFICE), _at(place, "appeal_step", appeal.pk, "pass_on_appeal"), to="县监委")
    appeal.refresh_from_db()
    assert (appeal.state, appeal.passed_to) == ("passed_on", "县监委")
    page = _page(place.client(OFFICE), _at(place, "appeal", appeal.pk))
    for action in ("record_upheld", "record_changed", "record_revoked"):
        assert _at(place, "appeal_step", appeal.pk, action) in page
        assert place.client(LEADER).get(_at(place, "appeal_step", appeal.pk, action)).status_code == 403
    answered = {"outcome": "事实有误", "document": "县监〔2026〕3 号"}
    _take(place.client(OFFICE), _at(place, "appeal_step", appeal.pk, "record_revoked"), **answered)
    row.refresh_from_db()
    assert row.state == S.UNDONE


def test_what_a_competent_body_decided_and_lifts_is_recorded_on_the_case(bodies: Bodies) -> None:
    place, row = bodies.place, whole(bodies, opened(bodies), "disciplinary", case_class=CaseClass.GRAVE)
    do.refer_handling(row, to="县监委", **by(place, OFFICE))
    do.record_decision(row, measure="a_warning", document="县监〔2026〕1 号", decided_on=TODAY, **by(place, OFFICE))
    _step(bodies, OFFICE, row, A.SERVE, how="in_person", on=str(TODAY))
    chooser = _page(place.client(OFFICE), _at(place, "take_appeal", row.number))
    assert "本专项以外的有权机关" in chooser and f'value="{bodies.of["discipline"].pk}"' not in chooser
    assert _at(place, "step", row.number, "lift_handling") not in _case(bodies, OFFICE, row)
    lifted = _step(bodies, OFFICE, row, A.RECORD_LIFT, reason="有重大立功表现", document="县监〔2026〕9 号")
    assert lifted.state == S.LIFTED


def test_the_office_names_bodies_with_their_document_and_seats_people(bodies: Bodies) -> None:
    place = bodies.place
    office = place.client(OFFICE)
    refused = office.post(_at(place, "new_body"), {"kind": "unit", "name": "局机关党委", "basis": ""})
    assert refused.status_code == 422
    _take(office, _at(place, "new_body"), kind="unit", name="局机关党委", basis="青水党〔2026〕2 号")
    body = DecisionBody.objects.get(name="局机关党委")
    _take(office, _at(place, "seat", body.pk), person=HEAD)
    seat = Seat.objects.get(body=body)
    assert HEAD in _page(place.client(HEAD), _at(place, "bodies")), "whoever sits somewhere reads who sits where"
    for name in (COLLEAGUE, LIAISON):
        assert place.client(name).get(_at(place, "bodies")).status_code == 404
    assert place.client(HEAD).get(_at(place, "new_body")).status_code == 403
    Post.objects.create(person=Person.objects.create(name="外单位的人", sort_key="w"), unit=place.units[factory.WATER], title="干部")
    _take(office, _at(place, "seat", body.pk), person="外单位的人")
    assert "外单位的人还打不开本专项" in _page(office, _at(place, "bodies")), "a seat alone opens no campaign, and the office is told"
    _take(office, _at(place, "unseat", seat.pk), reason="调离")
    _take(office, _at(place, "end_body", body.pk), reason="撤销")
    body.refresh_from_db()
    assert body.ended_at is not None


@pytest.mark.mechanism("P17")
def test_what_waits_stands_on_the_desk_of_who_does_it_and_says_when_it_is_late(bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    place = bodies.place

    def desk(name: str) -> str:
        return _page(place.client(name), "/todo/")

    row = opened(bodies)
    do.add_fact(row, text="窗口无人", evidence="截图", **by(place, OFFICE))
    assert "请核实事实" in desk(OFFICE_2) and "请核实事实" not in desk(OFFICE), "not for who wrote it"
    do.drop_fact(row.facts.get(), reason="重写", **by(place, OFFICE))
    do.propose_handling(whole(bodies, row), **by(place, OFFICE))
    assert "请告知本人" in desk(OFFICE)
    do.notice_handling(row, **by(place, OFFICE))
    told = do.state(row, text="开会", **by(place, OFFICIAL))
    assert "请书面答复陈述" in desk(OFFICE) and "请书面答复陈述" not in desk(LEADER)
    do.answer_statement(told, text="已核实", **by(place, OFFICE))
    assert "陈述已听取，请提请决定" in desk(OFFICE)
    at_moment(monkeypatch, NOW + timedelta(14))
    assert "超" in desk(OFFICE)
    mine = _page(place.client(OFFICE), f"{_at(place, 'handlings')}?mine=1")
    assert row.matter in mine
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    assert "处理：请决定" in desk(LEADER) and "处理：请决定" not in desk(OFFICE)
    assert row.matter not in _page(place.client(OFFICE), f"{_at(place, 'handlings')}?mine=1")
    do.decide_handling(row, **DECISION, **by(place, LEADER))
    assert "处理：请送达" in desk(OFFICE)


def test_a_list_is_narrowed_by_state_and_never_ordered_by_person(bodies: Bodies) -> None:
    place, row = bodies.place, opened(bodies)
    other = opened(bodies, COLLEAGUE, matter="另一件")
    page = _page(place.client(OFFICE), _at(place, "handlings"))
    assert page.index("另一件") < page.index(row.matter), "latest first"
    noticed(bodies, whole(bodies, other))
    page = _page(place.client(OFFICE), f"{_at(place, 'handlings')}?state=noticed&sort=person")
    assert "另一件" in page and row.matter not in page
    assert 'value="in_force"' in page and 'value="dropped"' not in page, "of what ended without anything there is no list"
    do.drop_handling(other, reason="没有依据", **by(place, OFFICE))
    for state in ("dropped", "noticed", ""):
        assert "另一件" not in _page(place.client(OFFICE), f"{_at(place, 'handlings')}?state={state}")


def test_where_the_campaign_leaves_it_out_nothing_is_opened_and_what_began_goes_on(bodies: Bodies) -> None:
    place, row = bodies.place, in_force(bodies)
    switch_mechanisms(campaign=place.campaign, switches={"handlings": False}, actor=place.actor(OFFICE), now=NOW)
    place.campaign.refresh_from_db()
    assert place.client(OFFICE).get(_at(place, "new_handling")).status_code == 403
    assert "送达" in _case(bodies, OFFICE, row)
    _take(place.client(OFFICE), _at(place, "take_appeal", row.number), how="in_talk", text="不当", on=str(TODAY), body="outside")


def test_a_fact_brings_its_paper_which_only_those_open_who_work_on_it(bodies: Bodies) -> None:
    from io import BytesIO

    from tests.factories.pictures import jpeg

    place, row = bodies.place, opened(bodies)
    paper = BytesIO(jpeg())
    paper.name = "截图.jpg"
    _step(bodies, OFFICE, row, A.ADD_FACT, text="窗口无人", evidence="", file=paper)
    file = row.facts.get().file
    assert file is not None
    address = _at(place, "paper", row.number, file.pk)
    assert address in _case(bodies, OFFICE, row)
    assert place.client(OFFICE).get(address).status_code == 200
    for name in (LEADER, OFFICIAL, COLLEAGUE):
        assert place.client(name).get(address).status_code == 404, name


def test_an_item_found_by_himself_is_told_as_such(bodies: Bodies) -> None:
    row = whole(bodies, opened(bodies), self_found=True)
    assert "自查，2026-03-02 发现" in _case(bodies, OFFICE, row)
    assert Source.SELF_CHECK.label == "自查"
