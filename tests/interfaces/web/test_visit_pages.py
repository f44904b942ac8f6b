"""Pages of return visits and of study: who finds them, what stays sealed on them, what they write."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from bihuan.accountability.models import ReturnVisit, SealedNote, StudyMaterial, StudyPlan, StudySession
from bihuan.campaigns.models import Category
from bihuan.campaigns.operations import switch_mechanisms
from bihuan.foundation.audit.models import Record
from tests.accountability.ground import PERSONNEL, Bodies, by, in_force
from tests.accountability.test_visits import SICK, WORRY, planned, seat, visited
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, GROUP, GROUP_2, HEAD, LEADER, LIAISON, NOW, OFFICE, OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    return factory.town()


@pytest.fixture
def bodies(place: Town) -> Bodies:
    return Bodies(place)


def at(place: Town, name: str, *given: Any) -> str:
    return reverse(f"accountability:{name}", args=[place.campaign.code, *given])


def told(answer: Any) -> str:
    assert answer.status_code == 200, answer.content.decode()[:2000]
    return str(answer.content.decode())


def test_a_plan_is_made_and_visits_written_down_on_pages(place: Town, bodies: Bodies) -> None:
    row, client = in_force(bodies), place.client(PERSONNEL)
    assert at(place, "plan_visits", row.pk) in told(client.get(at(place, "return_visits")))
    whole = {
        "circumstances": "两次空岗", "kind": "诫勉", "conduct": "平稳", "worries": WORRY, "way": "先听他讲", "support": "12356",
        "next_on": TODAY + timedelta(30), "visitors": [seat(bodies, PERSONNEL).pk, seat(bodies, GROUP).pk],
    }  # fmt: skip
    alone = client.post(at(place, "plan_visits", row.pk), {**whole, "visitors": [seat(bodies, PERSONNEL).pk]})
    assert alone.status_code == 422 and "纪检监察方" in alone.content.decode() and "两次空岗" in alone.content.decode(), (
        "nothing typed is lost"
    )
    assert client.post(at(place, "plan_visits", row.pk), whole).status_code == 302
    plan = ReturnVisit.objects.get()
    page = told(client.get(at(place, "return_visit", plan.pk)))
    assert "两次空岗" in page and WORRY not in page and "已密封" in page
    both = {one.seat.body.kind: one.pk for one in plan.visitors.select_related("seat__body")}
    record = {
        "visited_on": TODAY,
        "next_on": TODAY + timedelta(60),
        "explained": "讲了影响期",
        "own_words": "好多了",
        "organisation_view": "踏实",
        **both,
    }
    assert client.post(at(place, "visit_step", plan.pk, "record_visit"), record).status_code == 302
    hard = {"text": "住得远", "owner": both["personnel"], "due_on": TODAY + timedelta(20)}
    assert client.post(at(place, "visit_step", plan.pk, "raise_difficulty"), hard).status_code == 302
    answer = at(place, "answer_difficulty", plan.pk, plan.difficulties.get().pk)
    assert answer in told(client.get(at(place, "return_visit", plan.pk)))
    assert client.post(answer, {"text": "已调到就近窗口"}).status_code == 302
    his = told(place.client(OFFICIAL).get(at(place, "return_visit", plan.pk)))
    assert "好多了" in his and "踏实" in his and "已调到就近窗口" in his and "12356" in his
    effects = {"political": "放下包袱", "discipline": "知道边界", "social": "群众认可"}
    assert client.post(at(place, "visit_step", plan.pk, "close_visits"), effects).status_code == 302
    assert "群众认可" in told(client.get(at(place, "return_visit", plan.pk)))
    assert client.get(at(place, "visit_step", plan.pk, "record_visit")).status_code == 403, "it is assessed"


def test_an_outline_stands_in_the_form_only_with_all_four_bases(place: Town, bodies: Bodies) -> None:
    plan, client = planned(bodies, way="", worries=""), place.client(GROUP)
    form = at(place, "visit_step", plan.pk, "change_visit_plan")
    assert "围绕本人的顾虑" not in told(client.get(form))
    note = at(place, "visit_step", plan.pk, "seal_note")
    assert place.client(OFFICIAL).post(note, {"kind": "worries", "text": WORRY}).status_code == 302, "told by himself"
    page = told(client.get(form))
    assert "围绕本人的顾虑" in page and WORRY not in page


@pytest.mark.mechanism("D49")
def test_what_is_sealed_is_opened_by_a_press_and_only_for_visitors(place: Town, bodies: Bodies) -> None:
    plan = planned(bodies)
    place.client(OFFICIAL).post(at(place, "visit_step", plan.pk, "seal_note"), {"kind": "health", "text": SICK})
    door, client = at(place, "open_notes", plan.pk), place.client(GROUP)
    assert client.get(door).status_code == 405
    before = Record.objects.filter(action="open_notes").count()
    answer = client.post(door)
    assert WORRY in told(answer) and SICK in answer.content.decode() and answer["Cache-Control"] == "no-store"
    assert Record.objects.filter(action="open_notes").count() == before + 1
    his = place.client(OFFICIAL)
    assert his.post(door).status_code == 403 and SICK not in told(his.get(at(place, "return_visit", plan.pk)))
    assert his.post(at(place, "drop_note", plan.pk, SealedNote.objects.get(kind="health").pk)).status_code == 302
    assert [one.kind for one in SealedNote.objects.all()] == ["worries"]
    paper = b"".join(client.post(at(place, "visits_file", plan.pk)))
    assert paper[:2] == b"PK" and not _holds(paper, WORRY) and _holds(paper, "两次空岗")


def _holds(package: bytes, text: str) -> bool:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(package)) as found:
        return any(text in found.read(name).decode("utf-8", "ignore") for name in found.namelist())


def test_for_everybody_else_there_is_nothing(place: Town, bodies: Bodies) -> None:
    plan = planned(bodies)
    visited_on = visited(bodies, plan, 0)
    hard = plan.difficulties.create(text="x", owner=visited_on.personnel, due_on=TODAY, raised_at=NOW)
    pages = [
        at(place, "return_visit", plan.pk),
        at(place, "visit_step", plan.pk, "record_visit"),
        at(place, "answer_difficulty", plan.pk, hard.pk),
    ]
    posts = [at(place, "open_notes", plan.pk), at(place, "visits_file", plan.pk), at(place, "drop_note", plan.pk, plan.notes.get().pk)]
    for name in (OFFICE, LEADER, HEAD, LIAISON, COLLEAGUE):
        client = place.client(name)
        assert {client.get(one).status_code for one in pages} | {client.post(one).status_code for one in posts + pages[1:]} == {404}, name
        page = told(client.get(at(place, "return_visits")))
        assert OFFICIAL not in page[page.index("<main") :], name
    assert OFFICIAL in told(place.client(GROUP).get(at(place, "return_visits")))
    read = Record.objects.filter(kind="reading", action="read_visits")
    place.client(OFFICIAL).get(at(place, "return_visit", plan.pk))
    assert not read.exists()
    place.client(GROUP).get(at(place, "return_visit", plan.pk))
    assert [one.actor_name for one in read] == [GROUP]


def test_he_declines_and_resumes_on_his_page(place: Town, bodies: Bodies) -> None:
    plan, his = planned(bodies), place.client(OFFICIAL)
    assert "我的回访" in told(his.get(at(place, "return_visit", plan.pk)))
    page = told(his.get(at(place, "visit_step", plan.pk, "decline_visits")))
    assert "不会因此有任何影响" in page
    assert his.post(at(place, "visit_step", plan.pk, "decline_visits")).status_code == 302
    assert his.post(at(place, "visit_step", plan.pk, "resume_visits")).status_code == 302
    plan.refresh_from_db()
    assert plan.state == "open"
    assert his.get(at(place, "visit_step", plan.pk, "record_visit")).status_code == 403
    assert place.client(GROUP).get(at(place, "visit_step", plan.pk, "no_such_step")).status_code == 404


def test_who_visits_changes_on_pages(place: Town, bodies: Bodies) -> None:
    plan, client = planned(bodies), place.client(GROUP)
    other = place.client(PERSONNEL)
    fresh = seat(bodies, GROUP_2)
    assert other.post(at(place, "visit_step", plan.pk, "name_visitor"), {"seat": fresh.pk}).status_code == 302
    assert client.post(at(place, "visit_step", plan.pk, "leave_visits")).status_code == 302
    assert client.get(at(place, "return_visit", plan.pk)).status_code == 404
    changed = {
        "circumstances": "两次空岗",
        "kind": "诫勉",
        "conduct": "有起色",
        "way": "听",
        "support": "12356",
        "next_on": TODAY + timedelta(9),
    }
    assert other.post(at(place, "visit_step", plan.pk, "change_visit_plan"), changed).status_code == 302
    assert "有起色" in told(other.get(at(place, "return_visit", plan.pk)))


@pytest.mark.mechanism("D48")
def test_study_is_planned_held_and_laid_out_on_pages(place: Town) -> None:
    office, unit, anybody = place.client(OFFICE), place.client(LIAISON), place.client(COLLEAGUE)
    plan = {
        "title": "九月集中学习",
        "topics": "专题一\n专题二",
        "forms": ["branch", "centre_group"],
        "from_on": TODAY,
        "to_on": TODAY + timedelta(30),
    }
    assert office.post(at(place, "new_study_plan"), plan).status_code == 302
    row = StudyPlan.objects.get()
    held = {"plan": row.pk, "unit": place.units[WATER].pk, "form": "branch", "topic": "专题一", "held_on": TODAY, "present": 12}
    assert "到场人数" in told(unit.get(at(place, "new_session")))
    assert unit.post(at(place, "new_session"), {**held, "present": 0}).status_code == 422
    assert unit.post(at(place, "new_session"), held).status_code == 302
    one = StudySession.objects.get()
    assert unit.post(at(place, "session", one.pk), {**held, "present": 11, "reason": "数错"}).status_code == 302
    category = Category.objects.filter(catalogue__campaign=place.campaign).first()
    laid = {
        "kind": "reading_list",
        "title": "形势教育书目",
        "text": "一、省情",
        "category": category.pk if category else "",
        "source": "县委党校",
    }
    assert office.post(at(place, "new_material"), laid).status_code == 302
    material = StudyMaterial.objects.get()
    before = Record.objects.count()
    page = told(anybody.get(at(place, "study")))
    assert all(text in page for text in ("形势教育书目", "九月集中学习", "专题一", ">11<"))
    assert "一、省情" in told(anybody.get(at(place, "material", material.pk))) and "专题二" in told(
        anybody.get(at(place, "study_plan", row.pk))
    )
    assert Record.objects.count() == before, "nothing tells who read"
    assert b"".join(anybody.get(at(place, "study_paper", row.pk)))[:2] == b"PK"
    for name in ("new_session", "new_study_plan", "new_material"):
        assert anybody.get(at(place, name)).status_code == 403
    assert (
        anybody.get(at(place, "session", one.pk)).status_code == 403
        and anybody.get(at(place, "material_file", material.pk)).status_code == 404
    )
    assert anybody.post(at(place, "take_in_material", material.pk)).status_code == 403
    assert office.post(at(place, "take_in_material", material.pk)).status_code == 302
    assert office.post(at(place, "end_study_plan", row.pk)).status_code == 302
    assert anybody.get(at(place, "material", material.pk)).status_code == anybody.get(at(place, "study_plan", row.pk)).status_code == 404


def test_a_file_of_a_material_is_handed_out(place: Town) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    given = {"kind": "material", "title": "讲义", "file": SimpleUploadedFile("讲义.txt", "讲义".encode())}
    place.client(OFFICE).post(at(place, "new_material"), given)
    answer = place.client(OFFICIAL).get(at(place, "material_file", StudyMaterial.objects.get().pk))
    assert b"".join(answer) == "讲义".encode()


def test_what_a_campaign_leaves_out_is_not_in_its_menu(place: Town) -> None:
    client: Client = place.client(OFFICE)
    ledger, handlings = reverse("problems:ledger", args=[place.campaign.code]), at(place, "handlings")
    for name, shown in (("return_visits", handlings), ("study", ledger)):  # visits are a tab beside them, study stands in the menu
        assert f'href="{at(place, name)}"' in told(client.get(shown))
        switch_mechanisms(campaign=place.campaign, switches={name: False}, **by(place, OFFICE))
        place.campaign.refresh_from_db()
        assert f'href="{at(place, name)}"' not in told(client.get(shown))
    assert client.get(at(place, "study")).status_code == 404
