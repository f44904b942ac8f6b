"""Harsher damage than `damage`: what sharing sites, converters and scanners do to a whole text at once, by a fixed seed.

Each kind is one function of (text, chance) and leaves the facts as a careful person would still read them. `rough` applies one kind by name;
`python -m bench.plan_damage` tells what each costs.
"""

import random
import re
from collections.abc import Callable

from tests.corpus.damage import NUMBER

FULL = str.maketrans(
    {chr(c): chr(c + 0xFEE0) for c in range(0x21, 0x7F) if chr(c).isalnum()} | {"(": "（", ")": "）", "@": "＠", "%": "％"}
)
HALF = str.maketrans("（），：；！？“”０１２３４５６７８９", '(),:;!?""0123456789')
STAGE_DATE = re.compile(
    r"^(?P<lead>\s*[（(]?[一二三四五六七八九十\d]{1,3}[)）、.]\s*|\s*第[一二三四五六]阶段[：:，, ]?)(?P<name>[\u4e00-\u9fff、]{2,14})"
    r"[（(](?P<date>[^（）()\n]*\d{1,2}月[^（）()\n]*)[)）]",
    re.M,
)
LETTER_FOR_DIGIT = {"1": "lI", "0": "Oo"}
MENU = "网站首页 新闻中心 政务公开 办事服务 互动交流 专题专栏\n您当前的位置： 首页 > 政务公开 > 工作动态\n"
META = "发布时间：2024-05-0{d} 10:2{d} 来源：本站 作者：管理员 浏览量：{n}\n【字体：大 中 小】 打印 关闭\n"
ADVERT = "\n以上内容由文档网整理，转载请注明出处，更多范文请关注本站\n"
TAIL = (
    "\n相关阅读\n· 2023年某某系统年度工作总结\n· 关于开展岗位练兵活动的通知\n· 安全生产月活动实施方案（一）\n"
    "上一篇：某单位学习心得体会\n下一篇：某单位半年工作计划\n关于我们 | 联系我们 | 网站地图 | 免责声明\n"
    "主办单位：某某信息中心 客服热线：0660-8{n} 邮箱：service@site{d}.example\n"
    "网站标识码：99{n} 备案号：ICP备{n}号 公网安备 99{n}号\n"
)


def no_breaks(text: str, chance: random.Random) -> str:
    """Every line break is lost."""
    return "".join(line.strip() for line in text.splitlines())


def blanks_for_breaks(text: str, chance: random.Random) -> str:
    """Every line break became one blank."""
    return " ".join(line.strip() for line in text.splitlines() if line.strip())


def hard_wrapped(text: str, chance: random.Random) -> str:
    """Every 30 characters a new line, paragraphs indented by two wide blanks."""
    return "\n".join("　　" + line[:28] + "".join("\n" + line[i : i + 30] for i in range(28, len(line), 30)) for line in text.splitlines())


def hand_wrapped(text: str, chance: random.Random) -> str:
    """Lines of uneven width, as a reader of PDF files gives them; no indents."""
    out = []
    for line in text.splitlines():
        while len(line) > 36:
            at = chance.randint(31, 36)
            out.append(line[:at])
            line = line[at:]
        out.append(line)
    return "\n".join(out)


def full_width(text: str, chance: random.Random) -> str:
    """Digits and letters are full-width."""
    return text.translate(FULL)


def half_width_all(text: str, chance: random.Random) -> str:
    """Every mark is half-width, full stops too."""
    return re.sub(r"。", ".", text.translate(HALF))


def hong_kong(text: str, chance: random.Random) -> str:
    """Traditional script as written in Hong Kong, without inserts."""
    import opencc  # noqa: PLC0415 - slow to load, only this kind needs it

    return opencc.OpenCC("s2hk").convert(text)


def glosses(text: str, chance: random.Random) -> str:
    """Pinyin in brackets behind one character in twenty, in simplified script."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - likewise

    def gloss(letter: str) -> str:
        return f"{letter}({lazy_pinyin(letter, style=Style.TONE)[0]})" if chance.random() < 0.05 else letter

    return re.sub(r"[\u4e00-\u9fff]", lambda found: gloss(found[0]), text)


def misread_digits(text: str, chance: random.Random) -> str:
    """A scan took 1 for l or I, 0 for O, 日 for 曰, in dates, phones and numbers of lines."""
    text = re.sub(r"(?<=\d)日", lambda m: "曰" if chance.random() < 0.5 else m[0], text)
    return re.sub(
        r"(?<![A-Za-z.@/])[01](?![A-Za-z@/])",
        lambda m: chance.choice(LETTER_FOR_DIGIT[m[0]]) if chance.random() < 0.25 else m[0],
        text,
    )


def misread_numerals(text: str, chance: random.Random) -> str:
    """A scan took 一、 for a dash, （三） for (S), （二） for （=）."""

    def misread(m: re.Match) -> str:
        if chance.random() > 0.4:
            return m[0]
        return m[1] + m[2].replace("一", "—").replace("三", "S" if "（" in m[2] or "(" in m[2] else "三")

    return re.sub(r"^(\s*)([（(][一三][)）]|一、)", misread, text, flags=re.M)


def pages_inside(text: str, chance: random.Random) -> str:
    """Page marks inside sentences, without a line of their own."""
    out, page = [], 1
    for line in text.splitlines():
        if len(line) > 70 and chance.random() < 0.5:
            places = [i for i in range(20, len(line) - 20) if re.fullmatch(r"[\u4e00-\u9fff]{4}", line[i - 2 : i + 2])]
            if places:
                at = chance.choice(places)
                line, page = line[:at] + chance.choice((" - {n} - ", "第{n}页 共9页", " — {n} — ")).format(n=page) + line[at:], page + 1
        out.append(line)
    return "\n".join(out)


def no_numbers(text: str, chance: random.Random) -> str:
    """Three numbers of lines in ten are lost."""
    return NUMBER.sub(lambda m: m[1] if chance.random() < 0.3 else m[0], text)


def same_numbers(text: str, chance: random.Random) -> str:
    """Automatic numbering broke: three numbers in ten begin again at one."""

    def first(m: re.Match) -> str:
        return m[1] + (re.sub(r"[一二三四五六七八九十]+", "一", re.sub(r"\d+", "1", m[2])) if chance.random() < 0.3 else m[2])

    return NUMBER.sub(first, text)


def dates_first(text: str, chance: random.Random) -> str:
    """The date of a stage stands before its name."""
    return STAGE_DATE.sub(lambda m: f"{m['lead']}{m['date']}{chance.choice(('：', '，', ' '))}{m['name']}", text)


def blank_between(text: str, chance: random.Random) -> str:
    """One or two empty lines between all lines."""
    return "\n".join(line + "\n" * chance.randint(1, 2) for line in text.splitlines())


def site(text: str, chance: random.Random) -> str:
    """Menu, reading counts, an advertisement in the middle, other articles and the site's own contacts around it."""
    d, n = chance.randint(1, 9), chance.randint(100000, 999999)
    lines = text.splitlines()
    middle = len(lines) // 2
    return MENU + META.format(d=d, n=n) + "\n".join(lines[:middle]) + ADVERT + "\n".join(lines[middle:]) + TAIL.format(d=d, n=n)


def marked_down(text: str, chance: random.Random) -> str:
    """Headings carry the marks of Markdown."""
    return NUMBER.sub(lambda m: f"{chance.choice(('## ', '### ', '**', '- '))}{m[0].lstrip()}", text)


def letter_spaced(text: str, chance: random.Random) -> str:
    """A blank between all Chinese characters."""
    return re.sub(r"(?<=[\u4e00-\u9fff，。、：；（）])(?=[\u4e00-\u9fff，。、：；（）])", " ", text)


ROUGH: dict[str, Callable[[str, random.Random], str]] = {
    f.__name__: f
    for f in (
        *(no_breaks, blanks_for_breaks, hard_wrapped, hand_wrapped, full_width, half_width_all, hong_kong, glosses, misread_digits),
        *(misread_numerals, pages_inside, no_numbers, same_numbers, dates_first, blank_between, site, marked_down, letter_spaced),
    )
}


def rough(text: str, kind: str, seed: int) -> str:
    """The text damaged in one kind."""
    return ROUGH[kind](text, random.Random(seed))
