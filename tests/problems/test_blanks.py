"""Copies of problems are what building each by itself would give."""

import random
from dataclasses import fields, replace
from datetime import timedelta

import pytest

from bihuan.campaigns.models import Manifestation
from bihuan.foundation.kernel import BadInput, Term
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding
from bihuan.problems.operations.blanks import Blanks
from bihuan.problems.operations.recording import problem_of
from bihuan.problems.vocabulary import OwnerLevel, Source, Weight
from tests.factories.town import FOREST, HEAD, LIAISON, NOW, TODAY, WATER, Town, town

pytestmark = pytest.mark.django_db


def told(row: Problem) -> dict[str, object]:
    values = {name: value.value if isinstance(value, Term) else value for name, value in vars(row).items() if name != "_state"}
    related = {name: one for name, one in row._state.fields_cache.items() if one is not None}
    return {**values, "related": related, "adding": row._state.adding, "kept in": row._state.db}


def finding(place: Town, dice: random.Random, n: int) -> Finding:
    people = [None, place.people[LIAISON], place.people[HEAD]]
    told = Finding(
        place.units[dice.choice((WATER, FOREST))], dice.choice(list(Source)), f" 第{n}件 ", person=dice.choice(people),
        owner_level=dice.choice([None, *OwnerLevel]), owner_name=dice.choice(("", "施工行业")), weight=dice.choice(list(Weight)),
        leader=dice.choice(people), doer=dice.choice(people), due_on=dice.choice((None, TODAY + timedelta(n))),
        found_on=dice.choice((None, TODAY - timedelta(dice.randint(0, 90)))), external_number=dice.choice(("", f"W{n}")),
        section=dice.choice((None, place.units[WATER])), of_unit_head=dice.random() < 0.5, priority=dice.random() < 0.5,
        origin=dice.choice((("", "", ""), ("sheet", "3", "一季度台账"))),
    )  # fmt: skip
    more = [one.name for one in fields(Finding) if one.default == "" and one.name not in ("owner_name", "external_number")]
    return replace(told, **{name: dice.choice(("", f"{name} {n}")) for name in more})  # whatever text a finding comes to tell one day


def test_a_copy_is_what_building_it_alone_gives() -> None:
    place, dice = town(), random.Random(7)  # noqa: S311 - the same world on every machine
    blanks, manifestations = Blanks(place.campaign), [None, *Manifestation.objects.all()]
    for n in range(300):
        one = replace(finding(place, dice, n), manifestation=dice.choice(manifestations))
        actor, now = dice.choice((place.machine, place.actor(LIAISON))), NOW - timedelta(hours=dice.randint(0, 5))
        assert told(blanks.of(one, actor, now)) == told(problem_of(place.campaign, one, actor, now)), one


def test_what_is_found_tomorrow_is_refused_however_often_the_day_came() -> None:
    place = town()
    blanks, one = Blanks(place.campaign), Finding(place.units[WATER], Source.TALK, "明天的事", found_on=TODAY)
    blanks.of(one, place.machine, NOW)
    with pytest.raises(BadInput, match="发现日期"):
        blanks.of(one, place.machine, NOW - timedelta(days=2))
