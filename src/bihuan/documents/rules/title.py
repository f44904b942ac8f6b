"""A title of several lines is set as a trapezoid or diamond, and no word is torn apart (domain.md F1).

Lower is better: steps of two to six characters and no waist, breaks after a linking word or beside a kept word."""

import re
from functools import cache, lru_cache

WIDTH = 20
"""Characters of 2号 (22 pt) in a line of 156 mm."""

NO_START = "，。、；：？！）》」』”〉】%的了等之"
NO_END = "（《「『“〈【〔"
KEPT = re.compile(
    r"《[^》]{1,12}》|“[^”]{1,8}”|现象|〔\d+〕|[A-Za-z0-9.%]+|领导小组办公室|领导小组|专项整治行动|专项整治|专项|查摆问题|突出问题|整治|行动|工作|方案|通知|通报|报告|意见|干部|作风|问题|情况|总结|阶段|落实|推进|开展|实施|印发|关于"
    r"|国家级|开发区|示范园区|示范区|园区|深入开展|作风建设|干部队伍|实施方案|隐患|排查|消防|校园|食品|监管|服务|管理|主义|百日攻坚|委员会|办公室|领导|小组|机关|治理|检查|督查|结果|安全|建设|进一步|加强|加快|全县|全市|全省|全区|成果|形式主义|官僚主义|纪律|群众|清单|目录"
)
DANGLING = ("关于", "印发", "在", "和", "与", "及")
CLAUSES = ("关于", "《")
AFTER = ("关于", "在", "和", "与", "及", "、", "的", "印发")


def wrap_title(title: str, width: int = WIDTH) -> list[str]:
    """The lines of a title, each at most `width` characters; one line when it fits."""
    text = "".join(title.split("\n"))
    count = -(-len(text) // width)
    if count <= 1:
        return [text]
    return list(_arranged(text, count, width) or _hard(text, width))


def _hard(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


@lru_cache(500)
def _arranged(text: str, count: int, width: int) -> tuple[str, ...]:
    """The finest lines, one more where that many do not hold the text; () where no such lines hold it."""
    room = range(max(4, len(text) // (count * 2)), width + 1)
    for lines in (count, count + 1):
        if (found := _finest(text, lines, room)) is not None:
            return found[1]
    return ()


def _finest(text: str, count: int, room: range) -> tuple[int, tuple[str, ...]] | None:
    """The least ugly lines with their ugliness. What a line adds depends on the two lines before it alone: each place is weighed once,
    however many ways lead there (a title of 200 characters may be cut in millions of ways)."""
    breaks, seams = (*_breaks(text), len(text)), _seams(text)

    @cache
    def rest(start: int, left: int, before: int, falls: bool, waist: bool) -> tuple[int, tuple[str, ...]] | None:
        best = None
        for end in (len(text),) if left == 1 else breaks:
            if end - start not in room:
                continue
            step = end - start - before if before else 0
            narrow = falls and step > 0
            tail = rest(end, left - 1, end - start, step < 0, waist or narrow) if left > 1 else (0, ())
            if tail is not None:
                cost = tail[0] + (abs(abs(step) - 3) if before else 0) + (20 if narrow and not waist else 0)
                cost += (_torn(text[start:end], end in seams) if left > 1 else 0) - (5 if start and text.startswith(CLAUSES, start) else 0)
                if best is None or cost < best[0]:
                    best = cost, (text[start:end], *tail[1])
        return best

    return rest(0, count, 0, False, False)


def _breaks(text: str) -> list[int]:
    """Places where a line may end: not inside a kept word, not before a closing mark or particle, not after an opening one."""
    inside = {at for word in KEPT.finditer(text) for at in range(word.start() + 1, word.end())}
    return [at for at in range(1, len(text)) if at not in inside and text[at] not in NO_START and text[at - 1] not in NO_END]


def _seams(text: str) -> frozenset[int]:
    """Places where a word is known to begin or to end."""
    return frozenset(place for word in KEPT.finditer(text) for place in word.span())


def _torn(line: str, at_seam: bool) -> int:
    """What the end of a line costs: inside a word, or behind one that leads on."""
    return (0 if at_seam or line.endswith(AFTER) else 4) + (6 if line.endswith(DANGLING) else 0)
