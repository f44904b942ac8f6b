"""Columns of the ledger grid: what they show and from which field; which somebody sees, in which order, and how many stand still."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qs, urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """`key` as in the address; `sort` the order it offers ("" for none); `kind` its class, of which key, q and due
    stay where there is little room; `fixed` ones cannot be hidden; `edit` the field edited in place; `needs` the right that its editing
    asks of a row: "a" to correct it, "c" to classify it."""

    key: str
    label: str | Promise
    sort: str = ""
    fixed: bool = False
    shown: bool = True
    kind: str = ""
    edit: str = ""
    needs: str = "a"


COLUMNS = (
    Column("number", _("序号"), sort="number", fixed=True, kind="num"),
    Column("unit", _("单位 / 责任人"), sort="unit", fixed=True, kind="key", edit="person"),
    Column("text", _("问题"), fixed=True, kind="q", edit="text"),
    Column("category", _("类别 / 具体表现"), kind="cat", edit="entry", needs="c"),
    Column("source", _("来源"), sort="source"),
    Column("state", _("环节"), sort="state", kind="key"),
    Column("due", _("时限"), sort="due_on", kind="due", edit="due"),
    Column("cause", _("原因剖析"), shown=False, kind="long", edit="cause"),
    Column("measures", _("整改措施"), shown=False, kind="long", edit="measures"),
    Column("progress", _("整改进展"), shown=False, kind="long", edit="progress"),
    Column("leader", _("责任领导"), shown=False, edit="leader"),
    Column("weight", _("程度"), shown=False, edit="weight"),
    Column("found", _("发现日期"), shown=False, kind="num"),
    Column("external", _("外部编号"), shown=False),
)
OWN = re.compile(r"own[1-9]\d?")
"""Keys of columns of a campaign's own."""
FREEZES = (1, 2, 3)
"""So many of the first columns may stand still: the number; unit and owner, too; the problem itself, too."""
_FREEZE = 2


def known(keys: Iterable[str]) -> tuple[str, ...]:
    """Of the keys in an address (several in one value are parted by commas), those of columns, each once, in their order."""
    columns = {one.key for one in COLUMNS}
    return tuple(dict.fromkeys(key for value in keys for key in value.split(",") if key in columns or OWN.fullmatch(key)))


def kept_columns(keys: Collection[str]) -> list[tuple[str, str]]:
    """Chosen columns as they stand in an address: one value."""
    return [("col", ",".join(keys))] if keys else []


def chosen(keys: Collection[str], own: tuple[Column, ...] = ()) -> tuple[Column, ...]:
    """The columns to show: the fixed ones first, then those named in the order of their names; the usual ones when none is named. `own` are
    the campaign's own."""
    fixed = tuple(one for one in COLUMNS if one.fixed)
    if not keys:
        return fixed + tuple(one for one in COLUMNS if one.shown and not one.fixed)
    by_key = {one.key: one for one in (*COLUMNS, *own) if not one.fixed}
    return fixed + tuple(by_key[key] for key in keys if key in by_key)


@dataclass(frozen=True, slots=True)
class Look:
    """How a list looks: columns in their order (none: the usual ones), and how many of the first stand still."""

    keys: tuple[str, ...] = ()
    freeze: int = _FREEZE
    own: tuple[Column, ...] = ()

    @classmethod
    def read(cls, given: Any) -> Look:
        """From the parameters of an address."""
        freeze = given.get("freeze", "")
        return cls(known(given.getlist("col")), int(freeze) if freeze in map(str, FREEZES) else _FREEZE)

    @classmethod
    def kept(cls, query: str | None) -> Look:
        """From what was kept."""
        told: Mapping[str, list[str]] = parse_qs(query or "")
        freeze = (told.get("freeze") or [""])[0]
        return cls(known(told.get("col", [])), int(freeze) if freeze in map(str, FREEZES) else _FREEZE)

    def pairs(self) -> list[tuple[str, str]]:
        """As address parameters; the usual is left out."""
        return kept_columns(self.keys) + ([("freeze", str(self.freeze))] if self.freeze != _FREEZE else [])

    def query(self) -> str:
        """As it is kept."""
        return urlencode(self.pairs(), safe=",")

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to show."""
        return chosen(self.keys, self.own)
