"""The one shape of a write: check → change → record → tell.

    with changing(problem, Action.CLOSE_OUT, actor=actor, now=now, reason=reason) as change:
        change.set(closed_on=today)

opens the transaction, locks the row, asks workflow and policy, moves the state, writes a version row and the record, chained as the
transaction's last act, and tells after the commit. An operation of a lower room called inside joins the same transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction

from bihuan.foundation.audit import chain, replaced, versions
from bihuan.foundation.audit.asking import lock
from bihuan.foundation.audit.chain import Entry
from bihuan.foundation.audit.change import Change
from bihuan.foundation.audit.drawing import draw
from bihuan.foundation.audit.keeping import Kept, kept
from bihuan.foundation.audit.lengths import refuse_too_long, refuse_unfit
from bihuan.foundation.audit.moving import By, begun, move, record
from bihuan.foundation.audit.pouring import among, change_one, change_values, give_keys, pour
from bihuan.foundation.audit.taking import Takers, check_needs, permitted, state_of, taken_by
from bihuan.foundation.audit.twice import in_words
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NeedsUnmet, NotAllowed, NotNow, Step, Term

_pending: ContextVar[list[Entry] | None] = ContextVar("pending_records", default=None)
_last_deeds: ContextVar[list[Callable[[], None]] | None] = ContextVar("last_deeds", default=None)


@contextmanager
def _book() -> Iterator[list[Entry]]:
    """The transaction of the outermost write. Inner writes join it, each whole or not at all; the chain is closed once, last."""
    open_book, deeds = _pending.get(), _last_deeds.get()
    if open_book is not None and deeds is not None:
        mark, done = len(open_book), len(deeds)
        try:
            with in_words(), transaction.atomic():  # a savepoint: an outer write may go on after an inner one was refused
                yield open_book
        except BaseException:
            del open_book[mark:], deeds[done:]
            raise
        return
    with in_words(), transaction.atomic():
        fresh: list[Entry] = []
        last: list[Callable[[], None]] = []
        tokens = _pending.set(fresh), _last_deeds.set(last)
        try:
            yield fresh
            for deed in last:
                deed()
        finally:
            _pending.reset(tokens[0])
            _last_deeds.reset(tokens[1])
        if fresh:
            chain.append(fresh)


def at_last(deed: Callable[[], None]) -> None:
    """Do something outside the database as the last thing before the outermost write is closed, and not at all where it is refused. What
    goes wrong then undoes the write."""
    deeds = _last_deeds.get()
    if deeds is None:
        deed()
    else:
        deeds.append(deed)


@contextmanager
def one_write() -> Iterator[None]:
    """Several writes as one: one transaction, and the chain closed once, last. Whoever has closed the chain keeps everybody else from
    writing until he commits; to wait then for a row that another holds is to wait for each other."""
    with _book():
        yield


@contextmanager
def changing(
    row: Any, action: Term, *, actor: Actor, now: datetime, reason: str = "", seen: int | None = None, given: Mapping[str, Any] | None = None
) -> Iterator[Change]:  # fmt: skip
    """Change one row that exists. `seen` is the revision the user looked at: another one is a Conflict. `given` is what the user
    filled in: it is set on the locked row before the needs of the step are asked; the block sets what follows from the step."""
    about, by = kept(type(row)), By(actor, now, reason.strip())
    with _book() as book:
        lock(row, about.steady)
        if seen is not None and seen != row.revision:
            raise Conflict()
        before = state_of(about, row)
        change = begun(row, taken_by(row, action, actor), by, given or {})
        yield change
        move(about, change)
        if change.touched:
            refuse_too_long([row], change.touched)
            change_one(row, change.touched)
        versions.write(about, [row], now)
        versions.write_above(about, row, now)
        replaced.write(about, [change], now)
        book.append(record(about, change, by, before))
        for message in change.after:
            transaction.on_commit(message)


@contextmanager
def creating(row: Any, action: Term, *, actor: Actor, now: datetime, reason: str = "") -> Iterator[Change]:
    """Make one row (unsaved on entry). It is stored on entry, so that children can be attached; fields set inside are stored on exit."""
    about, by = kept(type(row)), By(actor, now, reason.strip())
    with _book() as book:
        change = Change(row, *permitted(row, action, actor, now))
        by.refuse_silence(change.step)
        move(about, change)
        refuse_unfit([row])
        row.save(force_insert=True)
        change.touched.clear()
        yield change
        if change.touched:
            row.save(update_fields=sorted(change.touched))
        versions.write(about, [row], now, fresh=True)
        versions.write_above(about, row, now)
        book.append(record(about, change, by, None))
        for message in change.after:
            transaction.on_commit(message)


def creating_many(
    rows: Sequence[Any], action: Term, *, actor: Actor, now: datetime, reason: str = "", checked: bool = True
) -> Sequence[Any]:
    """Make many rows of one kind in bulk statements: the duties towards all asked at once, one record a row.

    `checked` False skips the question for each row after the first: for imports whose rows all stand under one campaign."""
    if not rows:
        return rows
    about = kept(type(rows[0]))
    with _book() as book:
        changes = [Change(row, *taken) for row, taken in zip(rows, _takers(about, rows, action, actor, now, checked), strict=True)]
        for change in changes:
            move(about, change)
        refuse_unfit(rows)
        _store(rows)
        versions.write(about, rows, now, fresh=True)
        by = By(actor, now, reason.strip())
        book.extend(record(about, change, by, None) for change in changes)
    return rows


def _takers(about: Kept, rows: Sequence[Any], action: Term, actor: Actor, now: datetime, checked: bool) -> list[tuple[Step, Actor]]:
    if not checked:
        return [permitted(rows[0], action, actor, now)] * len(rows)
    takers = Takers(about, action, actor, rows)
    found = [takers.of(at) for at in range(len(rows))]
    for row, (step, taker) in zip(rows, found, strict=True):
        check_needs(row, step, taker, now)
    return found


def _store(rows: Sequence[Any]) -> None:
    fresh = [row for row in rows if row.pk is None]
    if fresh:
        give_keys(type(rows[0]), fresh)
    pour(type(rows[0]), rows)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def changing_many(
    rows: Sequence[Any], action: Term, *, actor: Actor, now: datetime, reason: str = "", given: Mapping[str, Any] | None = None,
    sets: Mapping[str, Any] | Callable[[Actor], Mapping[str, Any]] | None = None, each: Mapping[Any, Mapping[str, Any]] | None = None,
    fresh: bool = False,
) -> tuple[list[Any], list[tuple[Any, str]]]:  # fmt: skip
    """The same step on many rows in bulk statements, one record a row. `given` and `each` (values by the row's key) are set before the needs
    are asked, `sets` after; `sets` may be a function of who takes the step, himself or as a deputy.

    Returns the rows that were changed, and those refused, each with the sentence why. Rows are locked in the order of their keys; `fresh`
    ones were locked and read whole in this transaction already."""
    if not rows:
        return [], []
    about, by = kept(type(rows[0])), By(actor, now, reason.strip())
    done: list[tuple[Change, str | None]] = []
    refused: list[tuple[Any, str]] = []
    with _book() as book:
        locked = rows if fresh else _locked(about.model, [row.pk for row in rows])
        models.prefetch_related_objects(locked, *about.parts)
        takers = Takers(about, action, actor, locked)
        for at, row in enumerate(locked):
            try:
                one = begun(row, takers.of(at), by, {**(given or {}), **(each or {}).get(row.pk, {})})
            except (NotAllowed, NotNow, NeedsUnmet, BadInput) as no:
                refused.append((row, no.sentence))
                continue
            before = state_of(about, row)
            refuse_too_long([row], one.touched)
            one.set(**(sets(one.actor) if callable(sets) else sets or {}))
            move(about, one)
            done.append((one, before))
        _write(about, [one for one, _before in done], now)
        book.extend(record(about, one, by, before) for one, before in done)
    return [one.row for one, _before in done], refused


def _write(about: Kept, changes: Sequence[Change], now: datetime) -> None:
    """The touched columns of many rows and their versions, in bulk."""
    rows = [change.row for change in changes]
    touched = sorted({versions.attribute(about.model, name) for change in changes for name in change.touched})
    if touched:
        change_values(about.model, touched, rows)
    moved = _moved(about, changes)
    versions.write(about, [row for row in rows if row.pk in moved], now, moved=True)
    versions.write(about, [row for row in rows if row.pk not in moved], now)
    replaced.write(about, changes, now)


def _moved(about: Kept, changes: Sequence[Change]) -> set[Any]:
    """The keys of rows of which a column that versions carry was surely changed."""
    known, is_carried = versions.carried(about), dict[str, bool]()
    for name in {name for change in changes for name in change.changes}:
        is_carried[name] = versions.attribute(about.model, name) in known
    return {
        change.row.pk
        for change in changes
        if any(is_carried[name] and name in change.touched and pair[0] != pair[1] for name, pair in change.changes.items())
    }


def _locked(model: type[models.Model], keys: Sequence[Any]) -> list[Any]:
    """The rows by their keys, in their order, locked."""
    key = model._meta.pk
    assert key is not None
    return draw(among(model._base_manager.select_for_update(no_key=True), str(key.column), sorted(set(keys))).order_by("pk"))


def note(about: Kept, row: Any, action: Term, *, actor: Actor, now: datetime, reason: str = "", **facts: Any) -> None:
    """Record that something was done with a row that does not change it: opened, exported, printed, signed in."""
    step = Step(action, (), None, frozenset())
    with _book() as book:
        change = Change(row, step, actor)
        change.note(**facts)
        book.append(record(about, change, By(actor, now, reason), ""))
