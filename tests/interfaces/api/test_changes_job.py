"""A comparison in which many rows moved is made by a worker, for a program as on the page."""

from collections.abc import Callable

import pytest

from bihuan.foundation.jobs.working import Worker
from tests.factories.town import LIAISON, OFFICE, Town
from tests.interfaces.api.machines import Machine

pytestmark = pytest.mark.django_db
AT = "campaigns/QS-2026/changes"


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_a_long_comparison_is_a_job_whose_file_is_its_askers(
    place: Town, machine: Callable[..., Machine], monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    monkeypatch.setattr("bihuan.reports.jobs.comparing.LONG", 1)
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    for text in ("甲", "乙"):
        place.find(text=text)
    office, asked = machine(OFFICE), {"reason": "报领导小组", "since": "2026-03-01", "until": "2026-03-06", "form": form}
    assert office.post(AT, {**asked, "reason": " "})[0] == 422
    status, job = office.post(AT, asked, key="changes")
    assert (status, job["state"], job["file"]) == (202, "waiting", False) and office.post(AT, asked, key="changes")[1] == job
    assert office.post(AT, asked)[1]["id"] == job["id"] != office.post(AT, {**asked, "reason": "另报"})[1]["id"], (
        "asked for twice, made once"
    )
    now = {**asked, "until": ""}
    assert office.post(AT, now)[1]["id"] == office.post(AT, now)[1]["id"] != job["id"], "now is the same now while it is made"
    Worker().run(until_idle=True)
    told = office.get(f"ledger/jobs/{job['id']}")[1]
    assert (told["state"], told["file"]) == ("done", True) and office.get(f"ledger/jobs/{job['id']}/file")[1][:2] == b"PK"
    assert form in office.last["Content-Disposition"] and machine(LIAISON).get(f"ledger/jobs/{job['id']}")[0] == 404
