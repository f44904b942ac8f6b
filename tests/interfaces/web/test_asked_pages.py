"""Pages of opinions, letters, gatherings, pointing out and critique meetings, as those who use them go through them."""

import io
import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from bihuan.finding.models import Critique, CritiqueMeeting, CritiqueSlip, Gathering, Opinion, OpinionLetter, PointingOut
from bihuan.foundation.audit.models import Record
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import Source
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, HEAD, LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town
from tests.finding.test_critique import MEMBER, with_members

pytestmark = pytest.mark.usefixtures("db")
CODE = "QS-2026"


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return with_members(factory.town())


def at(name: str, *more: Any) -> str:
    return reverse(f"finding:{name}", args=[CODE, *more])


def read(client: Client, name: str, *more: Any) -> str:
    answer = client.get(at(name, *more))
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def test_a_seminar_is_noted_its_opinions_entered_and_one_goes_onto_the_ledger(place: Town) -> None:
    office, unit = place.client(OFFICE), place.units[WATER].pk
    form = {"form": "seminar", "title": "企业代表座谈会", "group": "served", "held_on": str(TODAY), "place": "二楼", "unit": ""}
    assert office.post(at("new_gathering"), {**form, "title": ""}).status_code == 422
    assert office.post(at("new_gathering"), form).status_code == 302
    row = Gathering.objects.get()
    said = {"unit_1": unit, "text_1": "材料要跑三趟", "resented_1": "on", "unit_2": unit, "text_2": "停车不便", "unit_3": "", "text_3": ""}
    assert office.post(at("gathering", row.pk), {**said, "text_3": "没有单位的一条"}).status_code == 422
    assert office.post(at("gathering", row.pk), said).status_code == 302
    first, second = Opinion.objects.order_by("pk")
    listed = read(office, "opinions")
    assert listed.index("材料要跑三趟") < listed.index("停车不便") and "企业代表座谈会" in listed and "还没有听到意见的单位" in listed
    assert office.get(at("asked_step", "opinion", first.pk, "enter_opinion")).status_code == 200
    entered = {"text": "一次性告知没有做到", "manifestation": "", "weight": "general"}
    assert office.post(at("asked_step", "opinion", first.pk, "enter_opinion"), entered).status_code == 302
    problem = Problem.objects.get()
    assert problem.priority and problem.source == Source.OPINION
    assert office.post(at("asked_step", "opinion", second.pk, "leave_opinion"), {"reason": ""}).status_code == 422
    assert office.post(at("asked_step", "opinion", second.pk, "leave_opinion"), {"reason": "不属于本专项"}).status_code == 302
    assert "不属于本专项" in read(office, "opinion", second.pk) and "材料要跑三趟" in read(office, "resented")
    assert office.post(at("export_opinions"), {"reason": "存档", "as": "docx"}).content[:2] == b"PK"
    book = load_workbook(io.BytesIO(office.post(at("export_opinions"), {"reason": "存档", "as": "xlsx"}).content))
    assert [cell.value for cell in book.active[2]][3] == "★ 材料要跑三趟"
    assert office.post(at("export_opinions"), {"reason": ""}).status_code == 422
    for name, more in (("opinion_form", ()), ("gathering_form", (row.pk,))):
        assert office.get(at(name, *more)).content[:2] == b"PK"
    assert office.post(at("amend_gathering", row.pk), {**form, "place": "三楼"}).status_code == 302
    assert place.client(COLLEAGUE).get(at("gathering", row.pk)).status_code == 404


def _letters(place: Town) -> list[OpinionLetter]:
    form = {
        "addressees": "夕照同志\n雷峰同志",
        "units": [place.units[WATER].pk],
        "reply_by_on": str(TODAY + timedelta(days=400)),
        "issuer": "专班",
    }
    assert place.client(OFFICE).get(at("new_letters")).status_code == 200
    assert place.client(OFFICE).post(at("new_letters"), form).status_code == 302
    return list(OpinionLetter.objects.order_by("pk"))


def _sent(place: Town, row: OpinionLetter) -> str:
    page = place.client(OFFICE).post(at("asked_step", "letter", row.pk, "send_letter")).content.decode()
    found = re.search(r"[A-Z0-9]{4}(?:-[A-Z0-9]{4}){3}", page)
    assert found
    return found[0]


def test_letters_are_sent_and_answered_by_code_once_with_nothing_else_to_be_seen(place: Town) -> None:
    first, second = _letters(place)
    code = _sent(place, first)
    office, door = place.client(OFFICE), Client()
    assert code not in read(office, "letter", first.pk), "shown once"
    assert f'class="btn" href="{at("reply_form", first.pk)}"' in read(office, "letter", first.pk), "a form to take away is no step"
    assert office.post(at("reply_slip", first.pk), {"code": code}).content[:2] == b"PK"
    assert office.post(at("reply_slip", first.pk), {"code": "AAAA-AAAA-AAAA-AAAA"}).status_code == 422
    address = reverse("finding:reply")
    asked = door.get(address).content.decode()
    assert "回复码" in asked and WATER not in asked and "夕照" not in asked
    assert door.post(address, {"code": "WRONG"}).status_code == 422
    page = door.post(address, {"code": code.lower()}).content.decode()
    assert WATER in page and "县林业局" not in page and "夕照" not in page and 'href="/c/' not in page
    unit = place.units[WATER].pk
    answer = door.post(address, {"code": code, "unit_1": unit, "text_1": "审批慢", "unit_2": unit, "text_2": "电话没人接"})
    assert "谢谢" in answer.content.decode() and Opinion.objects.filter(letter=first).count() == 2
    assert door.post(address, {"code": code}).status_code == 422, "used up"
    told = read(place.client(LIAISON), "opinions")
    assert "审批慢" in told and first.document.number not in told and "夕照" not in told
    first.refresh_from_db()
    number = OpinionLetter.objects.get(pk=first.pk).document.number
    assert number and number in read(office, "opinions")
    assert office.post(at("asked_step", "letter", second.pk, "withdraw_letter"), {"reason": "重复"}).status_code == 302
    assert place.client(LIAISON).get(at("letter", first.pk)).status_code == 404


def test_a_reply_has_room_for_more_opinions_than_one_form_shows(place: Town) -> None:
    """Sixteen letters brought 337 opinions (N15, N16); a letter is answered once, by code, by account or on paper."""
    first, second = _letters(place)
    code, door, address, unit = _sent(place, first), Client(), reverse("finding:reply"), place.units[WATER].pk
    six = {f"unit_{at}": unit for at in range(1, 7)} | {f"text_{at}": f"意见{at}" for at in range(1, 7)}
    page = door.post(address, {"code": code, **six, "more": "1"})
    told = page.content.decode()
    assert page.status_code == 200 and "意见6" in told and 'name="text_12"' in told and "不能" not in told
    assert OpinionLetter.objects.get(pk=first.pk).state == "sent", "nothing is taken yet"
    assert "谢谢" in door.post(address, {"code": code, **six, "unit_7": unit, "text_7": "意见7"}).content.decode()
    assert Opinion.objects.filter(letter=first).count() == 7
    _sent(place, second)
    office, step = place.client(OFFICE), at("asked_step", "letter", second.pk, "take_reply")
    assert 'name="text_12"' in office.post(step, {**six, "more": "1"}).content.decode()
    assert 'name="text_61"' not in office.post(step, {"text_999999": "x", "more": "1"}).content.decode()


def test_wrong_codes_lock_the_door_of_replies(place: Town, settings: Any) -> None:
    settings.AXES_ENABLED = True
    first, _second = _letters(place)
    code, door, address = _sent(place, first), Client(), reverse("finding:reply")
    answers = [door.post(address, {"code": f"AAAA-AAAA-AAAA-AAA{at}"}).status_code for at in range(2, 9)]
    assert answers[0] == 422 and answers[-1] in (403, 429)
    assert door.post(address, {"code": code}).status_code == answers[-1], "not even the right one, for half an hour"
    assert OpinionLetter.objects.get(pk=first.pk).state == "sent"


def test_a_paper_reply_is_entered_with_its_scan_and_an_addressee_answers_with_his_account(place: Town) -> None:
    first, second = _letters(place)
    _sent(place, first)
    _sent(place, second)
    office, unit = place.client(OFFICE), place.units[WATER].pk
    lines = {f"{name}_{n}": "" for n in range(1, 7) for name in ("unit", "text")} | {"unit_1": unit, "text_1": "执法随意"}
    step = at("asked_step", "letter", first.pk, "take_reply")
    assert office.get(step).status_code == 200 and office.post(step, lines).status_code == 422
    scan = io.BytesIO(jpeg())
    scan.name = "回复.jpg"
    assert office.post(step, {**lines, "scan": scan}).status_code == 302
    OpinionLetter.objects.filter(pk=second.pk).update(person=place.people["夕照"])
    his = place.client("夕照")
    assert "请您回复" in his.get(reverse("home:todo")).content.decode()
    answer = {"unit_1": unit, "text_1": "下乡少"} | {f"{name}_{n}": "" for n in range(2, 7) for name in ("unit", "text")}
    assert his.post(at("letter", second.pk), answer).status_code == 302
    assert [one.text for one in Opinion.objects.order_by("pk")] == ["执法随意", "下乡少"]
    assert "意见建议：请处理" in office.get(reverse("home:todo")).content.decode()


def test_somebody_is_pointed_out_a_problem_and_the_office_takes_what_lies(place: Town) -> None:
    colleague, office = place.client(COLLEAGUE), place.client(OFFICE)
    form = {
        "form": "by_colleague",
        "unit": place.units[WATER].pk,
        "who": OFFICIAL,
        "text": "总往外推",
        "root": "怕担责",
        "manifestation": "",
    }
    assert colleague.get(at("pointing")).status_code == 200
    assert colleague.post(at("pointing"), {**form, "who": "没有的人"}).status_code == 422
    assert colleague.post(at("pointing"), form).status_code == 302 and PointingOut.objects.count() == 1
    assert "收取" in read(office, "opinions") and "总往外推" not in read(office, "opinions")
    assert office.post(at("take_pointings")).status_code == 302
    assert "总往外推" in read(office, "opinions")
    assert colleague.post(at("take_pointings")).status_code == 403
    row = Opinion.objects.get()
    entered = {"text": "", "manifestation": "", "weight": "general"}
    assert office.post(at("asked_step", "opinion", row.pk, "enter_opinion"), entered).status_code == 302
    seen = place.client(OFFICIAL).get(reverse("problems:problem", args=[CODE, "1"])).content.decode()
    assert "总往外推" in seen and COLLEAGUE not in seen and "同事点醒" in seen


def test_a_meeting_is_held_on_pages_and_refreshes_by_itself(place: Town) -> None:
    liaison = place.client(LIAISON)
    form = {"unit": place.units[WATER].pk, "title": "专题会议", "held_on": str(TODAY), "place": "", "chair": HEAD}
    assert liaison.get(at("call_critique")).status_code == 200
    assert liaison.post(at("call_critique"), {**form, "chair": "没有的人"}).status_code == 422
    assert liaison.post(at("call_critique"), form).status_code == 302
    row = CritiqueMeeting.objects.get()
    for action in ("seat_critique", "open_critique"):
        assert liaison.get(at("asked_step", "meeting", row.pk, action)).status_code == 200
    assert liaison.post(at("asked_step", "meeting", row.pk, "open_critique")).status_code == 302
    manifestation = place.campaign.catalogue.categories.first().manifestations.first().pk  # type: ignore[union-attr]
    for by, about in ((COLLEAGUE, HEAD), (OFFICIAL, MEMBER), (HEAD, MEMBER)):
        client = place.client(by)
        assert "互评会议正在进行" in client.get(reverse("home:todo")).content.decode()
        assert client.get(at("write_critique", row.pk)).status_code == 200
        told = {"about": place.people[about].pk, "manifestation": manifestation, "text": f"{by}写的话"}
        assert client.post(at("write_critique", row.pk), {**told, "text": ""}).status_code == 422
        assert client.post(at("write_critique", row.pk), told).status_code == 302
        live = client.get(at("critique_meeting", row.pk), headers={"HX-Request": "true"}).content.decode()
        assert f"{by}写的话" in live and 'hx-trigger="every 5s"' in live and "<html" not in live
    slip = CritiqueSlip.objects.get(about=place.people[HEAD])
    assert "猜得出" in place.client(COLLEAGUE).get(f"{at('write_critique', row.pk)}?about={place.people[MEMBER].pk}").content.decode()
    assert place.client(HEAD).get(at("critique_slip", row.pk, slip.pk)).status_code == 404
    assert place.client(COLLEAGUE).post(at("critique_slip", row.pk, slip.pk), {"draw_back": "1"}).status_code == 302
    told = {"about": place.people[HEAD].pk, "manifestation": manifestation, "text": "调研走过场"}
    assert place.client(COLLEAGUE).post(at("write_critique", row.pk), told).status_code == 302
    assert liaison.post(at("asked_step", "meeting", row.pk, "close_critique")).status_code == 302
    assert Problem.objects.filter(source=Source.CRITIQUE).count() == 3
    head = read(place.client(HEAD), "critique_meeting", row.pk)
    assert "调研走过场" in head and "共提出批评意见 3 条" in head
    assert "对上级的意见，是谁写的没有保留" in head, "no page promises more than is kept: of others the chair may ask"
    listed = at("criticism_list", row.pk)
    assert place.client(HEAD).get(listed).status_code == 405, "what leaves the house says what for"
    assert place.client(HEAD).post(listed, {"reason": " "}).status_code == 422
    assert place.client(COLLEAGUE).post(listed, {"reason": "看看"}).status_code == 403
    assert place.client(HEAD).post(listed, {"reason": "单位存档"}).content[:2] == b"PK"
    taken = Record.objects.get(action="export_criticism_list")
    assert (taken.kind, taken.row, taken.reason, taken.changes["rows"]) == ("critique_meeting", row.pk, "单位存档", 3)
    shown = Record.objects.filter(kind="reading", action="read_confidential", actor=place.actor(HEAD).user_id)
    of_others = Problem.objects.filter(source=Source.CRITIQUE).exclude(person=place.people[HEAD])
    assert set(shown.values_list("row", flat=True)) == set(of_others.values_list("pk", flat=True)), (
        "what he read of others stands in the book"
    )
    about_member = Problem.objects.filter(person=place.people[MEMBER]).first()
    assert about_member is not None
    ask = at("critique_author", row.pk, about_member.number)
    office = place.client(OFFICE)
    assert office.get(ask).status_code == 200
    assert "不公开" in office.post(ask, {"reason": "核实"}).content.decode()
    assert place.client(MEMBER).get(ask).status_code == 404
    assert "有人查看过提出人" in read(place.client(COLLEAGUE), "critique_meeting", row.pk)
    assert "12388" in read(place.client(COLLEAGUE), "protection")


def test_minutes_come_from_a_sheet_with_faults_by_row(place: Town) -> None:
    liaison = place.client(LIAISON)
    liaison.post(at("call_critique"), {"unit": place.units[WATER].pk, "title": "专题会议", "held_on": str(TODAY), "place": "", "chair": ""})
    row = CritiqueMeeting.objects.get()
    liaison.post(at("asked_step", "meeting", row.pk, "open_critique"))
    template = load_workbook(io.BytesIO(liaison.get(at("minutes_template", row.pk)).content))
    assert [cell.value for cell in template["会议记录"][1]] == ["被批评人", "提出人", "结对", "表现编号", "批评意见"]
    good = [(HEAD, COLLEAGUE, "", "1", "下乡少"), (COLLEAGUE, HEAD, "", "2", "材料拖"), (MEMBER, "", "主要领导与班子成员", "1", "抓得松")]
    bad = [(LIAISON, "", "主要领导与班子成员", "1", "x"), ("没有的人", "", "", "1", "x"), (HEAD, OFFICIAL, "", "1", "x"), (HEAD, "", "", "1", "x"),
           (HEAD, COLLEAGUE, "", "99", "x"), (HEAD, COLLEAGUE, "", "1", "")]  # fmt: skip

    def sent(rows: list[tuple[str, ...]]) -> Any:
        book = Workbook()
        assert book.active
        book.active.title = "会议记录"
        for line in (("被批评人", "提出人", "结对", "表现编号", "批评意见"), *rows):
            book.active.append(line)
        stream = io.BytesIO()
        book.save(stream)
        stream.seek(0)
        stream.name = "记录.xlsx"
        return liaison.post(at("import_minutes", row.pk), {"file": stream})

    refused = sent([*good, *bad])
    page = refused.content.decode()
    assert (
        refused.status_code == 422
        and "一行也没有导入" in page
        and all(f"第 {n} 行" in page for n in range(5, 11))
        and "第 4 行" not in page
    )
    assert not CritiqueSlip.objects.exists()
    assert sent(good).status_code == 302
    assert liaison.post(at("asked_step", "meeting", row.pk, "close_critique")).status_code == 302
    assert Critique.objects.count() == 3


def test_what_the_campaign_left_out_is_not_there(place: Town) -> None:
    campaign = place.campaign
    campaign.file = {**campaign.file, "switches": {"letters": False, "gatherings": False, "critique": False}}
    campaign.save(update_fields=["file"])
    office = place.client(OFFICE)
    for name in ("letters", "new_letters", "gatherings", "new_gathering", "critique", "call_critique", "pointing"):
        assert office.get(at(name)).status_code == 404, name
    tabs = read(office, "opinions")
    assert "征求意见函</a>" not in tabs and "互评会议" not in tabs


def test_lists_ask_the_same_for_few_and_many(place: Town, django_assert_max_num_queries: Any) -> None:
    gathering = Gathering.objects.create(
        campaign=place.campaign, form="seminar", title="座谈", group="public", held_on=TODAY, noted_at=place.now
    )
    Opinion.objects.bulk_create(
        Opinion(
            campaign=place.campaign, unit=place.units[WATER], text=f"意见{n}", form="seminar", group="public", heard_on=TODAY,
            gathering=gathering, heard_at=place.now,
        )
        for n in range(150)
    )  # fmt: skip
    office = place.client(OFFICE)
    office.get(at("opinions"))
    with django_assert_max_num_queries(40):
        page = office.get(at("opinions")).content.decode()
    assert "更早的" in page and "意见149" in page and "意见1<" not in page
    seen = page
    while 'rel="next"' in seen:
        onward = seen.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
        seen = office.get(at("opinions") + onward).content.decode()
    assert "意见1<" in seen and "意见149" not in seen and "回到最近" in seen
