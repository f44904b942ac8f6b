"""Activation slips as PDF to print and cut: a page (or more) for each unit. `slips.typ` beside this file lays them out."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bihuan.documents.rendering.docx.fonts import HEI, SONG
from bihuan.documents.rendering.pdf.fonts import fonts_for, laid_out
from bihuan.foundation.kernel import _

TEMPLATE = Path(__file__).with_name("slips.typ")
MONO = "DejaVu Sans Mono"
"""Comes with typst itself: signs of one width that nobody mixes up."""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """The slips of one unit: (name, sign-in name, one-time code) each."""

    unit: str
    slips: Sequence[tuple[str, str, str]]


def sheets_by_unit(rows: Iterable[tuple[str, tuple[str, str, str]]]) -> list[SlipSheet]:
    """The sheets for rows of (unit, slip), in the order in which units and people come; whoever has no unit stands last."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for unit, slip in rows:
        found.setdefault(unit, []).append(slip)
    return [SlipSheet(unit or _("未列单位"), slips) for unit, slips in sorted(found.items(), key=lambda pair: not pair[0])]


def render_slips(sheets: Sequence[SlipSheet], *, site: str, until: date, printed_on: date) -> bytes:
    """The slips, unit after unit. `site` is the address of the page where a code is used, `until` its last day. Papers speak Chinese."""
    words = {
        "title": _("激活单"), "name": _("姓名"), "username": _("登录名"), "code": _("激活码"),
        "what": _("打开 %(site)s ，填登录名和激活码，设一个只有自己知道的口令，就能登录。") % {"site": site},
        "until": _("有效期至 %(day)s，只能用一次。过期、丢失的，找本单位联络员换一张。请勿转给他人。") % {"day": until.isoformat()},
    }  # fmt: skip
    told = [
        {
            "unit": one.unit,
            "told": _("激活单 %(count)d 张　%(day)s 打印　请沿虚线裁开，当面发给本人")
            % {"count": len(one.slips), "day": printed_on.isoformat()},
            "slips": [{"name": name, "username": username, "code": code} for name, username, code in one.slips],
        }
        for one in sheets
    ]
    fonts = {**fonts_for({"hei": HEI, "song": SONG}), "mono": [MONO]}
    data = json.dumps({"words": words, "sheets": told, "fonts": fonts}, ensure_ascii=False)
    return laid_out(TEMPLATE, slips=data)
