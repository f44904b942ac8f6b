"""A poster with a code that leads to the public door (D17), on one A4 sheet. `poster.typ` beside this file lays it out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from bihuan.documents.rendering.docx.fonts import HEI, KAI, SONG, TITLE
from bihuan.documents.rendering.pdf.fonts import fonts_for, laid_out
from bihuan.documents.rendering.squares import squares_of

TEMPLATE = Path(__file__).with_name("poster.typ")
MONO = "DejaVu Sans Mono"


@dataclass(frozen=True, slots=True)
class Poster:
    """What hangs on the wall. `says` are short lines below the code, `ways` (name, value) other ways to be heard, `large` for eyes that read large
    print, `corner` a word that says that it is not yet to be hung up."""

    issuer: str
    title: str
    about: Sequence[str]
    address: str
    says: Sequence[str]
    ways: Sequence[tuple[str, str]] = ()
    foot: str = ""
    large: bool = False
    corner: str = ""


def render_poster(poster: Poster) -> bytes:
    """The sheet as PDF."""
    told = {**asdict(poster), "squares": squares_of(poster.address).svg}
    fonts = {**fonts_for({"title": TITLE, "hei": HEI, "song": SONG, "kai": KAI}), "mono": [MONO]}
    return laid_out(TEMPLATE, poster=json.dumps({**told, "fonts": fonts}, ensure_ascii=False))
