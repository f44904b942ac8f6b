"""The grid over the web: its look, orders, pages by scrolling, cells, blocks, taking back, what colleagues changed, many rows at once."""

import json
import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localtime

from bihuan.campaigns.models import SavedView
from bihuan.interfaces.web.problems.conflicts import joined
from bihuan.interfaces.web.problems.drawing import _CELLS, drawn
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.problems import operations, queries
from bihuan.problems.models import Edit, Problem
from bihuan.problems.queries import Today
from bihuan.problems.rules.filters import Filters
from tests.factories import town as t
from tests.factories.town import LIAISON, OFFICE, OFFICE_2, OTHER_LIAISON, Town

pytestmark = pytest.mark.django_db
HOME = "/c/QS-2026/ledger/"
HX = {"HTTP_HX_REQUEST": "true"}
CHINESE = re.compile("[一-龥]")


@pytest.fixture
def town(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # without second factors
    return t.town()


def heads(client: Client, query: str = "") -> list[str]:
    return [head.column.key for head in client.get(f"{HOME}?{query}").context["heads"]]


def filled(town: Town, count: int = 3) -> list[Problem]:
    return [town.find(text=f"第{n}件：窗口无人", due_on=date(2099, 1, n + 1)) for n in range(count)]


def test_the_column_of_due_days_tells_due_days_of_closed_ones_too(town: Town) -> None:
    rows = filled(town)
    for row in rows[:2]:
        town.to("closed", row)
    page = town.client(OFFICE).get(f"{HOME}?sort=unit.due_on").content.decode()
    assert re.findall(r"2099-01-0\d</span>", page) == ["2099-01-01</span>", "2099-01-02</span>"]
    closed = Problem.objects.get(pk=rows[0].pk).closed_at
    assert f'title="销号日期 {localtime(closed):%Y-%m-%d}"' in page


def test_no_column_asks_the_database_row_by_row(town: Town, django_assert_num_queries: Any) -> None:
    filled(town)
    mine, today = queries.reach(town.actor(OFFICE), town.campaign.pk), Today(t.TODAY, t.TODAY)
    page, _past = queries.page_of(mine, town.campaign.pk, Filters.read({}), today)
    with django_assert_num_queries(0):  # what a list shows of a row is read with the list: `_SHOWN` of queries/paging.py
        assert len(drawn(rows_of(mine, page.rows, today, town.campaign), list(_CELLS)).split("<tr")) == 4


def test_a_key_in_the_address_that_nothing_has_is_said_to_be_unknown(town: Town) -> None:
    row = filled(town, 1)[0]
    page = town.client(OFFICE).get(f"{HOME}?unit={row.unit_id}&unit=999999&category=999998&batch=7").content.decode()
    assert (
        f"查不到（{999999}）" in page
        and f"查不到（{999998}）" in page
        and f"查不到（{row.unit_id}）" not in page
        and "查不到（7）" not in page
    )
    hidden = town.units[t.FOREST].pk
    assert f"查不到（{hidden}）" in town.client(LIAISON).get(f"{HOME}?unit={hidden}").content.decode(), "as one that is not there"


def test_columns_stand_in_the_chosen_order_and_are_kept_for_this_person(town: Town) -> None:
    filled(town, 1)
    office = town.client(OFFICE)
    assert heads(office, "col=weight,category")[3:] == ["weight", "category"]
    office.post(f"{HOME}look/", {"col": ["due", "leader"], "freeze": "3", "keep": "1", "query": ""})
    assert heads(office)[3:] == ["due", "leader"] and b"fr3" in office.get(HOME).content
    assert heads(town.client(LIAISON))[3:] == ["category", "source", "state", "due"]
    chooser = office.get(f"{HOME}choose/columns/").content.decode()
    assert chooser.index('value="due"') < chooser.index('value="leader"') < chooser.index('value="category"')
    office.post(f"{HOME}look/", {"reset": "1", "query": ""})
    assert heads(office)[3:] == ["category", "source", "state", "due"]


def test_a_view_is_private_for_a_unit_or_for_the_campaign(town: Town) -> None:
    liaison, office, water = town.client(LIAISON), town.client(OFFICE), town.units[t.WATER]
    liaison.post(f"{HOME}view/", {"name": "本局超期", "query": "lamp=overdue&col=due", "scope": f"unit:{water.pk}"})
    office.post(f"{HOME}view/", {"name": "全县超期", "query": "lamp=overdue", "scope": "campaign"})
    assert liaison.post(f"{HOME}view/", {"name": "越权", "query": "", "scope": "campaign"}).status_code == 403
    seen = {who: town.client(who).get(f"{HOME}choose/views/").content.decode() for who in (LIAISON, t.OFFICIAL, OTHER_LIAISON)}
    assert "本局超期" in seen[LIAISON] and "本局超期" in seen[t.OFFICIAL] and "本局超期" not in seen[OTHER_LIAISON]
    assert all("全县超期" in text for text in seen.values())
    shared = SavedView.objects.get(name="本局超期")
    assert town.client(t.OFFICIAL).post(f"{HOME}view/{shared.pk}/drop/").status_code == 403
    assert office.post(f"{HOME}view/{shared.pk}/drop/").status_code == 404  # a unit's view is not the office's to see
    assert liaison.post(f"{HOME}view/{shared.pk}/drop/").status_code == 302


def test_scrolling_brings_the_next_rows_alone(town: Town) -> None:
    filled(town, 5)
    office = town.client(OFFICE)
    page = office.get(f"{HOME}?size=20")
    assert page.context["next"] == "" and page.context["book"] > 0
    Problem.objects.filter(pk__gt=0).update(owner_name="")
    answer = office.get(f"{HOME}?after=4", **HX, HTTP_HX_TARGET="grid-rows")
    assert answer.content.count(b"<tr") == 3 and b"<html" not in answer.content


def test_a_cell_is_saved_and_another_field_of_a_colleague_is_no_conflict(town: Town) -> None:
    (row,) = filled(town, 1)
    office, address = town.client(OFFICE), f"{HOME}{row.number}/cell/text/"
    form = office.get(address, **HX).content.decode()
    assert 'name="was_text"' in form
    operations.amend(problem=row, values={"weight": "serious"}, actor=town.actor(OFFICE_2), now=town.now)
    answer = office.post(address, {"text": "我改的话", "was_text": "第0件：窗口无人", "seen": "0"}, **HX)
    assert answer.headers["HX-Retarget"] == f"#row-{row.pk}" and "我改的话" in answer.content.decode()
    row.refresh_from_db()
    assert (row.text, row.weight) == ("我改的话", "serious")


def test_two_who_wrote_the_same_cell_choose_and_nothing_is_lost(town: Town) -> None:
    (row,) = filled(town, 1)
    office, address = town.client(OFFICE), f"{HOME}{row.number}/cell/text/"
    operations.amend(problem=row, values={"text": "同事的话"}, actor=town.actor(OFFICE_2), now=town.now)
    asked = office.post(address, {"text": "我的话", "was_text": "第0件：窗口无人", "seen": "0"}, **HX)
    told = asked.content.decode()
    assert asked.headers["HX-Retarget"] == "#ask" and all(word in told for word in ("我的话", "同事的话", "第0件：窗口无人", OFFICE_2))
    both = {
        "seen": "1",
        "was_text": "同事的话",
        "pick_text": "both",
        "mine_text": "我的话",
        "theirs_text": "同事的话",
        "both_text": "同事的话\n我的话",
    }
    assert office.post(address, both, **HX).status_code == 200
    row.refresh_from_db()
    assert row.text == "同事的话\n我的话"


def test_every_editable_cell_has_its_form_and_writes(town: Town) -> None:
    row = town.to("analysed", filled(town, 1)[0])
    office, person = town.client(OFFICE), town.people[t.COLLEAGUE]
    given = {
        "person": {"person": person.pk}, "leader": {"leader": town.people[t.HEAD].pk}, "due": {"due_on": "2099-05-01", "beyond": "on"},
        "weight": {"weight": "serious"}, "measures": {"measures": "轮值\n公开"},
        "cause": {"cause": "排班无人管", "kind": "managerial"}, "progress": {"progress": "已张榜"},
        "entry": {"entry": f"m{town.campaign.catalogue.categories.first().manifestations.first().pk}"},
    }  # fmt: skip
    for field, values in given.items():
        address = f"{HOME}{row.number}/cell/{field}/"
        assert b"cell-edit" in office.get(address, **HX).content
        row.refresh_from_db()
        assert office.post(address, {**values, "seen": row.revision}, **HX).status_code == 200, field
    row.refresh_from_db()
    assert (row.person, row.weight, row.due_on, row.progress_text) == (person, "serious", date(2099, 5, 1), "已张榜")
    assert row.measures.count() == 2 and row.manifestation_id and Edit.objects.count() == 8


def test_a_block_is_previewed_confirmed_and_taken_back(town: Town) -> None:
    found = filled(town)
    office, keys = town.client(OFFICE), ",".join(str(row.pk) for row in found)
    asked = office.post(f"{HOME}paste/", {"rows": keys, "cols": "text,leader", "text": '"甲\n句"\t苏堤\n乙句\t苏提\n丙句\t\n多出\t'}, **HX)
    told = asked.content.decode()
    assert "最接近的是“苏堤”" in told and "第 4 行在台账里没有对应的件" in told and "只改能改的 4 格" in told
    done = office.post(f"{HOME}paste/take/", {"take": asked.context["take"], "whole": "1"}, **HX)
    assert done.status_code == 204 and json.loads(done.headers["HX-Trigger"])["grid-renew"]["shut"] is True
    assert [row.text for row in Problem.objects.order_by("pk")] == ["甲\n句", "乙句", "丙句"]
    copied = office.get(f"{HOME}copy/?rows={keys}&cols=text,leader").content.decode()
    assert copied == '"甲\n句"\t苏堤\n乙句\t\n丙句\t'
    menu = office.get(f"{HOME}choose/edits/", **HX).content.decode()
    assert "粘贴 3 件：问题、责任领导" in menu
    assert office.post(f"{HOME}undo/", **HX).status_code == 204
    assert Problem.objects.get(pk=found[0].pk).text == "第0件：窗口无人"
    assert office.post(f"{HOME}undo/", {"redo": "1"}, **HX).status_code == 204
    assert Problem.objects.get(pk=found[0].pk).text == "甲\n句"


def test_one_row_is_laid_into_all_chosen_ones_filled_down_or_emptied(town: Town) -> None:
    found = filled(town)
    office, keys = town.client(OFFICE), ",".join(str(row.pk) for row in found)

    def wanted(**more: object) -> list[dict[str, str]]:
        asked = office.post(f"{HOME}paste/", {"rows": keys, "cols": "number,text,leader", **more}, **HX)
        return [cells for _pk, _seen, cells in json.loads(asked.context["take"])]

    assert wanted(cols="text", text="一句\n", tall=3) == [{"text": "一句"}] * 3
    assert wanted(cols="text", text="一句\n两句\n", tall=3) == [{"text": "一句"}, {"text": "两句"}], "it does not fit in twice"
    assert wanted(fill="down") == [{"text": "第0件：窗口无人"}] * 2, "the first row for those below it, whatever its number"
    office.post(f"{HOME}paste/take/", {"take": json.dumps([[found[0].pk, found[0].revision, {"leader": "苏堤"}]])}, **HX)
    assert wanted(fill="clear", cols="leader") == [{"leader": "—"}]
    emptied = office.post(f"{HOME}paste/", {"rows": keys, "cols": "text,leader", "fill": "clear"}, **HX).content.decode()
    clean = office.post(f"{HOME}paste/", {"rows": keys, "cols": "text", "text": "一句"}, **HX).content.decode()
    assert "不收的原因" not in clean and "不收的原因" in emptied, "no empty column"
    assert "清空 1 格" in emptied and "这一项不能清空" in emptied and "paste-columns" not in emptied
    assert office.post(f"{HOME}paste/", {"rows": keys, "cols": "number", "fill": "clear"}, **HX).status_code == 422


def test_a_block_longer_than_the_page_goes_on_in_the_order_of_the_ledger(town: Town) -> None:
    found = filled(town, 6)
    office = town.client(OFFICE)
    text = "\n".join(f"新{n}" for n in range(4))
    asked = office.post(f"{HOME}paste/", {"rows": f"{found[4].pk}", "cols": "text", "text": text, "query": ""}, **HX)
    assert [pk for pk, _seen, _cells in json.loads(asked.context["take"])] == [row.pk for row in reversed(found[1:5])]
    headed = office.post(f"{HOME}paste/", {"rows": "", "cols": "text", "text": "序号\t责任领导\n2\t苏堤\n99\t苏堤"}, **HX)
    assert [pk for pk, _seen, _cells in json.loads(headed.context["take"])] == [found[1].pk] and headed.context["homeless"] == [2]


def test_a_row_that_two_lines_name_is_taken_from_the_first_and_the_other_is_told(town: Town) -> None:
    row, office = town.find(), town.client(OFFICE)
    asked = office.post(f"{HOME}paste/", {"rows": "", "cols": "text", "text": "序号\t问题\n1\t第一句\n1\t第二句"}, **HX)
    assert "第 2 行与前面的行是同一件" in asked.content.decode() and asked.context["rows"] == 1
    office.post(f"{HOME}paste/take/", {"take": asked.context["take"]}, **HX)
    row.refresh_from_db()
    assert row.text == "第一句"


def test_taking_back_what_a_colleague_changed_since_is_asked(town: Town) -> None:
    found = filled(town)
    office = town.client(OFFICE)
    ticks = {"row": [row.pk for row in found], "sure": "1", "field": "weight", "weight": "serious", "query": ""}
    assert office.post(f"{HOME}fields/", ticks).status_code == 302
    operations.amend(problem=found[0], values={"weight": "common"}, actor=town.actor(OFFICE_2), now=localtime())
    asked = office.post(f"{HOME}undo/", **HX)
    assert OFFICE_2 in asked.content.decode() and "只撤销其余 2 件" in asked.content.decode()
    assert {row.weight for row in Problem.objects.all()} == {"serious", "common"}
    [(_row, why)] = office.post(f"{HOME}undo/", **HX, HTTP_ACCEPT_LANGUAGE="en").context["refused"]
    assert why.startswith(OFFICE_2) and CHINESE.search(why.removeprefix(OFFICE_2)) is None
    office.post(f"{HOME}undo/", {"edit": Edit.objects.get(kind="bulk").pk, "rest": "1"}, **HX)
    assert sorted(row.weight for row in Problem.objects.all()) == ["common", "general", "general"]


def test_a_page_that_says_nonsense_of_its_address_gets_the_usual_columns(town: Town) -> None:
    row, office = filled(town, 1)[0], town.client(OFFICE)
    asked = {"text": "改过的一句", "seen": row.revision}
    for address in ("http://[", "x?col=%00&freeze=9#y"):
        row.refresh_from_db()
        answer = office.post(f"{HOME}{row.number}/cell/text/", asked | {"seen": row.revision}, **HX, HTTP_HX_CURRENT_URL=address)
        assert answer.status_code == 200 and "改过的一句" in answer.content.decode()


def test_refusals_of_many_rows_are_told_in_the_readers_language(town: Town) -> None:
    sent = {"row": [filled(town, 1)[0].pk], "sure": "1", "action": "close", "query": ""}
    for language, is_chinese in (("zh-hans", True), ("en", False)):
        told = [why for _row, why in town.client(OFFICE).post(f"{HOME}many/", sent, HTTP_ACCEPT_LANGUAGE=language).context["refused"]]
        assert told and all(bool(CHINESE.search(why)) is is_chinese for why in told)
        assert not is_chinese or told == ["现在是“已建账”，不能办“销号”。"]


def test_what_is_refused_of_many_rows_is_told_in_the_dialogue_and_nothing_else_goes_away(town: Town) -> None:
    office, (first, second) = town.client(OFFICE), filled(town, 2)
    town.to("verified", first)
    sent = {"row": [first.pk, second.pk], "action": "close", "query": "weight=general"}
    asked = office.post(f"{HOME}many/", sent, **HX).content.decode()
    assert 'hx-target="#ask"' in asked and "hx-target" not in office.post(f"{HOME}many/", sent).content.decode()
    answer = office.post(f"{HOME}many/", sent | {"sure": "1"}, **HX)
    told = answer.content.decode()
    assert "<html" not in told and "data-dialog-shut" in told and f"{second.number:04d}" in told and "不能办“销号”" in told
    assert json.loads(answer["HX-Trigger"]) == {"grid-renew": {"rows": [first.pk]}}, "the row that was closed is drawn anew behind it"
    whole = office.post(f"{HOME}many/", sent | {"row": [second.pk], "sure": "1"})
    assert "<html" in whole.content.decode() and "HX-Trigger" not in whole.headers, "without scripts a page of its own"


def test_what_was_done_to_many_rows_brings_the_list_anew_and_what_is_filled_in_wrong_stays_in_the_dialogue(town: Town) -> None:
    office, rows = town.client(OFFICE), filled(town, 2)
    chosen = {"row": [row.pk for row in rows], "query": "weight=general", "sure": "1"}
    wrong = office.post(f"{HOME}many/", chosen | {"action": "void"}, **HX).content.decode()
    assert "<html" not in wrong and "有 2 处需要改" in wrong
    wrong = office.post(f"{HOME}fields/", chosen | {"field": "due", "due": ""}, **HX).content.decode()
    assert "<html" not in wrong and 'hx-target="#ask"' in wrong and "请填写完成时限" in wrong
    done = office.post(f"{HOME}fields/", chosen | {"field": "weight", "weight": "serious"}, **HX)
    assert done["HX-Redirect"] == f"{HOME}?weight=general" and not done.content
    assert "已改 2 件，可以撤销" in office.get(done["HX-Redirect"]).content.decode()


def test_an_address_with_words_that_no_filter_knows_says_so(town: Town) -> None:
    filled(town, 1)
    office = town.client(OFFICE)
    page = office.get(f"{HOME}?state=recorded,nosuch&sate=closed&lamp=&due=tomorrow&own=x&col=weight&freeze=2&size=20").content.decode()
    assert "地址里这些条件认不出来，没有用上：state=nosuch、sate、due=tomorrow、own=x" in page
    known = (
        "state=recorded&unit=1&found=2026-03-01..2026-03-07&q=%E7%AA%97&sort=unit&size=20&col=weight&freeze=0&after=1&at=2026-03-01&mine=1"
    )
    for query in ("", known, "entered=2026-03-05T17:00..2026-03-12T17:00&own=1:any"):
        assert "认不出来" not in office.get(f"{HOME}?{query}").content.decode(), query


def test_every_address_of_the_ledger_on_our_pages_is_one_whose_filters_are_known(town: Town) -> None:
    filled(town, 1)
    office, seen = town.client(OFFICE), 0
    for page in ("/", "/c/QS-2026/cockpit/", "/c/QS-2026/lists/", HOME, "/c/QS-2026/plan/"):
        for query in {
            found.replace("&amp;", "&") for found in re.findall(rf'href="{HOME}\?([^"#]+)"', office.get(page, follow=True).content.decode())
        }:
            assert "认不出来" not in office.get(f"{HOME}?{query}").content.decode(), (page, query)
            seen += 1
    assert seen > 5


def test_to_mark_as_priority_promises_neither_of_its_two_answers(town: Town) -> None:
    (row,), office = filled(town, 1), town.client(OFFICE)
    for more in ({}, HX):
        form = office.get(f"{HOME}{row.number}/prioritise/", **more).content.decode()
        assert '<button class="btn go">保存</button>' in form and ">标为重点</button>" not in form
    operations.prioritise(problem=row, priority=True, actor=town.actor(OFFICE), now=town.now)
    drawer = office.get(f"{HOME}{row.number}/", **HX).content.decode()
    assert ">不再是重点<" in drawer and ">标为重点<" not in drawer


def test_colleagues_changes_are_told_to_whoever_sees_the_row(town: Town) -> None:
    found = filled(town, 2)
    liaison, other = town.client(LIAISON), town.client(OTHER_LIAISON)
    mark = liaison.get(HOME).context["book"]
    assert liaison.get(f"{HOME}news/?since={mark}").status_code == 304
    operations.amend(problem=found[0], values={"text": "专班改的", "weight": "serious"}, actor=town.actor(OFFICE), now=town.now)
    news = liaison.get(f"{HOME}news/?since={mark}")
    (one,) = news.json()["rows"]
    assert one["row"] == found[0].pk and OFFICE in one["text"] and "问题" in one["text"] and "程度" in one["text"]
    assert liaison.get(f"{HOME}news/?since={news.json()['mark']}", HTTP_IF_NONE_MATCH=news.headers["ETag"]).status_code == 304
    assert (
        other.get(f"{HOME}news/?since={mark}").json()["rows"] == [] == town.client(OFFICE).get(f"{HOME}news/?since={mark}").json()["rows"]
    )
    drawn = liaison.get(f"{HOME}rows/?rows={found[0].pk},{found[1].pk}&cols=weight").content.decode()
    assert "专班改的" in drawn and "严重" in drawn and drawn.count("<tr") == 2
    assert other.get(f"{HOME}rows/?rows={found[0].pk}").content == b""


def test_all_of_a_filter_are_changed_but_for_those_that_moved_meanwhile(town: Town) -> None:
    found = filled(town, 4)
    office = town.client(OFFICE)
    asked = office.post(f"{HOME}fields/", {"everything": "1", "query": "weight=general"}, **HX)
    assert "共 4 件" in asked.content.decode()
    operations.amend(problem=found[3], values={"text": "刚被改过"}, actor=town.actor(OFFICE_2), now=town.now)
    town.find(text="新进来的一件", by=LIAISON)
    sure = {"everything": "1", "query": "weight=general", "mark": asked.context["mark"], "sure": "1", "field": "priority", "priority": "1"}
    told = office.post(f"{HOME}fields/", sure).content.decode()
    assert "已改 3 件" in told and "其间有变动" in told
    assert Problem.objects.filter(priority=True).count() == 3 and not Problem.objects.get(pk=found[3].pk).priority


def test_what_was_not_changed_in_bulk_is_told_as_it_is(town: Town) -> None:
    found = filled(town, 3)
    office = town.client(OFFICE)
    ticks = {"row": [str(one.pk) for one in found], "query": "", "sure": "1", "field": "due"}
    told = office.post(f"{HOME}fields/", {**ticks, "due": "2020-01-01"}).content.decode()
    assert "一件也没有改" in told and "可以撤销" not in told and "3 件都没有办" in told
    office.post(f"{HOME}fields/", {**ticks, "row": str(found[0].pk), "field": "weight", "weight": "serious"})
    mark = office.post(f"{HOME}fields/", {"row": ticks["row"], "query": ""}, **HX).context["mark"]
    operations.amend(problem=Problem.objects.get(pk=found[2].pk), values={"text": "刚被改过"}, actor=town.actor(OFFICE_2), now=town.now)
    told = office.post(f"{HOME}fields/", {**ticks, "field": "weight", "weight": "serious", "mark": mark}).content.decode()
    assert "已改 1 件" in told and "有 1 件没有办，1 件本来就是这个值" in told


def test_only_what_ones_duties_may_change_is_offered_in_bulk(town: Town) -> None:
    found = filled(town, 1)
    offered = {who: town.client(who).post(f"{HOME}fields/", {"row": str(found[0].pk), "query": ""}, **HX) for who in (OFFICE, LIAISON)}
    assert 'value="priority"' in offered[OFFICE].content.decode() and 'value="priority"' not in offered[LIAISON].content.decode()


def test_two_texts_become_one_without_saying_the_same_twice() -> None:
    assert joined("窗口无人。", "窗口无人。已约谈。", "窗口无人。请举一反三。") == "窗口无人。已约谈。请举一反三。"
    assert joined("窗口无人。", "同事的话", "我的话") == "同事的话\n我的话" and joined("", "", "我的话") == "我的话"


def test_a_step_that_writes_over_a_newer_version_shows_both_field_by_field(town: Town) -> None:
    (row,) = filled(town, 1)
    office, address = town.client(OFFICE), f"{HOME}{row.number}/amend/"
    form = office.get(address, **HX).content.decode()
    assert 'name="was_text"' in form and 'name="was_weight"' in form
    operations.amend(problem=row, values={"weight": "serious", "text": "同事的话"}, actor=town.actor(OFFICE_2), now=town.now)
    mine = {
        "text": "我的话",
        "weight": "general",
        "entry": "",
        "person": row.person_id or "",
        "doer": row.doer_id or "",
        "leader": "",
        "seen": "0",
    }
    was = {"was_text": "第0件：窗口无人", "was_weight": "general"}
    asked = office.post(address, mine | was, **HX)
    picks = {one.name: one.pick for one in asked.context["fields"]}
    assert asked.headers["HX-Retarget"] == "#ask" and picks == {"text": "mine", "weight": "theirs"}
    chosen = {
        "pick_text": "mine",
        "mine_text": "我的话",
        "theirs_text": "同事的话",
        "pick_weight": "theirs",
        "mine_weight": "general",
        "theirs_weight": "serious",
    }
    rest = {name: mine[name] for name in ("entry", "person", "doer", "leader")}
    done = office.post(address, {**rest, **chosen, "seen": "1"}, **HX)
    assert done.status_code == 200 and done.headers["HX-Retarget"] == "#drawer"
    row.refresh_from_db()
    assert (row.text, row.weight) == ("我的话", "serious")
