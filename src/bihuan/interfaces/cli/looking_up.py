"""What the commands look up: the acting system, the campaign of a code, the day of an argument, files to write."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bihuan.foundation.files.rules.limits import LARGEST, check_size
from bihuan.foundation.kernel import Actor, BadInput, Missing, _
from bihuan.foundation.kernel.moments import Written

if TYPE_CHECKING:
    from bihuan.campaigns.models import Campaign

_FEW = 10  # people named in one line


def actor() -> Actor:
    """The system's own user: whoever may start a command holds the machine."""
    from bihuan.foundation.accounts.queries import system_actor

    return system_actor("cli")


def campaign_of(code: str) -> Campaign:
    """The campaign with this code; a wrong one names those that exist."""
    from bihuan.campaigns.queries import find, visible_to

    try:
        return find(actor(), code)
    except Missing:
        known = "、".join(visible_to(actor()).values_list("code", flat=True)[:20]) or _("（还没有专项）")
        raise BadInput(_("没有代码为 %(code)s 的专项。现有：%(known)s。"), code=code, known=known) from None


def day_of(text: str | None) -> date:
    """The day of an argument, today without one."""
    from django.utils.timezone import localdate

    if not text:
        return localdate()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadInput(_("“%(text)s”不是日期，请写成 2026-03-01 的样子。"), text=text) from None


def moment_of(text: str | None) -> Written | None:
    """The past moment of an argument, None without one."""
    written = Written.read(text) if text else None
    if text and written is None:
        raise BadInput(_("“%(text)s”不是时刻，请写成 2026-03-01 或 2026-03-01T14:30 的样子。"), text=text)
    return written


def say_gaps(campaign: Campaign, day: date) -> None:
    """Units without a responsible leader or officer when the first stage is entered (M05), on stderr; the pages and the book have them, too."""
    from bihuan.campaigns.queries.gaps import gaps_before_the_first_stage

    for one in gaps_before_the_first_stage(campaign, day):
        names = "、".join(unit.name for unit in one.units[:_FEW]) + ("……" if one.count > _FEW else "")
        print(f"{one.text % {'count': one.count}}：{names}", file=sys.stderr)


def say_below_threshold(campaign: Campaign, day: date) -> None:
    """Whom the office has to decide about, on stderr: the code alone goes to stdout. Nothing changes by itself."""
    from django.utils.translation import gettext

    from bihuan.campaigns.queries import below_threshold

    found = below_threshold(campaign, day)
    if found is None:
        return
    few = "、".join(f"{one.person.name}（{one.unit.name}，{one.rank}）" for one in found.entries[:_FEW])
    told = {"threshold": found.threshold, "n": len(found.entries), "few": few + ("……" if len(found.entries) > _FEW else "")}
    said = _("职级界线是“%(threshold)s”：%(n)d 名整治对象低于界线，建议改列参与人员，请专班在名册页核定：%(few)s")
    print(gettext(said) % told, file=sys.stderr)


_NOT_THERE = _("写不了“%(path)s”。请检查文件夹是否存在、有没有写的权限。")
LONGEST_TEXT = 100_000_000
"""Bytes of a file that is text and read whole: an hourly witness file of twenty years is less."""


def _beside(path: Path) -> Path:
    """Where a result is written before it is moved to its place."""
    if not path.name or path.is_dir():
        raise BadInput(_("“%(path)s”是文件夹，这里要一个文件。"), path=path)
    return path.with_name(f".{path.name}.part")


def refuse_unwritable(*paths: Path | None) -> None:
    """Refuse places where nothing can be written, before anything is done whose result would go there."""
    for path in filter(None, paths):
        beside = _beside(path)
        try:
            beside.touch()
            beside.unlink()
        except OSError as closed:
            raise BadInput(_NOT_THERE, path=path) from closed


def write(path: Path, data: bytes, rights: int = 0o666) -> None:
    """Write a result whole or not at all: beside its place first, then moved there. `rights` it has from its first byte on."""
    beside = _beside(path)
    try:
        beside.unlink(missing_ok=True)
        with open(beside, "xb", opener=lambda name, how: os.open(name, how, rights)) as fresh:
            fresh.write(data)
        beside.replace(path)
    except OSError as closed:
        beside.unlink(missing_ok=True)
        raise BadInput(_NOT_THERE, path=path) from closed


def read(path: Path, most: int = LARGEST) -> bytes:
    """The content of a file named on the command line. Refused before a byte is read: more than `most`."""
    if path.is_dir():
        raise BadInput(_("“%(path)s”是文件夹，这里要一个文件。"), path=path)
    try:
        if (size := path.stat().st_size) > most:
            check_size(size, most)
        return path.read_bytes()
    except OSError as closed:
        raise BadInput(_("读不了“%(path)s”。请检查文件是否存在、有没有读的权限。"), path=path) from closed


def read_text(path: Path) -> str:
    """The text of a file named on the command line, which must be UTF-8."""
    try:
        return read(path, LONGEST_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadInput(_("“%(path)s”不是文本文件（UTF-8）。"), path=path) from None
