"""The check of a long sheet, held while its parts are written: as long as nobody else wrote anything that it looked at, its new rows need no
second look."""

from collections.abc import Sequence

from django.utils.timezone import localdate

from bihuan.foundation.audit.keeping import READING
from bihuan.foundation.audit.models import Record
from bihuan.problems.operations.entering import By
from bihuan.problems.rules.sheet import Checked, NewLine, RawRow

_ASIDE = (READING[0], "account", "activation_code", "document", "job", "kept_wording", "saved_view", "signed_copy", "stored_file", "token")
"""What the book tells of these, no check of a sheet looks at."""


def end_of_book() -> int:
    """The position of the last record."""
    return Record.objects.order_by("-position").values_list("position", flat=True).first() or 0


class HeldCheck:
    """The new rows of a check that was begun when the book ended at `mark`. What is written of them is written by one hand at one moment."""

    def __init__(self, checked: Checked, mark: int, by: By) -> None:
        self._lines = {line.row.key: line for line in checked.new}
        self._mark, self._by, self._day = mark, by, localdate()
        self._holds = not checked.changed and not checked.errors

    def new_of(self, rows: Sequence[RawRow]) -> list[NewLine] | None:
        """The new ones of these rows, let go by that; None: look at them again. Asked while nobody else can import."""
        self._holds = self._holds and localdate() == self._day and not self._others_wrote()
        return [line for row in rows if (line := self._lines.pop(row.key, None))] if self._holds else None

    def _others_wrote(self) -> bool:
        since = Record.objects.filter(position__gt=self._mark).exclude(kind__in=_ASIDE)
        self._mark = end_of_book()  # looked at until here; what comes meanwhile is looked at the next time
        return since.filter(position__lte=self._mark).exclude(at=self._by.now, actor=self._by.actor.user_id).exists()
