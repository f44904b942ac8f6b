"""Units of a roster: which stand already, which are new, which move; circles and doubtful names are told."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from bihuan.foundation.files.rules.cells import CellError, nearest
from bihuan.foundation.kernel import _
from bihuan.organisation.rules.guesses import kind_of_unit
from bihuan.organisation.rules.paths import MOST_LEVELS
from bihuan.organisation.rules.roster.cleaning import LONGEST, clean_unit, fault_unseen
from bihuan.organisation.rules.roster.shape import Column, Known, KnownUnit, RawRow, UnitEntry
from bihuan.organisation.vocabulary import UnitKind

LOOKS_LIKE = 85.0
"""Percent of similarity from which an unknown parent is taken for a slip of the pen instead of a new unit."""


@dataclass(frozen=True, slots=True)
class Named:
    """A unit as a cell names it: `上级/单位` says both; `above` is "" where nothing is said."""

    name: str
    above: str = ""

    @classmethod
    def read(cls, text: str) -> "Named":
        above, _slash, name = clean_unit(text).rpartition("/")
        return cls(name, above.rpartition("/")[2])


@dataclass(eq=False)
class _Units:
    """All units of the sheet and of the tree as one graph."""

    known: Known
    entries: dict[Named, UnitEntry] = field(default_factory=dict)
    first_row: dict[int, RawRow] = field(default_factory=dict)
    errors: list[CellError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.named: set[str] = set()
        self.by_pk = {unit.pk: unit for unit in self.known.units}
        self.known_named: dict[str, list[KnownUnit]] = defaultdict(list)
        for unit in self.known.units:
            self.known_named[unit.name].append(unit)
        self.standing: dict[int, UnitEntry] = {}

    def above(self, unit: KnownUnit) -> str:
        """The name of a known unit's parent."""
        return self.by_pk[unit.parent_pk].name if unit.parent_pk else ""

    def stand(self, unit: KnownUnit) -> UnitEntry:
        """The entry of a unit that stands in the tree, with everything above it."""
        if unit.pk not in self.standing:
            entry = self.standing[unit.pk] = UnitEntry(unit.name, unit.pk)
            entry.parent = self.stand(self.by_pk[unit.parent_pk]) if unit.parent_pk else None
        return self.standing[unit.pk]


def resolve_units(rows: Iterable[RawRow], known: Known) -> tuple[dict[int, UnitEntry], list[UnitEntry], list[CellError]]:
    """Row number → unit, all entries that the sheet names (parents before children), errors."""
    units = _Units(known)
    named = _declare(rows, units)
    homes = {number: units.entries[one] for number, one in named.items() if one in units.entries}
    _match_known(units)
    _set_parents(units)
    ordered = [] if units.errors else _order(units)
    return homes, ordered, units.errors


def _read(row: RawRow) -> Named:
    own, parent = Named.read(row.cells.get(Column.UNIT, "")), Named.read(row.cells.get(Column.PARENT, ""))
    return Named(own.name, parent.name or own.above)


def _unseen(row: RawRow) -> list[CellError]:
    """The cells of a unit's names with signs that nobody sees: two units of one look could not be told apart."""
    told = ((column, fault_unseen(clean_unit(row.cells.get(column, "")))) for column in (Column.UNIT, Column.PARENT))
    return [row.error(column, fault) for column, fault in told if fault]


def _declare(rows: Iterable[RawRow], units: _Units) -> dict[int, Named]:
    """Every (unit, parent) pair of the sheet once; a row without parent means the one pair of that name."""
    read = {row.number: (row, _read(row)) for row in rows}
    pairs: dict[str, set[str]] = defaultdict(set)
    for _row, one in read.values():
        pairs[one.name].add(one.above)
    found: dict[int, Named] = {}
    for number, (row, one) in read.items():
        if not one.name:
            units.errors.append(row.error(Column.UNIT, _("请填写单位。")))
            continue
        if len(one.name) > LONGEST["unit"]:
            units.errors.append(row.error(Column.UNIT, _("单位名称太长，请核对。")))
            continue
        if unseen := _unseen(row):
            units.errors += unseen
            continue
        others = pairs[one.name] - {""}
        if not one.above and len(others) > 1:
            units.errors.append(row.error(Column.UNIT, _("表里有几个同名的单位，分不清是哪一个，请填写上级单位。")))
            continue
        whole = Named(one.name, one.above or next(iter(others), ""))
        found[number] = whole
        if whole not in units.entries:
            entry = units.entries[whole] = UnitEntry(one.name)
            units.first_row[id(entry)] = row
            units.named.add(one.name)
    return found


def _match_known(units: _Units) -> None:
    """The same name under the same parent is the same unit; a name that is single on both sides is one that moves."""
    names = Counter(other.name for other in units.entries)
    for named, entry in units.entries.items():
        there = units.known_named.get(named.name, [])
        exact = [unit for unit in there if units.above(unit) == named.above]
        single = there if len(there) == 1 and names[named.name] == 1 and _may_move(named) else []
        if len(exact) > 1 or (not named.above and not exact and len(there) > 1):
            units.errors.append(
                units.first_row[id(entry)].error(Column.UNIT, _("系统里有几个同名的单位，分不清是哪一个，请用“上级/单位”写明。"))
            )
            continue
        match = next(iter(exact or single), None)
        if match is not None:
            entry.pk = match.pk
            units.standing[match.pk] = entry


def _may_move(named: Named) -> bool:
    """A bureau may come under another parent; an office or a section of the same name elsewhere is another one."""
    return not named.above or kind_of_unit(named.name, has_parent_bureau=True) is not UnitKind.SECTION


def _set_parents(units: _Units) -> None:
    for named, entry in list(units.entries.items()):
        row = units.first_row[id(entry)]
        old = units.by_pk[entry.pk].parent_pk if entry.pk else None
        if not named.above:
            entry.parent = units.stand(units.by_pk[old]) if old else None
            continue
        entry.parent = _find_parent(units, row, named)
        entry.moved = entry.pk is not None and (entry.parent is None or entry.parent.pk is None or entry.parent.pk != old)
    _tell_circles(units)


def _find_parent(units: _Units, row: RawRow, named: Named) -> UnitEntry | None:
    """The entry that a row means by its parent: of the sheet, else of the tree, else a new unit at the top."""
    wanted = Named.read(row.cells.get(Column.PARENT, "")) if row.cells.get(Column.PARENT, "").strip() else Named(named.above)
    if wanted.name == named.name and not wanted.above and named.above in ("", named.name):
        units.errors.append(row.error(Column.PARENT, _("上级单位写成了它自己。最上面一级请留空。")))
        return None
    inside = [entry for other, entry in units.entries.items() if other.name == wanted.name and wanted.above in ("", other.above)]
    if not inside:
        there = units.known_named.get(wanted.name, [])
        inside = [units.stand(unit) for unit in there if not wanted.above or units.above(unit) == wanted.above]
    if len(inside) > 1:
        units.errors.append(row.error(Column.PARENT, _("有几个同名的单位，分不清是哪一个，请用“上级/单位”写明。")))
        return None
    return inside[0] if inside else _new_top(units, row, wanted)


def _meant_by(units: _Units, wanted: str) -> str:
    """The unit that an unknown parent was probably meant to be: one very like it, or one character off a parent that is named more often."""
    counts = Counter(other.above for other in units.entries) + Counter(units.above(unit) for unit in units.known.units)
    oftener = (name for name, count in counts.most_common() if name and count > counts[wanted] and len(name) == len(wanted) >= 3)
    slip = next((name for name in oftener if sum(a != b for a, b in zip(name, wanted, strict=True)) == 1), "")
    return slip or nearest(wanted, (set(units.named) | set(units.known_named)) - {wanted}, at_least=LOOKS_LIKE)


def _new_top(units: _Units, row: RawRow, wanted: Named) -> UnitEntry | None:
    like = _meant_by(units, wanted.name)
    if like:
        units.errors.append(row.error(Column.PARENT, _("没有这个上级单位。如果确实是新单位，请为它另加一行，只填单位。"), like))
        return None
    entry = units.entries[Named(wanted.name)] = UnitEntry(wanted.name)
    units.first_row[id(entry)] = row
    return entry


def _tell_circles(units: _Units) -> None:
    """Name every circle once, at the row that its first unit comes from."""
    told: set[int] = set()
    for start in units.entries.values():
        chain: list[UnitEntry] = []
        here: UnitEntry | None = start
        while here is not None and here not in chain:
            chain.append(here)
            here = here.parent
        if here is not start or id(here) in told:
            continue
        told |= {id(one) for one in chain}
        names = " → ".join([*(one.name for one in chain), start.name])
        sentence = _("上级单位绕成了一个圈：%(names)s。")
        for one in chain:
            row = units.first_row.get(id(one))
            if row is not None:
                units.errors.append(row.error(Column.PARENT, sentence, names=names))


def _order(units: _Units) -> list[UnitEntry]:
    """Parents before children."""
    ordered: dict[int, UnitEntry] = {}
    depth: dict[int, int] = {}
    for entry in list(units.entries.values()):
        chain: list[UnitEntry] = []
        here: UnitEntry | None = entry
        while here is not None and id(here) not in ordered:
            chain.append(here)
            here = here.parent
        for one in reversed(chain):
            ordered[id(one)] = one
            depth[id(one)] = depth[id(one.parent)] + 1 if one.parent else 1
            if depth[id(one)] == MOST_LEVELS + 1:
                row = units.first_row.get(id(one)) or units.first_row[id(entry)]
                units.errors.append(row.error(Column.PARENT, _("单位最多 %(most)d 级，请检查上级单位。"), most=MOST_LEVELS))
    return list(ordered.values())
