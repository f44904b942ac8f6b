"""Working-day clocks: against a calculator of our own making on 1,000,000 cases, and 100,000 open clocks counted anew when the calendar changes (F4).

    python -m bench.clocks                             both, on SQLite
    python -m bench.clocks --cases 50000 --clocks 2000
    python -m bench.clocks --postgresql URL            the second part on a server

The calculator knows nothing of the product's rules: it lays out the days of the years in one long list, strikes the holidays of the notices
that come with the package (read with a few lines of its own), and looks ends up by their place in the list of days that count. Exit code 1
names the first cases that differ."""

import argparse
import random
import sys
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench.scene import ROOT, county, prepared, timed

FIRST, LAST = date(2024, 1, 1), date(2029, 12, 31)


class Almanac:
    """Days that count, as a sorted list of ordinals: made from the tables of notices alone."""

    def __init__(self, folder: Path, more: dict[date, bool] | None = None) -> None:
        told = dict(_read(folder)) | (more or {})
        days = (date.fromordinal(one) for one in range(FIRST.toordinal(), LAST.toordinal() + 1))
        self.days = [one.toordinal() for one in days if told.get(one, one.isoweekday() <= 5)]

    def end(self, start: date, count: int, still: list[tuple[date, date]]) -> date:
        """The `count`-th day after `start` that counts, with the days of pauses taken out."""
        left = self.days[bisect_right(self.days, start.toordinal()) :]
        for first, past in still:
            left = left[: bisect_left(left, first.toordinal())] + left[bisect_left(left, past.toordinal()) :]
        return date.fromordinal(left[count - 1]) if count else start

    def on_or_after(self, day: date) -> date:
        """This day, or the next that counts."""
        return date.fromordinal(self.days[bisect_left(self.days, day.toordinal())])


def _read(folder: Path) -> list[tuple[date, bool]]:
    """(day, is it worked) from the tables: every word of a `work:` or `rest:` line that looks like a day."""
    found, works = [], False
    for path in sorted(folder.glob("*.yaml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            works = "work" in line.partition(":")[0] if ":" in line else works
            words = line.replace("[", " ").replace("]", " ").replace(",", " ").replace("-\u0020", " ").split()
            found += [(date.fromisoformat(word), works) for word in words if len(word) == 10 and word[4] == word[7] == "-"]
    return found


def cases(count: int, almanac: Almanac, calendar: Any) -> list[str]:
    """Random clocks of the product against the calculator. Returns what differs."""
    from bihuan.foundation.kernel.time import Length, Pause, Span, due_on, working_days_between

    rng, wrong = random.Random(4), []  # noqa: S311 - cases, no secret
    for _case in range(count):
        start = FIRST + timedelta(days=rng.randrange(1600))
        length, pauses, at = rng.choice((0, 1, 2, 3, 5, 7, 10, 15, 20, 30, 60)), [], start
        for _pause in range(rng.choice((0, 0, 0, 1, 2))):
            begins = at + timedelta(days=rng.randrange(1, 20))
            at = begins + timedelta(days=rng.randrange(15))
            pauses.append((begins, at))
        end = almanac.end(start, length, pauses)
        if end != (worked := almanac.on_or_after(end)):  # at once, on a day that is not worked
            end = almanac.end(end, 1, pauses) if pauses else worked
        told = due_on(start, Length(length, Span.WORKING_DAYS), calendar, tuple(Pause(*one) for one in pauses))
        between = bisect_right(almanac.days, end.toordinal()) - bisect_right(almanac.days, start.toordinal())
        if told != end or working_days_between(start, end, calendar) != between:
            wrong.append(f"{start} {length} {pauses}: {told}, by the almanac {end}")
    return wrong


def recount(clocks: int) -> int:
    """So many items being published; a weekday of their time becomes a holiday. 0: each ends where the almanac says, each moved one is told."""
    from django.utils.timezone import localtime

    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.foundation.calendar.operations import set_day
    from bihuan.foundation.calendar.rules.notices import FOLDER
    from bihuan.problems.models import Problem

    campaign, now = Campaign.objects.get(code=county()), localtime()
    before = Almanac(FOLDER)
    ends = _publish(campaign, clocks, before, now.date())
    off = before.end(now.date(), 2, [])
    told, wall, busy = timed(lambda: set_day(day=off, works=False, name="县庆", source="试", actor=system_actor(), now=now))
    after = Almanac(FOLDER, {off: False})
    known = {pk: after.end(start, length, []) for pk, (start, length, _old) in ends.items()}
    wrong = sum(known[pk] != ends_on for pk, ends_on in Problem.objects.filter(pk__in=ends).values_list("pk", "publicity_ends_on"))
    should = sum(known[pk] != old for pk, (_start, _length, old) in ends.items())
    print(f"{clocks} open clocks: {len(told.moved)} moved and were told ({should} by the almanac), {wrong} wrong", end="; ")
    print(f"{wall:.1f} s wall, {busy:.1f} s of processor time")
    return wrong + abs(should - len(told.moved))


def _publish(campaign: Any, clocks: int, almanac: Almanac, today: date) -> dict[int, tuple[date, int, date]]:
    """Items put on the ledger and published within the last days, of 3 to 10 working days that still run: pk → begin, length, end."""
    from django.utils.timezone import localtime

    from bihuan.campaigns.queries import units_of
    from bihuan.foundation.accounts.queries import system_actor
    from bihuan.problems.models import Problem
    from bihuan.problems.operations import Finding, record_many
    from bihuan.problems.vocabulary import Source, State

    rng, units, found = random.Random(9), list(units_of(campaign, today)), {}  # noqa: S311 - cases, no secret
    for at in range(0, clocks, 5000):
        findings = [Finding(units[n % len(units)], Source.SUPERVISION, f"第{n}件") for n in range(at, min(at + 5000, clocks))]
        rows = record_many(campaign=campaign, findings=findings, actor=system_actor(), now=localtime())
        for row in rows:
            length, end = 0, today - timedelta(days=1)
            while end < today:
                start, length = today - timedelta(days=rng.randrange(8)), rng.randrange(3, 11)
                end = almanac.end(start, length, [])
            row.state, row.published_on, row.publicity_ends_on = State.PUBLICISED, start, end
            found[row.pk] = start, length, end
        Problem.objects.bulk_update(rows, ["state", "published_on", "publicity_ends_on"], batch_size=500)
    return found


def main() -> int:
    parser = argparse.ArgumentParser(prog="bench.clocks", description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--clocks", type=int, default=100_000)
    parser.add_argument("--postgresql", default="")
    arguments = parser.parse_args()
    sys.path[:0] = [str(ROOT / "src")]
    from bihuan.foundation.calendar.rules import WorkCalendar, read_notices
    from bihuan.foundation.calendar.rules.notices import FOLDER

    product = WorkCalendar.of({one.day: one.works for one in read_notices()})
    wrong, _wall, busy = timed(lambda: cases(arguments.cases, Almanac(FOLDER), product))
    print(f"{arguments.cases} clocks against the almanac: {len(wrong)} differ; {busy:.0f} s of processor time")
    print(*wrong[:20], sep="\n", end="\n" if wrong else "")
    if not arguments.clocks:
        return 1 if wrong else 0
    with prepared(arguments.postgresql):
        return 1 if recount(arguments.clocks) or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
