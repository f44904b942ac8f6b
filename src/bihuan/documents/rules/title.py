"""A title of several lines is set as a trapezoid or diamond, and no word is torn apart (domain.md F1)."""

import re
from functools import cache
from itertools import accumulate, pairwise

WIDTH = 20
"""Characters of 2号 (22 pt) in a line of 156 mm."""

NO_START = "，。、；：？！）》」』”〉】%的了等之"
NO_END = "（《「『“〈【〔"
KEPT = re.compile(
    r"《[^》]{1,12}》|“[^”]{1,8}”|现象|〔\d+〕|[A-Za-z0-9.%]+|领导小组办公室|领导小组|专项整治行动|专项整治|专项|查摆问题|突出问题|整治|行动|工作|方案|通知|通报|报告|意见|干部|作风|问题|情况|总结|阶段|落实|推进|开展|实施|印发|关于"
    r"|国家级|开发区|示范园区|示范区|园区|深入开展|作风建设|干部队伍|实施方案|隐患|排查|消防|校园|食品|监管|服务|管理|主义|百日攻坚|委员会|办公室|领导|小组|机关|治理|检查|督查|结果|安全|建设|进一步|加强|加快|全县|全市|全省|全区|成果|形式主义|官僚主义|纪律|群众|清单|目录"
)
AFTER = ("关于", "在", "和", "与", "及", "、", "的", "印发")


def wrap_title(title: str, width: int = WIDTH) -> list[str]:
    """The lines of a title, each at most `width` characters; one line when it fits."""
    text = "".join(title.split("\n"))
    count = -(-len(text) // width)
    if count <= 1:
        return [text]
    seams = _seams(text)
    return min(_arrangements(text, count, width), key=lambda lines: _ugliness(lines, seams), default=_hard(text, width))


def _hard(text: str, width: int) -> list[str]:
    return [text[at : at + width] for at in range(0, len(text), width)]


def _arrangements(text: str, count: int, width: int) -> list[list[str]]:
    breaks = tuple(_breaks(text))
    room = range(max(4, len(text) // (count * 2)), width + 1)

    @cache
    def tails(start: int, left: int) -> list[tuple[str, ...]]:
        rest = text[start:]
        if left == 1:
            return [(rest,)] if len(rest) in room else []
        ends = [end for end in breaks if end - start in room]
        return [(text[start:end], *tail) for end in ends for tail in tails(end, left - 1)]

    return [list(lines) for lines in tails(0, count) or tails(0, count + 1)]


def _breaks(text: str) -> list[int]:
    """Places where a line may end: not inside a kept word, not before a closing mark or particle, not after an opening one."""
    inside = {at for word in KEPT.finditer(text) for at in range(word.start() + 1, word.end())}
    return [at for at in range(1, len(text)) if at not in inside and text[at] not in NO_START and text[at - 1] not in NO_END]


def _seams(text: str) -> frozenset[int]:
    """Places where a word is known to begin or to end."""
    return frozenset(place for word in KEPT.finditer(text) for place in word.span())


def _ugliness(lines: list[str], seams: frozenset[int]) -> float:
    """Lower is better: trapezoid or diamond steps of two to six characters, breaks after a linking word or beside a kept word."""
    lengths = [len(line) for line in lines]
    steps = [after - before for before, after in pairwise(lengths)]
    waist = any(left < 0 < right for left, right in pairwise(steps))
    flat = sum(abs(abs(step) - 3) for step in steps)
    ends = accumulate(lengths[:-1])
    torn = sum(4 for line, end in zip(lines, ends, strict=False) if end not in seams and not line.endswith(AFTER))
    dangling = sum(6 for line in lines[:-1] if line.endswith(("关于", "印发", "在", "和", "与", "及")))
    clauses = sum(5 for line in lines[1:] if line.startswith(("关于", "《")))
    return flat + torn + dangling - clauses + (20 if waist else 0)
