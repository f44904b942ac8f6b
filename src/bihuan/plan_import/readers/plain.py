"""Plain text in any encoding."""

import re

from bihuan.foundation.files.rules.charset import Decoded, decode
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers.text import ReadText, joined
from bihuan.plan_import.vocabulary import PlaceKind

_BREAKS = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_NAMES = {"gb18030": "GB18030", "big5hkscs": "Big5", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16", "utf-32-le": "UTF-32"}


def read(data: bytes) -> ReadText:
    """The text with line ends made equal. Raises EmptyFile, UnknownEncoding, BinaryRubbish."""
    found = decode(data)
    text, places = joined(lines_of(found.text), PlaceKind.LINE)
    return ReadText(text, FileKind.TXT, places, decoding_notes(found))


def lines_of(text: str) -> list[str]:
    """Lines without trailing blanks, whatever the line ends were."""
    return [line.rstrip() for line in _BREAKS.sub("\n", text.replace("\ufeff", "")).split("\n")]


def decoding_notes(found: Decoded) -> tuple[str, ...]:
    """What the person should know about the encoding."""
    notes = []
    if found.encoding in _NAMES:
        notes.append(_("原文编码为 %s，已转换。") % _NAMES[found.encoding])
    if found.lost:
        notes.append(_("有 %d 个字符损坏，无法识别，请对照原件。") % found.lost)
    return tuple(notes)
