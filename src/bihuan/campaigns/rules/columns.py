"""The columns of a campaign's own as typed values, from the plain form that is stored with it; asked for on every page of the ledger."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any

import yaml

from bihuan.campaigns.rules.campaign_file.columns import MOST, MOST_EVER, OwnColumn, faults_of, in_use, numbered
from bihuan.campaigns.rules.campaign_file.faults import Reading
from bihuan.campaigns.rules.campaign_file.parts import ListOf, PartOf
from bihuan.campaigns.vocabulary import ColumnKind, FilledBy, FilledFrom
from bihuan.foundation.kernel import BadInput, _

_LIST = ListOf(PartOf(OwnColumn))
__all__ = ["MOST", "MOST_EVER", "OwnColumn", "checked_columns", "column_of", "columns_in_use", "columns_of", "plain_columns"]


def columns_of(file: Mapping[str, Any]) -> tuple[OwnColumn, ...]:
    """All columns of a campaign's own, retired ones too, in their order. `file` is `Campaign.file`."""
    stored = file.get("columns")
    return _read(json.dumps(stored, ensure_ascii=False)) if stored else ()


def columns_in_use(file: Mapping[str, Any]) -> tuple[OwnColumn, ...]:
    """Those that are filled in now."""
    return in_use(columns_of(file))


@lru_cache(256)
def _read(stored: str) -> tuple[OwnColumn, ...]:
    return numbered([_one(told) for told in json.loads(stored)])


def _one(told: Mapping[str, Any]) -> OwnColumn:
    """What the program itself stored, of which the shape was asked when it came in."""
    values: dict[str, Any] = {name: value for name, value in told.items() if value is not None}
    typed: dict[str, Any] = {
        "kind": ColumnKind,
        "editors": FilledBy,
        "required": FilledFrom,
        "choices": tuple,
        "retired": date.fromisoformat,
    }
    return OwnColumn(**{name: typed[name](value) if name in typed else value for name, value in values.items()})


def column_of(file: Mapping[str, Any], key: str) -> OwnColumn | None:
    """The column of a key (own3) or a name, retired ones too; those in use come first."""
    found = sorted((one for one in columns_of(file) if key in (one.key, one.name, one.label)), key=lambda one: one.retired is not None)
    return found[0] if found else None


def plain_columns(columns: Sequence[OwnColumn]) -> list[dict[str, Any]]:
    """As they are stored."""
    return [
        {name: value.isoformat() if isinstance(value, date) else value for name, value in one.items()}
        for one in _LIST.plain(tuple(columns))
    ]


def checked_columns(columns: Sequence[OwnColumn]) -> list[dict[str, Any]]:
    """The same as they are stored, when they can stand. Raises BadInput with all that is wrong: a thirteenth, a name used twice …"""
    plain, reading = plain_columns(columns), Reading()
    node = yaml.compose(yaml.safe_dump(plain, allow_unicode=True), Loader=yaml.SafeLoader)
    if plain and node is not None:
        _LIST.read(node, (), reading)
    told = [fault.message for fault in reading.faults] or [message for _path, message in faults_of(columns)]
    if told:
        raise BadInput(_("自设栏目没有改：%(what)s。"), tuple(told), what="；".join(dict.fromkeys(told)))
    return plain
