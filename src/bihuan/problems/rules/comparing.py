"""What a new edition of the ledger says against an earlier one (M89): added, changed, closed, reopened, voided; which fields moved.

Pure: plain values of a row at two moments."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bihuan.campaigns.rules.campaign_file.columns import OwnColumn
from bihuan.campaigns.vocabulary import ColumnKind
from bihuan.foundation.kernel import Term, _
from bihuan.problems.rules.fields import COMPARED, Field
from bihuan.problems.rules.own import shown_value
from bihuan.problems.rules.sheet.values import visible
from bihuan.problems.rules.telling import plain


class Part(Term):
    """The parts of a comparison."""

    ADDED = "added", _("新增")
    CHANGED = "changed", _("变更")
    CLOSED = "closed", _("新销号")
    REOPENED = "reopened", _("返回整改")
    VOIDED = "voided", _("不再计数")


@dataclass(frozen=True, slots=True)
class Moved:
    """One column that is not what it was."""

    field: Field
    old: Any
    new: Any

    def said(self, translate: Callable[[str], str] = str) -> tuple[str, str, str]:
        """Its word, what it was and what it is, as they are read."""
        return translate(self.field.label), _read(self.old, self.field, translate), _read(self.new, self.field, translate)


def own_moved(columns: Sequence[OwnColumn], old: Mapping[str, str], new: Mapping[str, str], *, readable: bool) -> list[Moved]:
    """The columns of the campaign's own that differ, as they are shown; texts are private like those of the ledger."""
    found = []
    for column in columns:
        was, now = (visible(told.get(str(column.number), "")) for told in (old, new))
        if was != now and (readable or column.kind is not ColumnKind.TEXT):
            found.append(Moved(Field(column.key, column.label), shown_value(column, was), shown_value(column, now)))
    return found


def _read(value: Any, field: Field, translate: Callable[[str], str]) -> str:
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return translate(_("是")) if value else translate(_("否"))
    word = next((one for one in field.words if one.value == value), value) if field.words else value
    return str(plain(word, translate))


def moved_between(old: Mapping[str, Any], new: Mapping[str, Any], *, readable: bool) -> Sequence[Moved]:
    """The columns that differ; of texts that may not be read nothing is said, not even that they moved."""
    return [
        Moved(one, old[one.name], new[one.name]) for one in COMPARED
        if old[one.name] != new[one.name] and (readable or not one.private)
    ]  # fmt: skip
