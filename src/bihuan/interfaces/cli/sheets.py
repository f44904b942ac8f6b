"""What the ledger's commands do with a sheet: read it with what the campaign remembers, say what a column is, hand it back marked."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from bihuan.foundation.kernel import BadInput, _

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign
    from bihuan.foundation.files.rules.cells import CellError
    from bihuan.problems.rules.filters import Filters
    from bihuan.problems.rules.sheet.layout import Layout, Memory, SheetMap
    from bihuan.problems.sheets import LedgerSheet

_NONE = ("不导入", "无", "-")


def read_sheet(campaign: Campaign, arguments: argparse.Namespace) -> tuple[bytes, LedgerSheet]:
    """The bytes and the sheet, with what `--map` says of its columns; what was said is remembered unless it is only checked."""
    from bihuan.interfaces.cli.looking_up import read
    from bihuan.problems.queries.layouts import memory_of
    from bihuan.problems.sheets import look_at_ledger, read_ledger

    data, memory = read(arguments.file), memory_of(campaign, arguments.sheet)
    if arguments.map:
        sheet = look_at_ledger(data, arguments.file.name, memory)
        layouts = dict(memory.layouts)
        for one in sheet.maps:
            layouts[one.shape] = _mapped(one, arguments.map, memory)
        memory = replace(memory, layouts=layouts)
        if not arguments.check:
            _keep(campaign, sheet.maps, memory)
    return data, read_ledger(data, arguments.file.name, memory)


def _mapped(sheet: SheetMap, told: Sequence[str], memory: Memory) -> Layout:
    """The layout of a sheet with what was said of its columns."""
    from bihuan.problems.rules.sheet import Column

    columns = {one.place: one.column for one in sheet.titles}
    meanings = {column.label: column.value for column in Column} | {label: key for key, label in memory.own.items()}
    for one in told:
        where, _same, what = (part.strip() for part in one.partition("="))
        places = [
            title.place for title in sheet.titles if where.upper() == title.letter or where in (title.text, title.text.split("/")[-1])
        ]
        if len(places) != 1 or (what not in meanings and what not in _NONE):
            heads = "、".join(f"{title.letter}（{title.text}）" for title in sheet.titles)
            raise BadInput(_("看不懂“%(told)s”。列可以写：%(heads)s；栏目可以写：%(meanings)s、不导入。"), told=one, heads=heads,
                           meanings="、".join(meanings))  # fmt: skip
        word = meanings.get(what, "")
        columns = {place: "" if word and old == word else old for place, old in columns.items()} | {places[0]: word}
    return replace(sheet.layout, columns=columns)


def _keep(campaign: Campaign, maps: Sequence[SheetMap], memory: Memory) -> None:
    from django.utils import timezone

    from bihuan.interfaces.cli.looking_up import actor
    from bihuan.problems.operations.laying_out import keep_layout

    for one in maps:
        titles = [title.text for title in one.titles]
        keep_layout(campaign=campaign, shape=one.shape, titles=titles, layout=memory.layouts[one.shape], actor=actor(), now=timezone.now())


def mark(data: bytes, sheet: LedgerSheet, errors: Sequence[CellError], campaign: Campaign, arguments: argparse.Namespace) -> None:
    """The sheet with its wrong cells marked, where it was asked for."""
    from bihuan.interfaces.cli.looking_up import write
    from bihuan.problems.queries.own import columns_shown
    from bihuan.problems.sheets.marking import marked_ledger

    if errors and arguments.marked:
        write(arguments.marked, marked_ledger(data, arguments.file.name, sheet, errors, columns_shown(campaign)))


def filters_of(text: str) -> Filters:
    """The filter as an address writes it. Refused: a name or a value that is none, with those that are."""
    from bihuan.problems.rules.asked import asked

    return asked({"sort": ["number"], **parse_qs(text.lstrip("?"), keep_blank_values=True)})
