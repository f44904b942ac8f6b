"""What goes into the check of a ledger sheet and what comes out of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from types import MappingProxyType
from typing import Any

from bihuan.foundation.files.rules.cells import CellError, TypedRow
from bihuan.foundation.kernel import Term, _
from bihuan.problems.rules.sheet.terms import Edit, Terms
from bihuan.problems.vocabulary import Action, Source, State, Weight

SHEET = "问题台账"
VEIL = "＊"
"""What stands in a cell that the reader of an export may not read; coming back it means: unchanged."""


class Column(Term):
    """Columns of the sheet, found by their header in any order (domain.md H2)."""

    NUMBER = "number", _("序号")
    UNIT = "unit", _("单位")
    PERSON = "person", _("责任人")
    SOURCE = "source", _("来源")
    TEXT = "text", _("问题")
    CATEGORY = "category", _("类别")
    MANIFESTATION = "manifestation", _("具体表现")
    CAUSE = "cause", _("原因剖析")
    MEASURES = "measures", _("整改措施")
    LEADER = "leader", _("责任领导")
    DUE = "due", _("完成时限")
    PROGRESS = "progress", _("整改进展")
    STATE = "state", _("状态")
    EXTERNAL = "external", _("外部编号")
    CAUSE_KIND = "cause_kind", _("原因性质")
    WEIGHT = "weight", _("程度")
    FOUND = "found", _("发现日期")
    OWN = "own", _("台账编号")  # written by our export: finds its row again even where the text is veiled
    CLOSED = "closed", _("销号日期")  # told by an export; read where a campaign is taken over half done


CUSTOMARY = tuple(Column)[:14]
"""The columns of the issue, in its order."""
VEILED = (Column.TEXT, Column.MANIFESTATION, Column.CAUSE, Column.MEASURES, Column.PROGRESS)
"""Columns that are shown as VEIL to whoever may not read the text."""
LONGEST: Mapping[Column, int] = {
    Column.TEXT: 2000, Column.CAUSE: 2000, Column.MEASURES: 2000, Column.PROGRESS: 2000, Column.EXTERNAL: 64,
}  # fmt: skip


_NOTHING_MORE: Mapping[str, str] = MappingProxyType({})
"""One for all rows without own columns: a hundred thousand empty ones weigh six megabytes."""


@dataclass(frozen=True, slots=True)
class RawRow(TypedRow[Column]):
    """One row of the sheet. `stamp` is what our export said of its cells, `unread` are columns (of a campaign's own: their
    keys) whose formula has no result in the file, `more` the texts of a campaign's own columns by their keys."""

    sheet: str = SHEET
    stamp: str = ""
    unread: frozenset[str] = frozenset()
    more: Mapping[str, str] = field(default_factory=lambda: _NOTHING_MORE)

    @property
    def key(self) -> tuple[str, int]:
        """The row among those of several sheets."""
        return self.sheet, self.number


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the campaign; `open` where whoever imports may write for it."""

    pk: int
    name: str
    parent: str = ""
    open: bool = True


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """Somebody who stands on the roster of a unit or holds a duty there (`unit_pk` None: for the whole campaign).

    `marks` tell people of the same name apart: post, telephone number."""

    pk: int
    name: str
    unit_pk: int | None = None
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownManifestation:
    """A manifestation of the catalogue."""

    pk: int
    text: str
    number: str = ""
    needs_text: bool = False


@dataclass(frozen=True, slots=True)
class KnownCategory:
    """A category of the catalogue."""

    pk: int
    name: str
    manifestations: tuple[KnownManifestation, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRow:
    """A problem that stands on the ledger: identity, and its cells as an export prints them."""

    pk: int
    number: int
    external: str
    state: State
    unit_pk: int
    person_pk: int | None
    leader_pk: int | None
    category_pk: int | None
    manifestation_pk: int | None
    cells: Mapping[Column, str]
    readable: bool = True
    own: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What the campaign holds before the sheet is taken.

    `taken` are external numbers of problems that whoever imports may not touch; `amendable` and `classifiable` the states in which the
    workflow allows it; `approval` whether the responsible leader approves measures here; `spans` where days without a year lie, by
    column; `today` the day behind which found and closing days may not lie; `ends_on` the last day of the campaign; `zone` by which a
    moment has its day; `terms` on what terms the sheet is taken."""

    code: str
    units: tuple[KnownUnit, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    categories: tuple[KnownCategory, ...] = ()
    rows: tuple[KnownRow, ...] = ()
    imported: frozenset[str] = frozenset()
    moved: frozenset[int] = frozenset()
    taken: frozenset[str] = frozenset()
    amendable: frozenset[str] = frozenset()
    classifiable: frozenset[str] = frozenset()
    approval: bool = False
    spans: Mapping[str, tuple[date, date]] = field(default_factory=dict)
    today: date | None = None
    ends_on: date | None = None
    zone: tzinfo | None = None
    terms: Terms = Terms()
    own: Any = None
    """`rules.sheet.own.OwnColumns` of the campaign; None: it has none."""


@dataclass(slots=True)
class NewLine:
    """A row that becomes a problem; `state` is how far the sheet says it is."""

    row: RawRow
    unit_pk: int
    source: Source
    text: str
    person: KnownPerson | None = None
    leader_pk: int | None = None
    category_pk: int | None = None
    manifestation_pk: int | None = None
    cause: str = ""
    cause_kind: str = ""
    measures: str = ""
    progress: str = ""
    due_on: date | None = None
    found_on: date | None = None
    weight: Weight = Weight.GENERAL
    external: str = ""
    state: State = State.RECORDED
    closed_on: date | None = None
    own: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Change:
    """What the sheet says otherwise about a problem: fields and new values, and the step that may write them."""

    pk: int
    action: Action
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Checked:
    """The whole sheet after the check. With `errors` nothing may be taken.

    `gone` are external numbers imported earlier, of an export its ledger numbers, that the sheet no longer has; `kept` cells that differ but
    can no longer be changed here; `guessed` how many causes were sorted by their words because the sheet does not say where they lie; `edits`
    the differences cell by cell; `moved` how many cells the ledger changed since the export and the sheet left alone; `shortened` names of
    units that were understood though they are not the whole name, with that; `hints` cells that are taken as they are and should be known."""

    errors: tuple[CellError, ...] = ()
    new: tuple[NewLine, ...] = ()
    changed: tuple[Change, ...] = ()
    same: int = 0
    gone: tuple[str, ...] = ()
    kept: tuple[CellError, ...] = ()
    guessed: int = 0
    edits: tuple[Edit, ...] = ()
    moved: int = 0
    shortened: tuple[tuple[str, str], ...] = ()
    hints: tuple[CellError, ...] = ()
