"""Whoever supervises one unit and answers for another reads of his own what his unit may read, and no more."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.models import Grant
from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.inspections.operations import hear_opinion
from bihuan.inspections.vocabulary import HeardFrom
from tests.factories import town as factory
from tests.factories.town import GROUP, GROUP_2, NOW, OFFICE_2, WATER, Town
from tests.inspections.ground import LATER, a_finding, a_visit

pytestmark = pytest.mark.usefixtures("db")


@pytest.fixture
def place(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    from django.utils import timezone

    monkeypatch.setattr(timezone, "now", lambda: LATER)
    return factory.town()


def test_the_record_of_a_visit_is_no_paper_for_the_visited(place: Town) -> None:
    """It holds findings that nobody sent to the unit, and what its own people said."""
    visit = a_visit(place, reported=True, inspectors=[place.people[GROUP], place.people[OFFICE_2]])
    a_finding(place, visit)
    hear_opinion(visit=visit, heard_from=HeardFrom.STAFF, text="加班没有说法", actor=place.actor(GROUP), now=LATER)
    paper = reverse("inspections:visit_file", args=[place.campaign.code, visit.pk])
    assert place.client(GROUP_2).get(paper).status_code == 200
    Grant.objects.filter(person=place.people[GROUP_2], unit=place.units[WATER]).delete()  # the other unit he supervises still
    grant_duty(
        campaign=place.campaign, person=place.people[GROUP_2], duty=Duty.UNIT_HEAD, unit=place.units[WATER], actor=place.machine, now=NOW
    )
    page = reverse("inspections:visit", args=[place.campaign.code, visit.pk])
    told = place.client(GROUP_2).get(page).content.decode()
    assert place.client(GROUP_2).get(page).status_code == 200 and "加班没有说法" not in told and paper not in told
    assert place.client(GROUP_2).get(paper).status_code == 403
