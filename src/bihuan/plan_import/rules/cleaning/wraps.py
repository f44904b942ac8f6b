"""Lines that a page width or a page end cut in the middle of a sentence are joined again."""

import re
from collections import Counter
from collections.abc import Iterator

from bihuan.plan_import.rules.cleaning.working import Edit
from bihuan.plan_import.vocabulary import RepairKind

ENDS = set("。！？；：!?;:.…”’）)】》〉」")
OPEN_ENDS = set("，,、（(《“‘〈【—-")
NEW = re.compile(
    r"(?:第? ?[一二三四五六七八九十百零〇\d]{1,4} ?[、.．，,：:章节条编篇部步阶）)]|[（(] ?[一二三四五六七八九十百\d]{1,3} ?[）)]|[①-⑳❶-❿⑴-⒇㈠-㈩Ⅰ-Ⅻ●■◆▲★•·]|附件|附[:：]|抄送|[一二三四五六七八九十]是)"
)
LABEL = re.compile(r"[\u3400-\u9fff（）()]{2,10}[:：]")
WIDEST = 70
FULL = 0.9


def edits(text: str) -> Iterator[Edit]:
    lines = text.split("\n")
    width = _width(lines)
    at = 0
    for line, following in zip(lines, lines[1:], strict=False):
        at += len(line)
        if _joins(line, following, width):
            glue = " " if line[-1:].isascii() and line[-1:].isalnum() and following[:1].isascii() and following[:1].isalnum() else ""
            yield Edit(at, at + 1, glue, RepairKind.LINE)
        at += 1


def _width(lines: list[str]) -> int:
    """The page width in characters where the text was wrapped by a machine, else 0."""
    filled = [len(line) for line in lines if len(line) > 8]
    if len(filled) < 6 or max(filled) > WIDEST:
        return 0
    widths = Counter(filled)
    wide = max(filled)
    for width in range(wide, max(wide - 8, 12), -1):
        near = sum(widths[w] for w in range(width - 3, width + 1))
        if near >= 0.3 * len(filled):
            return width
    return 0


def _joins(line: str, following: str, width: int) -> bool:
    if not line or not following or NEW.match(following):
        return False
    if line[-1] in OPEN_ENDS:
        return True
    if not width or len(line) < FULL * width or LABEL.match(following):
        return False
    return line[-1] not in ENDS or (line[-1] in "”’）)】》" and following[0] not in "“‘（(《")
