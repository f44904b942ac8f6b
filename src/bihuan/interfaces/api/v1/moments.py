"""A past moment that a program asks for: what was so then, as the page shows it."""

from datetime import datetime

from django.utils.timezone import localtime
from ninja import Schema
from pydantic import Field

from bihuan.foundation.audit.moments import after
from bihuan.foundation.kernel.moments import Written
from bihuan.interfaces.api.v1.words import Moment


class AsOf(Schema):
    """Which moment is wanted."""

    at: Moment = Field("", description="要哪一刻的样子：2026-03-01（当天终了）或 2026-03-01T14:30，默认现在")

    @property
    def past(self) -> Written | None:
        """The moment; None for now, and for one that is not past yet."""
        written = Written.read(self.at) if self.at else None
        return written if written and after(written) <= localtime() else None

    @property
    def until(self) -> datetime | None:
        """The first moment after it; None for now."""
        return after(past) if (past := self.past) else None
