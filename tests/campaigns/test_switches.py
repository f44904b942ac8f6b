"""Which mechanisms a campaign uses (A40): switched by the office, kept in the campaign file, refused where it is left out."""

from typing import Any

import pytest
from django.urls import reverse

from bihuan.campaigns.operations import switch_mechanisms
from bihuan.campaigns.queries import file_of, switches_for
from bihuan.campaigns.rules.campaign_file import dump
from bihuan.campaigns.rules.catalogues import READY, ready_catalogue
from bihuan.campaigns.rules.switches import LABELS, refuse_left_out, switched, switches_of
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, Conflict, NotAllowed, NotNow
from bihuan.interfaces.web.campaigns.forms import SwitchesForm
from tests.factories import town as factory
from tests.factories.town import LIAISON, OFFICE, Town


@pytest.fixture
def place(db: None, settings: Any) -> Town:
    settings.BIHUAN_DEMO = True  # no second factor
    return factory.town()


def test_what_is_not_stored_has_its_default_and_what_is_unknown_is_refused() -> None:
    assert not switches_of({}).home_visits and switches_of({}).self_checks
    assert switches_of({"switches": {"home_visits": True, "old": True, "talks": "no"}}).home_visits
    assert switched({}, {"talks": False})["talks"] is False and set(switched({}, {})) == set(LABELS)
    with pytest.raises(BadInput, match="没有这些机制：魔法"):
        switched({}, {"魔法": True})
    with pytest.raises(NotNow, match="没有启用“干部家访”"):
        refuse_left_out({}, "home_visits")
    refuse_left_out({}, "talks")


@pytest.mark.parametrize("name", READY)
def test_no_shipped_set_has_home_visits_and_each_says_every_switch(name: str) -> None:
    """Sensible sets for the kinds of plan: a campaign of formalism has no critique meetings, and home visits are nowhere (A17)."""
    stored = ready_catalogue(name)
    assert not stored.switches.home_visits and stored.switches.self_checks and stored.switches.look_back
    assert f"home_visits: false\n  back_checks: {str(stored.switches.back_checks).lower()}" in dump(stored)


def test_the_office_switches_on_its_page_and_nobody_else(place: Town) -> None:
    office, address = place.client(OFFICE), reverse("campaigns:switches", args=[place.campaign.code])
    page = office.get(address).content.decode()
    assert "干部家访" in page and "机制开关" not in page and 'name="talks" id="id_talks" checked' in page
    answer = office.post(address, {"seen": place.campaign.revision, "home_visits": "on", "self_checks": "on", "reason": "方案第七条"})
    place.campaign.refresh_from_db()
    told = switches_for(place.campaign)
    assert answer.status_code == 302 and told.home_visits and told.self_checks and not told.talks
    assert file_of(place.campaign).switches == told
    assert Record.objects.get(action="switch_mechanisms").reason == "方案第七条"
    assert place.client(LIAISON).get(address).status_code in (403, 404)
    stale = office.post(address, {"seen": place.campaign.revision - 1, "talks": "on"})
    assert stale.status_code == 409 and not switches_for(place.campaign).talks


def test_a_stranger_and_an_old_page_are_refused(place: Town) -> None:
    with pytest.raises(NotAllowed):
        switch_mechanisms(campaign=place.campaign, switches={"talks": False}, actor=place.actor(LIAISON), now=place.now)
    with pytest.raises(Conflict):
        switch_mechanisms(campaign=place.campaign, switches={"talks": False}, actor=place.actor(OFFICE), now=place.now, seen=99)


def test_every_switch_stands_on_the_page_once() -> None:
    shown = [name for _title, names in SwitchesForm.GROUPS for name in names]
    assert sorted(shown) == sorted(LABELS)
