"""The pages of findings that are alike: the office's list and decisions, the hint while typing, the line on the item."""

from typing import Any

import pytest
from django.test import Client

from bihuan.foundation.jobs.running import Turn
from bihuan.problems import operations
from bihuan.problems.models import Problem, SetApart
from bihuan.problems.operations.likening import compare_waiting
from bihuan.problems.vocabulary import Source, State
from tests.factories.town import COLLEAGUE, FOREST, GROUP, LEADER, LIAISON, NOW, OFFICE, Town, town
from tests.interfaces.api.machines import Machine, token_for

pytestmark = pytest.mark.django_db
FIRST = "东关村低保申请材料在县民政窗口积压41天没有答复，经办人推诿给镇里。"
AGAIN = "东关村低保申请材料，在县民政窗口积压４１天没有答复；经办人推诿给镇里"


@pytest.fixture
def place(settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return town()


@pytest.fixture
def two(place: Town) -> tuple[Problem, Problem]:
    rows = place.find(text=FIRST), place.find(text=AGAIN, source=Source.OPINION)
    compare_waiting(place.campaign, Turn())
    return rows


def ask(place: Town, who: str, what: str = "") -> str:
    answer = place.client(who).get(f"/c/{place.campaign.code}/{what or 'likenesses/'}")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(place: Town, who: str, rows: tuple[Problem, Problem], do: str, reason: str = "", keep: str = "one") -> int:
    told = {"one": rows[0].number, "other": rows[1].number, "do": do, "reason": reason, "keep": keep}
    return place.client(who).post(f"/c/{place.campaign.code}/likenesses/", told).status_code


def test_an_empty_list_says_what_it_waits_for(place: Town) -> None:
    assert "没有发现疑似重复" in ask(place, OFFICE)
    assert "还没有判定过" in ask(place, OFFICE, "likenesses/?kind=decided")
    place.find(text=FIRST)
    assert "还没有比对" in ask(place, OFFICE)


def test_both_stand_side_by_side_with_what_differs(place: Town, two: tuple[Problem, Problem]) -> None:
    page = ask(place, OFFICE)
    assert "第 0001 号与第 0002 号" in page and "<mark>４１</mark>" in page and "合并为一件" in page
    assert "合并为一件" not in ask(place, GROUP) and "第 0001 号" in ask(place, GROUP)
    assert "台账里疑似重复 1 件" in place.client(OFFICE).get("/todo/").content.decode()
    item = ask(place, LIAISON, "ledger/2/")
    assert "疑似与" in item and "去核对" not in item and "去核对" in ask(place, OFFICE, "ledger/2/")


def test_merged_voided_or_set_apart_it_leaves_the_list(place: Town, two: tuple[Problem, Problem]) -> None:
    assert decide(place, OFFICE, two, "merge") == 422  # a reason is asked for, and what was chosen stands there still
    assert decide(place, OFFICE, two, "merge", "同一件事", keep="other") == 302
    two[0].refresh_from_db()
    assert two[0].state == State.MERGED and "没有发现疑似重复" in ask(place, OFFICE)
    operations.part(member=two[0], reason="分开", actor=place.actor(OFFICE), now=NOW)
    assert decide(place, OFFICE, two, "apart") == 302
    assert "没有发现疑似重复" in ask(place, OFFICE) and "疑似与" not in ask(place, OFFICE, "ledger/2/")
    decided = ask(place, OFFICE, "likenesses/?kind=decided")
    assert f"likenesses/{SetApart.objects.get().pk}/withdraw/" in decided
    assert place.client(OFFICE).post(f"/c/{place.campaign.code}/likenesses/{SetApart.objects.get().pk}/withdraw/").status_code == 302
    assert decide(place, OFFICE, two, "void", "登记了两次") == 302
    two[1].refresh_from_db()
    assert two[1].state == State.VOID and two[1].voids.get().repeats == two[0]


def test_others_decide_nothing(place: Town, two: tuple[Problem, Problem]) -> None:
    assert [decide(place, who, two, "apart") for who in (GROUP, LIAISON, LEADER)] == [403, 403, 403]
    assert not SetApart.objects.exists()


def test_whoever_types_is_told_of_what_he_may_see(place: Town, two: tuple[Problem, Problem]) -> None:
    place.find(text=FIRST, unit=FOREST, person=None)
    private = place.find(Source.SELF_CHECK, text="本人对东关村低保申请积压问题负有领导责任，督促不够。", person=COLLEAGUE)
    compare_waiting(place.campaign, Turn())

    def hint(who: str, text: str) -> str:
        answer = place.client(who).post(f"/c/{place.campaign.code}/ledger/like/", {"text": text}, headers={"HX-Request": "true"})
        assert answer.status_code == 200
        return answer.content.decode()

    assert "第 0001 号" in hint(LIAISON, FIRST) and "第 0003 号" not in hint(LIAISON, FIRST)
    assert "第 0003 号" in hint(OFFICE, FIRST)
    assert hint(LIAISON, private.text).strip() == "" and "第 0004 号" in hint(OFFICE, private.text)
    assert hint(LIAISON, "档案没有归档").strip() == "" and hint(LIAISON, "").strip() == ""
    form = place.client(LIAISON).get(f"/c/{place.campaign.code}/ledger/new/").content.decode()
    assert f'hx-post="/c/{place.campaign.code}/ledger/like/"' in form and 'id="likes"' in form


def test_programs_read_and_decide_the_same(place: Town, two: tuple[Problem, Problem]) -> None:
    def machine(who: str) -> Machine:
        user = place.people[who].user
        assert user is not None
        return Machine(token_for(user))

    base = f"campaigns/{place.campaign.code}/likenesses"
    office, liaison = machine(OFFICE), machine(LIAISON)
    status, told = office.get(base)
    assert status == 200 and told["items"] == [{"one": 1, "other": 2, "degree": 100, "kind": "same"}] and told["next"] is None
    assert liaison.get(base)[0] == 403
    status, told = liaison.post(f"{base}/of-text", {"text": FIRST})
    assert status == 200 and [one["number"] for one in told] == [1, 2]
    assert liaison.post(f"{base}/apart", {"one": 1, "other": 2})[0] == 403
    status, told = office.post(f"{base}/apart", {"one": 2, "other": 1, "reason": "两户人家"})
    assert status == 200 and (told["one"], told["other"]) == (1, 2)
    assert office.get(base)[1]["items"] == []
    assert office.post(f"{base}/{told['id']}/withdraw")[1]["is_withdrawn"]
    assert len(office.get(base)[1]["items"]) == 1


def test_nobody_outside_gets_in(place: Town) -> None:
    assert Client().post(f"/c/{place.campaign.code}/ledger/like/", {"text": FIRST}).status_code == 302
