"""A duty over a unit counts for the units below it: what is seen, what is done, who confirms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from bihuan.campaigns.operations import cover_units, grant_duty
from bihuan.campaigns.queries import units_seen
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Missing, NotAllowed
from bihuan.organisation.operations import found_unit
from bihuan.organisation.vocabulary import UnitKind
from bihuan.problems import operations as do
from bihuan.problems.models import Problem
from bihuan.problems.queries import find, may_read, reach, visible_to
from bihuan.problems.vocabulary import Source, State
from tests.factories.town import COLLEAGUE, GROUP, HEAD, IN_CHARGE, LIAISON, NOW, OFFICE, OFFICIAL, OTHER_HEAD, TODAY, WATER, Town, town

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("known_by_heart")]
STATION = "河道管理站"


@pytest.fixture
def place() -> Town:
    made = town()
    station = found_unit(name=STATION, kind=UnitKind.INSTITUTION, parent=made.units[WATER], actor=made.machine, now=NOW)
    made.units[STATION] = station
    cover_units(campaign=made.campaign, units=[station], on=TODAY, actor=made.machine, now=NOW)
    return made


def at_station(place: Town, source: Source = Source.SUPERVISION, person: str | None = COLLEAGUE) -> Problem:
    return place.find(source, unit=STATION, person=person, by=OFFICE)


@pytest.mark.parametrize(
    ("who", "sees"), [(HEAD, True), (LIAISON, True), (GROUP, True), (IN_CHARGE, True), (OTHER_HEAD, False), (OFFICIAL, False)]
)
def test_who_holds_a_duty_over_a_unit_sees_the_items_below_it(place: Town, who: str, sees: bool) -> None:
    row = at_station(place)
    mine = reach(place.actor(who), place.campaign.pk)
    assert visible_to(mine, place.campaign.pk).filter(pk=row.pk).exists() is sees
    if sees:
        assert find(place.actor(who), place.campaign, row.number) == row
        assert place.units[STATION].pk in (units_seen(place.actor(who), place.campaign) or ())
    else:
        with pytest.raises(Missing):
            find(place.actor(who), place.campaign, row.number)


def test_the_chain_of_an_item_below_is_walked_by_those_above(place: Town) -> None:
    row = place.to("asked", at_station(place))
    with pytest.raises(NotAllowed):
        do.confirm(problem=row, actor=place.actor(OTHER_HEAD), now=NOW)
    do.confirm(problem=row, actor=place.actor(HEAD), now=NOW)
    do.verify(problem=row, actor=place.actor(GROUP), now=NOW)
    do.close(problem=row, actor=place.actor(OFFICE), now=NOW)
    assert row.state == State.CLOSED


def test_a_duty_below_does_not_reach_upwards(place: Town) -> None:
    grant_duty(
        campaign=place.campaign,
        person=place.people[COLLEAGUE],
        duty=Duty.UNIT_HEAD,
        unit=place.units[STATION],
        actor=place.machine,
        now=NOW,
    )
    above, below = place.find(), at_station(place, person=None)
    mine = reach(place.actor(COLLEAGUE), place.campaign.pk)
    assert set(visible_to(mine, place.campaign.pk)) == {below} and above.unit.name == WATER


def test_an_item_below_about_the_head_above_goes_to_the_leader_in_charge(place: Town) -> None:
    """Items about a unit head go to the leader in charge: a subordinate does not judge his own head."""
    grant_duty(
        campaign=place.campaign,
        person=place.people[COLLEAGUE],
        duty=Duty.UNIT_HEAD,
        unit=place.units[STATION],
        actor=place.machine,
        now=NOW,
    )
    row = place.find(Source.CRITIQUE, unit=STATION, person=HEAD, by=OFFICE)
    assert row.of_unit_head
    assert not may_read(reach(place.actor(COLLEAGUE), place.campaign.pk), row) and may_read(
        reach(place.actor(IN_CHARGE), place.campaign.pk), row
    )
    do.correct(problem=row, how="已当面说明", actor=place.actor(HEAD), now=NOW)
    for who in (COLLEAGUE, HEAD):
        assert not do.confirm_corrections(problems=[row], actor=place.actor(who), now=NOW)[0], who
    assert do.confirm_corrections(problems=[row], actor=place.actor(IN_CHARGE), now=NOW)[0]


def test_two_questions_however_many_units_lie_below(place: Town) -> None:
    units = [
        found_unit(name=f"第{n}所", kind=UnitKind.INSTITUTION, parent=place.units[WATER], actor=place.machine, now=NOW) for n in range(20)
    ]
    cover_units(campaign=place.campaign, units=units, on=TODAY, actor=place.machine, now=NOW)
    for who, most in ((OFFICE, 1), (LIAISON, 2), (GROUP, 2)):
        actor = place.actor(who)
        with CaptureQueriesContext(connection) as asked:
            mine = reach(actor, place.campaign.pk)
            assert who == OFFICE or set(mine.units(Duty.LIAISON, Duty.SUPERVISOR)) >= {one.pk for one in units}
        assert len(asked) <= most
