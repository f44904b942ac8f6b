"""A ledger sheet taken over: everything or nothing, in bulk statements, one record of the book for each row that changes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.files.rules.cells import CellError
from bihuan.foundation.jobs.running import Turn
from bihuan.foundation.kernel import Actor, Refused, _
from bihuan.foundation.kernel.sweeping import without_sweeping
from bihuan.foundation.statistics import refresh
from bihuan.problems.models import Numbering, Problem
from bihuan.problems.operations.entering import By, record_lines
from bihuan.problems.operations.held_check import HeldCheck, end_of_book
from bihuan.problems.operations.reconciling import amend_rows
from bihuan.problems.operations.recording import lock_numbers
from bihuan.problems.queries.edits import last_mark
from bihuan.problems.queries.sheet import ON_NO_TERMS, preview_import
from bihuan.problems.rules.sheet import Checked, Heard, NewLine, RawRow
from bihuan.problems.rules.sheet.terms import Edit, Terms


@dataclass(frozen=True)
class ImportResult:
    """What a sheet did. With `errors` nothing was written. `gone`: external numbers imported earlier (of an export its ledger numbers) that the
    sheet no longer has (nothing is deleted); `kept`: cells that differ and may no longer be changed here; `guessed`: causes sorted by their
    words; `edits`: the differences cell by cell; `moved`: cells that the ledger changed since the export and the sheet left alone; `shortened`:
    names of units that are not whole, with the whole ones; `hints`: cells that are taken as they are and should be known."""

    new: int
    changed: int
    same: int
    gone: tuple[str, ...]
    errors: tuple[CellError, ...]
    kept: tuple[CellError, ...] = ()
    guessed: int = 0
    edits: tuple[Edit, ...] = ()
    moved: int = 0
    shortened: tuple[tuple[str, str], ...] = ()
    hints: tuple[CellError, ...] = ()

    @classmethod
    def of(cls, checked: Checked) -> "ImportResult":
        """The same counts, before or after the writing."""
        counts = (len(checked.new), len({one.pk for one in checked.changed}), checked.same)
        return cls(
            *counts, checked.gone, checked.errors, checked.kept, checked.guessed, checked.edits, checked.moved, checked.shortened,
            checked.hints,
        )  # fmt: skip

    @property
    def conflicts(self) -> tuple[Edit, ...]:
        """Cells that were edited on both sides, or emptied: the ledger's stays unless the sheet's was chosen."""
        return tuple(one for one in self.edits if one.conflict or one.clears)


def import_ledger(
    *, campaign: Campaign, rows: Sequence[RawRow], actor: Actor, now: datetime, terms: Terms = ON_NO_TERMS
) -> ImportResult:  # fmt: skip
    """Check the rows and take them over. All or nothing; an equal sheet writes nothing. Refused: no duty to import here."""
    with without_sweeping(), one_write():
        lock_numbers(campaign)  # one import at a time: two of one sheet do not double it
        mark = last_mark(campaign)
        checked = preview_import(actor, campaign, rows, terms)
        if not checked.errors and _moved_meanwhile([one.pk for one in checked.changed], mark):
            checked = preview_import(actor, campaign, rows, terms)
        if not checked.errors:
            by = By(actor, now, terms.reason)
            _record(campaign, checked.new, by)
            amend_rows(checked.changed, by)
    return ImportResult.of(checked)


def _record(campaign: Campaign, lines: Sequence[NewLine], by: By) -> None:
    record_lines(campaign, lines, by)
    if _grew(campaign, len(lines)):
        transaction.on_commit(refresh)


def _grew(campaign: Campaign, new: int) -> bool:
    """Is the ledger at least twice as long by these rows? Then the engine plans anew instead of waiting for its hour."""
    last = Numbering.objects.values_list("next", flat=True).get(campaign=campaign)
    return new >= _WORTH_A_LOOK and new * 2 >= last


def _moved_meanwhile(keys: Sequence[int], mark: int) -> bool:
    """Lock the rows that are to be changed. Did somebody do anything to one of them since that mark of the book, while they were compared?"""
    found = among(Problem.objects.select_for_update(of=("self",), no_key=True), "id", sorted(set(keys))).order_by("pk")
    held = [pk for (pk,) in found.values_list("pk")] if keys else []
    return bool(held) and among(Record.objects.filter(kind="problem", position__gt=mark), "row", held).exists()


_WORTH_A_LOOK = 200
PART = 2500
"""Rows a transaction of a long import: a second or two on a slow machine, well below the silence after which a worker counts as dead; all that
is written of them is in memory at once."""


def import_in_parts(
    *, campaign: Campaign, rows: list[RawRow], actor: Actor, now: datetime, turn: Turn, terms: Terms = ON_NO_TERMS
) -> ImportResult:  # fmt: skip
    """The same for a long sheet in the background: the whole is checked first, then taken over in parts, each a transaction of its own with
    its mark. Whoever takes up a turn that was cut off goes on behind the last part; no row comes twice. `rows` is emptied as it is written
    (S2: a hundred thousand rows within 400 MB). Refused: what was right when the whole was checked is wrong by now; the parts before it stay."""
    mark, by, many = end_of_book(), By(actor, now, terms.reason), len(rows)
    whole = preview_import(actor, campaign, rows, terms, checking(turn, many))
    told, held = ImportResult.of(whole), HeldCheck(whole, mark, by)
    del whole
    if told.errors:
        return told
    counts = dict(turn.mark.get("counts", {"new": 0, "changed": 0, "rows": 0}))
    del rows[: counts["rows"]]
    while (at := counts["rows"]) < many:
        part = rows[:PART]
        del rows[:PART]
        with without_sweeping(), one_write():
            done = _as_checked(campaign, part, held, by) or _checked_anew(campaign, part, by, terms, at)
            counts = {"new": counts["new"] + done.new, "changed": counts["changed"] + done.changed, "rows": at + len(part)}
            turn.keep(counts=counts)
        turn.step(counts["rows"], many, _("写入"))
    return replace(told, new=counts["new"], changed=counts["changed"], same=many - counts["new"] - counts["changed"])


def checking(turn: Turn, rows: int) -> Heard:
    """Tells a turn how far the check of so many rows is."""
    turn.step(0, rows, _("核对"))
    return lambda done: turn.step(done, rows)


def _as_checked(campaign: Campaign, rows: Sequence[RawRow], held: HeldCheck, by: By) -> ImportResult | None:
    """Write what the check of the whole found of these rows; None where it holds no longer."""
    lock_numbers(campaign)
    lines = held.new_of(rows)
    if lines is None:
        return None
    _record(campaign, lines, by)
    return ImportResult(len(lines), 0, len(rows) - len(lines), (), ())


def _checked_anew(campaign: Campaign, rows: Sequence[RawRow], by: By, terms: Terms, before: int) -> ImportResult:
    done = import_ledger(campaign=campaign, rows=rows, actor=by.actor, now=by.now, terms=terms)
    if done.errors:
        raise Refused(
            _("核对之后数据又有变化：%(first)s。此前的 %(rows)d 行已导入，请改正后重新导入整份。"), first=done.errors[0], rows=before
        )
    return done
