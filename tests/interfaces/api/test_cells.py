"""Cells of many problems by the machine door: looked over, written as one; void and shared at once; kept views; repeats."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import SavedView
from bihuan.problems.models import Problem
from bihuan.problems.operations import attach_evidence
from bihuan.problems.vocabulary import Source, State
from tests.factories.pictures import jpeg
from tests.factories.town import COLLEAGUE, FOREST, GROUP, LIAISON, NOW, OFFICE, OTHER_LIAISON, WATER, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
AT = "campaigns/QS-2026"
CELLS = f"{AT}/ledger/cells"


def row(number: int, /, **cells: str) -> dict[str, Any]:
    return {"number": number, "cells": cells}


def test_cells_are_looked_over_and_written_as_one(place: Town, machine: Make) -> None:
    place.find(text="甲"), place.find(text="乙")
    office, asked = machine(OFFICE), {"rows": [row(1, text="甲甲", weight="严重"), row(2, text="乙乙", due="2026-12-31")]}
    told = office.post(CELLS, {**asked, "preview": True})[1]
    assert not told["written"] and Problem.objects.filter(text="甲").exists()
    assert {(one["number"], one["column"]): (one["old"], one["new"], one["why"]) for one in told["cells"]}[1, "text"] == ("甲", "甲甲", "")
    told = office.post(CELLS, asked, key="cells-1")[1]
    assert (told["written"], told["done"], told["refused"]) == (True, [1, 2], []), told
    assert office.post(CELLS, asked, key="cells-1")[1] == told and Problem.objects.get(number=1).revision == 1
    assert sorted(Problem.objects.values_list("text", flat=True)) == ["乙乙", "甲甲"]


def test_what_may_not_be_changed_is_told_and_left(place: Town, machine: Make) -> None:
    place.find(text="甲"), place.find(text="乙", unit=FOREST, person=None)
    closed = place.to("closed", place.find(text="丙"))
    office = machine(OFFICE)
    told = office.post(CELLS, {"rows": [row(1, text="甲甲", state="closed"), row(closed.number, text="丙丙"), row(99, text="没有")]})[1]
    why = {(one["number"], one["column"]): one["why"] for one in told["cells"]}
    assert told["done"] == [1] and why[1, "text"] == "" and "按步骤办理" in why[1, "state"] and why[closed.number, "text"]
    assert [one["number"] for one in told["refused"]] == [99]
    told = office.post(CELLS, {"rows": [row(1, text="再改"), row(closed.number, text="丙丙")], "whole": True})[1]
    assert not told["written"] and Problem.objects.get(number=1).text == "甲甲"
    told = office.post(CELLS, {"rows": [{**row(1, text="又改"), "seen": 0}]})[1]
    assert not told["written"] and told["refused"][0]["number"] == 1, "somebody changed it since"
    told = machine(OTHER_LIAISON).post(CELLS, {"rows": [row(1, text="不归我")]})[1]
    assert [one["number"] for one in told["refused"]] == [1] and told["cells"] == []
    for wrong in ([row(1, poem="x")], [row(1, text="x"), row(1, due="2026-12-31")]):
        assert office.post(CELLS, {"rows": wrong})[0] == 422
    assert machine(OFFICE, ["ledger:read"]).post(CELLS, {"rows": [row(1, text="x")]})[1]["kind"] == "scope"


def test_a_private_text_is_not_told_by_its_cell(place: Town, machine: Make) -> None:
    mine = place.find(Source.SELF_CHECK, person=COLLEAGUE, text="自己查出的问题")
    told = machine(LIAISON).post(CELLS, {"rows": [row(mine.number, text="猜一猜")], "preview": True})
    assert "自己查出" not in str(told) and told[1]["cells"][0]["why"]


def test_many_are_made_void_or_tied_together_at_once(place: Town, machine: Make) -> None:
    for text in ("甲", "乙", "丙"):
        place.find(text=text)
    office, many = machine(OFFICE), f"{AT}/ledger/many"
    assert office.post(many, {"numbers": [1, 2], "action": "void", "reason": "重复登记"})[0] == 422, "which kind"
    told = office.post(many, {"numbers": [1, 2], "action": "void", "void_kind": "duplicate", "repeats": 3, "reason": "重复登记"})[1]
    assert (told["done"], told["refused"]) == ([1, 2], []) and Problem.objects.filter(state=State.VOID).count() == 2
    place.find(text="丁"), place.find(text="戊")
    assert office.post(many, {"numbers": [4, 5], "action": "share", "main": 3})[0] == 422
    told = office.post(many, {"numbers": [3, 4, 5], "action": "share", "main": 4, "shared": ["measures"]})[1]
    assert told["done"] == [3, 4, 5] and Problem.objects.exclude(sharing=None).count() == 3, told


def test_views_are_kept_shared_and_put_away(place: Town, machine: Make) -> None:
    office, liaison, views = machine(OFFICE), machine(LIAISON), f"{AT}/views"
    mine = office.post(views, {"name": "超期", "query": "?lamp=overdue"})[1]
    assert (mine["query"], mine["scope"], mine["mine"]) == ("lamp=overdue", "private", True)
    assert office.post(views, {"name": "超期", "query": "lamp=near"})[0] == 422
    assert liaison.post(views, {"name": "全部", "query": "", "scope": "campaign"})[0] == 403
    unit = place.units[WATER].pk
    ours = liaison.post(views, {"name": "本局", "query": f"unit={unit}", "scope": "unit", "unit": unit})[1]
    assert [one["name"] for one in liaison.get(views)[1]] == ["本局"] and [
        one["name"] for one in machine(OTHER_LIAISON).get(views)[1]
    ] == []
    assert machine(OTHER_LIAISON).post(f"{views}/{ours['id']}/drop")[0] == 404
    assert office.post(f"{views}/{mine['id']}/drop")[1]["name"] == "超期" and SavedView.objects.filter(pk=mine["id"]).count() == 0


def test_many_views_are_told_with_as_few_questions_as_one(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    office.post(f"{AT}/views", {"name": "超期", "query": "lamp=overdue"})
    office.get(f"{AT}/views")
    counts = []
    for name in ("甲", "乙"):
        with CaptureQueriesContext(connection) as asked:
            assert len(office.get(f"{AT}/views")[1]) == 1 + 3 * len(counts)
            counts.append(len(asked.captured_queries))
        for at in range(3):
            office.post(f"{AT}/views", {"name": f"{name}{at}", "query": "lamp=near"})
    assert counts[0] == counts[1] > 0, counts


def test_repeated_evidence_is_told_to_office_and_groups(place: Town, machine: Make) -> None:
    rows = [place.find(text=text) for text in ("甲", "乙")]
    for one in rows:
        attach_evidence(problem=one, data=jpeg(), name="现场.jpg", actor=place.actor(OFFICE), now=NOW)
    page = machine(GROUP).get(f"{AT}/evidence/repeated")[1]
    [told] = page["items"]
    assert (page["next"], page["beyond"]) == (None, 0)
    assert told["exact"] and sorted(one["number"] for one in told["places"]) == [1, 2]
    assert machine(LIAISON).get(f"{AT}/evidence/repeated")[0] == 403
