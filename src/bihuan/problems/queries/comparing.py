"""Two editions of the ledger side by side (M89): nothing is copied, both are read from the same rows as they stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.timezone import localtime

from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemReplaced, ProblemVersion
from bihuan.problems.policy import Reach, may_read
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import Then, rows_then, seen_then, then
from bihuan.problems.rules.comparing import FIELDS, Moved, Part, moved_between
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.vocabulary import DONE, OUT, State


class Stood(NamedTuple):
    """What a part is decided by, of one row in one edition."""

    version: int
    number: int
    state: str
    reopened: int
    began: datetime


@dataclass(frozen=True)
class Editions:
    """The ledger of a campaign before and after, each as this actor sees it."""

    mine: Reach
    campaign_id: int
    old: Then
    new: Then

    @cached_property
    def parts(self) -> dict[Part, list[Stood]]:
        """The rows of each part as they stand in the later edition, by number. Three queries, of rows that moved between the two alone."""
        old, new = self.before(), self.after()
        told: dict[Part, list[Stood]] = {part: [] for part in Part}
        for key, now in sorted(new.items(), key=lambda one: one[1].number):
            for part in _parts(old.get(key, now if now.began < self.old.until else None), now):
                told[part].append(now)
        return told

    def before(self) -> dict[int, Stood]:
        """Rows whose earlier version ended before the later edition."""
        seen = seen_then(self.mine, self.campaign_id, self.old).filter(valid_to__lt=self.new.until)
        return {key: Stood(*rest) for key, *rest in seen.values_list("row_id", *_STOOD)}

    def after(self) -> dict[int, Stood]:
        """Rows that came or changed since the earlier edition, in a column of their versions or beside them."""
        seen = seen_then(self.mine, self.campaign_id, self.new)
        replaced = ProblemReplaced.objects.filter(row__campaign_id=self.campaign_id, until__gte=self.old.until, until__lt=self.new.until)
        found = seen.filter(Q(valid_from__gte=self.old.until) | Q(row_id__in=replaced.values("row_id")))
        return {key: Stood(*rest) for key, *rest in found.values_list("row_id", *_STOOD)}


_STOOD = ("pk", "number", "state", "reopened", "valid_from")


def _parts(old: Stood | None, now: Stood) -> list[Part]:
    """The parts of a row. What was added and closed meanwhile stands in both parts; changed are those that stood and stand, neither closed
    nor reopened meanwhile."""
    counted, stood = now.state not in OUT, old is not None and old.state not in OUT
    if not counted:
        return [Part.VOIDED] if stood else []
    found = [] if stood else [Part.ADDED]
    found += [Part.CLOSED] if now.state in DONE and not (old and old.state in DONE) else []
    found += [Part.REOPENED] if old and old.reopened < now.reopened else []
    return found or [Part.CHANGED]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of a part: as it stood in the later edition, and what moved since the earlier one."""

    problem: Problem
    readable: bool
    moved: Sequence[Moved]


def editions(mine: Reach, campaign_id: int, old: Written, new: Written | None, today: Today) -> Editions:
    """The two editions. A later moment that is missing or not past yet means now, to the microsecond."""
    now = Written.of(localtime())
    later = then(campaign_id, new, today) or then(campaign_id, now, today)
    assert later is not None  # now is past as soon as it is read
    earlier = then(campaign_id, old, today) or later
    return Editions(mine, campaign_id, earlier, later)


def counts(both: Editions) -> Mapping[Part, int]:
    """How many rows each part has."""
    return {part: len(rows) for part, rows in both.parts.items()}


def differences(both: Editions, part: Part, *, first: int = 0, most: int | None = None) -> list[Difference]:
    """Rows of a part by number, each with what moved."""
    wanted = [one.version for one in both.parts[part]][first : first + most if most else None]
    versions = list(ProblemVersion.objects.filter(pk__in=wanted).order_by("number"))
    rows = rows_then(both.mine, versions, both.new)
    earlier = seen_then(both.mine, both.campaign_id, both.old).filter(row_id__in=[one.row_id for one in versions])
    stood = {row.pk: row for row in rows_then(both.mine, earlier, both.old)}
    return [_difference(both.mine, row, stood.get(row.pk)) for row in rows]


def _difference(mine: Reach, row: Problem, stood: Problem | None) -> Difference:
    readable = may_read(mine, row)
    if stood is None:
        return Difference(row, readable, ())
    both = readable and may_read(mine, stood)
    return Difference(row, readable, moved_between(_values(stood), _values(row), readable=both))


def _values(row: Problem) -> dict[str, Any]:
    return {one.name: _plain(getattr(row, one.name)) for one in FIELDS}


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "pk") else value


def printed(one: Difference) -> tuple[str, ...]:
    """A row of the workbook or of the printed table; a text that may not be read is a ＊."""
    row = one.problem
    person = row.person.name if row.person else row.owner_name
    due = row.due_on.isoformat() if row.due_on else ""
    moved = "\n".join("{}：{} → {}".format(*words.said()) for words in one.moved)
    return (f"{row.number:04d}", row.unit.name, person, row.text if one.readable else VEIL, State(row.state).label, due, moved)
