"""The ledger at any past moment equals what was shown then (M88, bars.md F8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from bihuan.campaigns.operations import amend_campaign
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import Refused
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.web.problems.drawing import _CELLS, drawn
from bihuan.interfaces.web.problems.rows import rows_of
from bihuan.problems import queries
from bihuan.problems.models import Problem
from bihuan.problems.queries import Today
from bihuan.problems.rules.filters import SORTS, Filters
from bihuan.problems.vocabulary import Source
from bihuan.reports.queries import cockpit, figures
from tests.factories.town import GROUP, HEAD, LIAISON, OFFICE, OFFICIAL, Town, town
from tests.problems.test_random_lives import ACTORS, NEXT, RIGHT, steps_of

LOOKERS = (GROUP, LIAISON, HEAD, OFFICIAL)
QUESTIONS = (
    "", "open=1", "done=1", "lamp=overdue", "lamp=near", "source=self_check", "mine=1", "sampled=1", "reopened=1", "q=轮值", "q=等候", "q=苏堤",
    "waits=verify,confirm,plan,ask,approve,sample,classify", "published_out=1", "objected=1", "closed=2026-03-01..2026-03-20",
    "recorded=2026-03-03..2026-03-09", "stage=1", "lists=back_check", "proved=1", "newly=2026-03-03..2026-03-20", "entered=2026-03-04..2026-03-20",
)  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """What was on the screens of a moment."""

    at: datetime
    today: Today
    screens: list[Any]


def screens(place: Town, today: Today, turn: int, at: str = "") -> Iterator[Any]:
    """Lists, rows, texts, tiles and figures as pages show them (a part of the questions each time); `at` asks for a past moment."""
    campaign, written = place.campaign, Written.read(at)
    past = queries.then(campaign.pk, written, today)
    on = past.today if past else today
    for who in (OFFICE, LOOKERS[turn % len(LOOKERS)]):
        mine = queries.reach(place.actor(who), campaign.pk)
        for n, question in list(enumerate(QUESTIONS))[turn % 6 :: 6]:
            given = dict(pair.split("=", 1) for pair in question.split("&") if pair) | {"sort": SORTS[n % len(SORTS)], "at": at}
            filters = Filters.read(given)
            found, told = queries.page_of(mine, campaign.pk, filters, today)
            rows = rows_of(mine, found.rows, on, campaign, past=True)
            assert found.count == queries.narrowed(mine, campaign.pk, filters, today).count() and bool(told) == bool(at)
            yield who, question, str(drawn(rows, list(_CELLS), filters.q)), found.count
        seen = cockpit(place.actor(who), campaign, today, past)
        yield who, [(one.code, one.value) for one in seen.tiles], [(str(line.unit), line.late, line.total) for line in seen.lines]
        yield who, [(bar.label, bar.count) for bar in seen.funnel], [(week.found, week.closed) for week in seen.weeks]
    yield [(code, one.value) for code, one in figures(campaign, on.day, on.day, written).items()]
    for row in Problem.objects.order_by("-pk")[:3]:
        mine = queries.reach(place.actor(OFFICE), campaign.pk)
        shown = queries.find_then(mine, campaign, row.number, past) if past else queries.find(place.actor(OFFICE), campaign, row.number)
        parts = queries.parts_then(shown, past.until) if past else None
        told = [len(queries.progress_of(row)), len(queries.evidence_of(row)), len(queries.extensions_of(row))]
        now = [len(parts.progress), len(parts.evidence), len(parts.extensions)] if parts else told
        plain = {one.attname: getattr(shown, one.attname) for one in Problem._meta.concrete_fields if one.attname != "revision"}
        yield plain, now, [(one.action, one.who, one.reason) for one in queries.story(row, past.until if past else None)]


def near(place: Town, moment: datetime) -> Today:
    """Today as a page of that moment has it."""
    place.campaign.refresh_from_db()
    return Today(moment.date(), near_until(moment.date(), place.campaign.near_days))


move = st.tuples(
    st.integers(0, 2), st.integers(0, 5), st.integers(0, 26), st.integers(0, 3), st.integers(0, len(ACTORS) - 1), st.integers(0, 80)
)


@pytest.mark.django_db
@pytest.mark.mechanism("M88")
@pytest.mark.parametrize(("quick", "published"), [(True, False), (False, True)], ids=["at once", "published"])
def test_any_past_moment_equals_what_was_shown_then(quick: bool, published: bool) -> None:
    place = town(sample_percent=50)
    amend_campaign(campaign=place.campaign, settings={"publicity_step": published}, actor=place.machine, now=place.now)
    steps = steps_of(place)
    clock = [place.now + timedelta(hours=1)]

    @settings(max_examples=2, phases=[Phase.generate])
    @given(st.lists(move, min_size=10, max_size=14))
    def live(moves: list[tuple[int, ...]]) -> None:
        source = Source.SELF_CHECK if quick else Source.SUPERVISION
        rows = [place.find(source, now=clock[0]), place.find(Source.SELF_CHECK, now=clock[0]), place.find(Source.OPINION, now=clock[0])]
        kept: list[Shown] = []
        for whose, leap, which, anybody, who, hours in moves:
            clock[0] += timedelta(hours=hours, microseconds=1)
            row = rows[whose]
            row.refresh_from_db()
            ways = NEXT[row.state]
            chosen = which % len(steps) if leap == 5 else ways[which % len(ways)]
            name = RIGHT[chosen] if chosen in RIGHT and anybody < 3 else ACTORS[who]
            try:
                steps[chosen](problem=row, actor=place.actor(name), now=clock[0])
            except Refused:
                continue
            if hours % 7 == 0:
                days = {"near_days": 1 + hours % 5}
                amend_campaign(campaign=place.campaign, settings=days, actor=place.machine, now=clock[0])
            today = near(place, clock[0])
            kept.append(Shown(clock[0], today, list(screens(place, today, len(kept)))))
        later = near(place, clock[0] + timedelta(days=400))
        for turn, one in enumerate(kept):
            then = list(screens(place, later, turn, Written.of(one.at.astimezone(place.now.tzinfo)).text))
            for before, after in zip(one.screens, then, strict=False):
                assert before == after, one.at
        clock[0] += timedelta(hours=2)

    live()
