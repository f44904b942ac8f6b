"""Damages a clean text the way copying, printing and scanning do, by a fixed seed; the facts in it stay the same.

Each kind is one function of (text, chance); `damage` applies some of them. What cannot leave the facts as they were (digits lost
from a date, say) is not done.
"""

import random
import re
from collections.abc import Callable

PAGE_MARKS = ("— {n} —", "- {n} -", "第 {n} 页 共 9 页", "{n}", "－{n}－")
NUMBER = re.compile(r"^(\s*)([（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、|\d{1,2}[.、．]|[（(]\d{1,2}[)）])", re.M)
GLUE = re.compile(r"([。；])\n+[ 　]*(?=[（(][一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)")
INSERTS = dict(
    zip("據關結際動實區縣處決過開", ["jù", "guān", "jié", "jì", "dòng", "shí", "qū", "xiàn", "chù", "jué", "guò", "kāi"], strict=True)
)
CHROME_HEAD = "首页 > 政务公开 > 专项工作 > 正文\n字号：【大】 【中】 【小】  打印本页  浏览次数：{n}\n"
CHROME_FOOT = "\n分享到：微信 微博\n上一篇：没有了\n版权所有 某政府网站管理中心 网站联系电话：0660-0{n}\n备案序号：ICP备{n}号\n"


def page_numbers(text: str, chance: random.Random) -> str:
    """Puts a page mark on a line of its own inside some long lines, in the middle of the sentence."""
    out, page = [], 1
    for line in text.splitlines():
        if len(line) > 60 and chance.random() < 0.3:
            at = _between_words(line, chance)
            mark = chance.choice(PAGE_MARKS).format(n=page)
            line, page = f"{line[:at]}\n{mark}\n{line[at:]}", page + 1
        out.append(line)
    return "\n".join(out)


def _between_words(line: str, chance: random.Random) -> int:
    """A place in the middle of a line that does not touch a digit, a Latin letter or a bracket."""
    places = [i for i in range(len(line) // 3, len(line) * 2 // 3) if not re.search(r"[\w()（）：:]", line[i - 1 : i + 1], re.A)]
    return chance.choice(places) if places else len(line)


def blank_lines(text: str, chance: random.Random) -> str:
    """Adds empty lines and full-width indents."""
    return "\n".join(line + ("\n" + chance.choice(("", " ", "　")) if chance.random() < 0.5 else "") for line in text.splitlines())


def half_width(text: str, chance: random.Random) -> str:
    """Makes brackets, commas, colons and semicolons half-width."""
    return text.translate(str.maketrans("（），：；", "(),:;"))


def dropped_numbers(text: str, chance: random.Random) -> str:
    """Loses the number of some numbered lines."""
    return NUMBER.sub(lambda m: m[1] if chance.random() < 0.12 else m[0], text)


def repeated_numbers(text: str, chance: random.Random) -> str:
    """Writes some lines' number as the number before it."""
    last: dict[str, str] = {}

    def again(m: re.Match) -> str:
        kind = re.sub(r"[一二三四五六七八九十\d]+", "", m[2])
        number = last.get(kind, m[2]) if chance.random() < 0.12 else m[2]
        last[kind] = number
        return m[1] + number

    return NUMBER.sub(again, text)


def glued(text: str, chance: random.Random) -> str:
    """Joins some numbered lines to the end of the line before, where that ends a sentence."""
    return GLUE.sub(lambda m: m[1] if chance.random() < 0.3 else m[0], text)


def wrapped(text: str, chance: random.Random) -> str:
    """Breaks every line after a fixed number of characters, as text copied out of a PDF."""
    width = chance.choice((30, 34, 38))
    return "\n".join(line[i : i + width] for line in text.splitlines() for i in range(0, max(1, len(line)), width))


def spaced(text: str, chance: random.Random) -> str:
    """Puts blanks after numbers of lines and around digits of dates."""
    text = NUMBER.sub(lambda m: m[0] + chance.choice(("", " ", "　")), text)
    return re.sub(r"(\d)([年月日])", lambda m: f"{m[1]} {m[2]} " if chance.random() < 0.4 else m[0], text)


def web_chrome(text: str, chance: random.Random) -> str:
    """Wraps the text in what a web page prints around it."""
    n = chance.randint(100000, 999999)
    return CHROME_HEAD.format(n=n) + text + CHROME_FOOT.format(n=n)


def traditional(text: str, chance: random.Random) -> str:
    """Writes it in traditional script, with pinyin inserts after some characters as a broken converter does."""
    import opencc  # noqa: PLC0415 - slow to load, only this kind needs it

    script = opencc.OpenCC("s2tw").convert(text)
    return "".join(f"{c}({INSERTS[c]})" if c in INSERTS and chance.random() < 0.5 else c for c in script)


KINDS: dict[str, Callable[[str, random.Random], str]] = {
    f.__name__: f
    for f in (dropped_numbers, repeated_numbers, glued, half_width, spaced, page_numbers, blank_lines, web_chrome, traditional, wrapped)
}


def damage(text: str, seed: int, kinds: tuple[str, ...] = ()) -> str:
    """The text damaged in the named kinds, or in two to four that the seed chooses (blank lines and wrapping exclude each other)."""
    chance = random.Random(seed)
    chosen = set(kinds or chance.sample(sorted(KINDS), chance.randint(2, 4)))
    if {"wrapped", "blank_lines"} <= chosen:
        chosen.remove("blank_lines")
    for name, change in KINDS.items():
        if name in chosen:
            text = change(text, chance)
    return text
