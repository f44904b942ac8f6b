"""The parts of a preview, as plain values that travel as JSON."""

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture made for the page: WebP of this size; `of` the page or picture it shows."""

    data: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading, picture or table. `runs` are (words, style) with style of b, i, u, s; `rows` the cells of a table."""

    kind: str
    level: int = 0
    runs: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    picture: int = -1
    label: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, its upper left corner; `more` tells that it goes on."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    more: bool = False
    hidden: bool = False


@dataclass
class Preview:
    """What the page shows: pictures of pages, blocks of text, or sheets. `total` pages or sheets, of which the first are shown."""

    shots: list[Shot] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    sheets: list[Sheet] = field(default_factory=list)
    total: int = 0
    more: bool = False

    def told(self) -> dict[str, Any]:
        """All but the pixels, for JSON."""
        return {
            "shots": [{"width": one.width, "height": one.height} for one in self.shots],
            "blocks": [asdict(one) for one in self.blocks], "sheets": [asdict(one) for one in self.sheets],
            "total": self.total, "more": self.more,
        }  # fmt: skip
