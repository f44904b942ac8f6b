"""Commendations cite a standard of the code of conduct, which stands beside the negative catalogue."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Commendation
from bihuan.campaigns.operations import commend, prepare_campaign, withdraw_commendation
from bihuan.campaigns.queries import categories_of, code_of_conduct
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, NotAllowed, NotNow
from bihuan.organisation.operations import found_unit
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def _commend(place: Town, **more: Any) -> Commendation:
    standard = code_of_conduct(place.campaign)[0].name
    wanted = {
        "standard": standard,
        "unit": place.units[WATER],
        "person": place.people[OFFICIAL],
        "deed": "连夜巡堤，当天办结群众诉求",
        "on": TODAY,
        "agreed": True,
    }
    return commend(campaign=place.campaign, **{**wanted, **more}, actor=place.actor(OFFICE), now=place.now)  # type: ignore[arg-type]


@pytest.mark.mechanism("M43")
def test_six_standards_stand_beside_the_catalogue_and_a_commendation_cites_one(place: Town) -> None:
    """The ready catalogue of the seed's kind has six standards of four characters; a campaign shows its code with those who were commended."""
    six = ready_catalogue("lying-flat").code_of_conduct
    assert len(six) == 6 and {len(one.standard) for one in six} == {4}
    row = _commend(place)
    client = place.client(LIAISON)
    plan = client.get(reverse("campaigns:plan", args=[place.campaign.code])).content.decode()
    assert "行为准则" in plan and row.standard in plan and row.deed in plan
    assert categories_of(place.campaign)[0].name in plan, "the negative catalogue on the same page"
    listed = client.get(reverse("campaigns:commendations", args=[place.campaign.code])).content.decode()
    assert row.deed in listed and OFFICIAL in listed and "登记表扬" not in listed
    assert Record.objects.filter(kind="commendation", action="commend", row=row.pk).exists()


@pytest.mark.mechanism("M43")
def test_a_campaign_of_the_ready_catalogue_shows_all_six_with_their_meaning(place: Town) -> None:
    file, office = ready_catalogue("lying-flat"), place.actor(OFFICE)
    campaign = prepare_campaign(file=file, root=place.campaign.root, code="TP-2026", actor=office, now=place.now)
    page = place.client(OFFICE).get(reverse("campaigns:plan", args=[campaign.code])).content.decode()
    assert [one.name for one in code_of_conduct(campaign)] == ["政治力强", "观念先进", "行动迅速", "善作善成", "勇争第一", "廉政为民"]
    assert all(f"<dt>{one.name}</dt><dd>{one.meaning}" in page for one in code_of_conduct(campaign))
    assert all(category.name in page for category in campaign.catalogue.categories.all()), "beside the negative catalogue"


def test_what_cannot_be_commended(place: Town) -> None:
    for wrong, says in (
        ({"standard": "没有的准则"}, "没有“没有的准则”"),
        ({"deed": "  "}, "写明事迹"),
        ({"on": TODAY + timedelta(days=400)}, "不能晚于今天"),
        ({"person": place.people[OFFICE]}, "不能表扬自己"),
        ({"agreed": False}, "先征得本人同意"),
        ({"unit": found_unit(name="外单位", actor=place.machine, now=place.now)}, "不在本专项"),
    ):
        with pytest.raises(BadInput, match=says):
            _commend(place, **wrong)
    with pytest.raises(NotAllowed):
        commend(campaign=place.campaign, standard=code_of_conduct(place.campaign)[0].name, unit=place.units[WATER], person=None, deed="x", on=TODAY,
                actor=place.actor(LIAISON), now=place.now)  # fmt: skip
    assert not Commendation.objects.exists()


def test_it_is_taken_back_with_a_reason_and_the_record_stays(place: Town) -> None:
    row = _commend(place, person=None)
    with pytest.raises(BadInput):
        withdraw_commendation(row, reason=" ", actor=place.actor(OFFICE), now=place.now)
    withdraw_commendation(row, reason="登记错了单位", actor=place.actor(OFFICE), now=place.now)
    assert all(not one.examples for one in code_of_conduct(place.campaign)) and Commendation.objects.count() == 1
    with pytest.raises(NotNow):
        withdraw_commendation(row, reason="再来", actor=place.actor(OFFICE), now=place.now)


def test_the_office_commends_on_a_page(place: Town) -> None:
    client, code = place.client(OFFICE), place.campaign.code
    address = reverse("campaigns:commend", args=[code])
    assert client.get(address).status_code == 200
    form = {"standard": code_of_conduct(place.campaign)[0].name, "unit": place.units[WATER].pk, "deed": "当天办结", "on": str(TODAY)}
    assert client.post(address, {**form, "deed": ""}).status_code == 422
    assert client.post(address, form).status_code == 302
    row = Commendation.objects.get()
    assert row.person is None
    assert client.post(reverse("campaigns:withdraw_commendation", args=[code, row.pk]), {"reason": "重复"}).status_code == 302
    assert client.post(address, {**form, "who": OFFICIAL}).status_code == 422, "nobody is named who was not asked"
    assert client.post(address, {**form, "who": OFFICIAL, "agreed": "on"}).status_code == 302
    assert Commendation.objects.filter(withdrawn_at=None).get().person == place.people[OFFICIAL]
