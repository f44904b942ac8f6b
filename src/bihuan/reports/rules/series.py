"""How a series of reports counts (one setting of the campaign): by which time what happened in its period, and until which moment."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

from bihuan.campaigns.rules.campaign_file import Settings
from bihuan.campaigns.vocabulary import CountBy
from bihuan.documents.rules.numbers import official_date
from bihuan.foundation.kernel import _
from bihuan.foundation.kernel.moments import Written

HAPPENED = "happened."
"""What the ids of period figures begin with that are counted by the day on which a matter came to light or was closed."""


@dataclass(frozen=True, slots=True)
class Series:
    """`by` which time the figures of a period count, and the moment `cut` until which the ledger is read (None: the end of the day)."""

    by: CountBy = CountBy.RECORDED
    cut: datetime | None = None

    @property
    def said(self) -> str:
        """The sentence that each issue prints of itself, but for its day."""
        return _("期内数按%(by)s统计，数据截至%(day)s；此后的变动列入下一期。")

    @staticmethod
    def begins(joined: bool) -> str:
        """The words before it: when the period begins, and whether that is where the issue before was cut off."""
        return _("本期接上期数据截止，自%(since)s起；") if joined else _("本期自%(since)s起；")


def clock_of(settings: Settings) -> time | None:
    """The time of day at which the brief's data are cut off; None: the end of the day."""
    return time.fromisoformat(settings.weekly_cutoff) if settings.weekly_cutoff else None


_PERIOD = {"O01.week": "entered", "O02.week": "newly", f"{HAPPENED}O01.week": "found", f"{HAPPENED}O02.week": "closed"}


def period_of(figures: Iterable[Mapping[str, Any]], day: date) -> Written | None:
    """After what the period of an issue of a day began, as the addresses of its period figures tell (they are kept with the issue, whatever
    the issues before it were); None where it printed none."""
    for one in figures:
        if (name := _PERIOD.get(str(one["figure"]))) and (rows := str(one.get("rows") or "")):
            first = parse_qs(urlsplit(rows).query).get(name, [""])[0].partition("..")[0]
            if told := Written.read(first):
                return Written.on(told.day - timedelta(days=1)) if told.is_day else told
        elif name:
            return Written.on(day)  # it had no day of its own
    return None


def after_issue(as_of: datetime, end: datetime) -> Written:
    """After what the period begins that follows an issue: the moment of its figures, or its whole day where they were taken in the last second
    of it (`end`: the first moment after that day). `as_of` in the time of the installation."""
    return Written.on(as_of.date()) if as_of >= end - timedelta(seconds=1) else Written.of(as_of)


def since_words(since: Written) -> str:
    """2026年3月6日, or 2026年3月5日17时 where the period begins after a moment."""
    return official_date(since.day + timedelta(days=1)) if since.is_day else moment_words(since.day, since.begins)


def moment_words(day: date, cut: datetime | None) -> str:
    """2026年3月12日17时, 2026年3月12日17时30分; without a cut only the day. `cut` in the time of the installation."""
    if cut is None:
        return official_date(day)
    return official_date(day) + f"{cut.hour}时" + (f"{cut.minute}分" if cut.minute else "")
