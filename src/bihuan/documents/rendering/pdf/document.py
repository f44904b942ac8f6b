"""A paper handed to typst as data; `paper.typ` beside this file lays it out. No text of a paper is ever read as markup."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import typst

from bihuan.documents.rendering.docx.fonts import ALTERNATIVES, BODY, HEI, KAI, SONG, TITLE
from bihuan.documents.rendering.pdf.content import content_of
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.kernel import _

TEMPLATE = Path(__file__).with_name("paper.typ")
LAST_RESORT = "Libertinus Serif"
"""Comes with typst itself: a font must be named; signs that it lacks are taken from whatever font has them."""
ROLES = {"title": TITLE, "body": BODY, "kai": KAI, "hei": HEI, "song": SONG}


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and a sentence for each official font that was replaced."""

    data: bytes
    warnings: tuple[str, ...]


@cache
def _families(folders: tuple[Path, ...]) -> frozenset[str]:
    fonts = typst.Fonts(font_paths=[str(folder) for folder in folders]) if folders else typst.Fonts()
    return frozenset(str(family) for family in fonts.families())


def missing_fonts(folders: tuple[Path, ...] = ()) -> dict[str, str]:
    """Official fonts that neither this machine nor `folders` have, each with what stands in ("" where nothing does)."""
    have = _families(folders)
    stand_ins = {name: next((each for each in ALTERNATIVES[name].split(",") if each in have), "") for name in ROLES.values()}
    return {name: other for name, other in stand_ins.items() if name not in have}


def fonts_for(roles: Mapping[str, str], folders: tuple[Path, ...] = ()) -> dict[str, list[str]]:
    """For each role the fonts that this machine has, the official one first where it is there."""
    have = _families(folders)
    told = {role: [each for each in (name, *ALTERNATIVES[name].split(",")) if each in have] for role, name in roles.items()}
    return {role: names or [LAST_RESORT] for role, names in told.items()}


def render_pdf(paper: Paper, folders: tuple[Path, ...] = ()) -> Pdf:
    """The paper in the national layout as PDF. `folders` may hold the tenant's own fonts."""
    data = json.dumps({**content_of(paper), "fonts": fonts_for(ROLES, folders)}, ensure_ascii=False)
    made: bytes = typst.compile(TEMPLATE.read_bytes(), font_paths=[str(folder) for folder in folders], sys_inputs={"paper": data})  # type: ignore[misc]
    return Pdf(made, tuple(_told(name, other) for name, other in missing_fonts(folders).items()))


def _told(name: str, other: str) -> str:
    return _("本机没有字体“%(name)s”，已用“%(other)s”代替。") % {"name": name, "other": other or _("默认字体")}
