"""The one style sheet: layer by layer, file by file, put together once for a process. No Node, no collecting step.

Sources are static/css/{tokens,base,components}/*.css; a room's own rules lie in static/css/pages/<room>.css and are linked by its pages,
what paper needs in static/css/print/print.css, linked by all.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path

SOURCES = Path(__file__).resolve().parent.parent / "static" / "css"
LAYERS = ("tokens", "base", "components")
DARK = ":root[data-theme=dark]"


def squeeze(css: str) -> str:
    """The same rules without comments and idle blanks. Knows only the plain CSS we write (no blank-sensitive strings)."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r"(\([\w-]+): ", r"\1:", css)
    css = re.sub(r"#([0-9a-f])\1([0-9a-f])\2([0-9a-f])\3(?![0-9a-f])", r"#\1\2\3", css)
    return re.sub(r": (?=[^{}]*[;}])", ":", css).replace(";}", "}").strip()


def both_darks(css: str) -> str:
    """Dark values for who asks for them, and again for who leaves it to a dark system."""
    auto = css.replace(DARK, ":root[data-theme=auto]")
    return f"{css}@media (prefers-color-scheme: dark){{{auto}}}"


def layer(name: str) -> str:
    """All files of a layer in the order of their names, inside their @layer."""
    texts = (path.read_text(encoding="utf-8") for path in sorted((SOURCES / name).glob("*.css")))
    rules = "".join(both_darks(text) if DARK in text else text for text in texts)
    return f"@layer {name}{{{squeeze(rules)}}}"


def bundle() -> str:
    """The style sheet as it is sent."""
    return "@layer tokens,base,components,pages,print;" + "".join(layer(name) for name in LAYERS)


def stamp() -> int:
    """Newest change of a source, in nanoseconds: while developing, an edit is seen at the next reload."""
    return max(path.stat().st_mtime_ns for path in SOURCES.glob("*/*.css"))


@lru_cache(maxsize=1)
def packed(_stamp: int) -> tuple[str, bytes, bytes]:
    """(mark for the address, plain bytes, gzip bytes)."""
    plain = bundle().encode()
    return hashlib.sha256(plain).hexdigest()[:12], plain, gzip.compress(plain, mtime=0)
