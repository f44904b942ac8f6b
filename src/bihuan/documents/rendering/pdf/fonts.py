"""Which fonts a PDF is made with: the machine's, the tenant's own in `fonts/` of the data folder, else two free ones of the installation.

The official fonts may not be given away (domain.md F1). Without any Chinese font every sign would be an empty box, so the installation
fetches two (`tools/install.py`) where the machine has none.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst
from django.conf import settings

from bihuan.documents.rendering.docx.fonts import ALTERNATIVES, BODY, HEI, KAI, SONG, TITLE
from bihuan.foundation.files.rules.fonts import SHIPPED

ROLES = {"title": TITLE, "body": BODY, "kai": KAI, "hei": HEI, "song": SONG}
LAST_RESORT = "Libertinus Serif"
"""Comes with typst itself: a font must be named; signs that it lacks are taken from whatever font has them."""


def folders() -> list[str]:
    """Where fonts lie beside those of the system; the tenant's own come first."""
    return [str(one) for one in (settings.BIHUAN_HOME / "fonts", SHIPPED) if one.is_dir()]


@cache
def families() -> frozenset[str]:
    """Names of all fonts there are. Looked up once a process: a font that is put there later counts from the next start."""
    return frozenset(map(str, typst.Fonts(font_paths=folders()).families()))


def missing_fonts() -> dict[str, str]:
    """Official fonts that are not there, each with what stands in ("" where nothing does: its Chinese would be empty boxes)."""
    stand_ins = {name: next((each for each in ALTERNATIVES[name].split(",") if each in families()), "") for name in ROLES.values()}
    return {name: other for name, other in stand_ins.items() if name not in families()}


def fonts_for(roles: Mapping[str, str]) -> dict[str, list[str]]:
    """For each role the fonts that are there, the official one first where it is among them."""
    told = {role: [each for each in (name, *ALTERNATIVES[name].split(",")) if each in families()] for role, name in roles.items()}
    return {role: names or [LAST_RESORT] for role, names in told.items()}


def laid_out(template: Path, **data: str) -> bytes:
    """The PDF of a template; `data` reaches it as text and is never read as markup."""
    made: bytes = typst.compile(template.read_bytes(), font_paths=folders(), sys_inputs=data)  # type: ignore[misc]
    return made
