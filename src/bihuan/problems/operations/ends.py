"""A due day that comes to lie after the end of the campaign: whoever sets it knows, and the book says so."""

from datetime import date

from bihuan.campaigns.queries import last_day
from bihuan.foundation.audit.change import Change
from bihuan.foundation.kernel import BadInput, _

_DUE = _("完成时限 %(day)s 晚于专项结束的 %(end)s。确要定在专项结束以后，请勾选“晚于专项结束”，勾选记入操作记录。")


def ask_beyond(change: Change, day: date | None, known: bool | None, words: str = _DUE) -> None:
    """`day` is the due day that this step brings. Where it lies after the last day of the campaign the record carries that last day.

    `known`: somebody said that he knows it; False, that he was asked and did not: refused with `words`. None: nobody could be asked."""
    end = last_day(change.row.campaign) if day else None
    if day is None or end is None or day <= end:
        return
    if known is False:
        raise BadInput(words, day=day.isoformat(), end=end.isoformat())
    change.note(beyond=end)
