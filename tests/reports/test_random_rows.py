"""Figures of rooms around the ledger, over random ledgers: each is as many rows as its address opens, and nothing is told twice."""

import random
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from bihuan.campaigns import operations as campaigns
from bihuan.campaigns.vocabulary import FollowGround
from bihuan.foundation.kernel import Refused
from bihuan.problems import operations as do
from bihuan.problems.operations.voiding import Why
from bihuan.problems.queries import Today, narrowed, reach
from bihuan.problems.queries.finds import finds_of, joined, mergers_seen
from bihuan.problems.queries.progress import progress_of_units
from bihuan.problems.rules.filters import Filters
from bihuan.problems.vocabulary import Source, VoidKind
from bihuan.reports.queries.answer_card import answer_card, complained_of, followed_now
from tests.factories import town as t
from tests.factories.town import FOREST, GROUP, HEAD, LEADER, LIAISON, OFFICE, OFFICIAL, OTHER_OFFICIAL, TODAY, WATER, Town

pytestmark = pytest.mark.django_db
DAYS = 12
DAY = Today(TODAY + timedelta(days=DAYS), TODAY + timedelta(days=DAYS + 3))
_STATES = ("", "", "analysed", "rectifying", "asked", "confirmed", "verified", "closed")


def _drawn(seed: int) -> Town:
    """Findings of all channels, worked on to some step, some merged, some void."""
    place, lot = t.town(), random.Random(seed)
    rows = []
    for number in range(24):
        water, source = (
            lot.random() < 0.6,
            lot.choice([Source.SUPERVISION, Source.OPINION, Source.OPINION, Source.SOCIAL_REVIEW, Source.CRITIQUE]),
        )
        person = OFFICIAL if water else OTHER_OFFICIAL
        due_on = TODAY + timedelta(days=lot.randrange(1, 25))
        row = place.find(source, unit=WATER if water else FOREST, person=person, due_on=due_on, text=f"第{number}件", by=OFFICE)
        if state := lot.choice(_STATES):
            place.to(state, row)
        rows.append(row)
    by: dict[str, Any] = {"actor": place.actor(OFFICE), "now": t.NOW}
    for _time in range(8):
        main, member = lot.sample(rows, 2)
        try:
            do.merge(main=main, members=[member], reason="同一件", **by)
            if lot.random() < 0.5:  # taken out again, and put back
                do.part(member=member, reason="两件事", **by)
                do.merge(main=main, members=[member], reason="还是同一件", **by)
        except Refused:
            continue
    for row in lot.sample(rows, 4):
        try:
            do.void(problem=row, why=Why(VoidKind.ERROR, "登记错了"), **by)
        except Refused:
            continue
    return place


def _rows(place: Town, query: str, who: str = OFFICE) -> int:
    return narrowed(reach(place.actor(who), place.campaign.pk), place.campaign.pk, Filters.read(parse_qs(query)), DAY).count()


@pytest.mark.parametrize("seed", range(4))
def test_every_figure_is_the_rows_it_opens(seed: int) -> None:
    place = _drawn(seed)
    told: dict[str, Any] = {"campaign": place.campaign, "actor": place.actor(OFFICE), "now": t.NOW}
    campaigns.follow_unit(unit=place.units[WATER], ground=FollowGround.SHALLOW, reason="三次退回", **told)
    card = answer_card(place.campaign, t.days_later(DAYS), DAY.day)
    figures = (
        [one.late for one in card.units]
        + [one.figure for one in card.figures]
        + [one for _row, one in followed_now(place.campaign, DAY.day)]
    )
    figures += [one.complaints for one in complained_of(place.campaign, DAY.day)]
    for one in figures:
        assert one.value == _rows(place, urlsplit(one.rows).query), one
    assert sum(int(one.late.value or 0) for one in card.units) == card.figures[2].figure.value


@pytest.mark.parametrize("seed", range(4))
def test_progress_and_finds_are_the_rows_they_open_for_whoever_looks(seed: int) -> None:
    place = _drawn(seed)
    for who in (OFFICE, LEADER, GROUP, HEAD, LIAISON, OFFICIAL):
        mine = reach(place.actor(who), place.campaign.pk)
        for unit, one in progress_of_units(mine, place.campaign.pk, [place.units[WATER].pk, place.units[FOREST].pk], DAY).items():
            opened = [_rows(place, f"unit={unit}{more}", who) for more in ("", "&done=1", "&lamp=near", "&lamp=overdue")]
            assert [one.found, one.done, one.near, one.late] == opened, (who, unit)
        told, mergers = finds_of(mine, place.campaign), list(mergers_seen(mine, place.campaign))
        assert told.finds - told.entries == told.merged == len(mergers) == len(joined(mine, mergers))
        for channel in told.channels:
            opened = [_rows(place, f"{more}source={channel.source.value}", who) for more in ("", "state=merged&")]
            assert [channel.entries, channel.merged] == opened, (who, channel.source)
        assert told.entries == _rows(place, "", who)
