"""Which column of the sheet each column of a pasted block is, and which row of the ledger each of its lines."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bihuan.problems.rules.clipboard import Grid
from bihuan.problems.rules.sheet import Column

# What one column of the grid holds, in the order in which it is copied out and pasted in.
SHOWN: dict[str, tuple[Column, ...]] = {
    "number": (Column.NUMBER,), "unit": (Column.UNIT, Column.PERSON), "text": (Column.TEXT,), "category": (Column.CATEGORY, Column.MANIFESTATION),
    "source": (Column.SOURCE,), "state": (Column.STATE,), "due": (Column.DUE,), "cause": (Column.CAUSE, Column.CAUSE_KIND),
    "measures": (Column.MEASURES,), "progress": (Column.PROGRESS,), "leader": (Column.LEADER,), "weight": (Column.WEIGHT,),
    "found": (Column.FOUND,), "external": (Column.EXTERNAL,),
}  # fmt: skip
PASTED = (
    Column.NUMBER, Column.UNIT, Column.PERSON, Column.TEXT, Column.CATEGORY, Column.MANIFESTATION, Column.SOURCE, Column.STATE, Column.DUE, Column.CAUSE,
    Column.CAUSE_KIND, Column.MEASURES, Column.PROGRESS, Column.LEADER, Column.WEIGHT, Column.FOUND, Column.EXTERNAL,
)  # fmt: skip
"""What a column of a block may be."""
_FIRST = {"unit": Column.PERSON}
"""A single column pasted onto a column of the grid that holds two: the one that can be changed."""
_LABELS = {column.label: column for column in PASTED} | {"编号": Column.NUMBER, "问题描述": Column.TEXT, "整改时限": Column.DUE}


@dataclass(frozen=True)
class Laid:
    """A block as it lies on the ledger: the column of each of its columns (None: none), whether its first line names them, and its lines."""

    columns: Sequence[Column | None]
    headed: bool
    lines: Grid

    @property
    def by_number(self) -> bool:
        """Do the lines say themselves which row they are, by a number?"""
        return Column.NUMBER in self.columns

    def cells(self, line: Sequence[str]) -> dict[Column, str]:
        """The cells of one line; empty ones say nothing."""
        return {column: text for column, text in zip(self.columns, line, strict=True) if column and text.strip()}


def lay(grid: Grid, keys: Sequence[str], chosen: Sequence[str] = ()) -> Laid:
    """`keys` are the columns of the grid from the one that was pasted onto, `chosen` what somebody said of the block's columns ("" for a
    column that is left out): it goes before names in the first line, and these before the place."""
    wide = len(grid[0]) if grid else 0
    named = [_LABELS.get("".join(text.split())) for text in grid[0]] if grid else []
    headed = bool(named) and sum(one is not None for one in named) * 2 >= max(2, wide) and len(grid) > 1
    onto = list(SHOWN.get(keys[0], ())) if keys else []
    flat: list[Column | None] = [column for key in keys for column in SHOWN.get(key, ())]
    if wide == 1 and keys and len(onto) > 1:
        flat = [_FIRST.get(keys[0], onto[0])]
    columns = named if headed else [flat[n] if n < len(flat) else None for n in range(wide)]
    told = {column.value: column for column in PASTED}
    if chosen:
        columns = [told.get(chosen[n]) if n < len(chosen) else None for n in range(wide)]
    return Laid(_each_once(columns), headed, grid[1:] if headed else grid)


def _each_once(columns: Sequence[Column | None]) -> list[Column | None]:
    seen: set[Column] = set()
    found: list[Column | None] = []
    for column in columns:
        found.append(None if column in seen else column)
        seen |= {column} if column else set()
    return found


@dataclass(frozen=True, slots=True)
class Wish:
    """What one row is to say, cell by cell, as somebody typed it."""

    pk: int
    cells: Mapping[Column, str]
    line: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell looked over: what stands there, what is wanted; `why` it is refused ("" for not), with facts for its places and the nearest
    match; `moves` whether anything changes."""

    column: Column
    old: str
    new: str
    why: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    nearest: str = ""
    moves: bool = True
