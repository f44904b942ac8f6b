"""What a phone sends from the spot: taken whole or not at all, once, under the sign of whoever wrote it."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bihuan.inspections.models import Observation, Photo
from bihuan.inspections.operations import Point, make_checklist
from tests.factories import town as factory
from tests.factories.pictures import jpeg
from tests.factories.town import GROUP, GROUP_2, NOW, Town
from tests.inspections.ground import DAY, LATER, a_plan, a_visit

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return factory.town()


def _at(place: Town, name: str) -> str:
    return reverse(f"inspections:{name}", args=[place.campaign.code])


def _photo(data: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("现场.jpg", data)


def test_a_finding_and_its_photo_come_both_or_neither(place: Town) -> None:
    """Half of it taken would be there twice when it is written anew."""
    group, send = place.client(GROUP), _at(place, "spot_take")
    told = {"what": "finding", "visit": a_visit(place).pk, "text": "窗口空岗", "mark": "m1", "day": str(DAY)}
    for photo, need in ((b"not a picture", "显示空岗"), (jpeg(), " ")):
        assert group.post(send, {**told, "photo": _photo(photo), "need": need}).status_code == 422
        assert not Observation.objects.exists()
    for _lost in range(2):
        assert group.post(send, {**told, "photo": _photo(jpeg()), "need": "显示空岗"}).status_code == 200
    assert Observation.objects.count() == 1 == Photo.objects.count()
    no = group.post(send, {**told, "text": "窗口空岗，改过"})
    assert no.status_code == 409 and "收到过" in no.json()["sentence"] and Observation.objects.get().text == "窗口空岗"


def test_a_phone_is_told_whose_it_is_without_a_name(place: Town) -> None:
    told = {name: place.client(name).get(_at(place, "spot_data")).json()["owner"] for name in (GROUP, GROUP_2)}
    assert told[GROUP] != told[GROUP_2] and all(len(one) == 16 for one in told.values())
    assert place.client(GROUP).get(_at(place, "spot_data")).json()["owner"] == told[GROUP]


def test_many_visits_are_told_by_as_many_questions_as_few(place: Town) -> None:
    client, plan, group = place.client(GROUP), a_plan(place), place.actor(GROUP)

    def asked() -> int:
        with CaptureQueriesContext(connection) as told:
            assert client.get(_at(place, "spot_data")).status_code == 200
        return len(told)

    def one_more(n: int) -> None:
        points = [Point("秩序", "看窗口")]
        a_visit(place, plan, checklist=make_checklist(campaign=place.campaign, title=f"单{n}", points=points, actor=group, now=NOW))

    one_more(0)
    asked()
    few = asked()
    for n in range(1, 5):
        one_more(n)
    assert asked() == few
