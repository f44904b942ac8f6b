"""Tasks handed down level by level: the giver sees every part, and both levels see what was changed on the way."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns import operations as do
from bihuan.campaigns import queries
from bihuan.campaigns.models import Task
from bihuan.campaigns.queries.tasks import changes_of, parts_counted, parts_of
from bihuan.campaigns.rules.tasks import changed
from bihuan.campaigns.vocabulary import Duty, TaskChange
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.organisation.operations import found_unit
from tests.factories import town as factory
from tests.factories.town import COLLEAGUE, FOREST, LIAISON, OFFICE, OFFICIAL, OTHER_LIAISON, TODAY, WATER, Town, days_later

pytestmark = pytest.mark.usefixtures("db")
DUE = TODAY + timedelta(days=20)
DONE: dict[str, Any] = {"result": "走访二十户，办结诉求六件", "proof": "走访登记和办结单"}


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    """The water bureau has two stations below it; 曲院 speaks for the first."""
    settings.BIHUAN_DEMO = True  # no second factor
    made = factory.town()
    for name, above in (("河道站", WATER), ("水库站", WATER), ("巡查组", "河道站")):
        made.units[name] = found_unit(name=name, parent=made.units[above], actor=made.machine, now=made.now)
    below = [made.units[name] for name in ("河道站", "水库站", "巡查组")]
    do.cover_units(campaign=made.campaign, units=below, on=TODAY, actor=made.machine, now=made.now)
    grant: dict[str, Any] = {"campaign": made.campaign, "duty": Duty.LIAISON, "actor": made.machine, "now": made.now}
    do.grant_duty(person=made.people[OFFICIAL], unit=made.units["河道站"], **grant)
    return made


def given(place: Town, unit: str = WATER, **more: Any) -> Task:
    told = {"title": "走访服务对象", "due_on": DUE, "amount": 20, "measure": "户", **more}
    return do.add_task(campaign=place.campaign, unit=place.units[unit], actor=place.actor(OFFICE), now=place.now, **told)


def pass_on(place: Town, task: Task, *units: str, who: str = LIAISON, **more: Any) -> Sequence[Task]:
    return do.pass_on_task(task=task, units=[place.units[one] for one in units], actor=place.actor(who), now=days_later(1), **more)


@pytest.mark.mechanism("M119")
def test_a_task_is_passed_on_and_the_giver_sees_the_state_of_every_part(place: Town) -> None:
    task = given(place)
    first, _second = pass_on(place, task, "河道站", "水库站")
    pass_on(place, first, "巡查组", who=OFFICIAL)
    parts = parts_of(task)
    assert [(one.task.unit.name, one.depth) for one in parts if one.task.unit] == [("河道站", 1), ("巡查组", 2), ("水库站", 1)]
    do.finish_task(task=first, actor=place.actor(OFFICIAL), now=days_later(2), **DONE)
    assert parts_counted([task]) == {task.pk: (2, 1)}
    page = place.client(LIAISON).get(reverse("campaigns:task", args=[place.campaign.code, task.pk])).content.decode()
    assert all(name in page for name in ("河道站", "水库站", "巡查组")) and "共 3 项，办结 1 项" in page and DONE["result"] in page
    office = place.client(OFFICE).get(reverse("campaigns:tasks", args=[place.campaign.code])).content.decode()
    assert "分解 2 项，办结 1 项" in office
    assert "走访服务对象" in place.client(OFFICIAL).get("/todo/").content.decode() or first.state == "done"
    assert Record.objects.filter(kind="task", action="pass_on_task", row=task.pk).exists()


@pytest.mark.mechanism("M210")
def test_an_earlier_day_or_a_larger_amount_is_shown_to_both_levels(place: Town) -> None:
    task = given(place)
    [part] = pass_on(place, task, "河道站", due_on=DUE - timedelta(days=10), amount=50)
    assert [(one.what, one.harder) for one in changes_of(part)] == [(TaskChange.DUE, True), (TaskChange.AMOUNT, True)]
    code, told = place.campaign.code, (f"上级要求 {DUE}", f"改为 {DUE - timedelta(days=10)}", "上级要求 20", "改为 50", "比上级要求严")
    above = place.client(LIAISON).get(reverse("campaigns:task", args=[code, task.pk])).content.decode()
    below = place.client(OFFICIAL).get(reverse("campaigns:task", args=[code, part.pk])).content.decode()
    office = place.client(OFFICE).get(reverse("campaigns:task", args=[code, task.pk])).content.decode()
    for page in (above, below, office):
        assert all(one in page for one in told)
    assert place.client(OFFICIAL).get(reverse("campaigns:task", args=[code, task.pk])).status_code == 404, "not the task above itself"


def test_what_counts_as_harder() -> None:
    day, later = date(2026, 3, 9), date(2026, 3, 19)
    assert changed(later, later, 5, 5) == ()
    assert [one.harder for one in changed(day, later, 5, 3)] == [False, False], "gentler is shown, too, and not marked"
    assert [one.harder for one in changed(None, day, None, 3)] == [True, True], "a day and an amount that nobody above asked for"
    assert changed(day, day, 5, None) == ()


def test_a_part_has_the_day_and_amount_of_its_task_unless_told(place: Town) -> None:
    task = given(place)
    [part] = pass_on(place, task, "河道站")
    assert (part.title, part.due_on, part.amount, part.measure, part.parent) == (task.title, DUE, 20, "户", task) and not changes_of(part)
    page = place.client(OFFICIAL).get(reverse("campaigns:task", args=[place.campaign.code, part.pk])).content.decode()
    assert "比上级要求严" not in page


def test_who_may_not_pass_on_and_to_whom(place: Town) -> None:
    task = given(place)
    for who in (OFFICIAL, COLLEAGUE, OTHER_LIAISON):
        with pytest.raises(NotAllowed):
            pass_on(place, task, "河道站", who=who)
    with pytest.raises(BadInput, match="不是“县水利局”"):
        pass_on(place, task, FOREST, who=OFFICE)
    with pytest.raises(BadInput, match="不是“县水利局”"):
        pass_on(place, task, WATER)
    place.units["外面"] = found_unit(name="外面", parent=place.units[WATER], actor=place.machine, now=place.now)
    with pytest.raises(BadInput, match="本专项里的下级单位"):
        pass_on(place, task, "外面")
    pass_on(place, task, "河道站")
    with pytest.raises(BadInput, match="已经交给"):
        pass_on(place, task, "河道站")
    with pytest.raises(BadInput, match="选择交给"):
        pass_on(place, task)
    with pytest.raises(BadInput, match="数量要求"):
        pass_on(place, task, "水库站", amount=0)
    do.finish_task(task=task, actor=place.actor(LIAISON), now=days_later(2), **DONE)
    with pytest.raises(NotNow):
        pass_on(place, task, "水库站")
    with pytest.raises(NotNow, match="下达给单位"):
        group = do.set_up_group(campaign=place.campaign, kind="office", name="专班", units=[], actor=place.machine, now=place.now)
        row = do.add_task(campaign=place.campaign, title="x", group=group, actor=place.machine, now=place.now)
        pass_on(place, row, "河道站", who=OFFICE)


def test_the_liaison_passes_on_on_a_page(place: Town) -> None:
    task, client = given(place), place.client(LIAISON)
    address = reverse("campaigns:pass_on_task", args=[place.campaign.code, task.pk])
    page = client.get(address).content.decode()
    assert "河道站" in page and "巡查组" in page and FOREST not in page and "20户" in page
    assert client.post(address, {"title": ""}).status_code == 422
    assert client.post(address, {"units": [place.units["河道站"].pk], "due_on": str(DUE), "amount": 20}).status_code == 302
    assert Task.objects.get(parent=task).unit == place.units["河道站"]
    finish = client.get(reverse("campaigns:finish_task", args=[place.campaign.code, task.pk])).content.decode()
    assert "还有 1 项没有办结" in finish
    assert place.client(OTHER_LIAISON).get(address).status_code == 404
    own = given(place, unit=FOREST)
    refused = reverse("campaigns:pass_on_task", args=[place.campaign.code, own.pk])
    assert place.client(OTHER_LIAISON).get(refused).status_code == 403, "nobody is below"
    assert queries.find_task(place.actor(LIAISON), place.campaign, task.pk) == task


def test_the_page_of_a_task_with_many_parts_reads_few_questions(place: Town, django_assert_max_num_queries: Any) -> None:
    task = given(place)
    first, _second = pass_on(place, task, "河道站", "水库站")
    pass_on(place, first, "巡查组")
    client, address = place.client(LIAISON), reverse("campaigns:task", args=[place.campaign.code, task.pk])
    client.get(address)
    with django_assert_max_num_queries(19):
        client.get(address)
