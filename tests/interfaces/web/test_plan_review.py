"""Correcting a plan beside its source: dates in a clerk's words, one edit for what was changed, putting away, the samples."""

import io
import re
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.test import Client
from django.utils import translation

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.foundation.kernel import Actor
from bihuan.interfaces.web.plan_import.forms import LaunchForm
from bihuan.interfaces.web.shell.days import day_to_day
from bihuan.organisation.models import Person, StandingDuty, Unit
from bihuan.plan_import.models import Draft
from bihuan.plan_import.operations import read_plan
from bihuan.plan_import.vocabulary import DraftState
from tests.factories import town as t

PLAN = """澜川县农贸市场专项整治工作方案
根据《澜川县市场工作意见》，经县政府研究决定，开展专项整治。
一、整治内容
（一）索证不全。没有档案；没有协议。
二、工作步骤
（一）自查阶段（3月上旬至4月10日）。逐摊自查。
（二）整治阶段（4月11日至5月底）。联合执法。
三、责任分工
县市场监管局牵头，县公安局配合，开展联合执法。
"""


@pytest.fixture
def office(db: None, settings: Any) -> tuple[Client, Draft]:
    settings.BIHUAN_DEMO = True  # no second factor
    town = t.town()
    draft = read_plan(data=PLAN.encode(), name="方案.txt", actor=town.actor(t.OFFICE), now=t.NOW)
    return town.client(t.OFFICE), draft


def _fields(client: Client, draft: Draft, place: str) -> dict[str, Any]:
    form = client.get(f"/plans/{draft.pk}/edit/{place}/").context["form"]
    return {name: form[name].value() for name in form.fields}


def test_a_date_without_its_year_is_edited_in_words(office: tuple[Client, Draft]) -> None:
    client, draft = office
    told = _fields(client, draft, "stages.1")
    assert (told["part_start"], told["part_end"]) == ("4月11日", "5月底")
    kept = {name: value or "" for name, value in told.items()}
    bad = client.post(f"/plans/{draft.pk}/edit/stages.1/", {**kept, "part_end": "过些日子"})
    assert bad.status_code == 422 and "看不懂这个日期" in bad.content.decode()
    assert client.post(f"/plans/{draft.pk}/edit/stages.1/", {**kept, "part_end": "6月上旬"}).status_code == 302
    draft.refresh_from_db()
    assert draft.reviewed["stages"][1]["end"] == "--06E" and draft.reviewed["stages"][1]["start"] == "--04-11"
    assert [edit.place for edit in draft.edits.all()] == ["stages.1.end"]
    assert "4月11日—6月上旬" in client.get(f"/plans/{draft.pk}/").content.decode()


def test_once_the_year_is_known_a_day_is_picked(office: tuple[Client, Draft]) -> None:
    client, draft = office
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    told = _fields(client, draft, "stages.1")
    assert told["part_end"].isoformat() == "2026-05-31"
    posted = {name: value.isoformat() if hasattr(value, "isoformat") else value or "" for name, value in told.items()}
    client.post(f"/plans/{draft.pk}/edit/stages.1/", {**posted, "part_end": "2026-06-05"})
    draft.refresh_from_db()
    assert draft.reviewed["stages"][1]["end"] == "2026-06-05"
    assert [edit.place for edit in draft.edits.all()] == ["stages.1.end"]


def test_an_edited_day_takes_back_the_answer_that_stood_for_it(office: tuple[Client, Draft]) -> None:
    client, draft = office
    for key, day in (("year", "2026"), ("stages.2.end", "2026-05-20")):
        client.post(f"/plans/{draft.pk}/answer/", {"key": key, "answer": day})
    posted = {
        name: value.isoformat() if hasattr(value, "isoformat") else value or ""
        for name, value in _fields(client, draft, "stages.1").items()
    }
    assert posted["part_end"] == "2026-05-20"
    client.post(f"/plans/{draft.pk}/edit/stages.1/", {**posted, "part_end": "2026-06-05"})
    draft.refresh_from_db()
    assert "stages.2.end" not in draft.answers and draft.reviewed["stages"][1]["end"] == "2026-06-05"


def test_the_part_that_a_unit_plays_is_corrected(office: tuple[Client, Draft]) -> None:
    client, draft = office
    told = {name: value or "" for name, value in _fields(client, draft, "responsible_units.0").items()}
    client.post(f"/plans/{draft.pk}/edit/responsible_units.0/", {**told, "part_role": "co"})
    draft.refresh_from_db()
    assert draft.reviewed["responsible_units"][0]["role"] == "co"


def test_a_plan_handed_in_by_mistake_is_put_away_and_closed(office: tuple[Client, Draft]) -> None:
    client, draft = office
    assert client.post(f"/plans/{draft.pk}/set-aside/").status_code == 302
    draft.refresh_from_db()
    assert draft.state == DraftState.SET_ASIDE
    page = client.get(f"/plans/{draft.pk}/").content.decode()
    assert "这份方案已搁置" in page and "选单位和人员</a>" not in page
    assert "已搁置" in client.get("/plans/").content.decode()


def test_an_answered_gap_is_no_gap(office: tuple[Client, Draft]) -> None:
    client, draft = office
    draft.reviewed = {**draft.reviewed, "decided_by": None}
    draft.save()
    assert "启动后各类文书为草稿" in client.get(f"/plans/{draft.pk}/").content.decode()
    client.post(f"/plans/{draft.pk}/answer/", {"key": "decided_by", "answer": "县政府常务会议"})
    assert "启动后各类文书为草稿" not in client.get(f"/plans/{draft.pk}/").content.decode()


def test_a_sample_is_read_with_one_click(office: tuple[Client, Draft]) -> None:
    client, _draft = office
    assert "干部作风" in client.get("/plans/").content.decode()
    answered = client.post("/plans/upload/", {"sample": "fire-safety"})
    assert answered.status_code == 302
    assert Draft.objects.order_by("pk").last().file.name == "fire-safety.docx"  # type: ignore[union-attr]
    assert client.post("/plans/upload/", {"sample": "../../secret"}).status_code == 422


def test_a_roster_with_errors_is_told_beside_the_form_and_handed_back_marked(office: tuple[Client, Draft], settings: Any) -> None:
    client, draft = office
    town_keeper = Person.objects.get(name=t.OFFICE).user
    StandingDuty.objects.get_or_create(user=town_keeper, duty="keeper", defaults={"given_at": t.NOW})
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("干部名册")
    page.write_row(0, 0, ("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"))
    page.write_row(1, 0, ("县水利局", "", "钱七一", "科长", "", "可能", "138"))
    book.close()
    sheet = SimpleUploadedFile("名册.xlsx", stream.getvalue())
    answered = client.post(f"/plans/{draft.pk}/launch/", {"sheet": sheet, "on": "2026-03-02", "subjects": ["leader"]})
    shown = answered.content.decode()
    assert answered.status_code == 422 and "手机号应为 11 位数字" in shown and "这一格只能填" in shown
    marked = re.search(r'href="(/organisation/roster/\d+/marked/)"', shown)
    assert marked and client.get(marked[1]).content[:2] == b"PK"


def _roster(*rows: tuple[str, ...]) -> SimpleUploadedFile:
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    page = book.add_worksheet("干部名册")
    for number, row in enumerate([("单位", "上级单位", "姓名", "职务", "职级", "是否整治对象", "手机"), *rows]):
        page.write_row(number, 0, row)
    book.close()
    return SimpleUploadedFile("名册.xlsx", stream.getvalue())


def test_whom_a_campaign_will_cover_is_seen_before_it_starts(office: tuple[Client, Draft]) -> None:
    client, draft = office
    keeper = Person.objects.get(name=t.OFFICE).user
    StandingDuty.objects.get_or_create(user=keeper, duty="keeper", defaults={"given_at": t.NOW})
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    before = Campaign.objects.count()
    sheet = _roster(("白鹭镇", "", "赵八八", "镇长", "正科级", "是", ""), ("白鹭镇", "", "孙九九", "科员", "", "否", ""))
    shown = client.post(f"/plans/{draft.pk}/launch/", {"sheet": sheet, "on": "2026-03-02", "look": "1"})
    page = shown.content.decode()
    assert shown.status_code == 200 and "白鹭镇" in page and "新增 2 人" in page
    assert not Person.objects.filter(name="赵八八").exists() and Campaign.objects.count() == before
    hidden = dict(re.findall(r'type="hidden" name="(root|on|code|kept)" value="([^"]*)"', page))
    refused = client.post(f"/plans/{draft.pk}/launch/", hidden)
    asked = refused.content.decode()
    assert (
        refused.status_code == 422
        and "没有明确具体负责人员（联络员）（白鹭镇）" in asked
        and "启动后列入名册的人" in asked
        and "gaps_reason" in asked
    )
    assert Campaign.objects.count() == before, "nothing was written"
    assert client.post(f"/plans/{draft.pk}/launch/", {**hidden, "gaps_reason": "镇里明天明确"}).status_code == 302
    assert Campaign.objects.count() == before + 1 and RosterEntry.objects.filter(person__name="赵八八").exists()


def test_the_unit_is_found_by_its_name(office: tuple[Client, Draft]) -> None:
    client, draft = office
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    said = {"on": "2026-03-02", "subjects": ["leader"], "look": "1"}
    water = Unit.objects.get(name=t.WATER)
    for typed in (water.name, f"{water.parent.name} / {water.name}", str(water.pk)):  # type: ignore[union-attr]
        assert client.post(f"/plans/{draft.pk}/launch/", {**said, "root": typed}).status_code == 200, typed
    wrong = client.post(f"/plans/{draft.pk}/launch/", {**said, "root": "天上人间局"})
    assert wrong.status_code == 422 and "没有叫“天上人间局”的单位" in wrong.content.decode()
    assert water.name in client.post(f"/plans/{draft.pk}/launch/", {**said, "root": water.name[1:]}).content.decode()


def test_whoever_is_nobody_in_the_organisation_is_told_before_he_starts(office: tuple[Client, Draft]) -> None:
    client, draft = office
    Person.objects.filter(name=t.OFFICE).update(user=None)
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    assert "还没有关联到本人" in client.get(f"/plans/{draft.pk}/launch/").content.decode()
    refused = client.post(f"/plans/{draft.pk}/launch/", {"root": t.WATER, "on": "2026-03-02", "subjects": ["leader"]})
    assert refused.status_code == 422 and "还没有关联到本人" in refused.content.decode()
    assert not Draft.objects.get(pk=draft.pk).campaign_id


def test_a_date_that_is_none_is_refused_where_it_is_added_too(office: tuple[Client, Draft]) -> None:
    client, draft = office
    for place, told in (
        ("stages", {"part_name": "建章阶段", "part_start": "2026-02-30"}),
        ("problem_categories.0.manifestations", {"part_text": " "}),
    ):
        refused = client.post(f"/plans/{draft.pk}/add/{place}/", told)
        assert refused.status_code == 422
    client.post(f"/plans/{draft.pk}/add/responsible_units/", {"part_name": "县水利局", "part_role": "co", "reason": "会上定的"})
    draft.refresh_from_db()
    assert (draft.reviewed["responsible_units"][-1]["name"], len(draft.reviewed["stages"])) == ("县水利局", 2)


def test_no_list_is_taken_away_by_its_address(office: tuple[Client, Draft]) -> None:
    client, draft = office
    for place in ("stages", "problem_categories.0.manifestations", "stages.7", "questions.0"):
        assert client.post(f"/plans/{draft.pk}/edit/{place}/", {"remove": "1"}).status_code == 404
    assert client.get(f"/plans/{draft.pk}/").status_code == 200


def test_a_heading_that_was_read_at_the_wrong_depth_is_put_right(office: tuple[Client, Draft]) -> None:
    client, draft = office
    told = {name: value or "" for name, value in _fields(client, draft, "outline.1").items()}
    client.post(f"/plans/{draft.pk}/edit/outline.1/", {**told, "part_level": "3"})
    draft.refresh_from_db()
    assert draft.reviewed["outline"][1]["level"] == 3
    assert 'data-level="3"' in client.get(f"/plans/{draft.pk}/").content.decode()


def test_an_answer_stands_beside_what_was_asked(office: tuple[Client, Draft]) -> None:
    client, draft = office
    client.post(f"/plans/{draft.pk}/answer/", {"key": "year", "answer": "2026"})
    client.post(f"/plans/{draft.pk}/answer/", {"key": "stages.2.end", "answer": "free", "free": "2026-06-05"})
    shown = client.get(f"/plans/{draft.pk}/")
    assert [words for _key, words, _value in shown.context["told"]] == ["年份", "“整治阶段”到哪天为止？"]
    assert "stages.2.end：" not in shown.content.decode()


def test_what_the_reader_has_to_say_and_the_same_file_stand_above_the_plan(office: tuple[Client, Draft]) -> None:
    client, draft = office
    page = client.get(f"/plans/{draft.pk}/").content.decode()
    assert "已经读过" not in page and "读取说明" not in page
    client.post("/plans/upload/", {"file": SimpleUploadedFile("方案.txt", PLAN.encode())})
    again = Draft.objects.first()
    assert again is not None and f'href="/plans/{draft.pk}/"' in client.get(f"/plans/{again.pk}/").content.decode()
    client.post("/plans/upload/", {"file": SimpleUploadedFile("方案.txt", PLAN.encode("gb18030"))})
    other = Draft.objects.first()
    assert other is not None and other.notes
    told = client.get(f"/plans/{other.pk}/").content.decode()
    assert other.notes[0] in told and "已经读过" not in told


def test_what_is_no_plan_asks_before_it_can_start(office: tuple[Client, Draft]) -> None:
    client, _draft = office
    client.post(
        "/plans/upload/", {"file": SimpleUploadedFile("a.txt", ("工作总结\n" + "累计召开会议12次，已完成整改15件。\n" * 30).encode())}
    )
    report = Draft.objects.first()
    assert report is not None and f'href="/plans/{report.pk}/launch/"' not in client.get(f"/plans/{report.pk}/").content.decode()
    client.post(f"/plans/{report.pk}/answer/", {"key": "kind", "answer": "仍要据此启动"})
    client.post(f"/plans/{report.pk}/answer/", {"key": "title", "answer": "free", "free": "整改"})
    assert f'href="/plans/{report.pk}/launch/"' in client.get(f"/plans/{report.pk}/").content.decode()


def test_a_stage_that_ends_in_another_year_says_so(office: tuple[Client, Draft]) -> None:
    client, _draft = office
    plan = PLAN.replace("3月上旬至4月10日", "2026年12月1日至2027年4月10日").replace("4月11日至5月底", "2027年4月11日至5月底")
    client.post("/plans/upload/", {"file": SimpleUploadedFile("b.txt", plan.encode())})
    page = client.get(f"/plans/{Draft.objects.latest('pk').pk}/").content.decode()
    assert "2026-12-01—2027-04-10" in page and "2027-04-11—05-31" in page


def test_what_was_saved_last_is_taken_back_one_save_after_the_other(office: tuple[Client, Draft]) -> None:
    client, draft = office
    told = {name: value or "" for name, value in _fields(client, draft, "stages.1").items()}
    client.post(f"/plans/{draft.pk}/edit/stages.1/", {**told, "part_name": "联合整治", "part_end": "6月上旬", "reason": "会议改定"})
    client.post(f"/plans/{draft.pk}/add/stages/", {"part_name": "回头看"})
    page = client.get(f"/plans/{draft.pk}/").content.decode()
    assert "上一处修改" in page and f'action="/plans/{draft.pk}/undo/"' in page
    for names in (["自查阶段", "联合整治"], ["自查阶段", "整治阶段"]):
        assert client.post(f"/plans/{draft.pk}/undo/").status_code == 302
        draft.refresh_from_db()
        assert [one["name"] for one in draft.reviewed["stages"]] == names
    assert draft.reviewed == draft.facts and draft.edits.count() == 6 and draft.edits.filter(undoes=None).count() == 3
    page = client.get(f"/plans/{draft.pk}/").content.decode()
    assert "上一处修改" not in page and "（已撤销）" in page and "会议改定" in page
    client.post(f"/plans/{draft.pk}/undo/")
    assert draft.edits.count() == 6, "nothing is left to take back"


@pytest.mark.parametrize(("end", "said"), [(date(2026, 12, 31), "2026-12-01—12-31"), (date(2027, 2, 9), "2026-12-01—2027-02-09")])
def test_a_span_says_the_year_again_where_it_changes(end: date, said: str) -> None:
    assert day_to_day(date(2026, 12, 1), end) == said


def test_whatever_is_read_can_be_chosen_on_the_page(office: tuple[Client, Draft]) -> None:
    client, _draft = office
    page = client.get("/plans/").content.decode()
    assert all(f"{ending}," in page or f'{ending}"' in page for ending in (".docx", ".pdf", ".mhtml", ".png", ".jpg", ".tif"))


def test_a_first_page_opens_what_it_names(office: tuple[Client, Draft]) -> None:
    """Somebody who is to begin campaigns and is in none yet has the beginning as a button, and is not told of a roster he may not hand in."""
    starter = get_user_model().objects.create(username="faqi", name="沈归舟", password="!", opened_at=t.NOW)
    client = Client()
    client.force_login(starter)
    StandingDuty.objects.create(user=starter, duty="founder", given_at=t.NOW)
    assert '<a class="btn go" href="/plans/">' in client.get("/todo/").content.decode()
    assert LaunchForm(keeps=False).fields["root"].required and not LaunchForm(keeps=True).fields["root"].required


def test_a_catalogue_one_can_take_in_lies_open_and_the_time_is_told_in_hundredths(office: tuple[Client, Draft]) -> None:
    client, draft = office
    draft.seconds = 1.4462
    draft.save()
    page = client.get(f"/plans/{draft.pk}/").content.decode()
    assert "<details open><summary>" in page and "1.45 秒读完" in page
    draft.reviewed["problem_categories"][0]["manifestations"] *= 30
    draft.save()
    assert "<details open><summary>" not in client.get(f"/plans/{draft.pk}/").content.decode()


def test_a_unit_suggested_for_a_wrong_cell_stands_with_the_fault() -> None:
    """A column of its own was mostly empty."""
    wrong = {"place": "第 3 行 单位", "value": "水力局", "message": "没有这个单位", "nearest": "水利局"}
    with translation.override("zh-hans"):
        page = render_to_string("components/summary/summary.html", {"errors": [wrong]})
    assert "最接近的：水利局</small></td></tr>" in page and page.count('<th scope="col">') == 3


def test_what_is_asked_is_asked_in_the_readers_language(office: tuple[Client, Draft]) -> None:
    client, draft = office
    page = client.get(f"/plans/{draft.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "Which year is meant here?" in page and "这里是哪一年" not in page
    undated = PLAN.replace("（3月上旬至4月10日）", "").replace("4月11日至5月底", "2026年5月11日至4月底")
    again = read_plan(data=undated.encode(), name="方案.txt", actor=Actor(draft.read_by_id, t.OFFICE), now=t.NOW)
    page = client.get(f"/plans/{again.pk}/", headers={"Accept-Language": "en"}).content.decode()
    assert "On which day does “自查阶段” begin?" in page
    assert "从哪天开始" not in page and "到哪天为止" not in page, "the name of a stage stays, the question does not"
