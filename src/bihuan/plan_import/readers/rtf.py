"""Rich text (rtf), which older office systems also save under the name .doc: words, written list numbers, table cells."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bihuan.foundation.files.rules.refusals import DamagedFile
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.plan_import.readers.text import ReadText, joined, table_lines
from bihuan.plan_import.vocabulary import PlaceKind

_TOKEN = re.compile(rb"\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\(.)|([{}])|([^\\{}\r\n]+)|[\r\n]+", re.S)
_DROPPED = frozenset(
    (b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"header", b"headerl", b"headerr", b"headerf", b"footer")
    + (
        b"footerl",
        b"footerr",
        b"footerf",
        b"footnote",
        b"fldinst",
        b"listtable",
        b"listoverridetable",
        b"revtbl",
        b"annotation",
        b"bkmkstart",
    )
    + (b"bkmkend", b"themedata", b"datastore", b"xmlnstbl", b"generator", b"nonshppict", b"pntext", b"deleted")
)
_SIGNS = {
    b"tab": "\t", b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"bullet": "•",
    b"emspace": "\u3000", b"enspace": " ",
}  # fmt: skip
_ENDS = {b"par": "\n", b"line": "\n", b"sect": "\n", b"page": "\n", b"cell": "\a", b"nestcell": "\a", b"row": "\v", b"nestrow": "\v"}


@dataclass(slots=True)
class Group:
    """What holds inside a pair of braces: hidden or not, how many substitutes follow a Unicode character, code page by font."""

    dropped: bool = False
    substitutes: int = 1


@dataclass(slots=True)
class Words:
    """Collects characters; bytes of the code page are gathered first, since one character may take two of them."""

    encoding: str = "gb18030"
    parts: list[str] = field(default_factory=list)
    raw: bytearray = field(default_factory=bytearray)
    to_skip: int = 0

    def byte(self, code: int) -> None:
        """A byte of the code page, unless it stands for a Unicode character already told."""
        if self.to_skip:
            self.to_skip -= 1
        else:
            self.raw.append(code)

    def say(self, text: str) -> None:
        """Characters as they are."""
        if self.raw:
            self.parts.append(self.raw.decode(self.encoding, errors="replace"))
            self.raw.clear()
        self.parts.append(text)


def read(data: bytes) -> ReadText:
    """Text of a rich text file. Raises DamagedFile when its braces do not close."""
    text, places = joined(_lines(_text(data)), PlaceKind.PARAGRAPH)
    return ReadText(text, FileKind.RTF, places)


def _text(data: bytes) -> str:
    words, groups = Words(), [Group()]
    for token in _TOKEN.finditer(data):
        word, number, code, sign, brace, plain = token.groups()
        if brace == b"{":
            groups.append(Group(groups[-1].dropped, groups[-1].substitutes))
        elif brace == b"}":
            if len(groups) == 1:
                break
            groups.pop()
        elif word:
            _control(word, int(number) if number else None, groups[-1], words)
        elif sign == b"*":
            groups[-1].dropped = True
        elif not groups[-1].dropped:
            _literal(code, sign, plain, words)
    words.say("")
    if len(groups) > 2:
        raise DamagedFile(kind=FileKind.RTF.label)
    # Characters beyond the first plane come as two halves.
    return "".join(words.parts).encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _control(word: bytes, number: int | None, group: Group, words: Words) -> None:
    if word in _DROPPED or word == b"v" and number != 0:
        group.dropped = True
    elif word == b"v":
        group.dropped = False
    elif word == b"ansicpg" and number:
        words.encoding = _code_page(number)
    elif word == b"uc" and number is not None:
        group.substitutes = max(0, min(number, 8))
    elif not group.dropped and word == b"u" and number is not None:
        words.say(chr(number % 65536))
        words.to_skip = group.substitutes
    elif not group.dropped and (told := _SIGNS.get(word) or _ENDS.get(word)):
        words.say(told)


def _literal(code: bytes | None, sign: bytes | None, plain: bytes | None, words: Words) -> None:
    if code:
        words.byte(int(code, 16))
    elif plain:
        for byte in plain:
            words.byte(byte)
    elif sign in (b"\\", b"{", b"}"):
        words.byte(sign[0])
    elif sign in (b"~", b"_"):
        words.say(" " if sign == b"~" else "-")


def _code_page(number: int) -> str:
    name = "gb18030" if number == 936 else f"cp{number}"
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "gb18030"


def _lines(text: str) -> Iterator[str]:
    """Paragraphs and table rows; cells end with \\a, rows with \\v."""
    for block in text.split("\v"):
        *cells, rest = block.split("\a")
        if not cells:
            yield from _paragraphs(rest)
            continue
        before, newline, first = cells[0].rpartition("\n")
        yield from _paragraphs(before) if newline else ()
        yield from table_lines([[_number_joined(cell) for cell in [first, *cells[1:]]]])
        yield from _paragraphs(rest)


def _paragraphs(text: str) -> Iterator[str]:
    yield from (_number_joined(line).strip(" ") for line in text.split("\n"))


def _number_joined(line: str) -> str:
    """A list number is parted from its paragraph by a tab."""
    return re.sub(r"(?<=[、）)．.①-⑳])\t", "", line).replace("\t", " ")
