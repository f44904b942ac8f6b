"""A byte lost before （一） shifts the bytes behind it: ?。ㄒ唬┥钊腴_展 is （一）深入開展. Read again with the byte put back."""

import re
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

SHIFTED = re.compile(r"[?？]。?[\u3105-\u3129āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüê]")
SOUND = re.compile(r"\u3000*（[一二三四五六七八九十]{1,3}）")
LONGEST = 60


def edits(text: str) -> Iterator[Edit]:
    for found in SHIFTED.finditer(text):
        read = _again(text, found.start() + 1)
        if read is not None:
            yield Edit(found.start(), read[0], read[1], RepairKind.ENCODING)


def _again(text: str, start: int) -> tuple[int, str] | None:
    """Where the bytes fall into step again, and what they say; None where they say nothing sound."""
    lost = b"\xa1" if text[start] == "。" else b"\xa3"
    for end in range(start + 1, min(len(text), start + LONGEST)):
        if text[end] == "\n":
            return None
        if "@" <= text[end] <= "~":
            try:
                said = (lost + text[start : end + 1].encode("gbk")).decode("gbk")
            except UnicodeError:
                return None
            return (end + 1, said) if SOUND.match(said) else None
    return None
