"""Pages of self-checks: for a thumb, for whoever reviews, for the office; what each shows and to whom."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.queries import categories_of
from bihuan.finding.models import Pledge, SelfCheck
from bihuan.finding.operations.pledges import sign_pledge
from bihuan.finding.operations.self_checks import enter_paper_list, write_item
from bihuan.finding.queries.pledges import text_for
from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.running import Turn
from bihuan.interfaces.web.finding.channels import PARTS
from bihuan.problems.models import Problem
from bihuan.problems.operations.likening import compare_waiting
from tests.factories import town as factory
from tests.factories.self_checks import OTHER_TEXT, SCAN, TEXT, accepted, begun, entry, handed_in, wrote
from tests.factories.town import COLLEAGUE, GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, OTHER_HEAD, OTHER_OFFICIAL, TODAY, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def at(place: Town, name: str, *more: Any) -> str:
    return reverse(f"finding:{name}", args=[place.campaign.code, *more])


def text_of(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer
    return answer.content.decode()


def file(name: str = "scan") -> dict[str, Any]:
    return {name: SimpleUploadedFile(*SCAN)}


def test_from_what_is_told_to_the_ledger_on_the_phone(place: Town) -> None:
    me = place.client(OFFICIAL)
    page = text_of(me, at(place, "overview"))
    assert "我的自查" in page and "自查清单" not in page
    page = text_of(me, at(place, "self_check"))
    assert "填写以前请先看" in page and "只会使处理从轻" in page and "联络员和同事看不到" in page and not SelfCheck.objects.exists()
    answer = me.post(at(place, "self_check"))
    row = SelfCheck.objects.get()
    assert answer["Location"] == at(place, "write_item", row.pk)
    form = text_of(me, answer["Location"])
    assert f'data-keep="self-check-{row.pk}"' in form and "js/keep.js" in form and "遇事往外推" in form and "把职责摆进去" in form
    wrong = me.post(at(place, "write_item", row.pk), {"put_in": "self", "text": " "})
    assert wrong.status_code == 422
    picked = categories_of(place.campaign)[0].manifestations.all()[0]
    told = {"put_in": "duty", "text": TEXT, "manifestation": picked.pk, "dimension": "style", "task": "轮值", "due_on": "2031-03-20",
            "doer": place.people[OFFICIAL].pk}  # fmt: skip
    assert me.post(at(place, "write_item", row.pk), {**told, "again": "1"})["Location"] == at(place, "write_item", row.pk)
    page = text_of(me, at(place, "self_check"))
    assert TEXT in page and "提交这 1 条" in page and "把职责摆进去" in page and "签承诺书" not in page
    item = row.items.get()
    me.post(at(place, "change_item", row.pk, item.pk), {**told, "text": OTHER_TEXT})
    assert OTHER_TEXT in text_of(me, at(place, "change_item", row.pk, item.pk))
    me.post(at(place, "submit_self_check"), {"seen": SelfCheck.objects.get().revision})
    assert Problem.objects.get().text == OTHER_TEXT and "待单位初审" in text_of(me, at(place, "self_check"))
    me.post(at(place, "fetch_self_check"))
    assert SelfCheck.objects.get().state == "drafting"
    assert "选填" not in text_of(me, at(place, "withdraw_item", row.pk, item.pk)), "what was handed in goes with its reason"
    me.post(at(place, "withdraw_item", row.pk, item.pk), {"why": "重复了"})
    assert "重复了" in row.items.get().withdrawn_why
    fresh = wrote(place, row, TEXT)
    assert 'name="why"' not in text_of(me, at(place, "withdraw_item", row.pk, fresh.pk)), "nobody has seen it yet"
    me.post(at(place, "withdraw_item", row.pk, fresh.pk), {"act": "1"})
    assert not row.items.filter(pk=fresh.pk).exists()


def test_the_commitment_is_read_signed_and_taken_back(place: Town) -> None:
    me = place.client(COLLEAGUE)
    me.post(at(place, "self_check"))
    page = text_of(me, at(place, "pledge"))
    assert "不单独作为处理的依据" in page and "随时撤回" in page
    read = me.get(at(place, "pledge")).context["form"].initial["read"]
    assert me.post(at(place, "pledge"), {"read": read}).status_code == 422, "not without the tick"
    me.post(at(place, "pledge"), {"read": read.replace("\n", "\r\n"), "sure": "on"})
    row, pledge = SelfCheck.objects.get(), Pledge.objects.get()
    assert row.state == "handed_in" and pledge.text == read
    docx = me.get(at(place, "pledge_file", row.pk))
    assert docx.status_code == 200 and docx["Content-Disposition"].endswith(".docx") or "docx" in docx["Content-Disposition"]
    me.post(at(place, "withdraw_pledge", pledge.pk))
    assert SelfCheck.objects.get().state == "drafting" and "没有发现问题，签承诺书" in text_of(me, at(place, "self_check"))


def test_the_head_the_office_and_the_reviewer_each_on_their_page(place: Town) -> None:
    row = handed_in(place)
    head, office, group = place.client(HEAD), place.client(OFFICE), place.client(GROUP)
    assert "待初审" in text_of(head, reverse("home:todo"))
    page = text_of(head, at(place, "self_check_of", row.pk))
    assert TEXT in page and "初审通过" in page and "本人首先发现" in page
    assert Record.objects.filter(action="read_self_check", row=row.pk).count() == 1
    head.post(at(place, "self_check_step", row.pk, "review"), {"seen": row.revision})
    assert "待分发" in text_of(office, reverse("home:todo"))
    chosen = {"list": [row.pk], "reviewers": [place.people[GROUP].pk], "act": "1"}
    assert office.post(at(place, "deal_self_checks"), chosen)["Location"] == at(place, "self_checks")
    assert "待审核" in text_of(group, reverse("home:todo")) and "认可" in text_of(group, at(place, "self_check_of", row.pk))
    wrong = group.post(at(place, "return_self_checks"), {"list": [row.pk], "act": "1", "new_due_on": "2031-12-20"})
    assert wrong.status_code == 422 and "请选一条常用语" in wrong.content.decode()
    due = (TODAY + timedelta(days=400)).isoformat()
    group.post(at(place, "return_self_checks"), {"list": [row.pk], "act": "1", "new_due_on": due, "remark": "请写时间", "good": "写得实在"})
    page = text_of(place.client(OFFICIAL), at(place, "self_check"))
    assert "请补充后再提交" in page and "请写时间" in page and "写得实在" in page and due in page
    assert "请补充后再提交" in text_of(place.client(OFFICIAL), reverse("home:todo"))
    for stranger in (LIAISON, OTHER_HEAD, COLLEAGUE):
        assert place.client(stranger).get(at(place, "self_check_of", row.pk)).status_code == 404


def test_what_asks_for_a_look_is_explained_by_its_twin(place: Town) -> None:
    """Copied and very short entries are shown to a human, with the text they are like; nobody is scored."""
    handed_in(place, OTHER_OFFICIAL, (OTHER_TEXT,))
    row = handed_in(place, OFFICIAL, (OTHER_TEXT, "工作不够细致"))
    compare_waiting(place.campaign, Turn())
    page = text_of(place.client(OFFICE), at(place, "self_check_of", row.pk))
    for said in ("文字过短", "多为套话", "与另一条文字雷同", 'class="twin"', "县林业局"):
        assert said in page, said
    assert "与另一条文字雷同" not in text_of(place.client(HEAD), at(place, "self_check_of", row.pk)), "the twin is another unit's"


def test_two_twins_are_one_reason_to_look_and_what_is_missing_is_named_once(place: Town) -> None:
    for name in (OTHER_OFFICIAL, COLLEAGUE):
        handed_in(place, name, (OTHER_TEXT,))
    row = handed_in(place, OFFICIAL, (OTHER_TEXT, "前后要求并不一致，做得确实很不够到位"))
    compare_waiting(place.campaign, Turn())
    page = text_of(place.client(OFFICE), at(place, "self_check_of", row.pk))
    assert page.count('class="twin"') == 2 and page.count("与另一条文字雷同") == 1
    assert "没有写明：人、时间、事项" in page


def test_what_was_entered_from_paper_is_shown_to_him_as_such_until_he_confirms_it(place: Town) -> None:
    row = enter_paper_list(
        campaign=place.campaign, person=place.people[OFFICIAL], scan=SCAN, written_on=TODAY, actor=place.actor(LIAISON), now=place.now
    )
    write_item(row, entry=entry(TEXT), actor=place.actor(LIAISON), now=place.now)
    me, scan = place.client(OFFICIAL), at(place, "self_check_scan", row.pk)
    page = text_of(me, at(place, "self_check"))
    assert "请核对代录的内容" in page and "核对无误，确认提交这 1 条" in page and scan in page
    me.post(at(place, "submit_self_check"), {"seen": SelfCheck.objects.get().revision})
    assert "请核对代录的内容" not in text_of(me, at(place, "self_check"))


def test_nothing_is_asked_before_a_list_is_ticked(place: Town) -> None:
    page = text_of(place.client(OFFICE), at(place, "deal_self_checks"))
    assert "请先在清单页勾选" in page and 'name="reviewers"' not in page


def test_units_have_reported_once_their_lists_are_confirmed(place: Town) -> None:
    accepted(place, handed_in(place))
    accepted(place, handed_in(place, COLLEAGUE, ("4月我负责的灌溉台账有三户没有核实就上报了",)))
    page = text_of(place.client(OFFICE), at(place, "self_check_units"))
    assert "已报告" in page and "已提交清单 2 人" in page and "还没有交 1 人" in page
    forest = place.units["县林业局"].pk
    assert OTHER_OFFICIAL in text_of(place.client(OFFICE), at(place, "self_check_units") + f"?unit={forest}")
    assert place.client(OFFICIAL).get(at(place, "self_check_units")).status_code == 404


def test_paper_for_those_without_a_computer(place: Town) -> None:
    liaison = place.client(LIAISON)
    pdf = place.client(OFFICIAL).get(at(place, "self_check_blank"))
    assert b"".join(pdf.streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    answer = liaison.post(at(place, "enter_self_check"), {"person": place.people[OFFICIAL].pk, "written_on": "2026-03-01", **file()})
    row = SelfCheck.objects.get()
    assert answer["Location"] == at(place, "entering", row.pk)
    for name in ("self_check_form", "self_check_to_sign"):
        assert b"".join(liaison.get(at(place, name, row.pk)).streaming_content)[:5] == b"%PDF-"  # type: ignore[attr-defined]
    told = {"put_in": "self", "text": TEXT, "task": "轮值", "due_on": "2031-12-20", "doer": place.people[OFFICIAL].pk}
    liaison.post(at(place, "write_item", row.pk), told)
    assert "提交" in text_of(liaison, at(place, "entering", row.pk))
    liaison.post(at(place, "entering", row.pk), file())
    assert SelfCheck.objects.get().state == "handed_in" and Problem.objects.get().person == place.people[OFFICIAL]
    assert liaison.get(at(place, "entering", row.pk)).status_code == 200 and TEXT not in text_of(liaison, at(place, "self_checks"))
    assert place.client(COLLEAGUE).get(at(place, "self_check_scan", row.pk)).status_code == 404


def test_the_office_settles_what_lists_are_held_against(place: Town) -> None:
    office = place.client(OFFICE)
    told = {"comparisons": "先贤先辈先进\n\n群众反映的问题", "yardsticks": "", "return_phrases": "请写具体", "due_on": "2026-03-25"}
    office.post(at(place, "self_check_settings"), told)
    row = begun(Town(type(place.campaign).objects.get(), place.people, place.units, place.machine))
    page = text_of(place.client(OFFICIAL), at(place, "write_item", row.pk))
    assert "先贤先辈先进" in page and row.due_on is not None and row.due_on.isoformat() == "2026-03-25"
    assert "不作为以后任何核查" in text_of(place.client(OFFICIAL), at(place, "self_check"))


def test_lists_go_out_as_excel_in_the_customary_columns(place: Town) -> None:
    handed_in(place)
    mine = place.client(OFFICIAL).get(at(place, "self_check_sheet"))
    rows = list(openpyxl.load_workbook(io.BytesIO(b"".join(mine.streaming_content))).active.values)  # type: ignore[attr-defined]
    assert rows[0][:4] == ("序号", "单位", "姓名", "台账序号") and [row[9] for row in rows[1:]] == [TEXT, OTHER_TEXT]
    office = place.client(OFFICE)
    assert office.post(at(place, "take_self_checks"), {"reason": " "}).status_code == 422
    whole = office.post(at(place, "take_self_checks"), {"reason": "向领导小组汇报"})
    assert len(list(openpyxl.load_workbook(io.BytesIO(b"".join(whole.streaming_content))).active.values)) == 3  # type: ignore[attr-defined]
    assert Record.objects.get(action="export_self_checks").reason == "向领导小组汇报"


def test_nothing_is_offered_where_the_mechanism_is_off(place: Town) -> None:
    switch_mechanisms(campaign=place.campaign, switches={"self_checks": False}, reason="不用", actor=place.actor(OFFICE), now=place.now)
    me = place.client(OFFICIAL)
    assert "我的自查" not in text_of(me, at(place, "overview")) and "这里不用您填写" in text_of(me, at(place, "self_check"))
    assert "自查" not in [one.title for one in place.client(OFFICE).get(at(place, "overview")).context["channels"]]
    assert "自查：还没有开始" not in text_of(me, reverse("home:todo")) and "self_checks" in PARTS


def test_the_desk_asks_the_subject_to_begin(place: Town) -> None:
    assert "自查：还没有开始" in text_of(place.client(OFFICIAL), reverse("home:todo"))
    row = begun(place)
    wrote(place, row)
    assert "自查：填写中" in text_of(place.client(OFFICIAL), reverse("home:todo"))


def test_who_opens_a_scan_or_a_commitment_of_another_stands_in_the_book(place: Town) -> None:
    """As much as who opens the list itself, and the person does not."""
    row = enter_paper_list(
        campaign=place.campaign, person=place.people[OFFICIAL], scan=SCAN, written_on=TODAY, actor=place.actor(LIAISON), now=place.now
    )
    sign_pledge(row, read=text_for(row), actor=place.actor(OFFICIAL), now=place.now)

    def readers() -> set[int | None]:
        return set(Record.objects.filter(kind="reading", action="read_self_check").values_list("actor", flat=True))

    assert place.client(OFFICIAL).get(at(place, "pledge_file", row.pk)).status_code == 200 and readers() == set()
    assert place.client(HEAD).get(at(place, "self_check_scan", row.pk)).status_code == 200
    assert place.client(OFFICE).get(at(place, "pledge_file", row.pk)).status_code == 200
    assert readers() == {place.actor(HEAD).user_id, place.actor(OFFICE).user_id}
