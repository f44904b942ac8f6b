"""One table of what happens because time passes: name, how often in hours, what is done. Each is safe to repeat at any moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Passing:
    """One thing that time brings about."""

    name: str
    hours: int
    do: Callable[[datetime], str]


def _forget_sessions(_now: datetime) -> str:
    from django.core.management import call_command

    call_command("clearsessions")
    return "过期的登录已清除"


def _verify_book(_now: datetime) -> str:
    from bihuan.foundation.audit.chain import faults

    first = next(faults(), None)
    return first.sentence if first else "操作记录完好"


TABLE = (
    Passing("sessions", 24, _forget_sessions),
    Passing("book", 24, _verify_book),
)


def tick(now: datetime) -> list[tuple[str, str]]:
    """Do everything in the table once and tell what each did."""
    return [(one.name, one.do(now)) for one in TABLE]
