"""Whose branch a unit is in is asked on every page: of the branch, not of all the units that a campaign covers."""

from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.models import CoveredUnit, Grant
from bihuan.campaigns.operations import grant_duty
from bihuan.campaigns.operations.delegating import Handing, delegate_duty
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.pouring import give_keys, pour
from bihuan.organisation.models import Unit
from bihuan.organisation.rules.paths import lies_within, path_under
from bihuan.problems.policy import _reach
from bihuan.problems.queries import reach
from tests.factories.town import FOREST, GROUP, LIAISON, NOW, OTHER_LIAISON, WATER, Town, town
from tests.factories.work import work_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]
GROWTH = 1.3


def more_units(place: Town, under: str, count: int) -> list[Unit]:
    """So many covered units below one."""
    top = place.units[under]
    units = [Unit(name=f"{under}{n}所{count}", parent=top, path=f"{count}-{n}") for n in range(count)]
    give_keys(Unit, units)
    for one in units:
        one.path = path_under(top.path, one.pk)
    pour(Unit, units)
    pour(CoveredUnit, [CoveredUnit(campaign=place.campaign, unit=one, from_on=NOW.date()) for one in units])
    return units


def test_a_duty_reaches_exactly_the_covered_units_of_its_branch() -> None:
    place = town()
    below, beside = more_units(place, WATER, 5), more_units(place, FOREST, 7)
    with CaptureQueriesContext(connection) as asked:
        mine = reach(place.actor(LIAISON), place.campaign.pk)
    held, tops = (
        {one.unit_id for one in mine.duties},
        [one.unit.path for one in Grant.objects.filter(person=mine.actor.person_id, ended_at=None)],
    )
    inside = {one.unit_id for one in CoveredUnit.objects.select_related("unit") if any(lies_within(one.unit.path, top) for top in tops)}
    assert held == inside and {one.pk for one in below} <= held and not held & {one.pk for one in beside} and len(asked) == 1


def test_each_duty_reaches_its_own_branch_and_no_other_one() -> None:
    place = town()
    [water], [forest] = more_units(place, WATER, 1), more_units(place, FOREST, 1)
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.machine, "now": NOW}
    grant_duty(person=place.people[LIAISON], duty=Duty.SUPERVISOR, unit=place.units[FOREST], **told)
    mine = reach(place.actor(LIAISON), place.campaign.pk)
    assert (mine.towards(water.pk), mine.towards(forest.pk)) == ({Duty.LIAISON}, {Duty.SUPERVISOR})


def test_a_deputy_reaches_no_branch_that_was_not_delegated() -> None:
    """What his principal holds elsewhere is among what the question finds."""
    place = town()
    [water], [forest] = more_units(place, WATER, 1), more_units(place, FOREST, 1)
    handing = Handing(place.people[GROUP], place.people[OTHER_LIAISON], Duty.SUPERVISOR, NOW.date(), NOW.date(), "外出", place.units[WATER])
    delegate_duty(campaign=place.campaign, handing=handing, actor=place.actor(GROUP), now=NOW)
    with patch("bihuan.problems.policy.localdate", return_value=NOW.date()):
        mine = reach(place.actor(OTHER_LIAISON), place.campaign.pk)
    assert (mine.towards(water.pk), mine.towards(forest.pk)) == ({Duty.SUPERVISOR}, {Duty.LIAISON})


def test_ten_times_the_units_elsewhere_cost_nothing() -> None:
    place, work = town(), []
    asked = _reach(place.actor(LIAISON), place.campaign.pk, NOW.date())
    for count in (200, 2_000):
        more_units(place, FOREST, count)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        work.append(work_of(*asked))
    assert work[1] <= GROWTH * work[0], work
