"""A due day that comes to lie after the end of the campaign: whoever sets it knows, and the book says so, whatever step brought it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit.change import Change
from bihuan.foundation.kernel import BadInput, _

_DUE = _("完成时限 %(day)s 晚于专项结束的 %(end)s。确要定在专项结束以后，请勾选“晚于专项结束”，勾选记入操作记录。")


def said_beyond(change: Change, new: bool) -> Mapping[str, Any]:
    """What every record of a problem says where it brings such a day: the last day of the campaign. Of new rows and new days alone."""
    row = change.row
    end = _end_before(row.campaign, row.due_on) if new or "due_on" in change.touched else None
    return {"beyond": end} if end else {}


def ask_beyond(change: Change, day: date | None, known: bool | None, words: str = _DUE) -> None:
    """`day` is the due day that this step brings or approves. The record says that it lies after the campaign, also where the row's own stays.

    `known`: somebody said that he knows it; False, that he was asked and did not: refused with `words`. None: nobody could be asked."""
    refuse_unknown(change.row.campaign, day, known, words)
    if end := _end_before(change.row.campaign, day):
        change.note(beyond=end)


def refuse_unknown(campaign: Campaign, day: date | None, known: bool | None, words: str = _DUE) -> None:
    """Refuse a day after the campaign where somebody was asked whether he knows it and did not say so."""
    end = _end_before(campaign, day) if known is False else None
    if day and end:
        raise BadInput(words, day=day.isoformat(), end=end.isoformat())


def _end_before(campaign: Campaign, day: date | None) -> date | None:
    end = last_day(campaign) if day else None
    return end if day and end and day > end else None
