"""How a series of reports counts (one setting of the campaign): by which time what happened in its period, and until which moment."""

from dataclasses import dataclass
from datetime import date, datetime, time

from bihuan.campaigns.rules.campaign_file import Settings
from bihuan.campaigns.vocabulary import CountBy
from bihuan.documents.rules.numbers import official_date
from bihuan.foundation.kernel import _

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


def clock_of(settings: Settings) -> time | None:
    """The time of day at which the brief's data are cut off; None: the end of the day."""
    return time.fromisoformat(settings.weekly_cutoff) if settings.weekly_cutoff else None


def moment_words(day: date, cut: datetime | None) -> str:
    """2026年3月12日17时, 2026年3月12日17时30分; without a cut only the day. `cut` in the time of the installation."""
    if cut is None:
        return official_date(day)
    return official_date(day) + f"{cut.hour}时" + (f"{cut.minute}分" if cut.minute else "")
