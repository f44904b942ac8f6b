"""A text as it is compared: one spelling, without marks and blanks."""

import re
from functools import lru_cache
from hashlib import blake2b

from bihuan.problems.rules.bigrams import normal

_FIGURES = "零〇一二三四五六七八九两十百千万"
_COUNTED = "个件次天日月年号人份名户处起项条轮批台辆元块万分小周期季度倍岁米里亩吨家所间张本页岁点"
_SPOKEN = re.compile(f"(?:(?<=第)[{_FIGURES}]+|[{_FIGURES}]+(?=[{_COUNTED}]))")
_WRITTEN = re.compile(r"\d+(?:[,，]\d{3})+")
_ZEROS = re.compile(r"(?<![\d.])0+(?=\d)")
_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_BETWEEN = re.compile(rf"(?<=[0-9a-z])(?!\.\d)[^0-9a-z{_HAN}]+(?=[0-9a-z])")
_MARKS = re.compile(rf"(?<!\d)[^0-9a-z {_HAN}]+|[^0-9a-z. {_HAN}]+|\.(?!\d)|(?<![0-9a-z]) +| +(?![0-9a-z])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[a-z]+")
# Characters that people write for each other in the same word: 帐/账, 制订/制定, 反应/反映. One of each stands for both.
_SAME = str.maketrans("帐订应须即侯至象做地得她它连份", "账定映需既候止像作的的他他联分")
_WHO = "群众|网民|村民|居民|职工|信访|来信|来电|热线|督查组?|督导组?|巡察组?|检查组?|审计组?|暗访组?|上级|现场|有人|信访件|信访人"
# How a finding's channel begins it: it says who found it, and nothing about what was found.
_LEAD = re.compile(
    rf"^(?:(?:据|经|根据|再次|近日|日前|有)*(?:{_WHO})*(?:来信|来电|检查|调查|举报|信访|暗访|巡察)*"
    r"(?:反映|指出|反馈|发现|转来|转办|通报|点名|核实|了解|查实|查|举报)(?:称|说|到)?[，,：:、\s]+){1,2}"
)
_DIGIT = {**dict(zip("零〇一二三四五六七八九两", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 2), strict=True))}
_TIMES = {"十": 10, "百": 100, "千": 1000}


@lru_cache(maxsize=4096)
def _figure(word: str) -> str:
    """三百二十 → 320; a row of single figures is read one by one: 二〇二六 → 2026."""
    if not any(one in word for one in "十百千万"):
        return "".join(str(_DIGIT[one]) for one in word)
    whole = part = last = 0
    for one in word:
        if one == "万":
            whole, part, last = (whole + part + last or 1) * 10_000, 0, 0
        elif one in _TIMES:
            part, last = part + (last or 1) * _TIMES[one], 0
        else:
            last = _DIGIT[one]
    return str(whole + part + last)


def _spelled(text: str) -> str:
    told = _WRITTEN.sub(lambda found: re.sub("[,，]", "", found[0]), normal(text))
    return _ZEROS.sub("", _SPOKEN.sub(lambda found: _figure(found[0]), told))


def plain(text: str) -> str:
    """Half-width, lower case, counted numbers as figures, customary confusions as one character, without the words by which a channel begins;
    nothing but letters, figures and Han, and one blank where two numbers would else run together."""
    return _MARKS.sub("", _BETWEEN.sub(" ", _LEAD.sub("", _spelled(text)).translate(_SAME)))


def numbers(plain: str) -> frozenset[str]:
    """Every number and every word of Latin letters of a plain text; what comes again is told by how often it came: 12, 12', 12''."""
    found = _NUMBER.findall(plain)
    if len(found) == len(told := frozenset(found)):
        return told
    return frozenset(one + "'" * found[:at].count(one) for at, one in enumerate(found))


def digest(text: str) -> int:
    """63 bits of a plain text, the same on every machine: equal texts are found by it."""
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> 1
