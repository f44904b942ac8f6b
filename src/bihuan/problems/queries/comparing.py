"""Two editions of the ledger side by side (M89): nothing is copied, both are read from the same rows as they stood."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import Case, CharField, Count, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.rules.columns import columns_of
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.audit.replaced import replaced_in
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Problem, ProblemReplaced, ProblemVersion
from bihuan.problems.policy import Reach, may_read
from bihuan.problems.queries.ledger import Today
from bihuan.problems.queries.past import Then, rows_then, seen_then, then
from bihuan.problems.rules.comparing import Moved, Part, moved_between, own_moved
from bihuan.problems.rules.fields import COMPARED
from bihuan.problems.rules.sheet.shape import VEIL
from bihuan.problems.vocabulary import DONE, OUT, State


class Stood(NamedTuple):
    """What a part is decided by, of one row in one edition."""

    state: str
    reopened: int


@dataclass(frozen=True)
class Editions:
    """The ledger of a campaign before and after, each as this actor sees it. Rows are counted and chosen where they are; what is told of
    them is read a few hundred at a time, however many moved."""

    mine: Reach
    campaign_id: int
    old: Then
    new: Then

    @cached_property
    def columns(self) -> tuple[OwnColumn, ...]:
        """The columns of the campaign's own, retired ones too. One query."""
        return columns_of(Campaign.objects.only("file").get(pk=self.campaign_id).file)

    @cached_property
    def pairs(self) -> dict[str, int]:
        """How many rows moved between the two in each way: how they stand and how they stood, as one word (`_stood_of` reads it). One query."""
        return dict(self.moved().order_by().values_list("pair").annotate(many=Count("pk")))

    def moved(self) -> QuerySet[Any]:
        """Rows that came or changed since the earlier edition, in a column of their versions or beside them, as they stand in the later one."""
        replaced = ProblemReplaced.objects.filter(row__campaign_id=self.campaign_id, until__gte=self.old.until, until__lt=self.new.until)
        seen = seen_then(self.mine, self.campaign_id, self.new)
        found = seen.filter(Q(valid_from__gte=self.old.until) | Q(row_id__in=replaced.values("row_id")))
        earlier = seen_then(self.mine, self.campaign_id, self.old).filter(row_id=OuterRef("row_id"), valid_to__lt=self.new.until)
        was = Case(
            When(valid_from__lt=self.old.until, then=_STOOD), default=Subquery(earlier.values(stood=_STOOD)[:1]), output_field=CharField()
        )
        return found.annotate(pair=Concat(_STOOD, Value("|"), Coalesce(was, Value("")), output_field=CharField()))

    @cached_property
    def back(self) -> frozenset[int]:
        """Versions (their keys) of rows that were changed and changed back: they are as they were, and count as nothing. Of a part with more
        than `MOST` rows nobody asks that, they are told one by one; who may not read all of a row is not told that it is as it was."""
        rows = self._of(Part.CHANGED)
        if not rows or sum(self.pairs[pair] for pair in rows) > MOST:
            return frozenset()
        alike = _alike(self, list(self.moved().filter(pair__in=rows).order_by("number")))
        return frozenset(version.pk for version, one in zip(alike, _told(self, alike), strict=True) if one.same)

    def of_part(self, part: Part) -> QuerySet[Any]:
        """The rows of a part as they stand in the later edition, by number."""
        rows = self.moved().filter(pair__in=self._of(part)).order_by("number")
        return rows.exclude(pk__in=self.back) if part is Part.CHANGED and self.back else rows

    def _of(self, part: Part) -> list[str]:
        return [pair for pair in self.pairs if part in _parts(*_stood_of(pair))]


_STOOD = Concat("state", Value(" "), Cast("reopened", CharField()), output_field=CharField())


def _stood_of(pair: str) -> tuple[Stood | None, Stood]:
    """How a row stood (None: it was not there, or not seen) and how it stands."""
    now, _bar, was = pair.partition("|")
    return _read(was) if was else None, _read(now)


def _read(stood: str) -> Stood:
    state, _blank, reopened = stood.rpartition(" ")
    return Stood(state, int(reopened))


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
    same: bool = False
    """It was changed and changed back; said only to who may read all of it."""


def editions(mine: Reach, campaign_id: int, old: Written, new: Written | None, today: Today) -> Editions:
    """The two editions. A later moment that is missing or not past yet means now, to the microsecond."""
    now = Written.of(localtime())
    later = then(campaign_id, new, today) or then(campaign_id, now, today)
    assert later is not None  # now is past as soon as it is read
    earlier = then(campaign_id, old, today) or later
    return Editions(mine, campaign_id, earlier, later)


def counts(both: Editions) -> Mapping[Part, int]:
    """How many rows each part has."""
    found = dict.fromkeys(Part, 0)
    for pair, many in both.pairs.items():
        for part in _parts(*_stood_of(pair)):
            found[part] += many
    found[Part.CHANGED] -= len(both.back)
    return found


def differences(both: Editions, part: Part, *, first: int = 0, most: int | None = None) -> list[Difference]:
    """Rows of a part by number, each with what moved: those of a page."""
    return list(_told(both, list(both.of_part(part)[first : first + most if most else None])))


def each_difference(both: Editions, part: Part) -> Iterator[Difference]:
    """The same of all rows of a part, a few hundred in memory at a time."""
    keys = both.of_part(part).values_list("pk", flat=True).iterator(chunk_size=_AT_ONCE)
    while some := [*islice(keys, _AT_ONCE)]:
        yield from _told(both, list(among(ProblemVersion.objects.all(), "id", some).order_by("number")))


_AT_ONCE = 500
MOST = 5000
"""Changed rows up to which each is asked whether it was changed back."""
_CARRIED = tuple(one for one in ProblemVersion.columns if one.removesuffix("_id") in {field.name for field in COMPARED})
_COLUMNS: dict[str, Any] = {one.attname: one for one in Problem._meta.concrete_fields}
_BESIDE = tuple(key for key, column in _COLUMNS.items() if column.name in {one.name for one in COMPARED} and key not in _CARRIED)


def _alike(both: Editions, versions: Sequence[ProblemVersion]) -> list[ProblemVersion]:
    """Of changed rows those that may be as they were: in their columns, and in what steps replaced since."""
    keys = [one.row_id for one in versions]
    earlier = among(seen_then(both.mine, both.campaign_id, both.old), "row_id", keys)
    was = {row[0]: row[1:] for row in earlier.values_list("row_id", *_CARRIED)}
    same = [one for one in versions if tuple(getattr(one, name) for name in _CARRIED) == was.get(one.row_id)]
    moved = _moved_beside(both, [one.row_id for one in same])
    return [one for one in same if one.row_id not in moved]


def _moved_beside(both: Editions, keys: Sequence[int]) -> set[int]:
    """Of these rows those with another text, or another value that no version carries, in the two editions. Nothing but what was replaced
    is read: the first that was since an edition is what stood in it."""
    first: dict[bool, dict[tuple[int, str], Any]] = {False: {}, True: {}}
    replaced = ProblemReplaced.objects.filter(until__gte=both.old.until)
    for key, until, text in among(replaced, "row_id", keys).order_by("pk").values_list("row_id", "until", "values"):
        for name, value in replaced_in(text).items():
            for newer in (False, True) if until >= both.new.until else (False,):
                first[newer].setdefault((key, name), value)
    names = (*_BESIDE, "own")
    told = {row[0]: dict(zip(names, row[1:], strict=True)) for row in among(Problem.objects.all(), "id", keys).values_list("pk", *names)}

    def stood(key: int, name: str, old: Any) -> bool:
        new = first[True].get((key, name), told[key][name])
        return bool(_COLUMNS[name].to_python(old) == new or (old or None) == (new or None))

    return {key for (key, name), old in first[False].items() if name in names and not stood(key, name, old)}


def _told(both: Editions, versions: Sequence[ProblemVersion]) -> Iterator[Difference]:
    rows = rows_then(both.mine, versions, both.new)
    earlier = among(seen_then(both.mine, both.campaign_id, both.old), "row_id", [one.row_id for one in versions])
    stood = {row.pk: row for row in rows_then(both.mine, earlier, both.old)}
    return (_difference(both, row, stood.get(row.pk)) for row in rows)


def _difference(both: Editions, row: Problem, stood: Problem | None) -> Difference:
    readable = may_read(both.mine, row)
    if stood is None:
        return Difference(row, readable, ())
    told = readable and may_read(both.mine, stood)
    moved = moved_between(_values(stood), _values(row), readable=told)
    moved = [*moved, *own_moved(both.columns, stood.own, row.own, readable=told)]
    return Difference(row, readable, moved, told and not moved)


def _values(row: Problem) -> dict[str, Any]:
    return {one.name: _plain(getattr(row, one.name)) for one in COMPARED}


def _plain(value: Any) -> Any:
    return str(value) if hasattr(value, "pk") else value


def printed(one: Difference) -> tuple[str, ...]:
    """A row of the workbook or of the printed table; a text that may not be read is a ＊."""
    row = one.problem
    person = row.person.name if row.person else row.owner_name
    due = row.due_on.isoformat() if row.due_on else ""
    moved = "\n".join("{}：{} → {}".format(*words.said()) for words in one.moved)
    return (f"{row.number:04d}", row.unit.name, person, row.text if one.readable else VEIL, State(row.state).label, due, moved)
