"""When a digest may go, and what its mail says: on plain values."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from bihuan.foundation.kernel import BadInput, _

EVERY_DAY = tuple(range(7))
KEPT_DAYS = 30
"""So long a digest lies on the page; what was waiting a month ago serves nobody (shortest keeping, PIPL art. 19)."""


@dataclass(frozen=True, slots=True)
class Hours:
    """When digests are made, and when nothing is sent: at noon, and from the evening until the morning (no pressure after work, domain.md E2.6)."""

    at: time = time(8, 30)
    noon_from: time = time(12, 0)
    noon_until: time = time(14, 0)
    evening_from: time = time(18, 0)
    morning_until: time = time(8, 0)

    def is_quiet(self, clock: time) -> bool:
        """Is this an hour in which nobody is disturbed?"""
        return self.noon_from <= clock < self.noon_until or clock >= self.evening_from or clock < self.morning_until


def checked(hours: Hours) -> Hours:
    """Raises BadInput for hours that are in disorder, or a digest that would fall into the quiet."""
    if not hours.morning_until <= hours.noon_from <= hours.noon_until <= hours.evening_from:
        raise BadInput(_("免打扰时间的先后不对：早上结束、午间开始、午间结束、晚上开始须依次排列。"))
    if hours.is_quiet(hours.at):
        raise BadInput(_("提醒时间落在免打扰时间里，请改到上班时间。"))
    return hours


def may_go(hours: Hours, moment: datetime, works: bool) -> bool:
    """May digests be made and sent at this (local) moment? `works`: it is a working day. One that was missed goes later the same day."""
    clock = moment.time()
    return works and clock >= hours.at and not hours.is_quiet(clock)


def checked_days(days: Collection[int]) -> list[int]:
    """Days of the week on which somebody wants mail, Monday is 0. Raises BadInput for what is no day."""
    if not set(days) <= set(EVERY_DAY):
        raise BadInput(_("请从星期一到星期日里选。"))
    return sorted(set(days))


@dataclass(frozen=True, slots=True)
class Kind:
    """How many of one kind wait, and how many of them are overdue. `kind` is a word of the house (its Chinese text), never somebody's own words;
    `week`: due this week in units that one supervises, rather than waiting for oneself."""

    kind: str
    count: int
    late: int = 0
    week: bool = False


def total_of(kinds: Sequence[Kind]) -> tuple[int, int]:
    """How many wait for oneself, how many of them overdue."""
    own = [one for one in kinds if not one.week]
    return sum(one.count for one in own), sum(one.late for one in own)


def mail_of(kinds: Sequence[Kind], told_at: str, link: str, translate: Callable[[str], str]) -> tuple[str, str]:
    """Subject and text of the mail: counts by kind and a link, in the reader's language."""
    total, _late = total_of(kinds)
    subject = translate(_("闭环：您有 %(count)d 件待办")) % {"count": total} if total else translate(_("闭环：督导的单位本周有事项到期"))
    parts = [_lines(translate(_("截至 %(at)s，等您办的：")) % {"at": told_at}, [one for one in kinds if not one.week], translate)]
    parts.append(_lines(translate(_("您督导的单位本周到期的：")), [one for one in kinds if one.week], translate))
    parts.append([translate(_("打开“我的待办”：%(link)s")) % {"link": link}] if link else [translate(_("请打开“我的待办”查看。"))])
    parts.append([translate(_("每个工作日最多一封，只有件数，没有内容。不想收的，可在“我的待办”的“每日提醒”里关掉或者选日子。"))])
    return subject, "\n\n".join("\n".join(one) for one in parts if one) + "\n"


def _lines(head: str, kinds: Sequence[Kind], translate: Callable[[str], str]) -> list[str]:
    return [head, *(_line(one, translate) for one in kinds)] if kinds else []


def _line(one: Kind, translate: Callable[[str], str]) -> str:
    words = _("· %(kind)s：%(count)d 件，其中超期 %(late)d 件") if one.late else _("· %(kind)s：%(count)d 件")
    return translate(words) % {"kind": translate(one.kind), "count": one.count, "late": one.late}
