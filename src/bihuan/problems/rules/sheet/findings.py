"""What a check found, so much of it as a page shows: kept as plain JSON beside the job that checked, so that nothing is computed twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from bihuan.foundation.files.rules.cells import CellError
from bihuan.problems.rules.sheet.layout import How, Layout, Passed, SheetMap, Title, Why
from bihuan.problems.rules.sheet.namesakes import squeeze
from bihuan.problems.rules.sheet.shape import Checked, Column, NewLine
from bihuan.problems.rules.sheet.terms import Edit

MOST = 200
"""So many errors or differences a page shows; the counts, and the workbook that comes back marked, are of all."""
_FRESH, _FEW, _LONG = 5, 13, 200


@dataclass(frozen=True, slots=True)
class Fresh:
    """A row that becomes a problem, as it was understood. `source` and `state` are labels."""

    row: int
    unit: str
    person: str
    source: str
    text: str
    found_on: date | None
    due_on: date | None
    state: str
    external: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell that the sheet says otherwise than the ledger (`terms.Edit`), its texts cut to what a page has room for."""

    key: str
    number: int
    unit: str
    column: str
    old: str
    new: str
    clears: bool

    @classmethod
    def of(cls, one: Edit) -> "Difference":
        """As it is shown."""
        return cls(one.key, one.number, one.unit, one.column.label, one.old[:_LONG], one.new[:_LONG], one.clears)


@dataclass(frozen=True)
class Findings:
    """`counts` are of all: new, changed, same, guessed, moved, errors, faulty (rows with an error), kept, gone, edits, conflicts, shortened,
    hints; `states` how many new ones stand at which step. The lists are the first of each; `edits` without the `conflicts`, on which somebody
    must choose."""

    counts: Mapping[str, int]
    states: Mapping[str, int] = field(default_factory=dict)
    errors: Sequence[CellError] = ()
    kept: Sequence[CellError] = ()
    gone: Sequence[str] = ()
    edits: Sequence[Difference] = ()
    conflicts: Sequence[Difference] = ()
    shortened: Sequence[tuple[str, str]] = ()
    fresh: Sequence[Fresh] = ()
    hints: Sequence[CellError] = ()

    @classmethod
    def of(cls, checked: Checked) -> "Findings":
        """Of a whole check."""
        edits = [one for one in checked.edits if not one.conflict and not one.clears]
        conflicts = [one for one in checked.edits if one.conflict or one.clears]
        counts = {
            "new": len(checked.new), "changed": len({one.pk for one in checked.changed}), "same": checked.same, "guessed": checked.guessed,
            "moved": checked.moved, "errors": len(checked.errors), "kept": len(checked.kept), "gone": len(checked.gone), "edits": len(edits),
            "conflicts": len(conflicts), "shortened": len(checked.shortened), "hints": len(checked.hints),
            "faulty": len({(one.sheet, one.row) for one in checked.errors if one.row}),
        }  # fmt: skip
        return cls(
            counts, _states(checked.new), _short(checked.errors), _short(checked.kept), checked.gone[:MOST], _shown(edits), _shown(conflicts),
            checked.shortened[:_FEW], tuple(_fresh(checked)), _short(checked.hints),
        )  # fmt: skip

    def to_json(self) -> dict[str, Any]:
        """As it is kept."""
        told = asdict(self)
        for one in told["fresh"]:
            one |= {name: day.isoformat() for name in ("found_on", "due_on") if (day := one[name])}
        return told

    @classmethod
    def of_json(cls, told: Mapping[str, Any]) -> "Findings":
        """As it was kept."""
        return cls(
            told["counts"], told["states"], _cells(told["errors"]), _cells(told["kept"]), tuple(told["gone"]),
            tuple(Difference(**one) for one in told["edits"]), tuple(Difference(**one) for one in told["conflicts"]),
            tuple((short, whole) for short, whole in told["shortened"]), tuple(_fresh_of(one) for one in told["fresh"]),
            _cells(told.get("hints", ())),
        )  # fmt: skip


def _states(lines: Iterable[NewLine]) -> dict[str, int]:
    states: dict[str, int] = {}
    for line in lines:
        states[line.state.value] = states.get(line.state.value, 0) + 1
    return states


def _short(errors: Sequence[CellError]) -> tuple[CellError, ...]:
    """The first of them, with plain facts: numbers and texts."""
    return tuple(
        replace(
            one, value=one.value[:_LONG], accepted=one.accepted[:_FEW],
            facts={name: fact if isinstance(fact, int | str) else str(fact) for name, fact in one.facts.items()},
        ) for one in errors[:MOST]
    )  # fmt: skip


def _shown(edits: Sequence[Edit]) -> tuple[Difference, ...]:
    return tuple(map(Difference.of, edits[:MOST]))


def _cells(told: Iterable[Mapping[str, Any]]) -> tuple[CellError, ...]:
    return tuple(CellError(**{**one, "accepted": tuple(one["accepted"])}) for one in told)


def _fresh(checked: Checked) -> Iterable[Fresh]:
    """The first rows that become problems: so one sees that columns, names and days were taken for what they are."""
    meant = dict(checked.shortened)
    for line in checked.new[:_FRESH]:
        told = line.row.cells.get(Column.UNIT, "")
        unit = meant.get(told) or (told if told.isascii() else squeeze(told))
        yield Fresh(
            line.row.number, unit, line.person.name if line.person else "", line.source.label, line.text[:_LONG],
            line.found_on, line.due_on, line.state.label, line.external,
        )  # fmt: skip


def _fresh_of(told: Mapping[str, Any]) -> Fresh:
    days = {name: date.fromisoformat(day) if (day := told[name]) else None for name in ("found_on", "due_on")}
    return Fresh(**{**told, **days})


def map_to_json(one: SheetMap) -> dict[str, Any]:
    """How a sheet was understood, as it is kept: of blank rows only how many."""
    passed = [[row.row, row.why.value, row.text] for row in one.passed if row.why is not Why.BLANK]
    kept = asdict(replace(one, passed=(), layout=Layout()))
    return {**kept, "passed": passed, "blank": len(one.passed) - len(passed), "layout": one.layout.to_json()}


def map_of_json(told: Mapping[str, Any]) -> SheetMap:
    """As it was kept."""
    blank = (Passed(0, Why.BLANK),) * told["blank"]
    return SheetMap(**{
        **{name: value for name, value in told.items() if name != "blank"}, "layout": Layout.of_json(told["layout"]),
        "titles": tuple(Title(**{**one, "how": How(one["how"])}) for one in told["titles"]),
        "passed": (*blank, *(Passed(row, Why(why), text) for row, why, text in told["passed"])), "missing": tuple(told["missing"]),
    })  # fmt: skip
