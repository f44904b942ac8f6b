"""One JSON object a line for every event, and nothing in it about persons or the business.

Of a record of ours the words are kept, of a foreign one only its unfilled template; of a fault its kind and its places in the code, never
its message, for messages quote what somebody typed. What an event tells beside is named in `TOLD`; anything else is left out.
"""

import json
import logging
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

TOLD = (
    "event",
    "request",
    "door",
    "route",
    "method",
    "status",
    "ms",
    "address",
    "job",
    "task",
    "attempt",
    "outcome",
    "waited_ms",
    "number",
)
"""What a line may tell. No name, no text, no query, no path: paths carry numbers of rows, routes do not."""

EVENTS = logging.getLogger("bihuan.events")
_number: ContextVar[str] = ContextVar("number_of_the_request", default="")


def number() -> str:
    """The number of the request at hand; empty outside one."""
    return _number.get()


def begin(number: str) -> None:
    """From here on lines of this thread belong to this request."""
    _number.set(number)


def tell(event: str, **told: Any) -> None:
    """An event of the house, told with the facts named in TOLD."""
    EVENTS.info(event, extra={"told": {"event": event, **told}})


class OnlyFaults(logging.Filter):
    """Of a foreign logger only what carries a fault: the rest is told by the line of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Does it?"""
        return bool(record.exc_info)


class JsonLines(logging.Formatter):
    """A record as one JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"), "level": record.levelname.lower(),
            **({"request": _number.get()} if _number.get() else {}),
            **{name: value for name, value in getattr(record, "told", {}).items() if name in TOLD},
        }  # fmt: skip
        if "event" not in told:
            told |= {"event": "log", "logger": record.name, "text": _words(record)}
        if record.exc_info and record.exc_info[0]:
            told |= {"fault": record.exc_info[0].__name__, "places": _places(record.exc_info[2])}
        return json.dumps(told, ensure_ascii=False, default=str)


def _words(record: logging.LogRecord) -> str:
    if record.name.split(".")[0] in ("bihuan", "_granian"):
        return record.getMessage()
    return str(record.msg) if record.args else f"{Path(record.pathname).name}:{record.lineno}"


def _places(trace: TracebackType | None) -> list[str]:
    """The last places in the code, the innermost last."""
    return [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)[-12:]]
