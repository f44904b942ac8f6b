"""Texts must fit their columns: SQLite keeps any length, PostgreSQL refuses; both say so in the same words, before anything is written."""

from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.utils.translation import override

from bihuan.foundation.kernel import BadInput, _

T = TypeVar("T")
TOO_LONG = _("“%(field)s”最多 %(most)d 个字，现在是 %(count)d 个字，请缩短：%(begin)s…")


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


def fitting(rows: Iterable[T]) -> list[T]:
    """The same rows, for parts that are stored beside the row of a change. Refused: a text too long."""
    found = list(rows)
    refuse_too_long(found)
    return found
