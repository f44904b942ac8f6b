"""Word 97–2003: automatic numbering ([MS-DOC] 2.9.131 PlfLst, 2.9.136 PlfLfo, 2.9.150 LVLF) and the lists of styles (2.9.271 STSH)."""

import struct
from dataclasses import dataclass, field

from bihuan.plan_import.readers.doc.properties import Paragraph, paragraph_of
from bihuan.plan_import.readers.lists import Level, ListCounter

_FORMS = {
    0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter", 10: "ideographDigital", 11: "japaneseCounting",
    14: "decimalFullWidth", 15: "decimalHalfWidth", 16: "japaneseLegal", 17: "japaneseDigitalTenThousand", 18: "decimalEnclosedCircle",
    19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop", 27: "decimalEnclosedParen",
    28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle", 30: "ideographTraditional", 31: "ideographZodiac",
    33: "taiwaneseCounting", 34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital",
    37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand", 255: "none",
}  # fmt: skip
_LIST_SIZE, _LEVEL_SIZE, _USE_SIZE = 28, 28, 16
_NO_STYLE = 0x0FFF


@dataclass(slots=True)
class Numbering:
    """Lists of one document, counting while its paragraphs pass by."""

    lists: dict[int, dict[int, Level]]
    uses: list[int]
    styles: dict[int, Paragraph]
    counters: dict[int, ListCounter] = field(default_factory=dict)

    def number(self, paragraph: Paragraph) -> str:
        """The number shown before this paragraph; empty where it has none."""
        style = self.styles.get(paragraph.style, Paragraph())
        use = paragraph.list_use if paragraph.list_use is not None else style.list_use
        if not use or use > len(self.uses):
            return ""
        list_id = self.uses[use - 1]
        if list_id not in self.lists:
            return ""
        level = paragraph.level if paragraph.level is not None else style.level or 0
        return self.counters.setdefault(list_id, ListCounter(self.lists[list_id])).next(level)


def read_numbering(lists: bytes, uses: bytes, styles: bytes) -> Numbering:
    """From the three structures; anything cut off is left out."""
    try:
        return Numbering(_lists(lists), _uses(uses), _styles(styles))
    except (struct.error, IndexError):
        return Numbering({}, [], {})


def _lists(data: bytes) -> dict[int, dict[int, Level]]:
    if len(data) < 2:
        return {}
    count = struct.unpack_from("<H", data)[0]
    at = 2 + _LIST_SIZE * count
    found = {}
    for n in range(count):
        start = 2 + _LIST_SIZE * n
        levels = {}
        for depth in range(1 if data[start + 26] & 1 else 9):
            levels[depth], at = _level(data, at)
        found[struct.unpack_from("<i", data, start)[0]] = levels
    return found


def _level(data: bytes, at: int) -> tuple[Level, int]:
    start, form, flags = struct.unpack_from("<iBB", data, at)
    characters, paragraphs, restart = data[at + 24], data[at + 25], data[at + 26]
    at += _LEVEL_SIZE + characters + paragraphs
    length = struct.unpack_from("<H", data, at)[0]
    signs = data[at + 2 : at + 2 + 2 * length].decode("utf-16-le", errors="replace")
    text = "".join(f"%{ord(sign) + 1}" if ord(sign) < 9 else sign for sign in signs)
    level = Level(max(start, 0), _FORMS.get(form, "decimal"), text, bool(flags & 4), restart if flags & 8 else None)
    return level, at + 2 + 2 * length


def _uses(data: bytes) -> list[int]:
    if len(data) < 4:
        return []
    count = struct.unpack_from("<I", data)[0]
    return [struct.unpack_from("<i", data, 4 + _USE_SIZE * n)[0] for n in range(min(count, (len(data) - 4) // _USE_SIZE))]


def _styles(data: bytes) -> dict[int, Paragraph]:
    """List places of paragraph styles, inherited along their bases."""
    if len(data) < 6:
        return {}
    head, count, base_size = struct.unpack_from("<HHH", data)
    at, own, bases = 2 + head, {}, {}
    for number in range(count):
        if at + 2 > len(data):
            break
        size = struct.unpack_from("<H", data, at)[0]
        if size:
            own[number], bases[number] = _style(data[at + 2 : at + 2 + size], base_size)
        at += 2 + size + (size & 1)
    return {number: _inherited(number, own, bases) for number in own}


def _style(block: bytes, base_size: int) -> tuple[Paragraph, int]:
    if len(block) < base_size + 2 or len(block) < 6:
        return Paragraph(), _NO_STYLE
    kind_and_base = struct.unpack_from("<H", block, 2)[0]
    at = base_size + 2 + 2 * (struct.unpack_from("<H", block, base_size)[0] + 1)
    if kind_and_base & 0xF != 1 or at + 4 > len(block):
        return Paragraph(), kind_and_base >> 4
    at += at & 1
    length = struct.unpack_from("<H", block, at)[0]
    return paragraph_of(block[at + 4 : at + 2 + length]), kind_and_base >> 4


def _inherited(number: int, own: dict[int, Paragraph], bases: dict[int, int]) -> Paragraph:
    list_use = level = None
    for _step in range(12):
        style = own.get(number)
        if style is None:
            break
        list_use = list_use if list_use is not None else style.list_use
        level = level if level is not None else style.level
        number = bases.get(number, _NO_STYLE)
    return Paragraph(list_use=list_use, level=level)
