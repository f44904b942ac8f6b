"""Texts must fit their columns: SQLite keeps any length, PostgreSQL refuses; both say so in the same words, before anything is written.

And they must be seen: every write passes here, whichever door the text came by, so that no name and no text keeps a sign that nobody sees."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.db.models import CharField, TextField
from django.utils.translation import override

from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.kernel.unseen import has_unseen, legible, without_clinging

T = TypeVar("T")
TOO_LONG = _("“%(field)s”最多 %(most)d 个字，现在是 %(count)d 个字，请缩短：%(begin)s…")

UNSEEN_IN = _("“%(field)s”里有看不见的符号（如改变书写方向的控制符），请删去，或逐字重新输入。")


@cache
def _texts(model: Any) -> dict[str, tuple[str, bool]]:
    """The columns that people type into: by name what they are called, and whether they hold a name (one line) or a text."""
    with override("zh-hans"):
        typed = [one for one in model._meta.concrete_fields if isinstance(one, CharField | TextField) and not one.choices]
        return {one.attname: (str(one.verbose_name), isinstance(one, CharField)) for one in typed}


def readable(model: Any, field: str, value: Any) -> Any:
    """A value as it is kept: a text without signs that nobody sees. Refused: a name with one that can deceive."""
    if value.__class__ is not str or value.isascii() and value.isprintable() or field not in _texts(model):
        return value
    label, is_name = _texts(model)[field]
    if not is_name:
        return legible(value)
    plain = without_clinging(value)
    if has_unseen(plain):
        raise BadInput(UNSEEN_IN, field=label)
    return plain


def refuse_unfit(rows: Sequence[Any]) -> None:
    """New rows (of one kind) as they may be stored: texts that can be seen and fit their columns. What clings is taken out of them."""
    model: Any = type(rows[0]) if rows else None
    for row in rows:
        held: dict[str, Any] = vars(row)
        for name in _texts(model):
            if (text := held.get(name)) and (plain := readable(model, name, text)) is not text:
                held[name] = plain
    refuse_too_long(rows)


@cache
def _limits(model: Any) -> tuple[tuple[str, str, int], ...]:
    with override("zh-hans"):  # the source language: whoever shows the sentence translates its facts
        told = [(one.attname, str(one.verbose_name), one.max_length) for one in model._meta.concrete_fields]
    return tuple((name, label, most) for name, label, most in told if most)


@lru_cache(1024)
def _limits_of(model: Any, fields: frozenset[str]) -> tuple[tuple[str, str, int], ...]:
    return tuple(one for one in _limits(model) if one[0] in fields)


def refuse_too_long(rows: Sequence[Any], fields: Collection[str] | None = None) -> None:
    """Refuse rows (of one kind) with a text longer than its column, in `fields` or in all of them."""
    if not rows:
        return
    model: Any = type(rows[0])
    held = [vars(row) for row in rows]  # what was not read was not changed either
    for name, label, most in _limits(model) if fields is None else _limits_of(model, frozenset(fields)):
        texts = [text for one in held if isinstance(text := one.get(name), str)]
        if max(map(len, texts), default=0) > most:
            text = next(text for text in texts if len(text) > most)
            raise BadInput(TOO_LONG, field=label, most=most, count=len(text), begin=text[:20])


def stored(row: T) -> T:
    """The row stored, for a part beside the row of a change. Refused: a text too long or unseen."""
    refuse_unfit([row])
    row.save(force_insert=True)  # type: ignore[attr-defined]
    return row


def fitting(rows: Iterable[T]) -> list[T]:
    """The same rows, for parts that are stored beside the row of a change. Refused: a text too long or unseen."""
    found = list(rows)
    refuse_unfit(found)
    return found
