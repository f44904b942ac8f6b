"""A look-back draws closed items, records for each whether it holds or came back, and reopens the latter (M193)."""

import random
import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from bihuan.campaigns.operations import set_up_group, switch_mechanisms
from bihuan.campaigns.vocabulary import GroupKind
from bihuan.documents.queries import drafts_of
from bihuan.documents.rules.paper import Para, Table, run_text
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NeedsUnmet, NotAllowed, NotNow
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.problems.views import look_backs
from bihuan.problems import queries
from bihuan.problems.models import LookBackDraw, LookBackItem, Problem
from bihuan.problems.operations import act_on_many, confirm_corrections, draw_look_back, fail_sample, look_back, record_look_back, reopen
from bihuan.problems.operations.looking_back import Wanted
from bihuan.problems.queries import Today
from bihuan.problems.queries import looking_back as looks
from bihuan.problems.queries.looking_back import progress_in, repeats
from bihuan.problems.rules.drawing_back import draw_back
from bihuan.problems.vocabulary import Action, Held, State, Strata
from bihuan.reports.papers.look_back import look_back_record
from tests.factories.pictures import jpeg
from tests.factories.town import (
    FOREST,
    GROUP,
    GROUP_2,
    HEAD,
    LIAISON,
    NOW,
    OFFICE,
    OFFICE_2,
    OFFICIAL,
    OTHER_OFFICIAL,
    WATER,
    Town,
    days_later,
    town,
)
from tests.problems.test_correcting_at_once import corrected


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    """Six closed problems of one bureau, two of the other, one open."""
    settings.BIHUAN_DEMO = True
    found = town()
    for n in range(9):
        water = n < 7
        row = found.find(unit=WATER if water else FOREST, person=OFFICIAL if water else OTHER_OFFICIAL, text=f"第{n + 1}件：等候时间过长")
        if n != 6:
            found.to("closed", row)
    return found


def draw(place: Town, who: str = OFFICE_2, **more: Any) -> LookBackDraw:
    wanted = Wanted(**{"share": 50, **more})
    return draw_look_back(campaign=place.campaign, wanted=wanted, reason="销号满一个月", actor=place.actor(who), now=days_later(30))


def test_what_is_to_do_leads_to_where_the_finding_is_written_and_back(place: Town) -> None:
    made, client = draw(place), place.client(GROUP_2)
    number = made.items.order_by("problem__number")[0].problem.number
    record, step = f"/c/QS-2026/ledger/{number}/look-back/", f"/c/QS-2026/ledger/{number}/look_back/"
    assert f"{record}?back=/todo/" in client.get("/todo/").content.decode()
    assert client.get(f"{step}?back=/todo/")["Location"] == f"{record}?back=%2Ftodo%2F", "a drawn item is never passed without a word"
    assert client.get(step, headers={"HX-Request": "true"})["HX-Redirect"] == record
    assert 'name="back" value="/todo/"' in client.get(f"{record}?back=/todo/").content.decode()
    told = {"result": "holds", "text": "现场看过，没有反弹", "back": "/todo/"}
    assert client.post(record, told)["Location"] == "/todo/" and made.items.get(problem__number=number).result == Held.HOLDS


def test_what_is_to_do_tells_the_day_of_the_draw_not_the_one_of_closing(place: Town) -> None:
    today, actor = localdate(), place.actor(GROUP_2)
    later = draw(place, share=1, due_on=today + timedelta(40))
    late = draw(place, share=1, due_on=today - timedelta(3))
    undated = draw(place, share=1)
    [due] = [one for one in queries.due_from(actor, place.campaign, today) if one.action is Action.LOOK_BACK]
    assert (due.count, due.late, due.nearest) == (5, 2, today - timedelta(3))
    drawn = {row: made.due_on for made in (later, late, undated) for row in made.items.values_list("problem_id", flat=True)}
    assert [drawn[row.pk] for row in due.rows] == [late.due_on] * 2 + [later.due_on] * 2 + [None]
    assert dict(due.until) == {row.pk: drawn[row.pk] for row in due.rows}
    page = place.client(GROUP_2).get("/todo/").content.decode()
    assert page.count("超 3 天") == 2 and page.count("剩 40 天") == 2 and f"{NOW:%m-%d}" not in page


def test_all_that_is_to_be_looked_at_is_listed_by_its_draw_not_by_the_day_it_was_to_be_put_right(place: Town) -> None:
    today, client = localdate(), place.client(GROUP_2)
    later = draw(place, share=1, due_on=today + timedelta(40))
    page = client.get("/todo/").content.decode()
    assert f"/look-backs/{later.number}/?result=open" in page and "waits=look_back" not in page
    late = draw(place, share=1, due_on=today - timedelta(3))
    page = client.get("/todo/").content.decode()
    links = [page.index(f'/look-backs/{one.number}/?result=open">第 {one.number} 批 2 件') for one in (late, later)]
    assert links == sorted(links), "what is due next first"
    assert len(client.get(f"/c/QS-2026/look-backs/{late.number}/?result=open").context["items"]) == 2


def test_a_share_of_each_stratum_at_least_one_and_anybody_can_draw_the_same_again() -> None:
    pool = {"1": list(range(1, 41)), "2": [50], "3": [60, 61, 62]}
    drawn = draw_back(pool, 10, "ab12", first={62})
    assert {name: len(keys) for name, keys in drawn.items()} == {"1": 4, "2": 1, "3": 1} and drawn["3"] == [62]
    assert draw_back(pool, 10, "ab12", first=[62]) == drawn
    others = {tuple(draw_back(pool, 10, f"{random.Random(n).random()}")["1"]) for n in range(20)}
    assert len(others) > 15, "another seed draws others"


@pytest.mark.mechanism("M193")
def test_closed_items_are_drawn_each_is_recorded_and_what_came_back_is_reopened(place: Town) -> None:
    made = draw(place)
    items = list(made.items.order_by("problem__number"))
    assert len(items) == 4 and {one.problem.unit.name for one in items} == {WATER, FOREST}
    assert all(one.problem.state == State.CLOSED and one.problem.awaits_look_back for one in items) and repeats(made)
    [told] = Record.objects.filter(kind="look_back", action="draw_look_back")
    assert told.changes["seed"] == made.seed and sum(map(len, told.changes["drawn"].values())) == 4 and told.reason == "销号满一个月"
    holds, back, group = items[0], items[1], {"actor": place.actor(GROUP_2), "now": days_later(35)}
    shown = [("现场.jpg", jpeg())]
    record_look_back(item=holds, result=Held.HOLDS, text="两次到窗口看，都不用排队", files=shown, **group)
    record_look_back(item=back, result=Held.CAME_BACK, text="又排起了长队", due_on=days_later(60).date(), **group)
    first, second = Problem.objects.get(pk=holds.problem_id), Problem.objects.get(pk=back.problem_id)
    assert (first.state, second.state) == (State.LOOKED_BACK, State.RECTIFYING) and second.reopened == 1
    assert holds.evidence.count() == 1 and (back.result, back.text) == (Held.CAME_BACK, "又排起了长队")
    assert not first.awaits_look_back and not second.awaits_look_back
    last = Record.objects.filter(kind="problem", row=second.pk).order_by("-position").first()
    assert last and (last.action, last.reason) == ("reopen", "又排起了长队")
    found = progress_in(list(made.items.select_related("problem")))
    assert (found.drawn, found.holds, found.came_back, found.open) == (4, 1, 1, 2)


def test_the_group_draws_among_its_units_and_nobody_else_draws(place: Town) -> None:
    for who in (LIAISON, HEAD, OFFICIAL):
        with pytest.raises(NotAllowed):
            draw(place, who)
    assert draw(place, GROUP, strata=Strata.WHOLE, share=10).items.count() == 1
    with pytest.raises(BadInput, match="1 到 100"):
        draw(place, share=0)
    draw(place, share=100)
    with pytest.raises(BadInput, match="没有可抽的问题"):
        draw(place)


def test_the_hand_that_verified_does_not_look_back_and_words_are_asked_for(place: Town) -> None:
    item = draw(place).items.first()
    assert item
    with pytest.raises(NeedsUnmet):  # GROUP verified it
        record_look_back(item=item, result=Held.HOLDS, text="看过了", actor=place.actor(GROUP), now=days_later(31))
    with pytest.raises(BadInput, match="请写明回头看的情况"):
        record_look_back(item=item, result=Held.HOLDS, text=" ", actor=place.actor(GROUP_2), now=days_later(31))
    assert LookBackItem.objects.filter(result="").count() == 4


def test_steps_taken_on_the_ledger_settle_the_draw_too(place: Town) -> None:
    made = draw(place)
    one, two, three, _four = (item.problem for item in made.items.order_by("problem__number"))
    reopen(problem=one, reason="群众又来反映", actor=place.actor(GROUP), now=days_later(31), due_on=days_later(60).date())
    by: dict[str, Any] = {"actor": place.actor(GROUP_2), "now": days_later(32)}
    with pytest.raises(BadInput, match="请写明回头看的情况"):
        look_back(problem=two, **by)
    look_back(problem=two, found="窗口有人轮值", **by)
    results = dict(made.items.values_list("problem__number", "result"))
    assert results == {one.number: "came_back", two.number: "holds", three.number: "", _four.number: ""}
    assert made.items.get(problem=two).text == "窗口有人轮值"


def test_drawn_ones_are_not_looked_back_at_many_at_a_time(place: Town) -> None:
    made = draw(place)
    drawn = made.items.order_by("problem__number")[0].problem
    other = Problem.objects.filter(state=State.CLOSED, awaits_look_back=False)[0]
    client, told = place.client(GROUP_2), {"action": "look_back", "row": [drawn.pk, other.pk]}
    assert "抽中的要逐件写明看到的情况" in client.post("/c/QS-2026/ledger/many/", told).content.decode()
    page = client.post("/c/QS-2026/ledger/many/", told | {"sure": "1"}).content.decode()
    assert "请逐件记录看到的情况" in page
    done, refused = act_on_many(problems=[drawn], action=Action.LOOK_BACK, actor=place.actor(GROUP_2), now=days_later(32), reason="看过了")
    assert not done and "请逐件记录" in refused[0][1]
    drawn.refresh_from_db()
    other.refresh_from_db()
    assert (drawn.state, other.state) == (State.CLOSED, State.LOOKED_BACK) and not made.items.get(problem=drawn).result


def test_drawn_items_wait_for_supervision_and_each_number_opens_its_rows(place: Town) -> None:
    made = draw(place)
    due = {one.title: one for one in queries.due_from(place.actor(GROUP_2), place.campaign, days_later(31).date())}
    assert due["回头看"].count == 4
    client = place.client(GROUP_2)
    assert client.get("/c/QS-2026/ledger/?waits=look_back").context["page"].count == 4
    number = made.items.order_by("problem__number").first().problem.number  # type: ignore[union-attr]
    form = {"result": "came_back", "text": "又排起了长队", "due_on": "2099-12-31", "beyond": "on"}
    assert client.post(f"/c/QS-2026/ledger/{number}/look-back/", {**form, "text": ""}).status_code == 422
    assert client.post(f"/c/QS-2026/ledger/{number}/look-back/", form)["Location"] == "/c/QS-2026/look-backs/1/"
    assert client.get(f"/c/QS-2026/ledger/{number}/look-back/").status_code == 404
    page = client.get("/c/QS-2026/look-backs/1/?result=came_back")
    assert [one["problem"].number for one in page.context["items"]] == [number] and made.seed in page.content.decode()
    assert len(client.get("/c/QS-2026/look-backs/1/?result=open").context["items"]) == 3
    assert place.client(LIAISON).get("/c/QS-2026/look-backs/1/").status_code == 200, "the unit sees its own drawn items"
    assert place.client(LIAISON).get(f"/c/QS-2026/ledger/{number + 1}/look-back/").status_code in (403, 404)


def test_a_page_draws_and_the_record_goes_as_page_word_pdf_and_into_the_register(place: Town) -> None:
    set_up_group(campaign=place.campaign, kind=GroupKind.OFFICE, name="整治专班", actor=place.machine, now=NOW)
    client = place.client(OFFICE)
    told = {"share": 20, "strata": "category", "reason": "按月回头看"}
    assert client.post("/c/QS-2026/look-backs/", {**told, "share": 0}).status_code == 422
    assert client.post("/c/QS-2026/look-backs/", told)["Location"] == "/c/QS-2026/look-backs/1/"
    assert "按月回头看" in client.get("/c/QS-2026/look-backs/1/record/").content.decode()
    assert client.get("/c/QS-2026/look-backs/1/record/?as=docx").content[:2] == b"PK"
    assert client.get("/c/QS-2026/look-backs/1/record/?as=pdf").content[:4] == b"%PDF"
    assert client.post("/c/QS-2026/look-backs/1/record/").status_code == 302
    assert drafts_of(place.campaign, "look_back_1").get().title == "青石县作风专项整治第1批回头看记录"


def test_two_windows_draw_once_and_a_second_draw_is_asked_for_again(place: Town) -> None:
    client, told = place.client(OFFICE), {"share": 20, "strata": "unit", "reason": "按月回头看"}
    assert '<input type="hidden" name="seen" value="0">' in client.get("/c/QS-2026/look-backs/").content.decode()
    assert client.post("/c/QS-2026/look-backs/", told | {"seen": 0}).status_code == 302
    refused = client.post("/c/QS-2026/look-backs/", told | {"seen": 0})
    page = refused.content.decode()
    assert refused.status_code == 422 and "刚才已经抽了第 1 批" in page and LookBackDraw.objects.count() == 1
    assert '<input type="hidden" name="seen" value="1">' in page and "按月回头看" in page
    assert client.post("/c/QS-2026/look-backs/", told | {"seen": 1}).status_code == 302 and LookBackDraw.objects.count() == 2


def test_the_record_tells_when_each_had_been_closed_also_of_what_came_back(place: Town) -> None:
    made = draw(place)
    one = made.items.select_related("problem").order_by("problem__number").first()
    assert one is not None and one.problem.closed_at is not None
    day = localdate(one.problem.closed_at).isoformat()
    until: dict[str, Any] = {"due_on": days_later(60).date(), "beyond": True}
    record_look_back(item=one, result=Held.CAME_BACK, text="又排起了长队", actor=place.actor(GROUP_2), now=days_later(31), **until)
    row = Problem.objects.get(pk=one.problem_id)
    assert row.closed_at is None
    items = made.items.select_related("problem__unit", "recorded_by").order_by("problem__number")
    paper = look_back_record(made, list(items))
    drawn = paper.blocks[1]
    assert isinstance(drawn, Para)
    groups = " ".join(re.findall("....", made.seed))
    assert f"随机种子 {groups}（" in run_text(drawn.runs[-1]), "one word of 32 signs would stretch the line above it"
    table = paper.blocks[-1]
    assert isinstance(table, Table)
    assert table.rows[0][3] == day and all(cells[3] != "—" for cells in table.rows)


def test_what_goes_back_with_its_batch_can_be_drawn_again_once_it_is_closed(db: None) -> None:
    """A look-back that stayed open beside it would have kept every later draw from being made."""
    place = town()
    rows = corrected(place, 3)
    confirm_corrections(problems=rows, actor=place.actor(HEAD), now=days_later(2))
    sampled = Problem.objects.get(sampled=True)
    first = draw(place, share=100)
    assert first.items.count() == 2
    fail_sample(problem=sampled, reason="窗口仍无人", actor=place.actor(GROUP), now=days_later(31))
    assert {one.result for one in first.items.all()} == {Held.CAME_BACK.value} and {one.result for one in LookBackItem.objects.all()} != {
        ""
    }
    for row in rows:
        place.to("closed", Problem.objects.get(pk=row.pk))
    assert draw(place, share=100).items.count() == 3


def test_files_of_a_draw_open_for_who_sees_their_item(place: Town) -> None:
    made = draw(place)
    item = made.items.filter(problem__unit__name=WATER).first()
    told: dict[str, Any] = {"actor": place.actor(GROUP_2), "now": days_later(35)}
    record_look_back(item=item, result=Held.HOLDS, text="现场有人值守", files=[("现场.jpg", jpeg())], **told)
    [file] = item.evidence.all()
    address = f"/c/{place.campaign.code}/look-backs/{made.number}/file"
    answers = {who: place.client(who).get(f"{address}/{file.pk}/").status_code for who in (GROUP, LIAISON, OTHER_OFFICIAL)}
    assert answers == {GROUP: 200, LIAISON: 200, OTHER_OFFICIAL: 404}
    assert place.client(GROUP).get(f"{address}/{file.pk + 1}/").status_code == 404


def shown(place: Town, who: str, until: datetime | None = None) -> Any:
    """What the list of draws and each draw tell somebody, now or as of a moment."""
    mine = queries.reach(place.actor(who), place.campaign.pk)
    later = Today(NOW.date() + timedelta(900), NOW.date())
    past = queries.then(place.campaign.pk, Written.of(until), later) if until else None
    told = []
    for one in looks.draws_of(mine, place.campaign, past):
        items = list(looks.items_of(mine, one, past))
        items = looks.items_then(mine, one, items, past) if past else items
        progress = looks.progress_of(mine, one, past)
        assert progress == progress_in(items)
        kinds = {kind: looks.items_of(mine, one, past, kind=kind).count() for kind in ("open", "holds", "came_back", "gone")}
        assert list(kinds.values()) == [progress.open, progress.holds, progress.came_back, progress.gone]
        rows = [
            (it.problem.number, it.problem.state, it.problem.text, it.result, it.text, it.recorded_at, len(it.evidence.all()))
            for it in items
        ]
        assert (one.drawn, one.held, one.back) == (progress.drawn, progress.holds, progress.came_back), (
            "none but those that he sees are counted"
        )
        told.append((one.number, one.drawn, one.held, one.back, progress, rows))
    return told


@pytest.mark.mechanism("M88")
def test_look_backs_of_any_past_moment_are_those_that_were_shown_then(place: Town) -> None:
    kept: list[tuple[datetime, str, Any]] = []

    def keep(moment: datetime) -> None:
        kept.extend((moment, who, shown(place, who)) for who in (OFFICE, LIAISON, GROUP_2))

    keep(days_later(29))
    made = draw(place)
    keep(days_later(30))
    one, two, three, _four = (item.problem for item in made.items.order_by("problem__number"))
    found = [("现场.jpg", jpeg())]
    for n, (row, result) in enumerate(((one, Held.HOLDS), (two, Held.CAME_BACK)), 31):
        item = made.items.get(problem=row)
        told = {"text": "看过了", "files": found, "due_on": days_later(60).date()}
        record_look_back(item=item, result=result, actor=place.actor(GROUP_2), now=days_later(n), **told)
        keep(days_later(n))
    reopen(problem=three, reason="群众又来反映", actor=place.actor(GROUP), now=days_later(33), due_on=days_later(60).date())
    keep(days_later(33))
    draw_look_back(campaign=place.campaign, wanted=Wanted(100), reason="年底再看", actor=place.actor(OFFICE), now=days_later(34))
    keep(days_later(34))
    for moment, who, was in kept:
        assert shown(place, who, moment) == was, (moment, who)
    client, at = place.client(OFFICE), (NOW + timedelta(31)).date().isoformat()
    page = client.get("/c/QS-2026/look-backs/", {"at": at})
    told = page.content.decode()
    assert f"截至 {at} 的样子" in told and f"/look-backs/1/?at={at}" in told and "年底再看" not in told and "抽一批" not in told
    page = client.get("/c/QS-2026/look-backs/1/", {"at": at, "result": "holds"})
    told = page.content.decode()
    assert [one["problem"].number for one in page.context["items"]] == [one.number] and f"result=came_back&amp;at={at}" in told
    assert f"/ledger/{one.number}/?at={at}" in told and client.get(f"/c/QS-2026/look-backs/2/?at={at}").status_code == 404
    record = client.get(f"/c/QS-2026/look-backs/1/record/?at={at}").content.decode()
    assert record.count("看过了") == 1 and "登记为公文" not in record


def test_a_long_draw_is_read_page_by_page(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    made, client = draw(place), place.client(OFFICE)
    monkeypatch.setattr(look_backs, "MOST", 3)
    first = client.get("/c/QS-2026/look-backs/1/", {"result": "open"})
    second = client.get("/c/QS-2026/look-backs/1/" + first.context["next"])
    assert (len(first.context["items"]), len(second.context["items"]), second.context["next"]) == (3, 1, "")
    numbers = [one["problem"].number for page in (first, second) for one in page.context["items"]]
    assert client.get("/c/QS-2026/look-backs/1/", {"page": "9" * 18}).status_code == 200
    assert numbers == sorted(made.items.values_list("problem__number", flat=True)) and "result=open" in second.context["previous"]


def test_whether_a_draw_repeats_is_asked_without_loading_its_items(place: Town) -> None:
    made = draw(place)
    with CaptureQueriesContext(connection) as asked:
        assert repeats(made)
    assert len(asked) == 2 and all("COUNT" in one["sql"] for one in asked)
    made.items.first().delete()  # type: ignore[union-attr]
    assert not repeats(made)


def test_a_campaign_without_look_backs_draws_none(place: Town) -> None:
    client, address = place.client(OFFICE), f"/c/{place.campaign.code}/look-backs/"
    assert "draw-look-back" in client.get(address).content.decode()
    switch_mechanisms(campaign=place.campaign, switches={"look_back": False}, actor=place.actor(OFFICE), now=NOW)
    assert "draw-look-back" not in client.get(address).content.decode()
    with pytest.raises(NotNow, match="没有启用“回头看”"):
        draw_look_back(campaign=place.campaign, wanted=Wanted(50), reason="季度回头看", actor=place.actor(OFFICE), now=NOW)


def test_without_look_backs_nothing_is_looked_back_but_what_was_drawn_before(place: Town) -> None:
    made = draw(place)
    drawn = made.items.order_by("pk").first()
    free = Problem.objects.filter(campaign=place.campaign, state=State.CLOSED, awaits_look_back=False).order_by("pk")[0]
    by = {"actor": place.actor(GROUP_2), "now": days_later(31)}
    switch_mechanisms(campaign=place.campaign, switches={"look_back": False}, actor=place.actor(OFFICE), now=NOW)
    free = Problem.objects.get(pk=free.pk)
    with pytest.raises(NeedsUnmet, match="没有启用“回头看”"):
        look_back(problem=free, found="看过了", **by)
    done, refused = act_on_many(problems=[free], action=Action.LOOK_BACK, reason="看过了", **by)
    assert not done and "没有启用" in refused[0][1]
    assert drawn is not None
    look_back(problem=Problem.objects.get(pk=drawn.problem_id), found="窗口有人轮值", **by)  # begun while it was in use
