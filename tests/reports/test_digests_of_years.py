"""One digest a day, none missed and none repeated in five years of days (bars.md F14).

The code itself asks and makes, for every quarter of an hour of office days and others; only what it keeps in the database is kept in memory here.
Days come from the calendar that is delivered, the years behind it from holidays of our own; hours are changed, workers are down, die half way, and
two of them look at the same moments."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bihuan.foundation.calendar.rules import WorkCalendar, read_notices
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.notifications.rules import Hours, Kind, checked
from bihuan.reports.jobs import digests

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)
ZONE = ZoneInfo("Asia/Shanghai")
ACCOUNTS = (1, 2, 3)


class Died(Exception):
    """The worker is gone in the middle of its work."""


@dataclass
class World:
    """What the database holds, the moment, and the process that works now."""

    now: datetime = datetime(2026, 1, 1, tzinfo=ZONE)
    hours: Hours = field(default_factory=Hours)
    rows: Counter[tuple[int, date]] = field(default_factory=Counter)
    mails: Counter[tuple[int, date]] = field(default_factory=Counter)
    jobs: dict[str, Any] = field(default_factory=dict)
    dies_at: int = 0  # the account at which the attempt dies; 0: it lives

    def give(self, told: dict[int, Sequence[Kind]], day: date, now: datetime) -> int:
        fresh = [one for one in told if not self.rows[one, day]]  # one_digest_a_day
        self.rows.update((one, day) for one in fresh)
        return len(fresh)

    def send_due(self, day: date, **_more: Any) -> Counter[str]:
        for one in ACCOUNTS:
            if self.rows[one, day] and not self.mails[one, day]:  # claimed before it is sent
                self.mails[one, day] += 1
        return Counter()

    def waiting_of(self, actor: Any, _day: date) -> list[Kind]:
        if actor.user_id == self.dies_at:
            raise Died
        return [Kind("阶段任务", 1)]

    def ask_again(self, _task: Any, *, key: str, **_more: Any) -> None:
        self.jobs[key] = SimpleNamespace(state=JobState.WAITING, answer={})


def _calendar(chance: random.Random) -> WorkCalendar:
    """2026 as it is delivered; holidays and worked weekends of our own after it."""
    days = {one.day: one.works for one in read_notices()}
    for year in range(FIRST.year + 1, LAST.year + 1):
        for month, many in ((1, 3), (2, 8), (4, 3), (5, 5), (6, 3), (10, 8)):
            start = date(year, month, chance.randint(1, 18))
            days |= {start + timedelta(n): False for n in range(many)} | {start + timedelta(many + 1): True}
    return WorkCalendar.of(days)


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    made = World()
    people = [SimpleNamespace(user_id=one) for one in ACCOUNTS]
    fakes: dict[str, Callable[..., Any]] = {
        "hours": lambda: made.hours, "latest": made.jobs.get, "ask_again": made.ask_again, "give": made.give, "send_due": made.send_due,
        "waiting_of": made.waiting_of, "settle_interrupted": lambda _day: 0, "forget_before": lambda _day: 0,
        "running": lambda: SimpleNamespace(step=lambda *_told: None, give_way=lambda: None, done=0, total=0),
        "_without": lambda given: [one for one in people if one.user_id not in given],
        "given_on": lambda day: {one for one in ACCOUNTS if made.rows[one, day]},
    }  # fmt: skip
    for name, fake in fakes.items():
        monkeypatch.setattr(digests, name, fake)
    monkeypatch.setattr(digests, "PORTION", 1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: made.now)
    return made


def _work(world: World, chance: random.Random) -> bool:
    """A worker takes what waits; who dies leaves it waiting for the next one. Did he live?"""
    lives = True
    for job in world.jobs.values():
        if job.state == JobState.WAITING:
            world.dies_at = chance.choice((0,) * 20 + ACCOUNTS)
            try:
                job.answer = digests.give_digests.call()
                job.state = JobState.DONE
            except Died:
                lives = False
    return lives


@pytest.mark.parametrize("seed", range(2))
def test_five_years_miss_none_and_repeat_none(world: World, monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    chance = random.Random(seed)
    calendar = _calendar(chance)
    monkeypatch.setattr(digests, "calendar", lambda: calendar)
    knows: tuple[set[date], set[date]] = (set(), set())  # what each of two processes remembers
    wanted, day = set[date](), FIRST
    while day <= LAST:
        if chance.random() < 0.02:
            world.hours = checked(Hours(at=time(chance.choice((8, 9, 10, 11, 15, 16)), 30)))
        down = chance.choice((0, 0, 0, 0, 9, 11, 14, 24))  # until this hour no worker is there
        free = chance.choice((0.9, 0.1))  # how soon a worker has time: asked for before noon, it may be his turn in the break
        world.jobs.clear()
        for quarter in range(7 * 4, 19 * 4):
            world.now = datetime.combine(day, time(quarter // 4, quarter % 4 * 15), ZONE)
            if world.now.hour < down:
                continue
            ready = digests.is_hour(world.now)
            for known in chance.sample(knows, 2):
                monkeypatch.setattr(digests, "_settled", known)
                digests.ask_for_digests(world.now)
                if chance.random() < free and _work(world, chance) and ready:
                    wanted.add(day)
        day += timedelta(1)
    assert len(wanted) > 900
    everybody = {(one, day) for one in ACCOUNTS for day in wanted}
    for told in (world.rows, world.mails):
        found = {key: many for key, many in told.items() if many}
        assert found.keys() >= everybody, "none missed where somebody could make it"
        assert all(calendar.is_working(on) for _one, on in found), "none on a day off"
        assert set(found.values()) == {1}, "none repeated"
