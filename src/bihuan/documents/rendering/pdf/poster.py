"""A poster with a code that leads to the public door (D17), on one A4 sheet. `poster.typ` beside this file lays it out."""

import json
from dataclasses import asdict
from pathlib import Path

from bihuan.documents.rendering.docx.fonts import HEI, KAI, SONG, TITLE
from bihuan.documents.rendering.pdf.fonts import fonts_for, laid_out
from bihuan.documents.rendering.squares import squares_of
from bihuan.documents.rules.poster import Poster

TEMPLATE = Path(__file__).with_name("poster.typ")
MONO = "DejaVu Sans Mono"


def render_poster(poster: Poster) -> bytes:
    """The sheet as PDF."""
    told = {**asdict(poster), "squares": squares_of(poster.address).svg}
    fonts = {**fonts_for({"title": TITLE, "hei": HEI, "song": SONG, "kai": KAI}), "mono": [MONO]}
    return laid_out(TEMPLATE, poster=json.dumps({**told, "fonts": fonts}, ensure_ascii=False))
