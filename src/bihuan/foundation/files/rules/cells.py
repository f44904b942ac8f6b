"""A row of a sheet as it was typed, and an error at one of its cells: where, what stood there, what is wrong, what was probably meant."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from bihuan.foundation.kernel import Term, Told, _

Column = TypeVar("Column", bound=Term)


MOST_ACCEPTED = 60
"""So many accepted values an error names."""


@dataclass(frozen=True, slots=True)
class CellError:
    """Sheet name, row number (as the office program shows it), column header, the text found there, the nearest match.

    `template` is the sentence with `%(name)s` places for `facts`, so that pages can translate it; `accepted` the first values that would do."""

    sheet: str
    row: int
    column: str
    value: str
    template: str
    nearest: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    accepted: tuple[str, ...] = ()

    def accepting(self, values: Iterable[str]) -> "CellError":
        """The same error with what would be accepted at its cell."""
        return replace(self, accepted=tuple(dict.fromkeys(one for one in islice(values, MOST_ACCEPTED) if one)))

    @property
    def message(self) -> str:
        """The Chinese sentence."""
        return self.template % self.facts if self.facts else self.template

    def to_json(self) -> dict[str, object]:
        """The error as doors print it; no nearest match is null, and what would be accepted stands there where it is known."""
        told: dict[str, object] = {
            "sheet": self.sheet, "row": self.row, "column": self.column, "value": self.value, "message": self.message,
            "nearest": self.nearest or None,
        }  # fmt: skip
        return {**told, "accepted": list(self.accepted)} if self.accepted else told

    @property
    def told(self) -> Told:
        """The whole of it, as it is kept for readers of any language."""
        place = (
            Told(_("%(sheet)s 第 %(row)d 行 %(column)s"), sheet=self.sheet, row=self.row, column=Told(self.column))
            if self.row
            else self.sheet
        )
        value = Told(_("“%(value)s”："), value=self.value) if self.value else ""
        hint = Told(_("最接近的是“%(near)s”。"), near=self.nearest) if self.nearest else ""
        return Told(
            _("%(place)s：%(value)s%(message)s%(hint)s"), place=place, value=value, message=Told(self.template, **self.facts), hint=hint
        )

    @property
    def place(self) -> str:
        """Where it is, for a reader."""
        return f"{self.sheet} {self.row} 行 {self.column}" if self.row else self.sheet

    def __str__(self) -> str:
        hint = f"最接近的是“{self.nearest}”。" if self.nearest else ""
        shown = f"“{self.value}”：" if self.value else ""
        return f"{self.place}：{shown}{self.message}{hint}".lstrip("：")


@dataclass(frozen=True, slots=True)
class TypedRow(Generic[Column]):
    """One row as it stands in a sheet: its number there, the text of each known column, the name of the sheet."""

    number: int
    cells: Mapping[Column, str]
    sheet: str

    def error(self, column: Column, sentence: str, nearest: str = "", **facts: object) -> CellError:
        """An error at one cell of this row."""
        return CellError(self.sheet, self.number, column.label, self.cells.get(column, ""), sentence, nearest, facts)


def listed(values: Sequence[str]) -> str:
    """Values one after the other. Names that hold a 、 themselves are kept apart by ；."""
    return ("；" if any("、" in one for one in values) else "、").join(values)


def nearest(wanted: str, among: Iterable[str], *, at_least: float = 60) -> str:
    """The most similar of `among` (similarity in percent), or "" when none comes near."""
    found = process.extractOne(wanted, list(among), scorer=fuzz.ratio, score_cutoff=at_least) if wanted else None
    return found[0] if found else ""
