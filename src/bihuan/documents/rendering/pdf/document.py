"""A paper handed to typst as data; `paper.typ` beside this file lays it out. No text of a paper is ever read as markup."""

import json
from dataclasses import dataclass
from pathlib import Path

from bihuan.documents.rendering.pdf.content import content_of
from bihuan.documents.rendering.pdf.fonts import ROLES, fonts_for, laid_out, missing_fonts
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.kernel import _

TEMPLATE = Path(__file__).with_name("paper.typ")


@dataclass(frozen=True, slots=True)
class Pdf:
    """The file, and a sentence for each official font that was replaced."""

    data: bytes
    warnings: tuple[str, ...]


def render_pdf(paper: Paper) -> Pdf:
    """The paper in the national layout as PDF."""
    data = json.dumps({**content_of(paper), "fonts": fonts_for(ROLES)}, ensure_ascii=False)
    return Pdf(laid_out(TEMPLATE, paper=data), tuple(_told(name, other) for name, other in missing_fonts().items()))


def _told(name: str, other: str) -> str:
    return _("本机没有字体“%(name)s”，已用“%(other)s”代替。") % {"name": name, "other": other or _("默认字体")}
