"""Steps on whole entries, by page: void, whose it is, merging, sharing; one by one and for many ticked rows."""

from typing import Any

import pytest

from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.vocabulary import SharedPart, Source, State
from tests.factories import town as t

LEDGER = "/c/QS-2026/ledger/"


@pytest.fixture
def town(db: None, settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return t.town()


def act(town: t.Town, who: str, row: Problem, action: str, **told: Any) -> Any:
    return town.client(who).post(f"{LEDGER}{row.number}/{action}/", {"seen": "", **told})


def shown(town: t.Town, who: str, path: str) -> str:
    answer = town.client(who).get(LEDGER + path)
    assert answer.status_code == 200
    return answer.content.decode()


def many(town: t.Town, who: str, action: str, rows: list[Problem], **told: Any) -> Any:
    return town.client(who).post(f"{LEDGER}many/", {"action": action, "row": [row.pk for row in rows], **told})


def now(row: Problem) -> Problem:
    return Problem.objects.get(pk=row.pk)


def wide(number: int) -> str:
    """In digits of full width."""
    return str(number).translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def test_void_with_its_reason_found_by_a_filter_and_taken_back(town: t.Town) -> None:
    row, other = town.find(text="窗口无人值守甲"), town.find()
    assert "作废原因" in shown(town, t.OFFICE, f"{row.number}/void/")
    answer = act(town, t.OFFICE, row, "void", kind="duplicate", reason="重复登记", repeats=9)
    assert answer.status_code == 422 and "第 0009 号" in answer.content.decode() and "重复登记" in answer.content.decode()
    assert act(town, t.OFFICE, row, "void", kind="duplicate", reason="重复登记", repeats=other.number).status_code == 302
    assert row.text not in shown(town, t.OFFICE, "") and row.text in shown(town, t.OFFICE, "?state=void")
    page = shown(town, t.LIAISON, f"{row.number}/")
    assert "已作废：重复" in page and f"/ledger/{other.number}/" in page and "不计" in page
    assert 'aria-current="step"' not in page, "what is void waits for no step"
    assert "/void/" not in page and "/restore/" in shown(town, t.OFFICE, f"{row.number}/")
    assert act(town, t.OFFICE, row, "restore", reason="不是同一件").status_code == 302
    assert now(row).state == State.RECORDED


def test_the_clock_of_a_void_entry_is_stopped_not_suspended(town: t.Town) -> None:
    row = town.to("rectifying", town.find(text="窗口无人值守甲"))
    act(town, t.OFFICE, row, "void", kind="error", reason="误录")
    page = shown(town, t.OFFICE, f"{row.number}/")
    assert ">停表<" in page and "中止" not in page and "误录" in page


def test_what_was_never_merged_is_told_so_before_any_form(town: t.Town) -> None:
    row = town.find()
    for answer in (town.client(t.OFFICE).get(f"{LEDGER}{row.number}/part/"), act(town, t.OFFICE, row, "part", reason="分开办")):
        told = answer.content.decode()
        assert answer.status_code == 409 and "没有别的问题并入这一件，不用拆分。" in told and 'name="reason"' not in told


def test_many_are_void_for_one_reason(town: t.Town) -> None:
    rows = [town.find(), town.find()]
    assert "作废原因" in many(town, t.OFFICE, "void", rows).content.decode()
    assert "有 2 处需要改" in many(town, t.OFFICE, "void", rows, sure=1).content.decode()
    assert many(town, t.OFFICE, "void", rows, sure=1, kind="out_of_scope", reason="不属本次整治").status_code == 302
    assert {one.state for one in Problem.objects.all()} == {State.VOID}


def test_a_unit_objects_and_the_office_rules(town: t.Town) -> None:
    first, second, third = (town.find(now=town.now) for _again in range(3))
    for row in (first, second, third):
        row.recorded_at = town.now
        Problem.objects.filter(pk=row.pk).update(recorded_at=_today())
        assert act(town, t.LIAISON, row, "dispute", reason="窗口归林业局管理").status_code == 302
    page = shown(town, t.OFFICE, f"{first.number}/")
    assert "停表待专班裁定" in page and "窗口归林业局管理" in page
    for action in ("keep_owner", "move_owner", "divide"):
        assert f"/ledger/{first.number}/{action}/" in page
    todo = town.client(t.OFFICE).get("/todo/").content.decode()
    assert "裁定归属异议" in todo and "裁定归属</a>" in todo and "维持归属" not in todo  # the page of the item offers all three rulings
    assert act(town, t.OFFICE, first, "keep_owner", reason="经核对").status_code == 302
    wrong = act(town, t.OFFICE, second, "move_owner", unit="没有的局", reason="经核对")
    assert wrong.status_code == 422 and "没有“没有的局”这个单位" in wrong.content.decode() and 'value="县林业局"' in wrong.content.decode()
    assert act(town, t.OFFICE, second, "move_owner", unit=t.FOREST, person=t.OTHER_OFFICIAL, reason="经核对").status_code == 302
    parts = {"keeps": "on", "unit_1": t.FOREST, "text_1": "林业部分", "unit_2": t.WATER, "person_2": t.COLLEAGUE}
    assert act(town, t.OFFICE, third, "divide", reason="经核对", **parts).status_code == 302
    assert [now(row).unit.name for row in (first, second, third)] == [t.WATER, t.FOREST, t.WATER]
    parted = Problem.objects.filter(number__gt=3).order_by("number").values_list("unit__name", "text")
    assert list(parted) == [(t.FOREST, "林业部分"), (t.WATER, third.text)]
    assert "分解出" in shown(town, t.OFFICE, f"{third.number}/") and "由哪一件分解" in shown(town, t.OFFICE, "4/")
    assert "专班裁定：改由他人承担" in shown(town, t.OFFICE, f"{second.number}/")


def _today() -> Any:
    from django.utils import timezone

    return timezone.now()


def test_a_late_objection_is_told_why(town: t.Town) -> None:
    row = town.find()
    Problem.objects.filter(pk=row.pk).update(recorded_at=t.days_later(-300))
    answer = act(town, t.LIAISON, row, "dispute", reason="不归我们")
    assert answer.status_code == 422 and "已截止" in answer.content.decode()
    assert "/dispute/" not in shown(town, t.LIAISON, f"{row.number}/")


def test_ticked_findings_become_one_and_several_again(town: t.Town) -> None:
    main, other = town.find(), town.find(Source.OPINION, external_number="意-12", text="办事等得太久")
    assert "以哪一件为主" in many(town, t.OFFICE, "merge", [main, other]).content.decode()
    assert many(town, t.OFFICE, "merge", [main, other], sure=1, main=main.pk, reason="同一件事").status_code == 302
    page = shown(town, t.LIAISON, f"{main.number}/")
    assert "几个渠道都发现" in page and "意-12" in page and "办事等得太久" in page
    assert "已并入" in shown(town, t.LIAISON, f"{other.number}/")
    assert act(town, t.OFFICE, main, "part", reason="其实是两件").status_code == 302
    assert now(other).state == State.RECORDED and "几个渠道" not in shown(town, t.LIAISON, f"{main.number}/")
    assert act(town, t.OFFICE, main, "merge", numbers="2、2 9", reason="同一件事").status_code == 422
    assert act(town, t.OFFICE, main, "merge", numbers=f"，{wide(other.number)}", reason="同一件事").status_code == 302
    assert act(town, t.OFFICE, other, "part_from", reason="其实是两件").status_code == 302


def test_the_same_measures_on_chosen_items_stay_tied(town: t.Town) -> None:
    rows = [town.to("analysed", town.find()), town.find(), town.find()]
    told = {"main": rows[0].pk, "parts": ["cause", "measures"]}
    assert many(town, t.LIAISON, "share", rows, sure=1, **told).status_code == 302
    assert {row.cause for row in Problem.objects.all()} == {"排班没有落实到人"}
    form = shown(town, t.LIAISON, f"{rows[1].number}/plan/")
    assert "这一项与别的问题共用" in form and ">0001<" in form and ">0003<" in form
    sent = {"measures": "实行轮值", "doer": town.people[t.OFFICIAL].pk, "leader": "", "due_on": ""}
    assert act(town, t.LIAISON, rows[1], "plan", **sent).status_code == 302
    assert {row.measures_text for row in Problem.objects.all()} == {"实行轮值"}
    page = shown(town, t.LIAISON, f"{rows[2].number}/")
    assert page.count(">共用<") == 3 and "与第 0002 号共用" in page
    assert act(town, t.LIAISON, rows[2], "unshare").status_code == 302
    assert ">共用<" not in shown(town, t.LIAISON, f"{rows[2].number}/")


def test_what_is_shared_with_units_out_of_sight_names_no_number(town: t.Town) -> None:
    here, there = town.find(), town.find(unit=t.FOREST, person=None)
    do.share(problems=[here, there], like=here, parts=list(SharedPart), actor=town.actor(t.OFFICE), now=town.now)
    page = shown(town, t.LIAISON, f"{here.number}/")
    assert "另有 1 件不在您的范围内" in page and f"/ledger/{there.number}/" not in page


def test_a_second_click_unmarks_no_priority(town: t.Town) -> None:
    row = town.find()
    for _click in range(2):
        assert act(town, t.OFFICE, row, "prioritise", priority="1").status_code == 302
        assert now(row).priority
    page = town.client(t.OFFICE).get(f"{LEDGER}{row.number}/prioritise/")
    assert page.context["form"]["priority"].value() == "0", "what is marked is offered to be no priority any more"
    assert act(town, t.OFFICE, row, "prioritise", priority="0").status_code == 302 and not now(row).priority
    assert act(town, t.OFFICE, row, "prioritise").status_code == 422 and not now(row).priority


def test_whoever_objects_is_told_until_when_he_may(town: t.Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: t.NOW)
    row = town.find()
    assert "最迟 2026-03-05 提出" in shown(town, t.LIAISON, f"{row.number}/dispute/"), "a Monday and three working days"
