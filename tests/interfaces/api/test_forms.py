"""A superior's blank taken in, tied, filled and handed out by a program, as on the pages."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bihuan.forms import jobs as forms_jobs
from bihuan.forms.models import Filling, FormEdition
from bihuan.foundation.jobs.working import Worker
from tests.factories.town import HEAD, OFFICE, TODAY, WATER, Town
from tests.forms.blanks import blank
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]
BASE = "campaigns/QS-2026/forms"


@pytest.fixture(autouse=True)
def _home(settings: Any, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.BIHUAN_FILES = tmp_path / "files"
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)


def test_a_blank_is_taken_in_looked_at_tied_and_filled(place: Town, machine: Make) -> None:
    place.find()
    office, data = machine(OFFICE), blank((WATER,))
    status, made = office.send(BASE, "月报.xlsx", data, key="form-1", name="月报")
    assert (status, made["name"], made["edition"], made["lost"]) == (200, "月报", 1, [])
    assert office.send(BASE, "月报.xlsx", data, key="form-1", name="月报")[1] == made, "the same key is done once"
    at = f"{BASE}/{made['id']}"
    assert office.get(f"{at}/blank")[1] == data
    whole = office.get(at)[1]
    head = next(one for one in whole["sheets"][0]["cells"] if one["cell"] == "A1")
    assert head["text"] == "专项整治情况统计表" and head["wide"] == 4 and whole["ties"] == []
    found = {one["cell"]: one for one in office.get(f"{at}/suggestions")[1] if one["sheet"] == "汇总表"}
    assert found["B4"]["by"] == "unit" and found["B4"]["key"] == str(place.units[WATER].pk)
    words = office.get("campaigns/QS-2026/form-words")[1]
    assert found["B4"]["code"] in {one["key"] for one in words["codes"]} and words["columns"] and words["keys"]
    cell = {name: found["B4"][name] for name in ("sheet", "cell", "code", "by", "key")}
    letter = {"sheet": "明细", "first": 2, "last": 3, "columns": [["A", "line"], ["C", "text"]]}
    assert office.post(f"{at}/ties", {"cells": [cell], "regions": [letter | {"columns": [["A", "colour"]]}]})[0] == 422
    status, tied = office.post(f"{at}/ties", {"cells": [cell], "regions": [letter], "seen": made["revision"]})
    assert status == 200 and (tied["cells"], tied["regions"]) == (1, 1)
    assert office.post(f"{at}/ties", {"cells": [cell], "seen": made["revision"]})[1]["kind"] == "conflict"
    assert [one["cell"] for one in office.get(at)[1]["ties"]] == ["B4"] and office.get(at)[1]["lists"][0]["columns"][0] == ["A", "line"]
    status, filled = office.post(f"{at}/fill", {"day": TODAY.isoformat()})
    assert status == 200 and filled["numbers"][0]["value"] == 1 and filled["rows"] == 1
    assert [one["id"] for one in office.get(f"{at}/filled")[1]["items"]] == [filled["id"]]
    book = openpyxl.load_workbook(BytesIO(office.get(f"{at}/filled/{filled['id']}/file")[1]))
    assert book["汇总表"]["B4"].value == 1


def test_another_blank_keeps_the_ties_and_a_form_goes_out_of_use_and_back(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    made = office.send(BASE, "月报.xlsx", blank((WATER,)), name="月报")[1]
    at = f"{BASE}/{made['id']}"
    tied = office.post(f"{at}/ties", {"cells": [{"sheet": "汇总表", "cell": "B4", "code": "O01"}]})[1]
    office.post(f"{at}/fill", {"day": TODAY.isoformat()})
    assert office.send(f"{at}/blank", "新.xlsx", blank((WATER, "县教育局")), seen=str(made["revision"]))[1]["kind"] == "conflict"
    status, new = office.send(f"{at}/blank", "新.xlsx", blank((WATER, "县教育局")), seen=str(tied["revision"] + 1))
    assert status == 200 and (new["edition"], new["cells"]) == (2, 1) and FormEdition.objects.count() == 2
    assert office.post(f"{at}/retire", {})[1]["retired"] and office.post(f"{at}/fill", {})[0] == 422
    assert not office.post(f"{at}/retire", {"back": True})[1]["retired"]


def test_what_the_pages_refuse_is_refused(place: Town, machine: Make) -> None:
    office = machine(OFFICE)
    assert office.send(BASE, "月报.xlsx", blank((WATER,)), name="月报")[0] == 200
    for name, data, words in (
        ("月报.xlsx", blank((WATER,)), "已经有叫"),
        ("月报.xlsx", b"hello", ""),
        ("月报.xls", b"\xd0\xcf\x11\xe0" + bytes(600), ""),
    ):
        status, told = office.send(BASE, name, data, name="月报")
        assert status == 422 and words in told["sentence"], told
    for what in ("", "/1", "/1/blank", "/1/suggestions", "/1/filled"):
        assert machine(HEAD).get(f"{BASE}{what}")[0] == 403
    assert machine(HEAD).send(BASE, "月报.xlsx", blank((WATER,)), name="季报")[0] == 403
    assert machine(OFFICE, ["documents:read"]).send(BASE, "月报.xlsx", blank((WATER,)), name="季报")[1]["kind"] == "scope"


def test_many_rows_are_filled_by_a_worker(place: Town, machine: Make, monkeypatch: Any) -> None:
    place.find()
    monkeypatch.setattr(forms_jobs, "LONG", 1)
    office = machine(OFFICE)
    at = f"{BASE}/{office.send(BASE, '月报.xlsx', blank((WATER,)), name='月报')[1]['id']}"
    office.post(f"{at}/ties", {"regions": [{"sheet": "明细", "first": 2, "last": 3, "columns": [["A", "line"]]}]})
    status, job = office.post(f"{at}/fill", {"day": TODAY.isoformat()})
    assert (status, job["state"], job["filled"]) == (202, "waiting", None)
    assert office.get(f"{at}/jobs/{job['id']}")[1] == job and machine(HEAD).get(f"{at}/jobs/{job['id']}")[0] == 403
    Worker().run(until_idle=True)
    done = office.get(f"{at}/jobs/{job['id']}")[1]
    assert done["state"] == "done" and done["filled"] == Filling.objects.get().pk
    other = office.send(BASE, "季报.xlsx", blank((WATER,)), name="季报")[1]["id"]
    assert office.get(f"{BASE}/{other}/jobs/{job['id']}")[0] == 404
