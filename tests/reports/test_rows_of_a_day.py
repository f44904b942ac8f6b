"""A number of a paper opens the rows it counted, also when days have passed (promise 2)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bihuan.campaigns.operations import cover_units, join_roster
from bihuan.campaigns.operations.roster import Listed
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.foundation.kernel import Figure
from bihuan.organisation.models import Unit
from bihuan.problems import queries
from bihuan.problems.operations import reopen
from bihuan.problems.queries import Today, narrowed
from bihuan.problems.rules.filters import Filters
from bihuan.reports.queries.facts import Facts, facts
from bihuan.reports.queries.figures import figures
from tests.factories import town as t

LATER = t.TODAY + timedelta(days=9)


@pytest.fixture
def town(db: None) -> t.Town:
    """Three problems of today, one of them closed; some days later the closed one comes back."""
    found = t.town()
    rows = [found.find() for _again in range(3)]
    found.to("closed", rows[0])
    return found


def _told(one: Facts) -> Iterator[Figure]:
    yield from (*one.figures.values(), one.new_found, one.new_closed, one.falling_due)
    for part in (*one.units, *one.sources, *one.categories):
        yield from (part.found, part.closed, part.late)


def _opened(town: t.Town, one: Figure, today: Any) -> int:
    chosen = Filters.read(parse_qs(urlsplit(one.rows).query))
    mine = queries.reach(town.actor(t.OFFICE), town.campaign.pk)
    return narrowed(mine, town.campaign.pk, chosen, Today(today, today + timedelta(days=3))).count()


def _agree(town: t.Town, figures: Iterator[Figure], today: Any) -> int:
    checked = 0
    for one in figures:
        if "/ledger/" in one.rows and one.code not in ("N18", "O07"):  # N18 counts units, O07 is a share of the rows that it opens
            assert _opened(town, one, today) == one.value, (one.code, one.rows)
            checked += 1
    return checked


def test_every_number_opens_as_many_rows_on_its_day_and_later(town: t.Town) -> None:
    told = facts(town.campaign, t.TODAY, t.TODAY)
    assert told.figures["O01"].value == 3 and told.figures["O02"].value == 1
    assert _agree(town, _told(told), t.TODAY) > 12
    row = queries.find(town.actor(t.OFFICE), town.campaign, 1)
    moment = t.NOW + timedelta(days=4)
    reopen(problem=row, reason="反弹", actor=town.actor(t.OFFICE), now=moment)
    again = facts(town.campaign, t.TODAY, LATER)
    assert again.figures["O02"].value == 1, "told from the versions of the day"
    assert _agree(town, _told(again), LATER) > 12
    assert _agree(town, _told(told), LATER) > 12, "a paper of that day, opened later"
    assert _agree(town, iter(figures(town.campaign, t.TODAY, LATER).values()), LATER) > 5


def test_the_roster_opens_as_it_stood_too(town: t.Town, settings: Any) -> None:
    settings.BIHUAN_DEMO = True
    told: dict[str, Any] = {"campaign": town.campaign, "actor": town.actor(t.OFFICE), "now": t.NOW}
    joined = {"on": t.TODAY + timedelta(days=2), **told}
    other = Unit.objects.create(name="县新设局", parent=town.campaign.root, path=f"{town.campaign.root.path}999/")
    cover_units(units=[other], **joined)
    join_roster(listed=Listed(town.people[t.LEADER], other, RosterRole.SUBJECT), **joined)
    for day, more in ((t.TODAY, 0), (LATER - timedelta(days=1), 1)):
        of_day = figures(town.campaign, day, LATER)
        assert (of_day["N01"].value, of_day["N02"].value) == (2 + more, 3 + more)
        page = town.client(t.OFFICE).get(of_day["N01"].rows)
        assert (page.context["day"], len(page.context["units"])) == (day, 2 + more)
        assert sum(one.subjects for one in page.context["units"]) == of_day["N02"].value and of_day["N02"].rows == of_day["N01"].rows


def test_a_day_in_the_address_is_a_day_or_nothing() -> None:
    assert Filters.read({"at": "2026-03-02"}).query() == "at=2026-03-02"
    for word in ("2026-02-30", "gestern", "..", "9999-12-31", "2026-03-01..2026-03-02"):
        assert Filters.read({"at": word}).at == ""
