"""A scanned plan that a program hands in is recognised by a worker, as on the page; a plan is started with a roster sheet."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from bihuan.campaigns.models import Campaign
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.working import Worker
from bihuan.organisation.models import StandingDuty
from bihuan.plan_import.models import Draft
from bihuan.plan_import.operations import read_plan
from bihuan.plan_import.readers import scan
from tests.factories.town import LIAISON, NOW, OFFICE, TODAY, Town
from tests.interfaces.api.deep import PLAN
from tests.interfaces.api.machines import Machine
from tests.plan_import.test_recognised_later import PAGES, Fake, fax

pytestmark = pytest.mark.django_db
Make = Callable[..., Machine]


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> Fake:
    settings.BIHUAN_FILES = tmp_path
    found = Fake(PAGES)
    monkeypatch.setattr(scan, "is_installed", lambda: True)
    monkeypatch.setattr(scan, "recognise", found)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    return found


def test_a_scan_is_answered_at_once_and_read_by_a_worker(place: Town, machine: Make, fake: Fake) -> None:
    office = machine(OFFICE)
    status, told = office.send("plans", "方案扫描件.tif", fax(4), key="scan-1")
    assert (status, told["state"], told["plan"]) == (202, "waiting", None) and fake.asked == [] and not Draft.objects.exists()
    assert office.send("plans", "方案扫描件.tif", fax(4), key="scan-1")[1] == told and Job.objects.count() == 1
    at = f"plans/readings/{told['id']}"
    Worker().run(until_idle=True)
    told = office.get(at)[1]
    assert (told["state"], told["done"], told["total"], told["plan"]) == ("done", 4, 4, Draft.objects.get().pk) and told["text"]
    assert office.get(f"plans/{told['plan']}")[1]["title"] == "澜川县农贸市场专项整治工作方案"
    assert machine(LIAISON).get(at)[0] == 404 == machine(LIAISON).post(f"{at}/stop")[0]
    assert office.post(f"{at}/stop")[0] == 409, "it is over"
    assert machine(OFFICE, ["plans:read"]).post(f"{at}/again")[1]["kind"] == "scope"


def test_a_scan_is_stopped_and_begun_again(place: Town, machine: Make, fake: Fake) -> None:
    office = machine(OFFICE)
    at = f"plans/readings/{office.send('plans', '方案扫描件.tif', fax(4))[1]['id']}"
    assert office.post(f"{at}/stop")[1]["state"] == "stopped"
    Worker().run(until_idle=True)
    assert fake.asked == [] and office.get(at)[1]["plan"] is None
    assert office.post(f"{at}/again")[1]["state"] == "waiting"
    Worker().run(until_idle=True)
    assert office.get(at)[1]["plan"] == Draft.objects.get().pk


def test_what_cannot_be_read_is_refused_as_before(place: Town, machine: Make, fake: Fake) -> None:
    office = machine(OFFICE)
    status, told = office.send("plans", "方案扫描件.tif", fax(41))
    assert status == 422 and "41 页" in told["sentence"] and not Job.objects.exists() and not StoredFile.objects.exists()
    assert machine(LIAISON).send("plans", "方案扫描件.tif", fax(2))[0] == 403 and not StoredFile.objects.exists()
    fake.pages = [""] * 4
    at = f"plans/readings/{office.send('plans', '方案扫描件.tif', fax(4))[1]['id']}"
    Worker().run(until_idle=True)
    told = office.get(at)[1]
    assert told["state"] == "failed" and told["fault"] and told["plan"] is None
    status, told = office.send("plans", "方案.txt", "\n".join(PAGES).encode())
    assert status == 200 and told["title"] and Job.objects.count() == 1


def roster(*rows: tuple[str, ...]) -> bytes:
    book, out = openpyxl.Workbook(), BytesIO()
    sheet = book.active
    for row in (("单位", "上级单位", "姓名", "职务", "是否整治对象"), *rows):
        sheet.append(row)
    book.save(out)
    return out.getvalue()


def test_a_plan_is_started_with_a_roster_sheet(place: Town, machine: Make) -> None:
    office, user = machine(OFFICE), place.people[OFFICE].user
    draft = read_plan(data=PLAN.encode(), name="方案.txt", actor=place.actor(OFFICE), now=NOW)
    at, on = f"plans/{draft.pk}/launch-with-roster", TODAY.isoformat()
    asked = office.get(f"plans/{draft.pk}")[1]["questions"]
    answers = {one["key"]: (one["offers"] or ["2026"])[0] for one in asked if one["must"]}
    assert office.post(f"plans/{draft.pk}/answers", {"answers": answers})[0] == 200
    good = roster(("澜江镇", "", "云深", "镇长", "否"), ("澜江镇", "", "水远", "科员", "是"))
    assert office.send(at, "名册.xlsx", good, on=on)[0] == 403, "only who keeps the organisation"
    StandingDuty.objects.create(user=user, duty="keeper", given_at=NOW)
    status, told = office.send(at, "名册.xlsx", roster(("", "", "云深", "镇长", "否")), on=on)
    assert status == 422 and told["errors"][0]["row"] == 2 and Campaign.objects.count() == 1
    status, told = office.send(at, "名册.xlsx", good, on=on, code="LJ-2026", gaps_reason="本周内明确联络员")
    assert (status, told.get("code")) == (200, "LJ-2026"), told
    assert [one.person.name for one in Campaign.objects.get(code="LJ-2026").roster.filter(role="subject")] == ["水远"]
