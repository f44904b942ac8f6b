"""Jobs for tests: they write rows that can be counted."""

import time

from django.db import OperationalError, transaction
from django_tasks import task

from bihuan.foundation.calendar.models import SpecialDay
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import BadInput


@task
def fill(first: int, chunks: int, size: int, rest: float = 0.0) -> dict[str, str]:
    """`chunks` transactions of `size` rows each; each chunk stands in the mark. A second copy of a row would break its uniqueness."""
    turn = running()
    for chunk in range(turn.mark.get("chunks", 0), chunks):
        with transaction.atomic():
            at = first + chunk * size
            SpecialDay.objects.bulk_create([SpecialDay(day=_day(n), works=False, name="试") for n in range(at, at + size)])
            turn.keep(chunks=chunk + 1)
        turn.step(chunk + 1, chunks, "写入")
        time.sleep(rest)
    return {"text": f"{chunks}"}


def _day(number: int) -> object:
    from datetime import date

    return date.fromordinal(date(2100, 1, 1).toordinal() + number)


@task
def refuse() -> None:
    """Says no in a sentence."""
    raise BadInput("第 3 行的日期不存在。")


@task
def break_down() -> None:
    """Breaks as programs do."""
    raise ZeroDivisionError("张三的手机号 13800000000")


@task
def overload() -> None:
    """Asks more of the database than it takes, every time."""
    raise OperationalError("too many SQL variables")


@task
def lose() -> None:
    """Another worker takes the job up while this one sleeps, and this one does not notice."""
    running().done = 7
    Job.objects.update(worker="another", attempt=2)


@task
def sleep(seconds: float) -> None:
    """Comes to no mark for a long time."""
    time.sleep(seconds)
