"""One's own page: everything at its moment and nothing before; what one may do; nobody else's; what one takes along."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import clear_url_caches, reverse

from bihuan.accountability import operations as do
from bihuan.accountability.models import Appeal, Handling, Statement, Tolerance
from bihuan.accountability.vocabulary.handling import Origin, Served
from bihuan.accountability.vocabulary.measures import CaseClass
from bihuan.accountability.vocabulary.tolerance import Asker
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import NeedsUnmet
from bihuan.interfaces.web.shell.doors import PHONE_PAGES
from bihuan.organisation.models import Recusal
from bihuan.problems.vocabulary import Source
from tests.accountability.ground import Bodies, by, decided, heard, in_force, noticed, opened, whole
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.self_checks import TEXT, handed_in
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICE_2, OFFICIAL, WATER, Town

pytestmark = pytest.mark.usefixtures("db")
OTHERS = (COLLEAGUE, HEAD, LIAISON, LEADER, GROUP, OFFICE, OFFICE_2)


@pytest.fixture
def place(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(hours=1))
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def _at(name: str, *given: Any) -> str:
    return reverse(f"accountability:{name}", args=given)


def _page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def _one(place: Town, row: Handling, name: str = OFFICIAL) -> str:
    return _page(place.client(name), _at("own_matter", row.pk))


def _list(place: Town, name: str = OFFICIAL) -> str:
    return _page(place.client(name), _at("own_matters"))


@pytest.mark.mechanism("P01")
def test_he_reads_facts_rule_and_kind_of_source_before_a_decision_and_nothing_before_he_is_told(place: Town, bodies: Bodies) -> None:
    row = whole(bodies, opened(bodies))
    me = place.client(OFFICIAL)
    do.propose_handling(row, **by(place, OFFICE))
    for _before in (1, 2):
        assert me.get(_at("own_matter", row.pk)).status_code == 404 and row.matter not in _list(place)
    do.notice_handling(row, **by(place, OFFICE))
    assert "拟对您采取“诫勉”，您可以在 3 月 9 日前说明情况" in _list(place)
    page = _one(place, row)
    for words in (
        "3 月 1 日窗口无人",
        "监控截图 1 份",
        "督查反馈",
        "《作风建设十条》第三条",
        "两次，事后补岗",
        "三名群众各等一小时",
        "初次、后果轻",
        "专班",
    ):
        assert words in page, words
    for right in ("陈述申辩", "提交材料", "当面陈述", "申请回避", "申请容错审查", "申诉", "陈述申辩不会加重处理"):
        assert right in page, right
    assert "六个月内不得提拔" in page, "what it would mean"
    assert "调看监控" not in page, "how it was verified names witnesses"


def test_nobody_else_finds_it_there(place: Town, bodies: Bodies) -> None:
    row = in_force(bodies)
    for name in OTHERS:
        client = place.client(name)
        assert row.matter not in _list(place, name)
        for address in ("own_matter", "own_state", "own_tolerance", "own_recusal", "own_appeal"):
            assert client.get(_at(address, row.pk)).status_code == 404, (name, address)
        for address in ("own_waive", "own_unwaive", "own_appeal", "own_state"):
            assert client.post(_at(address, row.pk), {"text": "替他"}).status_code == 404, (name, address)
    assert Statement.objects.count() == 1 and not Appeal.objects.exists()


def test_he_speaks_brings_material_says_nothing_and_thinks_better_of_it(place: Town, bodies: Bodies) -> None:
    row, me = noticed(bodies, whole(bodies, opened(bodies))), place.client(OFFICIAL)
    assert me.get(_at("own_waive", row.pk)).status_code == 405
    assert me.post(_at("own_waive", row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.waived_at is not None and "您表示不陈述，3 月 9 日前可以改变主意" in _one(place, row)
    assert me.post(_at("own_unwaive", row.pk)).status_code == 302
    row.refresh_from_db()
    assert row.waived_at is None and me.post(_at("own_unwaive", row.pk)).status_code == 422
    assert me.post(_at("own_state", row.pk), {"text": " "}).status_code == 422
    form = _page(me, _at("own_state", row.pk))
    assert f'data-keep="own-statement-{row.pk}"' in form and "keep.js" in form
    scan = io.BytesIO(jpeg())
    scan.name = "值班表.jpg"
    assert me.post(_at("own_state", row.pk), {"text": "当天被抽去开会", "material": scan, "in_person": "on"}).status_code == 302
    told = Statement.objects.get()
    page = _one(place, row)
    assert "【请求当面陈述】当天被抽去开会" in page and "值班表.jpg" in page and "还没有答复" in page
    address = _at("own_material", row.pk, told.pk)
    assert b"".join(me.get(address).streaming_content)[:2] == b"\xff\xd8"  # type: ignore[attr-defined]
    assert place.client(COLLEAGUE).get(address).status_code == 404 and place.client(OFFICE).get(address).status_code == 404
    do.answer_statement(told, text="已核实，酌情考虑", **by(place, OFFICE))
    assert "已核实，酌情考虑" in _one(place, row)


@pytest.mark.mechanism("P21")
def test_he_asks_for_a_tolerance_review_and_nothing_is_decided_before_it_is_over(place: Town, bodies: Bodies) -> None:
    row, me = noticed(bodies, whole(bodies, opened(bodies))), place.client(OFFICIAL)
    assert me.post(_at("own_tolerance", row.pk), {"text": "是为了推进窗口改革"}).status_code == 302
    review = Tolerance.objects.get()
    assert (review.asker, review.handling, review.handler) == ("person", row, bodies.of["office"])
    page = _one(place, row)
    assert "是为了推进窗口改革" in page and "已申请" in page
    assert me.get(_at("own_tolerance", row.pk)).status_code == 403, "one at a time"
    heard(bodies, row)
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    said = {"document": "8 号", "present": "雷峰", "reasons": "事实清楚", "heard": "采纳"}
    with pytest.raises(NeedsUnmet):
        do.decide_handling(row, **said, **by(place, LEADER))
    do.turn_down_tolerance(review, reason="不属于先行先试", **by(place, OFFICE))
    assert "不属于先行先试" in _one(place, row) and "不予受理" in _one(place, row)
    assert me.post(_at("own_tolerance", row.pk), {"text": "补充理由"}).status_code == 302
    assert me.post(_at("own_withdraw_tolerance", row.pk, Tolerance.objects.latest("pk").pk)).status_code == 302
    do.decide_handling(row, **said, **by(place, LEADER))
    assert me.get(_at("own_tolerance", row.pk)).status_code == 403


@pytest.mark.mechanism("P02")
def test_the_decision_deals_with_what_he_said_and_he_reads_it_when_it_is_served(place: Town, bodies: Bodies) -> None:
    row = decided(bodies, heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))))
    page = _one(place, row)
    assert "决定已经作出，正在送达" in page and "事实清楚" not in page and "诫勉" not in page, "not before it is served"
    do.serve_handling(row, how=Served.ONLINE, **by(place, OFFICE))
    page = _one(place, row)
    for words in ("青作风〔2026〕8 号", "事实清楚", "采纳开会一节，仍应有人顶岗", "县委作风建设领导小组", "9 月 2 日期满自动终止"):
        assert words in page, words
    assert "对您采取“诫勉”，到 9 月 2 日为止" in _list(place)
    do.follow_up(row, text="岗位已调顺", **by(place, OFFICE))
    assert "岗位已调顺" in _one(place, row)


@pytest.mark.mechanism("P02")
def test_until_it_is_decided_he_may_add_to_what_he_said(place: Town, bodies: Bodies) -> None:
    row, me = heard(bodies, noticed(bodies, whole(bodies, opened(bodies)))), place.client(OFFICIAL)
    do.submit_handling(row, body=bodies.of["party"], **by(place, OFFICE))
    page = _one(place, row)
    assert _at("own_state", row.pk) in page and "决定作出以前，在这里还可以写" in page
    assert "决定作出以前都可以补充" in me.get(_at("own_state", row.pk)).content.decode()
    assert me.post(_at("own_state", row.pk), {"text": "找到了会议签到"}).status_code == 302
    assert "还没有答复；答复以前不作决定" in _one(place, row)


def test_what_was_taken_back_is_not_read_while_it_is_drawn_up_again(place: Town, bodies: Bodies) -> None:
    row = heard(bodies, noticed(bodies, whole(bodies, opened(bodies))))
    do.take_back_handling(row, reason="补充核实", **by(place, OFFICE))
    do.weigh(row, circumstances="另一种写法", effect="另一种影响", **by(place, OFFICE))
    page = _one(place, row)
    assert "另一种写法" not in page and "3 月 1 日窗口无人" not in page and "诫勉" not in page
    assert "收回重拟，改好后重新告知您" in page and "当天临时被抽去开会" in page, "what he said stays"
    do.drop_handling(row, reason="不成立", **by(place, OFFICE))
    page = _one(place, row)
    assert "已经终止，不再计入" in page and "另一种写法" not in page
    assert "已经结束的 1 件" in _list(place)


@pytest.mark.mechanism("P03")
def test_he_appeals_to_another_body_in_time_and_reads_what_came_of_it(place: Town, bodies: Bodies) -> None:
    """What an open appeal does to a publication is shown where publications are."""
    row, me = in_force(bodies), place.client(OFFICIAL)
    form = _page(me, _at("own_appeal", row.pk))
    assert "县纪委监委机关" in form and "4 月 2 日前可以申诉" in form
    assert "县委作风建设领导小组</option>" not in form, "never to whoever decided"
    for body in (bodies.of["party"].pk, ""):
        assert me.post(_at("own_appeal", row.pk), {"text": "不当", "body": body}).status_code == 422
    given = {"text": "当天是被抽去开会", "body": bodies.of["discipline"].pk}
    assert me.post(_at("own_appeal", row.pk), given).status_code == 302
    appeal = Appeal.objects.get()
    assert "您的申诉已经送县纪委监委机关，等待受理" in _list(place)
    assert me.get(_at("own_appeal", row.pk)).status_code == 403, "one at a time"
    assert me.post(_at("own_withdraw_appeal", row.pk, appeal.pk)).status_code == 302
    assert me.post(_at("own_appeal", row.pk), given).status_code == 302
    again = Appeal.objects.latest("pk")
    do.accept_appeal(again, **by(place, GROUP))
    assert "4 月 2 日前答复" in _list(place)
    do.revoke_decision(again, outcome="原决定认定事实有误", document="青纪复〔2026〕1 号", **by(place, GROUP))
    assert "已经撤销，不再计入" in _list(place) and "原决定认定事实有误" in _one(place, row)


def test_the_door_to_an_appeal_closes_with_its_day(place: Town, bodies: Bodies, monkeypatch: pytest.MonkeyPatch) -> None:
    row = in_force(bodies)
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=40))
    assert place.client(OFFICIAL).get(_at("own_appeal", row.pk)).status_code == 403
    assert _at("own_appeal", row.pk) not in _one(place, row)


@pytest.mark.mechanism("P04")
def test_he_asks_that_somebody_who_handles_it_keeps_away_from_him(place: Town, bodies: Bodies) -> None:
    row, me = noticed(bodies, whole(bodies, opened(bodies))), place.client(OFFICIAL)
    form = _page(me, _at("own_recusal", row.pk))
    assert OFFICE in form and OFFICE_2 in form and LEADER not in form, "who decides is asked about when it lies there"
    given = {"who": place.people[OFFICE].pk, "ground": "criticism", "reason": "我在会上批评过他"}
    assert me.post(_at("own_recusal", row.pk), given | {"who": place.people[COLLEAGUE].pk}).status_code == 422
    assert me.post(_at("own_recusal", row.pk), given).status_code == 302
    ask = Recusal.objects.get()
    assert (ask.person, ask.party, ask.unit, ask.state) == (place.people[OFFICE], place.people[OFFICIAL], None, "asked")
    assert "您申请的回避" in _one(place, row) and "待决定" in _one(place, row)


def test_who_reported_and_who_criticised_is_never_told_only_the_kind_of_source(place: Town, bodies: Bodies) -> None:
    row = opened(bodies)
    clue = place.find(Source.SOCIAL_REVIEW, text="店主老周说他收了烟")
    said = place.find(Source.CRITIQUE, text="风荷批评他遇事往外推")
    for problem, proof in ((clue, "老周的来信"), (said, "风荷的批评记录")):
        fact = do.add_fact(row, text="窗口两次不受理", evidence=proof, problem=problem, **by(place, OFFICE))
        do.verify_fact(fact, how="问过老周和风荷", **by(place, OFFICE_2))
    whole(bodies, row)
    do.weigh_origin(row, origin=Origin.NEUTRAL, text="老周反映在先", **by(place, OFFICE))
    noticed(bodies, row)
    page = _one(place, row)
    assert "社会评查" in page and "互查" in page and "窗口两次不受理" in page and "这些按规定保密" in page
    book = _export(place.client(OFFICIAL))
    told = page + _list(place) + "".join(str(cell) for name, lines in book.items() if name != "台账里关于本人的问题" for cell in lines)
    for words in ("老周", "风荷"):
        assert words not in told, words


def _export(client: Client) -> dict[str, list[tuple[Any, ...]]]:
    answer = client.post(_at("own_export"))
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]
    return {sheet.title: [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book}


@pytest.mark.mechanism("P11")
def test_he_takes_his_own_data_along_and_nobody_elses(place: Town, bodies: Bodies) -> None:
    mine, other = in_force(bodies), in_force(bodies, COLLEAGUE)
    Handling.objects.filter(pk=other.pk).update(matter="别人的事由")
    drawn_up = opened(bodies, matter="还没有告知的事由")
    handed_in(place)
    place.find(Source.SUPERVISION, text="他自己的一件问题")
    place.find(Source.SUPERVISION, person=COLLEAGUE, text="同事的一件问题")
    me = place.client(OFFICIAL)
    assert me.get(_at("own_export")).status_code == 405
    book = _export(me)
    assert [row[0] for row in book["处理事项"]] == [mine.matter]
    told = str(book)
    assert "他自己的一件问题" in told and "当天临时被抽去开会" in told and TEXT in told
    for strange in ("别人的事由", drawn_up.matter, "同事的一件问题"):
        assert strange not in told, strange
    record = Record.objects.get(action="export_own_data")
    assert (record.kind, record.row, record.actor_name) == ("person", place.people[OFFICIAL].pk, OFFICIAL) and not record.changes
    assert not Record.objects.filter(action="read_handling").exists(), "his own reading is not recorded"


def test_what_else_is_about_him_stands_there_too_and_goes_along(place: Town, bodies: Bodies) -> None:
    for name, matter in ((OFFICIAL, "试办窗口延时服务"), (COLLEAGUE, "别人的试办")):
        person = place.people[name]
        asked = do.Asking(person, place.units[WATER], Asker.PERSON, matter, "先行先试")
        do.apply_for_tolerance(campaign=place.campaign, handler=bodies.of["office"], asked=asked, **by(place, name))
    page, book = _list(place), _export(place.client(OFFICIAL))
    assert "试办窗口延时服务" in page and "别人的试办" not in page
    assert [row[2] for row in book["其他记录"]] == ["试办窗口延时服务"]
    assert "试办窗口延时服务" not in _list(place, OFFICE), "whoever handles it has pages of his own"


def test_who_looked_stands_there_with_name_and_moment(place: Town, bodies: Bodies) -> None:
    row = in_force(bodies)
    do.record_handling_seen(row, **by(place, OFFICE_2))
    page = _one(place, row)
    assert f"2026-03-02 09:00</span> {OFFICE_2}　查阅处理材料" in page and f"{LEADER}　作出决定" in page
    assert "写入事实" not in page and "衡量" not in page.split("谁看过、谁办过")[1], "how it was drawn up is not told"


@pytest.mark.mechanism("P10")
def test_what_is_over_is_folded_away_with_the_words_that_it_counts_no_more(place: Town, bodies: Bodies) -> None:
    row = in_force(bodies)
    assert "已经结束的" not in _list(place)
    do.end_due(actor=place.machine, now=by(place, OFFICE, 185)["now"])
    page = _list(place)
    assert "已经结束的 1 件" in page and "影响期已满，不再计入" in page and "没有正在办理的事项" in page
    one = _one(place, row)
    assert _at("own_recusal", row.pk) not in one and "影响期已满，不再计入" in one
    for name in OTHERS:
        assert row.matter not in _list(place, name)


def test_the_head_reads_and_answers_what_is_about_the_unit_and_nobody_under_him_does(place: Town, bodies: Bodies) -> None:
    row = opened(bodies, None, unit=place.units[WATER], matter="推进不力")
    whole(bodies, row, "circular", case_class=CaseClass.COLLECTIVE)
    head = place.client(HEAD)
    assert head.get(_at("own_matter", row.pk)).status_code == 404
    noticed(bodies, row)
    assert "拟对县水利局采取“通报批评”" in _list(place, HEAD)
    assert head.post(_at("own_state", row.pk), {"text": "人手被抽走一半"}).status_code == 302
    assert "人手被抽走一半" in _one(place, row, HEAD)
    for name in (OFFICIAL, COLLEAGUE, LIAISON):
        assert place.client(name).get(_at("own_matter", row.pk)).status_code == 404
    assert not _export(head)["处理事项"], "it is the unit's, not his"


def test_his_desk_says_until_when_he_may_answer_and_that_a_decision_was_served(place: Town, bodies: Bodies) -> None:
    todo = reverse("home:todo")
    row = noticed(bodies, whole(bodies, opened(bodies)))
    page = _page(place.client(OFFICIAL), todo)
    assert "拟处理事项：您可以说明情况" in page and _at("own_matter", row.pk) in page
    for name in (COLLEAGUE, HEAD, LEADER):
        assert "拟处理事项" not in _page(place.client(name), todo)
    decided(bodies, heard(bodies, row))
    assert "您可以说明情况" not in _page(place.client(OFFICIAL), todo)
    do.serve_handling(row, how=Served.ONLINE, **by(place, OFFICE))
    assert "决定已经送达" in _page(place.client(OFFICIAL), todo)
    assert place.client(OFFICIAL).get(_at("own_matters_of", place.campaign.code)).status_code == 302
    place.client(OFFICIAL).post(_at("own_appeal", row.pk), {"text": "不当", "body": bodies.of["discipline"].pk})
    assert "决定已经送达" not in _page(place.client(OFFICIAL), todo)


def test_the_door_for_phones_carries_ones_own_and_nobody_elses(place: Town, bodies: Bodies, settings: Any) -> None:
    row = noticed(bodies, whole(bodies, opened(bodies)))
    settings.BIHUAN_DOOR, settings.BIHUAN_OPEN, settings.BIHUAN_PHONE_FILING = "phone", PHONE_PAGES, "网信备 2026-0001"
    settings.ROOT_URLCONF = "bihuan.config.phone_urls"
    clear_url_caches()
    assert "您可以在 3 月 9 日前说明情况" in _list(place)
    me = place.client(OFFICIAL)
    assert me.post(_at("own_state", row.pk), {"text": "当天被抽去开会"}).status_code == 302
    assert Record.objects.filter(action="state").latest("position").door == "phone"
    for name in (COLLEAGUE, OFFICE, HEAD):
        assert place.client(name).get(_at("own_matter", row.pk)).status_code == 404


def test_pages_ask_the_same_number_of_questions_however_many_matters(place: Town, bodies: Bodies) -> None:
    me = place.client(OFFICIAL)
    row = in_force(bodies)
    _page(me, _at("own_matters"))
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as seen:
            _page(me, address)
        return len(seen)

    before, one = asked(_at("own_matters")), asked(_at("own_matter", row.pk))
    for _more in range(3):
        in_force(bodies)
    assert asked(_at("own_matters")) == before
    assert before <= 26 and one <= 19
