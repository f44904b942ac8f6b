"""What a write does to one row: the fields set, the facts noted, who is told after the commit; all as plain values for the record."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import models

from bihuan.foundation.audit.lengths import readable
from bihuan.foundation.kernel import Actor, Step, Term


@dataclass(slots=True)
class Change:
    """What an operation does to one row while it is locked. `actor` is who takes the step: the one who asked, or he for somebody else."""

    row: Any
    step: Step
    actor: Actor
    changes: dict[str, Any] = field(default_factory=dict)
    was: dict[str, Any] = field(default_factory=dict)
    touched: set[str] = field(default_factory=set)
    after: list[Callable[[], None]] = field(default_factory=list)

    def set(self, **values: Any) -> None:
        """Set fields of the row; what did not change is not written."""
        for name, value in values.items():
            old, value = getattr(self.row, name), readable(type(self.row), name, value)
            if old != value:
                before = self.was.setdefault(name, plain(old))  # set twice in one step: what stood before the step
                self.changes[name] = [before, plain(value)]
                self.touched.add(name)
                setattr(self.row, name, value)

    def note(self, **facts: Any) -> None:
        """Write facts into the record that are no fields of the row (a child that was added, a count)."""
        self.changes.update({name: plain(value) for name, value in facts.items()})

    def tell(self, message: Callable[[], None]) -> None:
        """Do this after the commit, once."""
        self.after.append(message)


_AS_IT_IS = frozenset({type(None), bool, int, float, str})


def plain(value: Any) -> Any:
    """A value as the book keeps it."""
    if value.__class__ in _AS_IT_IS:
        return value
    match value:
        case int() | float():
            return value
        case Term():
            return value.value
        case datetime() | date():
            return value.isoformat()
        case models.Model():
            return value.pk
        case list() | tuple():
            return [plain(one) for one in value]
        case dict():
            return {str(key): plain(one) for key, one in value.items()}
    return str(value)
