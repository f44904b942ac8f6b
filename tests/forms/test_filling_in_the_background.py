"""A form with many rows is filled by a worker: asked for once, how far it is, cut off and gone on with, nothing doubled."""

from typing import Any

import pytest
from django.test import Client

from bihuan.forms import jobs, queries
from bihuan.forms import operations as do
from bihuan.forms.models import Filling, Form
from bihuan.forms.rules.ties import CellTie, Region, Ties
from bihuan.forms.sheets.filling import fill
from bihuan.foundation.audit.models import Record
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Paused, Turn, inside
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.jobs.working import Worker
from bihuan.foundation.kernel import BadInput, NotNow
from tests.factories.town import LIAISON, NOW, OFFICE, TODAY, WATER, Town, town
from tests.forms.blanks import blank

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True
    monkeypatch.setattr("bihuan.foundation.jobs.working.close_old_connections", lambda: None)
    monkeypatch.setattr("bihuan.foundation.jobs.working.BEAT", 3600)
    monkeypatch.setattr(jobs, "LONG", 3)
    monkeypatch.setattr(do, "_A_STEP", 1)
    return town()


def listing(place: Town) -> Form:
    told = {"campaign": place.campaign, "name": "月报", "data": blank((WATER,)), "file_name": "月报.xlsx"}
    form = do.add_form(**told, actor=place.actor(OFFICE), now=NOW)
    region = Region("明细", 2, 3, (("A", "line"), ("C", "text")), "")
    do.tie_form(form=form, ties=Ties((CellTie("汇总表", "B4", "O01", "", ""),), (region,)), actor=place.actor(OFFICE), now=NOW)
    return form


def test_a_long_form_becomes_a_job_and_its_answer_leads_to_what_was_filled(place: Town) -> None:
    form, client = listing(place), Client()
    client.force_login(place.people[OFFICE].user)
    address = f"/c/{place.campaign.code}/forms/{form.pk}/"
    place.find()
    assert "/filled/" in client.post(f"{address}fill/", {"day": TODAY.isoformat()})["Location"], "a short one is filled at once"
    for _n in range(3):
        place.find()
    assert client.post(f"{address}fill/", {"day": TODAY.isoformat()})["Location"].startswith("/jobs/")
    job = Job.objects.get()
    assert job.state == JobState.WAITING and "月报" in job.title and "月报" in client.get("/jobs/").content.decode()
    Worker().run(until_idle=True)
    job.refresh_from_db()
    filling = Filling.objects.order_by("-pk")[0]
    assert (job.state, job.done, job.total, job.phase) == (JobState.DONE, 8, 8, "写表")
    assert job.answer["href"] == f"{address}filled/{filling.pk}/" and filling.rows == 4 and filling.numbers[0]["value"] == 4
    assert filling.filled_by_id == place.people[OFFICE].user_id
    assert client.get(job.answer["href"]).status_code == 200
    assert client.post(f"{address}fill/", {"day": "2999-01-01"})["Location"] == address, "a day to come is refused at once"


def test_cut_off_anywhere_it_is_filled_once(place: Town) -> None:
    form, told = listing(place), {"campaign": place.campaign.code, "day": TODAY.isoformat(), "account": place.people[OFFICE].user_id}
    for _n in range(3):
        place.find()

    class Cut(Turn):
        def step(self, done: int, total: int, phase: str = "") -> None:
            super().step(done, total, phase)
            if done == self.at:
                raise Paused

    for at in (1, 5):
        cut = Cut()
        cut.at = at
        with pytest.raises(Paused):
            inside(cut, lambda: jobs.fill_superior_form.func(form=form.pk, **told))
        assert not Filling.objects.exists() and not Record.objects.filter(action="fill_form").exists()
    turn = Turn()
    first = inside(turn, lambda: jobs.fill_superior_form.func(form=form.pk, **told))
    again = inside(Turn(mark=turn.mark), lambda: jobs.fill_superior_form.func(form=form.pk, **told))
    assert first == again and Filling.objects.count() == 1 and Record.objects.filter(action="fill_form").count() == 1


def test_a_form_that_was_tied_otherwise_meanwhile_is_not_kept(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    form = listing(place)
    place.find()
    whole = do.fill

    def meanwhile(*args: Any) -> Any:
        filled = whole(*args)
        do.tie_form(form=form, ties=Ties((CellTie("汇总表", "C4", "O01", "", ""),)), actor=place.actor(OFFICE), now=NOW.replace(hour=11))
        return filled

    monkeypatch.setattr(do, "fill", meanwhile)
    with pytest.raises(NotNow, match="再填一次"):
        do.fill_form(form=form, day=TODAY, actor=place.actor(OFFICE), now=NOW)
    assert not Filling.objects.exists()


def test_a_job_is_refused_as_its_page_is(place: Town) -> None:
    form = listing(place)
    with pytest.raises(BadInput, match="不能晚于今天"):
        jobs.is_long(form, TODAY.replace(year=2999), place.actor(OFFICE))
    job = jobs.ask_to_fill(form, TODAY, account=place.people[LIAISON].user_id, actor=place.actor(LIAISON), now=NOW)
    Worker().run(until_idle=True)
    job.refresh_from_db()
    assert job.state == JobState.FAILED and not Filling.objects.exists(), "the liaison fills no form of the office"


def test_rows_that_are_put_in_are_written_in_a_time_that_grows_with_their_number() -> None:
    """How often the sheet is asked for its width: once, and not once a row."""
    from openpyxl.worksheet.worksheet import Worksheet

    asked = list[int]()
    width = Worksheet.max_column
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Worksheet, "max_column", property(lambda sheet: asked.append(1) or width.fget(sheet)))
        rows = [{"line": n} for n in range(300)]
        fill(blank((WATER,)), {}, [(Region("明细", 2, 3, (("A", "line"),), ""), rows)])
    assert len(asked) < 20


def test_more_rows_than_a_form_takes_are_refused_before_they_are_read(place: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    form = listing(place)
    monkeypatch.setattr(queries.rows, "MOST_ROWS", 1)
    place.find()
    place.find()
    with pytest.raises(BadInput, match="超过 1 行"):
        jobs.is_long(form, TODAY, place.actor(OFFICE))
