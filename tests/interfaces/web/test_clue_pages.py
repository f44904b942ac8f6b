"""Pages of reports and clues: from the sealed report to the closed clue, and nothing there for whoever may not know."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timezone import localdate

from bihuan.clues.models import Clue, ClueSeal, Tip, UpperReport
from bihuan.clues.operations import take
from bihuan.clues.operations.door import office_box
from bihuan.clues.queries import sealing_keys
from bihuan.clues.rules import locks
from bihuan.clues.vocabulary.clues import ClueState
from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.models import Record
from bihuan.foundation.sealedbox.contents import REAL_NAME, REPLIES_TO, Content, Identity, ReturnAddress
from bihuan.foundation.sealedbox.keys import ReportKeys
from bihuan.foundation.sealedbox.packages import seal
from bihuan.foundation.sealedbox.vocabulary import Kind, Says, What
from bihuan.interfaces.web.clues import urls_clues
from bihuan.interfaces.web.clues.keyring import COOKIE
from bihuan.organisation.models import Person
from bihuan.organisation.vocabulary import StandingDutyKind
from bihuan.problems.models import Problem
from tests.clues.case import phoned
from tests.clues.ground import ALTERNATE, APPROVER, CUSTODIAN, DESK, HANDLER, INTAKE, INTAKE_2, KEEPERS, OTHER_WAY, Desk
from tests.clues.reporting import Reporter
from tests.factories import town as factory
from tests.factories.town import HEAD, LIAISON, OFFICE, OFFICIAL

pytestmark = pytest.mark.django_db
TEXT = "水利局窗口长期无人值守，群众多次白跑"
At = Callable[..., Client]


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setattr(locks, "COST", {"time_cost": 1, "memory_cost": 8, "parallelism": 1})
    settings.BIHUAN_DEMO = True  # no second factor
    settings.BIHUAN_PORTAL_BOX = str(tmp_path / "box.sqlite3")
    made = Desk(factory.town(), timezone.now())
    made.all_keys()
    return made


@pytest.fixture
def at_desk(desk: Desk, signed_in: Callable[[User], Client]) -> At:
    """at_desk(name) → his browser, signed in, his key unlocked."""

    def sign_in(name: str, purpose: Any = DESK, *, unlocked: bool = True) -> Client:
        browser = signed_in(User.objects.get(pk=desk.actor(name).user_id))
        if unlocked:
            desk.key(name, purpose)
            browser.cookies[COOKIE] = desk.sessions[name, purpose]
        return browser

    return sign_in


def go(browser: Client, name: str, *given: Any, data: dict[str, Any] | None = None, **kwargs: Any) -> Any:
    """A page, or a form sent to it."""
    address = reverse(f"clues:{name}", args=given)
    return browser.get(address, kwargs) if data is None else browser.post(address, data)


def reported(desk: Desk, text: str = TEXT, **more: Any) -> tuple[Reporter, Tip]:
    """A report that came by the door, with whoever sent it."""
    reporter, box = Reporter.new(), office_box()
    box.prepare()
    reporter.sends(box, sealing_keys(), localdate(), text, **more)
    take(now=timezone.now())
    return reporter, Tip.objects.get(place=reporter.keys.place.hex())


def step(browser: Client, clue: Clue, action: str, **data: Any) -> None:
    answer = go(browser, "clue_step", clue.pk, action, data=data)
    assert answer.status_code == 302, (action, answer.context["form"].errors if answer.context else answer.status_code)


def registered(desk: Desk, at_desk: At, people: str = HEAD, **more: Any) -> tuple[Reporter, Clue]:
    reporter, tip = reported(desk, **more)
    assert go(at_desk(INTAKE), "register", tip.pk, data={"people": people, "seen": "on"}).status_code == 302
    return reporter, Clue.objects.get(tip=tip)


def read_by(browser: Client, clue: Clue, purpose: str = "handle") -> str:
    answer = go(browser, "clue", clue.pk, data={"purpose": purpose})
    assert answer.status_code == 200
    return str(answer.text)


def test_a_report_is_opened_registered_and_led_to_its_end(desk: Desk, at_desk: At) -> None:
    reporter, tip = reported(desk, who=Identity("柳岸", "88990000"), answers={REAL_NAME: "yes"})
    intake, handler, approver = at_desk(INTAKE), at_desk(HANDLER), at_desk(APPROVER)
    assert reverse("clues:tip", args=[tip.pk]) in go(intake, "desk").text
    told = go(intake, "tip", tip.pk).text
    assert TEXT in told
    assert "又补充了内容" not in told, "it is new"
    assert "留了姓名和联系方式" in told
    assert "柳岸" not in told
    assert go(intake, "register", tip.pk).context["form"]["named"].value() is True, "the desk knows that it is one, and not who"
    answer = go(intake, "register", tip.pk, data={"people": HEAD, "named": "on"})
    clue = Clue.objects.get(tip=tip)
    assert answer.url == reverse("clues:clue", args=[clue.pk])
    assert go(intake, "tip", tip.pk).status_code == 404, "its sealed original is gone"
    assert clue.number in go(handler, "desk").text

    shut = go(handler, "clue", clue.pk).text
    assert TEXT not in shut
    assert HEAD not in shut
    assert TEXT in read_by(handler, clue)
    step(handler, clue, "triage_clue", mode="conduct", subject="own", competence="here", urgent="on", opinion="交一室")
    day = localdate().isoformat()
    step(handler, clue, "propose_disposal", disposal="preliminary", met_on=day, present="观澜、拾级", opinion="初核")
    assert go(handler, "clue_step", clue.pk, "approve_disposal").status_code == 404, "who proposed does not approve"
    assert clue.number in go(approver, "desk").text
    step(approver, clue, "approve_disposal", opinion="同意")
    step(handler, clue, "verify_clue", way="visit", done_on=day, found="走访三户，属实")
    step(handler, clue, "conclude_clue", conclusion="partly", grounds="有两次无人值守")
    refused = go(handler, "clue_step", clue.pk, "close_clue", data={})
    assert refused.status_code == 422
    assert "反馈" in refused.text
    step(handler, clue, "feed_back_clue", text="已责令窗口整改")
    step(handler, clue, "close_clue")
    told = go(handler, "clue", clue.pk).text  # asked for once today
    assert "走访三户，属实" in told
    assert "涉嫌" not in told
    assert "作风问题" in told
    take(now=timezone.now())
    answers = reporter.reads(office_box())
    assert "已责令窗口整改" in [one.text for one in answers]
    assert {one.facts.get("keys") for one in answers if one.says is not Says.RECEIPT} == {"desk"}
    assert next(one for one in answers if one.says is Says.STATE).facts["until"] > day


@pytest.mark.mechanism("P11")
def test_opening_a_clue_asks_what_for_and_tells_who_looked(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    handler = at_desk(HANDLER)
    assert go(handler, "clue", clue.pk, data={"purpose": ""}).status_code == 422
    read_by(handler, clue, "check")
    record = Record.objects.get(kind="clue", row=clue.pk, action="read_clue")
    assert record.reason == "督促检查办理情况"
    assert TEXT not in str(record.changes)
    assert "督促检查办理情况" in go(at_desk(APPROVER), "clue", clue.pk).text


def test_whom_it_is_about_is_asked_and_never_told(desk: Desk, at_desk: At) -> None:
    """A clue about somebody of the desk: to him there is no such page, list, count or step."""
    _reporter, clue = registered(desk, at_desk, people=HANDLER)
    his, other = at_desk(HANDLER), at_desk(INTAKE_2)
    assert go(other, "clue", clue.pk).status_code == 200
    nothing = go(his, "clue", clue.pk + 1)
    for name, given in (("clue", (clue.pk,)), ("clue_step", (clue.pk, "triage_clue")), ("clue_file", (clue.pk, "ab"))):
        answer = go(his, name, *given)
        assert answer.status_code == nothing.status_code == 404
        assert clue.number not in answer.text
    assert go(his, "clue", clue.pk, data={"purpose": "handle"}).status_code == 404
    assert go(his, "clue_step", clue.pk, "triage_clue", data={"opinion": "x"}).status_code == 404
    for page in ("desk", "clues", "upper"):
        answer = go(his, page)
        assert clue.number not in answer.text
        assert str(clue.pk) not in answer.text


def test_where_everybody_is_in_the_line_nothing_is_registered_and_it_is_said(desk: Desk, at_desk: At) -> None:
    _reporter, tip = reported(desk)
    town = desk.town.units["青石县"]
    before = Clue.objects.count()
    answer = go(at_desk(INTAKE), "register", tip.pk, data={"unit": town.name})
    if answer.status_code == 302:  # those who take what concerns the desk are outside: then it went to them
        assert set(ClueSeal.objects.values_list("holder__purpose", flat=True)) == {"alternate"}
    else:
        assert answer.status_code == 422
        assert "直接报送上一级" in answer.text
        assert Clue.objects.count() == before


def test_people_of_one_name_are_told_apart_and_strangers_named_by_their_unit(desk: Desk, at_desk: At) -> None:
    desk.staff("同名人", unit=desk.body)
    Person.objects.create(name="同名人", sort_key="同名人")
    _reporter, tip = reported(desk)
    intake = at_desk(INTAKE)
    asked = go(intake, "register", tip.pk, data={"people": "同名人"})
    assert asked.status_code == 422
    assert "是哪一位" in asked.text
    assert go(intake, "register", tip.pk, data={"people": "查无此人"}).status_code == 422
    assert go(intake, "register", tip.pk, data={}).status_code == 422
    one = Person.objects.filter(name="同名人").first()
    assert one is not None
    assert go(intake, "register", tip.pk, data={"people": "同名人", "picked": [str(one.pk)]}).status_code == 302


def test_what_is_alike_is_shown_before_it_is_registered_twice(desk: Desk, at_desk: At) -> None:
    _first, clue = registered(desk, at_desk)
    _second, tip = reported(desk, TEXT + "，请管一管")
    intake = at_desk(INTAKE)
    asked = go(intake, "register", tip.pk, data={"people": HEAD})
    assert asked.status_code == 422
    assert clue.number in asked.text
    assert go(intake, "register", tip.pk, data={"people": HEAD, "seen": "on"}).status_code == 302
    assert Clue.objects.count() == 2


def test_the_reporter_is_asked_answers_and_his_answer_stands_beside_the_question(desk: Desk, at_desk: At) -> None:
    reporter, clue = registered(desk, at_desk)
    handler, intake = at_desk(HANDLER), at_desk(INTAKE)
    until = (localdate() + timedelta(7)).isoformat()
    step(handler, clue, "ask_reporter", question="是哪一天？", until=until)
    take(now=timezone.now())
    question = next(one for one in reporter.reads(office_box()) if one.says is Says.QUESTION)
    assert (question.text, question.facts) == ("是哪一天？", {"keys": "desk", "until": until})
    reply = "上周三"
    _sends_reply(reporter, reply, question.number)
    take(now=timezone.now())
    tip = Tip.objects.get(pk=clue.tip_id)
    assert tip.unread
    assert "举报人补充" in go(intake, "desk").text
    opened = go(intake, "tip", tip.pk).text
    assert reply in opened
    assert "已登记的举报，举报人补充了内容" in opened
    assert go(intake, "add", tip.pk, data={}).status_code == 302
    read = read_by(handler, clue)
    assert reply in read
    assert "答复的问题：是哪一天？" in read


def _sends_reply(reporter: Reporter, text: str, number: str) -> None:
    keys = reporter.keys
    content = Content(What.REPLY, "", "zh-hans", text, keys.address, keys.salt.hex(), answers={REPLIES_TO: number})
    envelopes = [
        reporter._envelope(f"content {content.digest}", Kind.CONTENT, seal(content.told(), sealing_keys().desk)),
        reporter._envelope(f"address {content.digest}", Kind.ADDRESS, ReturnAddress.of(content).told()),
    ]
    office_box().put(envelopes, localdate())


def test_files_are_fetched_before_and_after_registering_and_only_with_what_for(desk: Desk, at_desk: At) -> None:
    data = "照片".encode() * 400
    _reporter, tip = reported(desk, files={"窗口.jpg": data})
    intake = at_desk(INTAKE)
    page = go(intake, "tip", tip.pk)
    digest = page.context["contents"][0]["content"].files[0].digest
    answer = go(intake, "tip_file", tip.pk, digest)
    assert b"".join(answer.streaming_content) == data
    assert "sandbox" in answer["Content-Security-Policy"]
    assert go(intake, "tip_file", tip.pk, "ab" * 32).status_code == 404
    assert go(intake, "register", tip.pk, data={"people": HEAD}).status_code == 302
    clue, handler = Clue.objects.get(tip=tip), at_desk(HANDLER)
    file = clue.pieces.first().file
    assert go(handler, "clue_file", clue.pk, file).status_code == 302, "first it is asked what for"
    read_by(handler, clue)
    assert b"".join(go(handler, "clue_file", clue.pk, file).streaming_content) == data
    assert go(handler, "clue_file", clue.pk, "00").status_code == 404


@pytest.mark.mechanism("M67")
def test_a_phone_call_is_entered_and_the_caller_gets_a_code_that_nothing_keeps(desk: Desk, at_desk: At, settings: Any) -> None:
    settings.BIHUAN_PORTAL_SITE = "https://door.example"
    intake = at_desk(INTAKE)
    given = {"source": "phone", "received_on": localdate().isoformat(), "text": "值班室没人接电话", "people": HEAD, "named": "on"}
    assert go(intake, "enter", data=given).status_code == 422, "a real name has a name and a way to reach"
    answer = go(intake, "enter", data={**given, "reporter": "柳岸", "contact": "88990000"})
    assert answer.status_code == 200
    code = answer.context["code"]
    assert code.spaced in answer.text
    assert answer["Cache-Control"] == "no-store"
    assert "https://door.example/read/" in answer.text, "the slip tells where the code opens"
    assert 'class="slip-squares"' in answer.text and "data-print" in answer.text
    clue = Clue.objects.get()
    assert (clue.source, clue.named) == ("phone", True)
    assert code.spaced not in go(intake, "clue", clue.pk).text
    take(now=timezone.now())
    reporter = Reporter(ReportKeys(code), [])
    assert Says.STATE in {one.says for one in reporter.reads(office_box())}
    assert "值班室没人接电话" in read_by(at_desk(HANDLER), clue)
    assert "柳岸" not in read_by(at_desk(HANDLER), clue), "who called is with the custodians"


def test_a_report_for_the_level_above_is_a_number_and_nothing_else(desk: Desk, at_desk: At) -> None:
    intake = at_desk(INTAKE)
    day = localdate().isoformat()
    assert go(intake, "note_upper", data={"receipt": "上纪〔2026〕7号", "received_on": day, "passed_on": day}).status_code == 302
    assert go(intake, "note_upper", data={"receipt": "上纪〔2026〕7号", "received_on": day, "passed_on": day}).status_code == 422
    assert "上纪〔2026〕7号" in go(intake, "upper").text
    assert UpperReport.objects.count() == 1
    assert go(at_desk(HANDLER), "upper").status_code == 404
    assert go(at_desk(HANDLER), "enter").status_code == 404


def test_what_is_no_clue_goes_with_a_reason_from_the_list(desk: Desk, at_desk: At) -> None:
    _reporter, tip = reported(desk, "买一送一")
    intake = at_desk(INTAKE)
    assert go(intake, "set_aside", tip.pk, data={"reason": "自己写的理由"}).status_code == 422
    assert go(intake, "set_aside", tip.pk, data={"reason": "1"}).status_code == 302
    assert go(intake, "tip", tip.pk).status_code == 404
    assert Record.objects.get(kind="tip", action="set_tip_aside").reason == "广告、测试或者乱码"


def test_a_report_about_the_desk_is_not_there_for_the_desk(desk: Desk, at_desk: At) -> None:
    _reporter, tip = reported(desk, "受理窗口收礼", concerns_handlers=True)
    intake, other = at_desk(INTAKE), at_desk(OTHER_WAY, ALTERNATE)
    assert str(tip.pk) not in go(intake, "desk").text
    assert "没有您的密钥打得开" in go(intake, "desk").text
    for name in ("tip", "register", "set_aside"):
        assert go(intake, name, tip.pk).status_code == 404, name
    assert go(intake, "set_aside", tip.pk, data={"reason": "1"}).status_code == 404
    assert go(intake, "add", tip.pk, data={}).status_code == 404
    assert "受理窗口收礼" in go(other, "tip", tip.pk).text


def test_without_an_unlocked_key_the_desk_tells_nothing_of_reports(desk: Desk, at_desk: At) -> None:
    _reporter, tip = reported(desk)
    browser = at_desk(INTAKE, unlocked=False)
    page = go(browser, "desk").text
    assert "有没有举报，解锁密钥以后才看得到" in page
    assert str(tip.pk) not in page
    answer = go(browser, "tip", tip.pk)
    assert answer.status_code == 302
    assert answer.url.startswith(reverse("clues:unlock"))


@pytest.mark.mechanism("M123")
def test_the_list_of_clues_is_the_desks_own_narrowed_and_dated(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    handler = at_desk(HANDLER)
    step(handler, clue, "triage_clue", mode="conduct", subject="own", competence="here", opinion="交一室")
    assert clue.number in go(handler, "clues").text
    assert clue.number in go(handler, "clues", state="triaged", source="door").text
    assert clue.number not in go(handler, "clues", state="closed").text
    assert clue.number not in go(handler, "clues", late="1").text
    Clue.objects.filter(pk=clue.pk).update(received_on=localdate() - timedelta(90))
    assert clue.number in go(handler, "clues", late="1").text
    page = go(handler, "clue", clue.pk).text
    assert "线索分办" in page
    assert localdate().isoformat() in page, "each step is dated"
    ledger = at_desk(OFFICE, unlocked=False).get(reverse("problems:ledger", args=[desk.town.campaign.code]))
    assert ledger.status_code == 200
    assert clue.number not in ledger.text
    assert Problem.objects.count() == 0, "it is apart from the list of problems"
    assert go(at_desk(OFFICE, unlocked=False), "clues").status_code == 404


def test_nobody_else_finds_the_desk(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    _other, tip = reported(desk)
    addresses = [
        ("desk", ()), ("clues", ()), ("clue", (clue.pk,)), ("clue_step", (clue.pk, "triage_clue")), ("clue_file", (clue.pk, "ab")), ("tip", (tip.pk,)),
        ("tip_file", (tip.pk, "ab")), ("register", (tip.pk,)), ("set_aside", (tip.pk,)), ("enter", ()), ("upper", ()), ("note_upper", ()),
    ]  # fmt: skip
    for person in (HEAD, OFFICE):
        browser = at_desk(person, unlocked=False)
        for name, given in addresses:
            answer = go(browser, name, *given)
            assert answer.status_code == 404, (person, name)
            assert "线索" not in answer.text, (person, name)
        assert reverse("clues:desk") not in browser.get(reverse("home:todo")).text
    keeper = at_desk(KEEPERS[0], unlocked=False)
    assert go(keeper, "desk").status_code == 302, "to his keys"
    assert all(go(keeper, name, *given).status_code == 404 for name, given in addresses[1:])


def test_every_page_of_the_desk_bears_who_looks_and_stays_nowhere(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    handler = at_desk(HANDLER)
    for answer in (
        go(handler, "desk"),
        go(handler, "clues"),
        go(handler, "clue", clue.pk),
        go(handler, "clue_step", clue.pk, "triage_clue"),
    ):
        assert f"{HANDLER} {localdate():%Y-%m-%d}" in answer.text
        assert answer["Cache-Control"] == "no-store"
    assert reverse("clues:desk") in handler.get(reverse("home:todo")).text, "the menu leads there"


def all_forms_open(browser: Client, clue: Clue) -> None:
    """Every button of a clue leads to a page that is there."""
    acts = go(browser, "clue", clue.pk).context["acts"]
    for one in acts:
        answer = browser.get(one["href"])
        assert answer.status_code == 200 or "reauthenticate" in answer.url, one["href"]


def test_every_step_of_the_table_has_its_form_and_does_what_it_says(desk: Desk, at_desk: At) -> None:
    """One clue from the level above, verified by inquiry, traced, listed, overturned."""
    _reporter, clue = registered(desk, at_desk)
    handler, approver = at_desk(HANDLER), at_desk(APPROVER)
    day = localdate().isoformat()
    all_forms_open(handler, clue)
    step(handler, clue, "tell_arrival", arrival="assigned")
    step(handler, clue, "triage_clue", mode="conduct", subject="own", competence="here", opinion="交一室")
    all_forms_open(handler, clue)
    step(handler, clue, "propose_disposal", disposal="shelved", met_on=day, present="二人", opinion="缓")
    step(approver, clue, "return_disposal", opinion="再议")
    step(handler, clue, "propose_disposal", disposal="shelved", met_on=day, present="二人", opinion="缓")
    step(approver, clue, "approve_disposal", opinion="")
    assert clue.number not in {one["row"].number for one in go(handler, "desk").context["to_do"]}, "a shelved one waits for nobody"
    step(handler, clue, "take_up_clue", opinion="有新情况")
    step(handler, clue, "propose_disposal", disposal="talk", met_on=day, present="二人", opinion="函询")
    step(approver, clue, "approve_disposal", opinion="同意")
    all_forms_open(approver, clue)
    step(approver, clue, "extend_clue", rule_id="T5", count="1", reason="人在外地")
    step(handler, clue, "send_inquiry", received_on=day, questions="为何无人值守")
    step(handler, clue, "note_explanation", received_on=day, summary="排班失误", signed_by="党组书记")
    step(handler, clue, "verify_clue", way="letter", done_on=day, found="与说明一致")
    all_forms_open(handler, clue)
    chain = {"who_1": HEAD, "answers_1": "direct", "did_1": "没有排班", "who_2": "党组", "answers_2": "chief", "did_2": "没有过问"}
    step(handler, clue, "trace_responsibility", **chain)
    step(handler, clue, "conclude_clue", conclusion="true", grounds="已证实")
    all_forms_open(handler, clue)
    step(handler, clue, "list_clue", party="0", campaign=desk.town.campaign.code, text="窗口工作日无人值守")
    all_forms_open(approver, clue)
    step(approver, clue, "overturn_clue", conclusion="untrue", grounds="新的证据")
    step(handler, clue, "offer_clarification", offered="yes", grounds="影响较大")
    step(approver, clue, "find_malicious", level="city", document="石纪〔2026〕9号", decided_on=day, grounds="捏造")
    step(handler, clue, "close_clue")
    step(handler, clue, "report_clue", receiver="信访室")
    read = read_by(handler, clue)
    for words in ("主要领导责任", "没有过问", "党组书记", "提出澄清正名", "石纪〔2026〕9号", "函询", "再议", "为何无人值守"):
        assert words in read, words


@pytest.mark.mechanism("M124")
def test_what_is_handed_over_takes_a_receipt_and_a_summary_and_no_step_more(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    handler = at_desk(HANDLER)
    step(handler, clue, "transfer_clue", receiver="县公安局", grounds="涉嫌职务犯罪以外的犯罪")
    for action in ("triage_clue", "propose_disposal", "verify_clue", "conclude_clue", "merge_clue"):
        assert go(handler, "clue_step", clue.pk, action).status_code == 404, "locked for the sender"
    labels = [one["label"] for one in go(handler, "clue", clue.pk).context["acts"] if not one.get("plain")]
    assert labels == ["登记移送回执", "登记移送结果"]
    assert go(handler, "clue_step", clue.pk, "outcome_of_transfer", data={"summary": "已立案"}).status_code == 422, "no receipt yet"
    step(handler, clue, "receipt_of_transfer", receipt="公收〔2026〕3号")
    step(handler, clue, "outcome_of_transfer", summary="已立案")
    assert "公收〔2026〕3号" in go(handler, "clue", clue.pk).text


def test_the_next_step_stands_out_and_what_is_seldom_needed_is_in_the_menu(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    page = go(at_desk(HANDLER), "clue", clue.pk)
    assert [one["label"] for one in page.context["next_acts"]] == ["线索分办", "请举报人补充", "移送"]
    assert {"并案", "标明来件方式", "转为信访事项", "申明回避"} <= {one["label"] for one in page.context["more_acts"]}
    assert page.text.count('class="btn go"') == 2, "the next step, and to open what it says"
    page = go(at_desk(APPROVER), "clue", clue.pk)
    assert "延长时限" in {one["label"] for one in page.context["more_acts"]}, "no step that waits for him"
    assert page.context["next_acts"] == []


def test_one_clue_is_joined_to_another_by_its_number(desk: Desk, at_desk: At) -> None:
    _one, clue = registered(desk, at_desk)
    _two, tip = reported(desk, "同一个窗口，又没有人")
    assert go(at_desk(INTAKE), "register", tip.pk, data={"people": HEAD, "seen": "on"}).status_code == 302
    again, handler = Clue.objects.get(tip=tip), at_desk(HANDLER)
    for number in ("ZZZZZZZZ", ""):
        assert go(handler, "clue_step", again.pk, "merge_clue", data={"number": number, "opinion": "同一件"}).status_code == 422
    step(handler, again, "merge_clue", number=clue.number, opinion="同一件")
    assert go(handler, "clue", again.pk).status_code == 404, "it is read where it was joined"
    read = read_by(handler, clue)
    assert "同一个窗口，又没有人" in read
    assert again.number in read


def test_clues_about_the_same_are_offered_to_be_joined_and_no_others(desk: Desk, at_desk: At) -> None:
    """Of those that the handler may read, about one of the same people or units, and not over yet."""
    _one, clue = registered(desk, at_desk)
    again, apart, over = phoned(desk, "又没有人", HEAD), phoned(desk, "另一件", OFFICIAL), phoned(desk, "早办完了", HEAD)
    Clue.objects.filter(pk=over.pk).update(state=ClueState.CLOSED)
    hidden = phoned(desk, "办理人应当回避的", HEAD, HANDLER)
    handler = at_desk(HANDLER)
    form = go(handler, "clue_step", again.pk, "merge_clue").context["form"]
    assert [number for number, _told in form.fields["same"].choices] == ["", clue.number]
    assert "same" not in go(handler, "clue_step", apart.pk, "merge_clue").context["form"].fields
    assert go(handler, "clue_step", again.pk, "merge_clue", data={"same": hidden.number, "opinion": "同一件"}).status_code == 422
    step(handler, again, "merge_clue", same=clue.number, opinion="同一件")
    assert Clue.objects.get(pk=again.pk).merged_into == clue


def test_who_keeps_away_does_not_see_it_any_more(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk)
    handler, intake, approver = at_desk(HANDLER), at_desk(INTAKE_2), at_desk(APPROVER)
    assert go(intake, "declare_away", clue.pk, data={"ground": "served_there"}).status_code == 302
    assert go(intake, "clue", clue.pk).status_code == 404
    person = desk.people[INTAKE]
    asked = go(handler, "ask_away", clue.pk, data={"ground": "relation", "reason": "举报人提出", "person": str(person.pk)})
    assert asked.status_code == 302
    away = clue.aways.get(person=person)
    assert go(handler, "decide_away", away.pk).status_code == 404, "who asks does not decide"
    assert reverse("clues:decide_away", args=[away.pk]) in go(approver, "clue", clue.pk).text
    assert go(approver, "decide_away", away.pk, data={"granted": "yes", "reason": "属实"}).status_code == 302
    assert go(at_desk(INTAKE), "clue", clue.pk).status_code == 404
    assert "申请他人回避这条线索" in read_by(approver, clue, "approve")


def test_what_waits_stands_among_the_to_dos_of_whoever_may_know_and_of_nobody_else(desk: Desk, at_desk: At) -> None:
    """A clue about the handler: on the page and in the badge of another, and with him nothing."""
    _reporter, clue = registered(desk, at_desk)
    desk.staff("第二承办", StandingDutyKind.CLUE_DESK)
    _other, tip = reported(desk, "窗口的事")
    desk.key("第二承办")
    assert go(at_desk(INTAKE), "register", tip.pk, data={"people": HANDLER}).status_code == 302
    about_him = Clue.objects.get(tip=tip)
    todo = reverse("home:todo")
    mine, other = at_desk(HANDLER).get(todo), at_desk("第二承办").get(todo)
    assert clue.number in mine.text
    assert about_him.number not in mine.text
    assert (mine.context["total"], other.context["total"]) == (1, 1)
    assert about_him.number in other.text
    assert at_desk(APPROVER).get(todo).context["total"] == 0
    assert clue.number not in at_desk(HEAD, unlocked=False).get(todo).text


@pytest.mark.mechanism("M120")
@pytest.mark.mechanism("M121")
@pytest.mark.parametrize("conclusion", ["true", "partly", "untrue", "not_proven"])
def test_a_conclusion_takes_a_dated_verification_and_each_state_is_counted(desk: Desk, at_desk: At, conclusion: str) -> None:
    """Received, in verification, concluded one way or another; without a step of verification by a named way on a day there is no conclusion."""
    _reporter, clue = registered(desk, at_desk)
    handler, approver, day = at_desk(HANDLER), at_desk(APPROVER), localdate().isoformat()
    assert "已登记（1）" in go(handler, "clues").text
    step(handler, clue, "triage_clue", mode="conduct", subject="own", competence="here", opinion="交一室")
    step(handler, clue, "propose_disposal", disposal="preliminary", met_on=day, present="二人", opinion="初核")
    step(approver, clue, "approve_disposal", opinion="")
    concluded = {"conclusion": conclusion, "grounds": "核查完毕"}
    assert go(handler, "clue_step", clue.pk, "conclude_clue", data=concluded).status_code == 422
    assert go(handler, "clue_step", clue.pk, "verify_clue", data={"way": "visit", "found": "看过"}).status_code == 422, "a day"
    assert go(handler, "clue_step", clue.pk, "verify_clue", data={"done_on": day, "found": "看过"}).status_code == 422, "a way"
    step(handler, clue, "verify_clue", way="visit", done_on=day, found="走访三户")
    step(handler, clue, "verify_clue", way="documents", done_on=day, found="查了排班表")
    assert "核查中（1）" in go(handler, "clues").text
    step(handler, clue, "conclude_clue", **concluded)
    label = {"true": "属实", "partly": "部分属实", "untrue": "反映不实", "not_proven": "无法查实"}[conclusion]
    told = go(handler, "clues", conclusion=conclusion).text
    assert f"{label}（1）" in told
    assert clue.number in told
    read = read_by(handler, clue)
    assert "走访三户" in read
    assert "查了排班表" in read, "the steps are kept"


@pytest.mark.mechanism("M125")
def test_nothing_follows_from_a_complaint_before_it_is_verified(desk: Desk, at_desk: At) -> None:
    """No entry on the list of problems, by which any measure begins, as long as it was not verified to be true; and none where it was not."""
    _reporter, clue = registered(desk, at_desk)
    handler, approver, day = at_desk(HANDLER), at_desk(APPROVER), localdate().isoformat()
    entered = {"party": "0", "campaign": desk.town.campaign.code, "text": "窗口工作日无人值守"}

    def refused() -> None:
        assert go(handler, "clue_step", clue.pk, "list_clue").status_code == 404
        assert go(handler, "clue_step", clue.pk, "list_clue", data=entered).status_code in (409, 422)
        assert Problem.objects.count() == 0

    refused()
    step(handler, clue, "triage_clue", mode="conduct", subject="own", competence="here", opinion="交一室")
    step(handler, clue, "propose_disposal", disposal="preliminary", met_on=day, present="二人", opinion="初核")
    step(approver, clue, "approve_disposal", opinion="")
    refused()
    step(handler, clue, "verify_clue", way="visit", done_on=day, found="走访三户")
    refused()
    step(handler, clue, "conclude_clue", conclusion="not_proven", grounds="查无实据")
    refused()
    step(approver, clue, "overturn_clue", conclusion="true", grounds="新的证据")
    step(handler, clue, "list_clue", **entered)
    assert Problem.objects.get().source == "social_review"


SEEN = {
    # intake · handler · approver · other way · custodian · somebody about whom it is
    "desk": "oooo.o", "clues": "ooooxo", "clue": "oooxxx", "clue_step": "xoxxxx", "tip": "oxxxxx", "register": "oxxxxx", "set_aside": "oxxxxx",
    "enter": "oxxoxo", "upper": "oxxoxo", "note_upper": "oxxoxo", "declare_away": "oooxxx", "ask_away": "oooxxx", "decide_away": "xxxxxx", "tip_file": "xxxxxx",
    "clue_file": "...xxx", "add": "mmmmxm",
}  # fmt: skip
"""What each page answers to each of the desk: o page, . led elsewhere, x nothing there, m only by POST."""


def test_everybody_of_the_desk_before_every_address_of_it(desk: Desk, at_desk: At) -> None:
    _reporter, clue = registered(desk, at_desk, people=INTAKE_2)
    _other, tip = reported(desk)
    given: dict[str, tuple[Any, ...]] = dict.fromkeys(("clue", "declare_away", "ask_away"), (clue.pk,))
    given |= dict.fromkeys(("tip", "register", "set_aside", "add"), (tip.pk,))
    given |= {"clue_step": (clue.pk, "triage_clue"), "clue_file": (clue.pk, "ab"), "tip_file": (tip.pk, "ab"), "decide_away": (1,)}
    people = [at_desk(one) for one in (INTAKE, HANDLER, APPROVER)]
    people += [at_desk(OTHER_WAY, ALTERNATE), at_desk(KEEPERS[0], CUSTODIAN), at_desk(INTAKE_2)]
    letters = {200: "o", 302: ".", 404: "x", 405: "m"}
    told = {name: "".join(letters[go(one, name, *given.get(name, ())).status_code] for one in people) for name in SEEN}
    tips = {name: told[name] for name in ("tip", "register", "set_aside")}
    assert all(row[5] == "o" for row in tips.values()), "the second intake opens reports: whom one is about nobody knows yet"
    assert told | {name: row[:5] + "x" for name, row in tips.items()} == SEEN
    assert {one.name for one in urls_clues.URLS} == set(SEEN)


def test_a_flood_of_one_text_is_one_line_and_goes_in_one_step(desk: Desk, at_desk: At) -> None:
    for number in range(12):
        reported(desk, f"加微信领红包，点这里领取大礼包，名额有限先到先得 {number}")
    _reporter, honest = reported(desk)
    _past, hidden = reported(desk, "加微信领红包，点这里领取大礼包，名额有限先到先得", concerns_handlers=True)
    intake = at_desk(INTAKE)
    page = go(intake, "desk")
    assert sorted(alike for _tip, alike in page.context["tips"]) == [0, 11], "what is sealed past the desk is not counted"
    assert "另有 11 件文字相近" in page.text
    flood = next(tip for tip, alike in page.context["tips"] if alike)
    assert "另外 11 件" in go(intake, "set_aside", flood.pk).text
    assert go(intake, "set_aside", flood.pk, data={"reason": "1", "alike": "on"}).status_code == 302
    assert [tip.pk for tip, _alike in go(intake, "desk").context["tips"]] == [honest.pk]
    hidden.refresh_from_db()
    assert hidden.state == "waiting"


def test_lists_ask_the_same_questions_for_one_clue_and_for_many(desk: Desk, at_desk: At) -> None:
    """The list, the desk's own (its key locked: each report that is looked at takes two questions), the to-dos."""
    registered(desk, at_desk)
    handler = at_desk(HANDLER, unlocked=False)

    def questions() -> list[int]:
        found = []
        for address in (reverse("clues:clues"), reverse("clues:clues") + "?late=1", reverse("clues:desk"), reverse("home:todo")):
            with CaptureQueriesContext(connection) as asked:
                assert handler.get(address).status_code == 200
            found.append(len(asked))
        return found

    def steadily() -> list[int]:
        """What is remembered for a while is asked anew now and then, and is no part of this."""
        return [min(some) for some in zip(*(questions() for _time in range(3)), strict=True)]

    few = steadily()
    for _more in range(6):
        registered(desk, at_desk, people=LIAISON)
    assert steadily() == few
    assert max(few) <= 60, few


@pytest.mark.parametrize("name", ["tip", "clue", "register", "set_aside", "declare_away", "ask_away", "decide_away"])
def test_a_number_that_no_row_can_have_is_not_there(desk: Desk, at_desk: At, name: str) -> None:
    assert go(at_desk(INTAKE), name, 10**30).status_code == 404
