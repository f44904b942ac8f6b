"""The terms on which a sheet is taken, and the differences cell by cell that somebody may choose among."""

from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class TakingOver:
    """A campaign comes here half done: rows may say that they are closed. `found_on` is meant where a row does not say when it was found."""

    found_on: date | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A cell that the sheet says otherwise than the ledger: the row there, the problem, the column, old and new.

    `conflict`: the ledger was changed meanwhile, too; `clears`: the cell was emptied. Of these the ledger's stays unless somebody chose the
    sheet's. `written`: it is written with what was chosen."""

    row: int
    number: int
    unit: str
    column: Any
    """A Column, or a column of the campaign's own: both have `value` and `label`."""
    old: str
    new: str
    conflict: bool = False
    clears: bool = False
    written: bool = True

    @property
    def key(self) -> str:
        """How a choice names this cell."""
        return f"{self.number}.{self.column.value}"

    def to_json(self) -> dict[str, object]:
        """As commands print it."""
        return {
            "row": self.row, "number": self.number, "column": self.column.label, "old": self.old, "new": self.new, "conflict": self.conflict,
            "clears": self.clears, "written": self.written,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What somebody chose of the differences: `all_mine` takes the sheet's side in every conflict, `taken` are cells (`Edit.key`) of which
    the sheet's is taken, `left` cells that stay as the ledger has them."""

    all_mine: bool = False
    taken: frozenset[str] = frozenset()
    left: frozenset[str] = frozenset()

    def writes(self, key: str, conflict: bool, clears: bool) -> bool:
        """Is this cell written?"""
        if key in self.left:
            return False
        return key in self.taken or not (conflict or clears) or conflict and self.all_mine and not clears


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a sheet is taken: why, what was chosen of its differences, and which ledger numbers its export held (None: it is none);
    `take_over` where a campaign comes here half done."""

    reason: str = ""
    choices: Choices = Choices()
    exported: frozenset[int] | None = None
    take_over: TakingOver | None = None
