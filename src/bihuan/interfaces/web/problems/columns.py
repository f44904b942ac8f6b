"""Columns of the ledger grid: what they show and from which field, in the order of the customary sheet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Column:
    """`key` as in the address; `sort` the order it offers ("" for none); `kind` its class, of which key, q and due
    stay where there is little room; `fixed` ones cannot be hidden; `edit` the field edited in place."""

    key: str
    label: str | Promise
    sort: str = ""
    fixed: bool = False
    shown: bool = True
    kind: str = ""
    edit: str = ""


COLUMNS = (
    Column("number", _("序号"), sort="number", fixed=True, kind="num"),
    Column("unit", _("单位 / 责任人"), fixed=True, kind="key"),
    Column("text", _("问题"), fixed=True, kind="q", edit="text"),
    Column("category", _("类别 / 具体表现"), kind="cat", edit="manifestation"),
    Column("source", _("来源")),
    Column("state", _("环节"), kind="key"),
    Column("due", _("时限"), sort="due_on", kind="due"),
    Column("cause", _("原因剖析"), shown=False, kind="long"),
    Column("measures", _("整改措施"), shown=False, kind="long"),
    Column("progress", _("整改进展"), shown=False, kind="long"),
    Column("leader", _("责任领导"), shown=False),
    Column("weight", _("程度"), shown=False),
    Column("found", _("发现日期"), shown=False, kind="num"),
    Column("external", _("外部编号"), shown=False),
)


def known(keys: Iterable[str]) -> tuple[str, ...]:
    """Of the keys in an address (several in one value are parted by commas), those of columns."""
    columns = {one.key for one in COLUMNS}
    return tuple(key for value in keys for key in value.split(",") if key in columns)


def kept_columns(keys: Collection[str]) -> list[tuple[str, str]]:
    """Chosen columns as they stand in an address: one value."""
    return [("col", ",".join(keys))] if keys else []


def chosen(keys: Collection[str]) -> tuple[Column, ...]:
    """The columns to show: those named, with the fixed ones; the usual ones when none is named."""
    return tuple(one for one in COLUMNS if one.fixed or (one.key in keys if keys else one.shown))
