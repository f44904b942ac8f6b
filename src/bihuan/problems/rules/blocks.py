"""Which column of the sheet each column of a pasted block is, and which row of the ledger each of its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.problems.rules.clipboard import Grid
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.heading import squeezed

AnyColumn = Column | OwnColumn
CLEAR = ("—", "-", "－", "无")
"""What empties a cell that may be empty."""

# What one column of the grid holds, in the order in which it is copied out and pasted in.
SHOWN: dict[str, tuple[Column, ...]] = {
    "number": (Column.NUMBER,), "unit": (Column.UNIT, Column.PERSON), "text": (Column.TEXT,), "category": (Column.CATEGORY, Column.MANIFESTATION),
    "source": (Column.SOURCE,), "state": (Column.STATE,), "due": (Column.DUE,), "cause": (Column.CAUSE, Column.CAUSE_KIND),
    "measures": (Column.MEASURES,), "progress": (Column.PROGRESS,), "leader": (Column.LEADER,), "weight": (Column.WEIGHT,),
    "found": (Column.FOUND,), "external": (Column.EXTERNAL,),
}  # fmt: skip
PASTED = tuple(column for held in SHOWN.values() for column in held)
"""What a column of a block may be."""
_FIRST = {"unit": Column.PERSON}
"""A single column pasted onto a column of the grid that holds two: the one that can be changed."""
_LABELS: Mapping[str, AnyColumn] = {
    **{column.label: column for column in PASTED}, "编号": Column.NUMBER, "问题描述": Column.TEXT, "整改时限": Column.DUE,
}  # fmt: skip


def columns_shown_as(key: str, own: Mapping[str, OwnColumn]) -> tuple[AnyColumn, ...]:
    """What the column of the grid with this key holds; `own` are the campaign's own columns by their keys."""
    return (own[key],) if key in own else SHOWN.get(key, ())


@dataclass(frozen=True)
class Laid:
    """A block as it lies on the ledger: the column of each of its columns (None: none), whether its first line names them, and its lines."""

    columns: Sequence[AnyColumn | None]
    headed: bool
    lines: Grid

    @property
    def by_number(self) -> bool:
        """Do the lines say themselves which row they are, by a number?"""
        return Column.NUMBER in self.columns

    def cells(self, line: Sequence[str]) -> dict[AnyColumn, str]:
        """The cells of one line; empty ones say nothing."""
        return {column: text for column, text in zip(self.columns, line, strict=True) if column and text.strip()}


def lay(grid: Grid, keys: Sequence[str], chosen: Sequence[str] = (), own: Mapping[str, OwnColumn] = MappingProxyType({})) -> Laid:
    """`keys` are the columns of the grid from the one that was pasted onto, `chosen` what somebody said of the block's columns ("" for a
    column that is left out): it goes before names in the first line, and these before the place. `own` are the campaign's own columns."""
    wide = len(grid[0]) if grid else 0
    named = _named(grid[0], own) if grid else []
    headed = bool(named) and sum(one is not None for one in named) * 2 >= max(2, wide) and len(grid) > 1
    columns = named if headed else _by_place(wide, keys, own)
    told: dict[str, AnyColumn] = {column.value: column for column in PASTED} | dict(own)
    if chosen:
        columns = [told.get(chosen[n]) if n < len(chosen) else None for n in range(wide)]
    return Laid(_each_once(columns), headed, grid[1:] if headed else grid)


def _named(line: Sequence[str], own: Mapping[str, OwnColumn]) -> list[AnyColumn | None]:
    """The columns that a first line names; one of the campaign's own with or without its unit of measure."""
    labels = {squeezed(one.label): one for one in own.values()} | {one.name: one for one in own.values()} | dict(_LABELS)
    return [labels.get("".join(text.split())) or labels.get(squeezed(text)) for text in line]


def _by_place(wide: int, keys: Sequence[str], own: Mapping[str, OwnColumn]) -> list[AnyColumn | None]:
    onto = columns_shown_as(keys[0], own) if keys else ()
    flat = [column for key in keys for column in columns_shown_as(key, own)]
    if wide == 1 and keys and len(onto) > 1:
        flat = [_FIRST.get(keys[0], onto[0])]
    return [flat[n] if n < len(flat) else None for n in range(wide)]


def _each_once(columns: Sequence[AnyColumn | None]) -> list[AnyColumn | None]:
    seen: set[AnyColumn] = set()
    found: list[AnyColumn | None] = []
    for column in columns:
        found.append(None if column in seen else column)
        seen |= {column} if column else set()
    return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What one row is to say, cell by cell, as somebody typed it."""

    pk: int
    cells: Mapping[AnyColumn, str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell looked over: what stands there, what is wanted; `why` it is refused ("" for not), with facts for its places and the nearest
    match; `moves` whether anything changes."""

    column: AnyColumn
    old: str
    new: str
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    nearest: str = ""
    moves: bool = True
