"""The daily digest: the clock looks whether its hour has come; a worker then makes one for every account for which something waits."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from bihuan.foundation.accounts.queries import accounts
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.jobs.again import ask_again, latest
from bihuan.foundation.jobs.running import Turn, running
from bihuan.foundation.jobs.scheduling import CLOCK
from bihuan.foundation.jobs.vocabulary import ENDED, JobState
from bihuan.foundation.kernel import Actor, Told, _
from bihuan.foundation.notifications.giving import forget_before, give, given_on, send_due, settle_interrupted
from bihuan.foundation.notifications.queries import hours
from bihuan.foundation.notifications.rules import Kind, may_go
from bihuan.foundation.notifications.vocabulary import MailState
from bihuan.organisation.queries import actors_of_accounts
from bihuan.reports.queries.waiting import waiting_of

_settled: set[date] = set()
"""Days of which this process knows that there is no more to ask: a look costs nothing then."""


def is_hour(now: datetime) -> bool:
    """Is it the hour for digests: a working day, at or after the hour that was set, outside quiet hours?"""
    local = timezone.localtime(now)
    return may_go(hours(), local, calendar().is_working(local.date()))


def ask_for_digests(now: datetime) -> bool:
    """Ask for today's digests when their hour has come; whoever looks again finds them asked for. One that came to run in quiet hours only is asked
    for anew after them, one that failed is not: a fault is looked into by people."""
    day = timezone.localtime(now).date()
    if day in _settled or not is_hour(now):
        return False
    last = latest(key := f"digests@{day.isoformat()}")
    if last is not None and last.state not in ENDED:
        return False  # it may yet come to run in quiet hours only, so that the day is not settled
    if last is not None and (last.state != JobState.DONE or last.answer.get("given")):
        _settled.add(day)
        return False
    ask_again(give_digests, title=_("每日提醒"), actor=CLOCK, now=now, key=key)
    return True


@task
def give_digests() -> dict[str, Any]:
    """Today's digests: made, then sent. Safe to repeat at any moment: an account has one a day, whoever makes it."""
    now, turn = timezone.now(), running()
    day = timezone.localtime(now).date()
    unknown = settle_interrupted(day)
    if not is_hour(now):
        return {"text": _told(0, Counter({MailState.UNKNOWN.value: unknown})) if unknown else _("现在不是每日提醒的时间"), "given": False}
    made, whole = _make(day, now, turn)
    if not whole:  # the rest, and all mail, after the quiet hours
        return {"text": _told(made, Counter()), "given": False}
    mails = send_due(day, link=_link(), clock=timezone.now, each=lambda: turn.step(turn.done, turn.total))
    forget_before(day)
    mails[MailState.UNKNOWN.value] += unknown
    return {"text": _told(made, mails), "given": True}


PORTION = 20
"""Accounts whose digests are written together. Before each portion the hour is asked, and whoever waits before a page for something shorter comes
first: with thousands of accounts the making itself takes long."""


def _make(day: date, now: datetime, turn: Turn) -> tuple[int, bool]:
    """How many were made, and whether that is everybody: not so where quiet hours began in between. Accounts that have theirs, from an attempt
    that was cut off, are passed over."""
    whose, made = _without(given_on(day)), 0
    for start in range(0, len(whose), PORTION):
        if not is_hour(timezone.now()):
            return made, False
        told = dict[int, list[Kind]]()
        for actor in whose[start : start + PORTION]:
            if actor.user_id is not None:
                told[actor.user_id] = waiting_of(actor, day)
            turn.step(start + len(told), len(whose))
        made += give(told, day=day, now=now)
        turn.give_way()
    return made, True


def _without(given: set[int]) -> list[Actor]:
    """Everybody who works in the business: accounts in use, the three administrators left out."""
    found = actors_of_accounts(accounts(active=True).filter(administrator="").order_by("pk"), "clock")
    return [one for one in found if one.user_id not in given]


def _link() -> str:
    return f"{settings.BIHUAN_MAIL_LINK}/todo/" if settings.BIHUAN_MAIL_LINK else ""


def _told(made: int, mails: Counter[str]) -> str:
    """What became of it, for whoever administers the machine: numbers only, no account."""
    ends = {"sent": MailState.SENT, "failed": MailState.FAILED, "unknown": MailState.UNKNOWN, "withheld": MailState.WITHHELD}
    counts = {name: mails[end.value] for name, end in ends.items()}
    if not any(counts.values()):
        return Told(_("每日提醒 %(made)d 份"), made=made)
    words = _("每日提醒 %(made)d 份；邮件交出 %(sent)d 封，没有发出 %(failed)d 封，不能确定 %(unknown)d 封，免打扰未发 %(withheld)d 封")
    return Told(words, made=made, **counts)
