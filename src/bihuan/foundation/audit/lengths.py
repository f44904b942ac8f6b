"""Texts must fit their columns: SQLite keeps any length, PostgreSQL refuses; both say so in the same words, before anything is written."""

from collections.abc import Collection, Iterable
from functools import cache
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


def refuse_too_long(rows: Iterable[Any], fields: Collection[str] | None = None) -> None:
    """Refuse rows (of one kind) with a text longer than its column, in `fields` or in all of them."""
    for row in rows:
        for name, label, most in _limits(type(row)):  # type: ignore[arg-type]
            text = getattr(row, name) if fields is None or name in fields else None
            if isinstance(text, str) and len(text) > most:
                raise BadInput(TOO_LONG, field=label, most=most, count=len(text), begin=text[:20])


def fitting(rows: Iterable[T]) -> list[T]:
    """The same rows, for parts that are stored beside the row of a change. Refused: a text too long."""
    found = list(rows)
    refuse_too_long(found)
    return found
