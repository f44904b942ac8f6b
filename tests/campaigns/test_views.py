"""Who finds a kept view: its owner, the people of the unit with which it was shared, or everybody in the campaign."""

from typing import Any

import pytest

from bihuan.campaigns.operations.views import drop_view, save_view
from bihuan.campaigns.queries.views import views_of
from bihuan.campaigns.vocabulary import ViewScope
from bihuan.foundation.kernel import NotAllowed
from tests.factories import town as t

pytestmark = pytest.mark.django_db
EVERYBODY = (
    t.IN_CHARGE,
    t.OFFICE,
    t.OFFICE_2,
    t.GROUP,
    t.HEAD,
    t.LIAISON,
    t.OFFICIAL,
    t.COLLEAGUE,
    t.OTHER_HEAD,
    t.OTHER_LIAISON,
    t.OTHER_OFFICIAL,
)


@pytest.fixture
def town(settings: Any) -> t.Town:
    settings.BIHUAN_DEMO = True  # without second factors
    return t.town()


def seen_by(town: t.Town) -> set[str]:
    return {name for name in EVERYBODY if views_of(town.actor(name), town.campaign).exists()}


def keep(town: t.Town, who: str, scope: ViewScope, unit: str | None = None) -> Any:
    shared = town.units[unit] if unit else None
    return save_view(
        campaign=town.campaign, name="超期的", query="lamp=overdue", scope=scope, unit=shared, actor=town.actor(who), now=t.NOW
    )


def test_a_view_of_ones_own_is_found_by_nobody_else(town: t.Town) -> None:
    keep(town, t.LIAISON, ViewScope.PRIVATE)
    assert seen_by(town) == {t.LIAISON}


def test_a_view_shared_with_a_unit_is_found_by_its_people(town: t.Town) -> None:
    keep(town, t.LIAISON, ViewScope.UNIT, t.WATER)
    seen = seen_by(town)
    assert {t.HEAD, t.LIAISON, t.OFFICIAL, t.COLLEAGUE} <= seen
    assert t.IN_CHARGE in seen  # he stands on no roster of the unit: his duty over it is enough
    assert not seen & {t.OTHER_HEAD, t.OTHER_LIAISON, t.OTHER_OFFICIAL, t.OFFICE_2}


def test_a_view_of_the_campaign_is_found_by_everybody_in_it(town: t.Town) -> None:
    keep(town, t.OFFICE, ViewScope.CAMPAIGN)
    assert seen_by(town) == set(EVERYBODY)


def test_nobody_shares_with_a_unit_that_is_not_his_or_with_all(town: t.Town) -> None:
    for scope, unit in ((ViewScope.UNIT, t.FOREST), (ViewScope.CAMPAIGN, None)):
        with pytest.raises(NotAllowed):
            keep(town, t.LIAISON, scope, unit)


def test_a_shared_view_is_put_away_by_its_keeper_or_the_office(town: t.Town) -> None:
    for who in (t.LIAISON, t.OFFICE):
        view = keep(town, t.LIAISON, ViewScope.UNIT, t.WATER)
        with pytest.raises(NotAllowed):
            drop_view(view, actor=town.actor(t.HEAD), now=t.NOW)
        drop_view(view, actor=town.actor(who), now=t.NOW)
    mine = keep(town, t.LIAISON, ViewScope.PRIVATE)
    with pytest.raises(NotAllowed):
        drop_view(mine, actor=town.actor(t.OFFICE), now=t.NOW)
