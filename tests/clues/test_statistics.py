"""Counts of clues: small cells hidden so that no total tells them, and N21 counts nothing that somebody of the desk must not know of."""

from collections import defaultdict
from datetime import timedelta
from itertools import product

import pytest

from bihuan.clues.models import Clue
from bihuan.clues.operations import About, Slip, register_slip
from bihuan.clues.rules.cells import LEAST, shown
from bihuan.clues.statistics import received_and_verified, statistics_for
from bihuan.clues.vocabulary.clues import ClueSource
from bihuan.foundation.audit.moments import end_of
from bihuan.organisation.models import Person
from bihuan.reports.queries.figures import figures
from tests.clues.ground import HANDLER, INTAKE, INTAKE_2
from tests.clues.ground import Desk as Ground
from tests.factories.town import NOW, OFFICIAL, TODAY


@pytest.fixture
def ground(desk: Ground) -> Ground:
    desk.all_keys()
    return desk


def _register(desk: Ground, count: int, person: Person | None = None, source: ClueSource = ClueSource.PHONE, days: int = 0) -> list[Clue]:
    about = About(persons=[person or desk.town.people[OFFICIAL]], campaign=desk.town.campaign)
    return [
        register_slip(slip=Slip(source, "窗口无人", TODAY - timedelta(days)), about=about, actor=desk.actor(INTAKE), now=NOW)[0]
        for _one in range(count)
    ]


def _end(clues: list[Clue]) -> None:
    Clue.objects.filter(pk__in=[one.pk for one in clues]).update(state="closed", conclusion="partly", concluded_at=NOW)


def test_no_hidden_number_follows_from_what_is_shown() -> None:
    """Every table of up to four cells with a total of up to twelve: whoever sees it can tell no hidden cell."""
    for size in (2, 3, 4):
        looks = defaultdict(list)
        for counts in product(range(13), repeat=size):
            if sum(counts) <= 12:
                told = shown(dict(zip("abcd", counts, strict=False)))
                looks[tuple(told.cells.values()), told.total].append(counts)
                assert not any(value is not None and 0 < value < LEAST for value in (*told.cells.values(), told.total))
        for (cells, _total), behind in looks.items():
            assert all(len({one[at] for one in behind}) > 1 for at, cell in enumerate(cells) if cell is None), (cells, behind)


def test_what_is_none_or_many_is_shown() -> None:
    assert dict(shown({"a": 0, "b": 7}).cells) == {"a": 0, "b": 7} and shown({"a": 0}).total == 0
    few = shown({"a": 2, "b": 40, "c": 30, "d": 0})
    assert (few.cells["a"], few.cells["b"], few.cells["c"], few.cells["d"], few.total) == (None, 40, None, 0, 72) and few.hides


@pytest.mark.django_db
@pytest.mark.mechanism("N21")
def test_the_two_figures_of_the_social_review(ground: Ground) -> None:
    campaign, until = ground.town.campaign, end_of(TODAY)
    assert received_and_verified(campaign, TODAY, until) == (0, 0)
    clues = _register(ground, 4)
    assert received_and_verified(campaign, TODAY, until) == (None, None)
    clues += _register(ground, 7)
    assert received_and_verified(campaign, TODAY, until) == (11, 0)
    _end(clues[:2])
    assert received_and_verified(campaign, TODAY, until) == (11, None)
    _end(clues[:6])
    assert received_and_verified(campaign, TODAY, until) == (11, 6)
    assert received_and_verified(campaign, TODAY - timedelta(1), end_of(TODAY - timedelta(1))) == (0, 0)
    Clue.objects.filter(pk=clues[10].pk).update(source=ClueSource.LEDGER)
    told = figures(campaign, TODAY, TODAY)
    assert told["N21"].value == 10 and told["O08"].value is None and told["O08"].reason and not told["N21"].rows


@pytest.mark.django_db
def test_what_somebody_of_the_desk_must_not_know_of_counts_where_he_sees_the_number_in_nothing(ground: Ground) -> None:
    campaign, until = ground.town.campaign, end_of(TODAY)
    _register(ground, 10)
    before = received_and_verified(campaign, TODAY, until), statistics_for(ground.actor(INTAKE_2), TODAY)
    _register(ground, 10, ground.people[INTAKE_2])
    assert (received_and_verified(campaign, TODAY, until), statistics_for(ground.actor(INTAKE_2), TODAY)) == before
    assert statistics_for(ground.actor(HANDLER), TODAY)[0].shown.total == 20


@pytest.mark.django_db
def test_the_tables_of_the_desk(ground: Ground) -> None:
    _register(ground, 9)
    clues = _register(ground, 8, source=ClueSource.LETTER, days=400)
    _register(ground, 2, source=ClueSource.VISIT)
    _end(clues)
    merged = _register(ground, 1)
    Clue.objects.filter(pk=merged[0].pk).update(state="merged")
    year, source, state, disposal, conclusion = statistics_for(ground.actor(HANDLER), TODAY)
    assert dict(year.shown.cells) == {"2025": 8, "2026": 11} and {one.shown.total for one in (source, state, disposal, conclusion)} == {19}
    assert (source.shown.cells["电话"], source.shown.cells["来信"], source.shown.cells["来访"]) == (9, None, None)
    assert (conclusion.shown.cells["部分属实"], conclusion.shown.cells["尚未作出"]) == (8, 11)
    assert statistics_for(ground.actor(HANDLER), TODAY, TODAY, TODAY)[0].shown.total == 11
    assert statistics_for(ground.town.actor(OFFICIAL), TODAY)[0].shown.total == 0
