"""Cells that somebody wants to change looked over before anything is written: old and new, what is refused and why, by his rights on each row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.files.rules.guarding import unguarded
from bihuan.foundation.kernel import Actor, _
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach, duties_within, reach
from bihuan.problems.queries.cells import editable
from bihuan.problems.queries.ledger import visible_to
from bihuan.problems.queries.own import fillable
from bihuan.problems.queries.sheet import cells_of, known_row, names_of
from bihuan.problems.rules.blocks import CLEAR, AnyColumn, Cell, Wish
from bihuan.problems.rules.own_blocks import OwnRow, own_cell
from bihuan.problems.rules.sheet import Column, Known, KnownRow, Names, RawRow
from bihuan.problems.rules.sheet.comparing import Comparer
from bihuan.problems.rules.sheet.dates import day_in
from bihuan.problems.rules.sheet.shape import VEIL, VEILED
from bihuan.problems.rules.sheet.values import plain
from bihuan.problems.rules.sheet.written import WRITTEN
from bihuan.problems.vocabulary import Action, SharedPart, State

_CLEARED: Mapping[Column, Mapping[str, Any]] = {
    Column.LEADER: {"leader_id": None}, Column.CATEGORY: {"category_id": None, "manifestation_id": None},
    Column.MANIFESTATION: {"manifestation_id": None},
}  # fmt: skip
_CLASSIFYING = frozenset({Column.CATEGORY, Column.MANIFESTATION})
_BY_STEPS = frozenset({Column.NUMBER, Column.STATE, Column.OWN, Column.UNIT, Column.SOURCE, Column.FOUND})
_SHARED = {
    Column.CAUSE: SharedPart.CAUSE, Column.CAUSE_KIND: SharedPart.CAUSE, Column.MEASURES: SharedPart.MEASURES, Column.PROGRESS: SharedPart.PROGRESS,
}  # fmt: skip
VEILED_HERE = _("这一条的内容由本人、主要负责人和审阅人查看，您不能改。")
STEPS_ONLY = _("建账以后不在表格里改。")
STATE_BY_STEPS = _("环节按步骤办理，不在表格里改。")
TOO_LATE = _("已到“%(state)s”，这一项不能再改。")
NOT_YOURS = _("您没有修改这一项的职责。")
CLOCK_RUNS = _("整改已经开始或者曾被退回，时限不能直接改，请由专班办理延期。")
DAY_PAST = _("原定时限已过，不能直接改，请由专班办理延期。")
APPROVED = _("措施已由责任领导批准，要改请重新提请批准。")
IN_COMMON = _("这一项与别的问题共用，请打开这一件改，共用的会一起改。")
HAS_NUMBER = _("已有外部编号，不能再改。")
NOT_EMPTY = _("这一项不能清空。")


def _same(column: Column, text: str, old: str) -> bool:
    """Do both say the same? Numbers of rows without their leading noughts, names without blanks, days in any of their forms."""
    if text == old or column is Column.NUMBER and text.isdecimal() and old.isdecimal() and int(text) == int(old):
        return True
    if column is Column.FOUND and (day := day_in(text)):
        return day.isoformat() == old
    return column in _BY_STEPS and "".join(text.split()) == "".join(old.split())


@dataclass
class Looked:
    """One row looked over: its cells in the order they were given, and what would be written by which step, from which revision; `fills` are
    columns of the campaign's own by their numbers."""

    problem: Problem
    cells: list[Cell] = field(default_factory=list)
    action: Action = Action.AMEND
    values: dict[str, Any] = field(default_factory=dict)
    fills: dict[int, str] = field(default_factory=dict)
    line: int = 0

    @property
    def moves(self) -> bool:
        """Would anything be written?"""
        return bool(self.values or self.fills)


def look_over(actor: Actor, campaign: Campaign, wishes: Sequence[Wish]) -> list[Looked]:
    """Every wished cell with its old text, its new one, and why not; rows that the actor does not see are left out. Writes nothing."""
    mine = reach(actor, campaign.pk)
    found = _rows(mine, campaign, [wish.pk for wish in wishes])
    names = _names(campaign, mine, found)
    standing = _standing(found, mine, names)
    by_key = {row.pk: row for row in found}
    looking = _Looking(mine, Comparer(names.known, names), standing)
    return [looking.row(by_key[wish.pk], wish) for wish in wishes if wish.pk in by_key]


def texts_of(actor: Actor, campaign: Campaign, keys: Sequence[int]) -> dict[int, Mapping[str, str]]:
    """The whole texts of rows by the values of columns, as a copy takes them: what this actor may not read is veiled."""
    mine = reach(actor, campaign.pk)
    rows = _rows(mine, campaign, keys)
    return {
        pk: {str(column): text for column, text in one.cells.items()} for pk, one in _standing(rows, mine, names_of(campaign, mine)).items()
    }


def _rows(mine: Reach, campaign: Campaign, keys: Sequence[int]) -> list[Problem]:
    rows = list(visible_to(mine, campaign.pk).filter(pk__in=set(keys)).select_related("sharing").order_by("pk"))
    for row in rows:
        row.campaign = campaign
    return rows


def _names(campaign: Campaign, mine: Reach, rows: Sequence[Problem]) -> Names:
    """Units and people by name; those of the rows at hand may be proposed, nobody else's."""
    known: Known = names_of(campaign, mine).known
    here = {row.unit_id for row in rows}
    return Names(replace(known, units=tuple(replace(unit, open=unit.open or unit.pk in here) for unit in known.units)))


def _standing(rows: Sequence[Problem], mine: Reach, names: Names) -> dict[int, KnownRow]:
    wanted: QuerySet[Problem] = Problem.objects.filter(pk__in=[row.pk for row in rows]).order_by("pk")
    return {row.pk: known_row(row, cells, mine) for row, cells in zip(rows, cells_of(wanted, mine, names), strict=True)}


class _Looking:
    """Looks rows over, one by one."""

    def __init__(self, mine: Reach, comparer: Comparer, standing: Mapping[int, KnownRow]) -> None:
        self.mine, self.comparer, self.standing, self.today = mine, comparer, standing, localdate()

    def row(self, problem: Problem, wish: Wish) -> Looked:
        """The row with each wished cell; what may not be is told, the rest makes the values."""
        known, rights = self.standing[problem.pk], editable(self.mine, problem)
        told: dict[AnyColumn, Cell] = {}
        open_cells: dict[Column, str] = {}
        found = Looked(problem, line=wish.line)
        for column, raw in wish.cells.items():
            if not isinstance(column, Column):
                told[column], value = own_cell(column, raw, self._own_row(problem, known))
                found.fills |= {column.number: value} if value is not None else {}
                continue
            text, old = plain(unguarded(raw)), known.cells[column]
            told[column] = Cell(column, old, text, moves=text != VEIL and not _same(column, text, plain(old)))
            why, facts = self._why_not(column, problem, known, rights) if told[column].moves else ("", {})
            if why:
                told[column] = replace(told[column], why=why, facts=facts)
            elif told[column].moves:
                open_cells[column] = text
        self._read(found, known, open_cells, told)
        found.action = Action.FILL if not found.values else Action.AMEND if Action.AMEND in rights else Action.CLASSIFY
        found.cells = [told[column] for column in wish.cells]
        return found

    def _own_row(self, problem: Problem, known: KnownRow) -> OwnRow:
        held = duties_within(self.mine, problem).union(*(duties_within(one, problem) for one in self.mine.stand_ins()))
        return OwnRow(problem.own, fillable(problem.state, held), known.readable, known.state.label)

    def _why_not(self, column: Column, row: Problem, known: KnownRow, rights: frozenset[Action]) -> tuple[str, dict[str, object]]:
        if column in VEILED and not known.readable:
            return VEILED_HERE, {}
        if column in _BY_STEPS:
            return (STATE_BY_STEPS if column is Column.STATE else STEPS_ONLY), {}
        if Action.AMEND not in rights and not (column in _CLASSIFYING and Action.CLASSIFY in rights):
            late = row.state not in (self.comparer.known.classifiable if column in _CLASSIFYING else self.comparer.known.amendable)
            return (TOO_LATE, {"state": State(row.state).label}) if late else (NOT_YOURS, {})
        if column in _SHARED and row.sharing is not None and _SHARED[column].value in row.sharing.parts:
            return IN_COMMON, {}
        return self._by_rule(column, row, known), {}

    def _by_rule(self, column: Column, row: Problem, known: KnownRow) -> str:
        if column is Column.DUE and row.due_on:
            if row.state == State.RECTIFYING or row.returned or row.reopened:
                return CLOCK_RUNS
            return DAY_PAST if row.due_on < self.today else ""
        if column is Column.MEASURES and row.state == State.RECTIFYING and self.comparer.known.approval:
            return APPROVED
        return HAS_NUMBER if column is Column.EXTERNAL and known.external else ""

    def _read(self, found: Looked, known: KnownRow, cells: dict[Column, str], told: dict[AnyColumn, Cell]) -> None:
        """The values that the cells mean; a cell that cannot be read is told and the others are read without it."""
        rest = self._cleared(found, cells, told)
        while rest:
            change, errors, kept = self.comparer.compare(RawRow(found.line, rest), known)
            found.values |= change.values if change is not None else {}
            bad = self._refused([*errors, *kept], rest, told)
            rest = {column: text for column, text in rest.items() if column not in bad} if errors else {}
        for column, names in WRITTEN.items():
            if column in cells and not told[column].why and not {*names} & found.values.keys():
                told[column] = replace(told[column], moves=False)  # the same thing by another name

    def _cleared(self, found: Looked, cells: dict[Column, str], told: dict[AnyColumn, Cell]) -> dict[Column, str]:
        rest = {}
        for column, text in cells.items():
            if text not in CLEAR:
                rest[column] = text
            elif column in _CLEARED:
                found.values |= {name: value for name, value in _CLEARED[column].items() if getattr(found.problem, name) != value}
            else:
                told[column] = replace(told[column], why=NOT_EMPTY)
        return rest

    def _refused(self, errors: Sequence[CellError], cells: Mapping[Column, str], told: dict[AnyColumn, Cell]) -> set[Column]:
        bad: set[Column] = set()
        by_label = {column.label: column for column in cells}
        for one in errors:
            column = by_label.get(one.column) or next(iter(cells))
            told[column] = replace(told[column], why=one.template, facts=one.facts, nearest=one.nearest)
            bad.add(column)
        return bad
