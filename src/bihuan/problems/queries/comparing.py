"""Two editions of the ledger side by side (M89): nothing is copied, both are read from the same rows as they stood."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localtime

from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemReplaced, ProblemVersion
from bihuan.problems.policy import Reach, may_read
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import Then, rows_then, seen_then, then
from bihuan.problems.rules.comparing import FIELDS, Moved, Part, moved_between
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.vocabulary import DONE, OUT, State


@dataclass(frozen=True, slots=True)
class Editions:
    """The ledger of a campaign before and after, each as this actor sees it."""

    mine: Reach
    campaign_id: int
    old: Then
    new: Then

    def before(self, condition: Q = COUNTED) -> QuerySet[ProblemVersion, Any]:
        """Ids of rows that stood so in the earlier edition."""
        return seen_then(self.mine, self.campaign_id, self.old).filter(condition).values("row_id")

    def after(self, condition: Q = COUNTED) -> QuerySet[ProblemVersion]:
        """Rows that stand so in the later one."""
        return seen_then(self.mine, self.campaign_id, self.new).filter(condition)


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


def part_of(both: Editions, part: Part) -> QuerySet[ProblemVersion]:
    """Versions of the later edition that belong to a part. What was added and closed meanwhile stands in both parts; changed are those
    that stood and stand, neither closed nor reopened meanwhile."""
    done = Q(state__in=DONE)
    match part:
        case Part.ADDED:
            return both.after().exclude(row_id__in=both.before())
        case Part.CLOSED:
            return both.after(done).exclude(row_id__in=both.before(done))
        case Part.REOPENED:
            return both.after().filter(row_id__in=both.before()).filter(_more_often(both))
        case Part.VOIDED:
            return both.after(Q(state__in=OUT)).filter(row_id__in=both.before())
    stayed = both.after().filter(row_id__in=both.before()).exclude(pk__in=part_of(both, Part.CLOSED).values("pk"))
    return stayed.exclude(pk__in=part_of(both, Part.REOPENED).values("pk")).filter(_touched(both))


def _more_often(both: Editions) -> Exists:
    """Reopened more often than in the earlier edition."""
    earlier = seen_then(both.mine, both.campaign_id, both.old)
    return Exists(earlier.filter(row_id=OuterRef("row_id"), reopened__lt=OuterRef("reopened")))


def _touched(both: Editions) -> Q:
    """Another version than before, or columns beside the versions that were replaced between the editions."""
    replaced = ProblemReplaced.objects.filter(row_id=OuterRef("row_id"), until__gte=both.old.until, until__lt=both.new.until)
    return Q(valid_from__gte=both.old.until) | Q(Exists(replaced))


def counts(both: Editions) -> Mapping[Part, int]:
    """How many rows each part has."""
    return {part: part_of(both, part).count() for part in Part}


def differences(both: Editions, part: Part, *, first: int = 0, most: int | None = None) -> list[Difference]:
    """Rows of a part by number, each with what moved."""
    found = part_of(both, part).order_by("number")
    versions = list(found[first : first + most] if most else found[first:])
    rows = rows_then(both.mine, versions, both.new)
    stood = {row.pk: row for row in rows_then(both.mine, _of_before(both, versions), both.old)}
    return [_difference(both.mine, row, stood.get(row.pk)) for row in rows]


def _of_before(both: Editions, versions: Sequence[ProblemVersion]) -> QuerySet[ProblemVersion]:
    return seen_then(both.mine, both.campaign_id, both.old).filter(row_id__in=[one.row_id for one in versions])


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
