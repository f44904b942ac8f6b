"""What is written to standard error, where systemd or a container picks it up: JSON, a line an event."""

import sys
from typing import Any

from bihuan.foundation.kernel import BadInput, _

LEVELS = {"all": "INFO", "faults": "WARNING"}


def logging_of(told: str) -> dict[str, Any]:
    """Django's LOGGING for BIHUAN_LOG: `all` events, `faults` only, or `auto`: faults only on a terminal, where somebody looks on."""
    if told not in (*LEVELS, "auto"):
        raise BadInput(_("BIHUAN_LOG 只能是 auto、all 或 faults。"))
    level = LEVELS.get(told) or LEVELS["faults" if sys.stderr and sys.stderr.isatty() else "all"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": "bihuan.foundation.watching.lines.JsonLines"}},
        "filters": {"faults": {"()": "bihuan.foundation.watching.lines.OnlyFaults"}},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            "bihuan.events": {"level": level},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},  # its own handlers would write what our lines leave out
            "django.request": {"level": "ERROR", "filters": ["faults"]},  # what was refused is told by the line of its request
            "axes": {"level": "ERROR"},  # axes writes user names into its warnings
        },
    }


# The server's own words, in the same shape and place.
SERVER = {
    "formatters": {"json": {"()": "bihuan.foundation.watching.lines.JsonLines"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}
