"""N22–N25 with what the source leaves out: numbers of the whole campaign, none from one to four, none by name or unit."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from bihuan.accountability.models import Card, LocalRule, Rating
from bihuan.accountability.queries.figures import people_figures
from bihuan.accountability.rules.few import told, told_of
from bihuan.accountability.vocabulary.ratings import RuleAbout
from bihuan.organisation.models import Person
from bihuan.reports.queries.figures import figures
from tests.accountability.ground import Bodies
from tests.accountability.marks import switched_on
from tests.factories.town import NOW, TODAY, WATER

pytestmark = pytest.mark.django_db
CODES = ("N22", "N23", "N24", "N25", "O09", "O10", "O11", "O12", "O13")
LATER = NOW + timedelta(1)


def _rated(bodies: Bodies, kind: str, many: int, **more: Any) -> list[Rating]:
    place, rule = bodies.place, LocalRule.objects.get(about=RuleAbout.RATINGS)
    told = {"unit": place.units[WATER], "rule": rule, "rated_on": TODAY, "ends_on": TODAY + timedelta(365), "rated_at": NOW, **more}
    people = [Person.objects.create(name=f"{kind}{more.get('state', '')}{one}") for one in range(many)]
    return [Rating.objects.create(campaign=place.campaign, person=one, kind=kind, **told) for one in people]


def _figures(bodies: Bodies, at: datetime = LATER) -> dict[str, Any]:
    return dict(people_figures(bodies.place.campaign, localdate(at), at))


def test_without_a_local_rule_there_is_no_figure_and_a_sentence(bodies: Bodies) -> None:
    assert _figures(bodies) == {}
    found = figures(bodies.place.campaign, TODAY, TODAY)
    assert all(found[code].value is None and "本地制度" in found[code].reason and not found[code].rows for code in CODES)


@pytest.mark.mechanism("N22")
def test_strivers_in_force_are_counted_and_few_are_not_told(bodies: Bodies) -> None:
    switched_on(bodies)
    assert _figures(bodies)["N22"] == 0
    _rated(bodies, "striver", 4)
    assert _figures(bodies)["N22"] is None
    assert figures(bodies.place.campaign, TODAY, TODAY)["N22"].reason == "不足 5 名，为保护本人不显示"
    _rated(bodies, "striver", 6, state="ended", over_at=NOW + timedelta(2))
    assert _figures(bodies)["N22"] == 10 and _figures(bodies, NOW + timedelta(3))["N22"] is None, "those whose term was over count no more"


@pytest.mark.mechanism("N23")
def test_flat_ones_that_were_decided_and_those_lifted_later_apart(bodies: Bodies) -> None:
    switched_on(bodies)
    _rated(bodies, "flat", 9)
    _rated(bodies, "flat", 5, state="lifted", over_at=NOW + timedelta(2))
    _rated(bodies, "flat", 3, state="undone", over_at=NOW)
    assert (_figures(bodies)["N23"], _figures(bodies)["O09"]) == (14, 0)
    assert _figures(bodies, NOW + timedelta(3))["O09"] == 5
    assert [told_of(5, 14), told_of(11, 14), told_of(2, 14), told_of(0, 3), told(0), told(5)] == [5, None, None, None, 0, 5]


@pytest.mark.mechanism("N24")
def test_two_colours_and_how_many_have_which(bodies: Bodies) -> None:
    rule = switched_on(bodies)[RuleAbout.CARDS]
    place = bodies.place
    for number, colour in enumerate(["yellow"] * 6 + ["red"] * 2):
        person = Person.objects.create(name=f"甲{number}")
        days = {"given_on": TODAY, "review_on": TODAY + timedelta(31), "given_at": NOW}
        Card.objects.create(campaign=place.campaign, person=person, unit=place.units[WATER], rule=rule, state=colour, **days)
    found = _figures(bodies)
    assert (found["N24"], found["N25"], found["O10"], found["O11"], found["O12"], found["O13"]) == (2, 1, 6, None, 0, 0)
    assert all(not one.rows for code, one in figures(place.campaign, TODAY, TODAY).items() if code in CODES), "they open for nobody"
