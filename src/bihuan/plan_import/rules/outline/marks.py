"""Everything that may be the number of a heading: 第一章 一、 （一） 1. 1、 （1） 1） ① 01 1.1 第一，"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bihuan.plan_import.rules.chinese import NUMERAL, to_int

CN = f"[{NUMERAL}]{{1,4}}"
STYLES = (
    ("part", rf"第 ?(?P<part>{CN}|\d{{1,3}}) ?(?:编|篇|部分)(?=[ :：、，,\u3400-\u9fff\n]|$)[ :：、，,]?"),
    ("chapter", rf"第 ?(?P<chapter>{CN}|\d{{1,3}}) ?章[ :：、，,]?"),
    ("section", rf"第 ?(?P<section>{CN}|\d{{1,3}}) ?节[ :：、，,]?"),
    ("article", rf"第 ?(?P<article>{CN}|\d{{1,3}}) ?条[ :：、，,]?"),
    ("phase", rf"第 ?(?P<phase>{CN}|\d{{1,2}}) ?(?:个?阶段|步骤|步|环节)(?:[ :：、，,]|(?=[（(]))"),
    ("issue", rf"(?:问题|类型|第(?=[{NUMERAL}]类))(?P<issue>{CN}|\d{{1,2}})类?[：:、 ] ?"),
    ("cn_dot", rf"(?P<cn_dot>{CN}) ?[、．.]|(?P<cn_dot_rare>{CN}) ?[，,：:]|(?P<cn_dot_blank>{CN}) (?=[\u3400-\u9fff])"),
    ("cn_paren", rf"[（(﹙] ?(?P<cn_paren>{CN}) ?[）)﹚][、．.，,：:]?|(?P<cn_paren_half>{CN})[）)]、?|[（(](?P<cn_paren_open>{CN})、"),
    ("decimal", r"(?P<decimal>\d{1,2}(?: ?[.．] ?\d{1,2}){1,60})(?![\d.．%％年月日/:-])[.．、 ]?(?=[\u3400-\u9fff“《（(\n ])"),
    ("formal", r"(?P<formal>[壹贰叁肆伍陆柒捌玖拾]{1,3})[、．.，,：: ]?(?=[\u3400-\u9fff])"),
    ("zero", r"(?P<zero>0\d)(?:[.．、 :：]|(?=[\u3400-\u9fff“])|$)(?!\d)"),
    ("num_dot", r"(?P<num_dot>\d{1,3}) ?[.．](?! ?\d)"),
    ("num_comma", r"(?P<num_comma>\d{1,3}) ?、(?!\d)|(?P<num_comma_rare>\d{1,2})[，,：:](?=[\u3400-\u9fff“])"),
    ("num_paren", r"[（(﹙] ?(?P<num_paren>\d{1,2}) ?[）)﹚][、．.，,：:]?|(?P<num_paren_sign>[⑴-⒇])"),
    ("num_half", r"(?P<num_half>\d{1,2}) ?[）)][、．.，,]?"),
    ("circled", r"(?P<circled>[①-⑳❶-❿])[、．.，,]?"),
    ("roman", r"(?P<roman>[Ⅰ-Ⅻ])[、．.，,]?|(?P<roman_letters>[IVX]{1,4})[、．.](?=[\u3400-\u9fff])"),
    ("ordinal", rf"第(?P<ordinal>{CN})[，,、：:]"),
    ("sign", r"(?P<sign>[㈠-㈩])[、．.，,]?"),
    ("letter", r"[（(]?(?P<letter>[a-hA-H])[.．、）)](?=[ \u3400-\u9fff“])"),
    (
        "num_bare",
        r"(?P<num_bare>[1-9]\d?) ?(?=[\u3400-\u9fff“《])(?!(?!时间|时限|项目|人员|分工|个人|条件|名单|家庭)[年月日号时个名项条家次种类级届度人元万亿亩吨]|公里|公斤|公顷|千|百|多|余|周|天|分|小时|季|楼|层|栋)",
    ),
)
RARE = (
    "letter",
    "num_bare",
    "cn_dot_rare",
    "cn_dot_blank",
    "cn_paren_half",
    "cn_paren_open",
    "num_comma_rare",
    "roman",
    "roman_letters",
    "decimal",
    "zero",
    "formal",
    "part",
    "chapter",
)
MARK = re.compile("|".join(f"(?P<style_{name}>{pattern})" for name, pattern in STYLES))
INLINE = re.compile(
    rf"(?:(?<=[。；;！？：:，,、）)”》 ])|(?<=[\u3400-\u9fff]))(?={CN}|\d|[（(]|[①-⑳❶-❿⑴-⒇])|(?<=[。！ ])(?=第 ?(?:[一二三四五六]|\d) ?(?:个?阶段|步|环节))"
)
ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10}
NOT_A_HEADING = re.compile(rf" ?[{NUMERAL}]{{1,3}}(?:季度|月|级|线|年级|楼|号|批|期|中全会|类|种形态|[、。，])")
ATTACHED = re.compile(r"附件?\s*[:：]|(?:备注|说明|注)[：:]\s*1[.．、]")
PAPER = re.compile(
    r"[^\n。]{2,50}(?:方案|总结|报告|计划|意见|通知|要点|汇报)》?(?:\d+| ?[（(][^\n]{1,8}[）)]| \d+[（(][^\n]{1,8}[）)])?(?:\n|$)"
)  # 第一篇：X方案, a sample


@dataclass(frozen=True, slots=True)
class Mark:
    """A possible number at [start, end). `place` is `line` (starts a line), `mark` (after punctuation) or `glued` (after a character)."""

    start: int
    end: int
    style: str
    n: int
    number: str
    place: str
    before: str


def find_marks(text: str, tables: list[tuple[int, int]]) -> list[Mark]:
    """All candidates in order. Rows of tables, lists of attachments and lines of a table of contents are left out."""
    marks: list[Mark] = []
    at = 0
    attached = False

    def _in_table(line_start: int) -> bool:
        return any(start <= line_start < end for start, end in tables)

    for line in text.split("\n"):
        attached = bool(ATTACHED.match(line)) or (attached and len(line) < 40 and line[:1].isdecimal())
        if line and not attached and not _is_contents(line) and not _in_table(at):
            marks.extend(_in_line(text, at, at + len(line)))
        at += len(line) + 1
    return _sound(text, _past_nine(marks))


def _past_nine(marks: list[Mark]) -> list[Mark]:
    """01 … 09 go on with 10, 11: the same style, though no nought stands before."""
    told, last = [], 0
    for mark in marks:
        if mark.style == "num_bare" and mark.n > 9 and mark.n == last + 1:
            mark = replace(mark, style="zero")
        last = mark.n if mark.style == "zero" else last
        told.append(mark)
    return told


def _sound(text: str, marks: list[Mark]) -> list[Mark]:
    """Digits without any mark behind them count only where they number short lines from 1 upwards; samples of a collection are no parts."""
    bare = [mark for mark in marks if mark.style == "num_bare"]
    expected = 1
    kept = set()
    for mark in bare:
        end = text.find("\n", mark.end)
        line = text[mark.end : end if end >= 0 else len(text)]
        below = end >= 0 and re.match(rf"{mark.n}[.．]1(?!\d)", text[end + 1 : end + 6])
        if (mark.n == expected or below) and len(line) <= 24 and line[-1:] not in "。；;，," and " " not in line:
            kept.add(mark)
            expected = mark.n + 1
    sound = [mark for mark in marks if mark.style != "num_bare" or (mark in kept and len(kept) >= 2)]
    return [mark for mark in sound if mark.style != "part" or not PAPER.match(text, mark.end)]


def _is_contents(line: str) -> bool:
    return len(line) < 60 and bool(re.search(r"(?:…+|[.．·]{3,})\s*\d{1,3}$", line))


def _in_line(text: str, start: int, end: int) -> Iterator[Mark]:
    first = text[start:end]
    at = start + len(first) - len(first.lstrip(" 　"))
    mark = _mark(text, at, end, "line")
    if mark is not None:
        yield mark
        at = mark.end
    for spot in INLINE.finditer(text, at, end):
        if spot.start() >= at and spot.start() > start:
            mark = _mark(text, spot.start(), end, _place(text[spot.start() - 1]))
            if mark is not None:
                yield mark
                at = mark.end


def _place(before: str) -> str:
    return "glued" if "\u3400" <= before <= "\u9fff" else "mark"


def _mark(text: str, at: int, end: int, place: str) -> Mark | None:
    found = MARK.match(text, at, end)
    if found is None:
        return None
    group = next(name for name, value in found.groupdict().items() if value is not None and not name.startswith("style_"))
    style = next(name for name, _pattern in STYLES if found[f"style_{name}"] is not None)
    n = _number(found[group], style)
    before = text[at - 1] if at else "\n"
    if n is None or not 0 < n < 1000 or not _plausible(text, found, group, place, before):
        return None
    style = {"sign": "cn_paren"}.get(style, style)
    if style == "decimal":
        style = f"decimal{len(re.findall(r'[0-9]+', found[group]))}"
    return Mark(at, found.end(), style, n, _as_written(found[0]), place, before)


def _as_written(number: str) -> str:
    return number.strip().rstrip("：:，,").replace(" ", "") if number[:1] in "第问类" else number.strip().replace(" ", "")


def _number(text: str, style: str) -> int | None:
    if style == "decimal":
        return int(re.findall(r"\d+", text)[-1])
    if style == "letter":
        return ord(text.lower()) - ord("a") + 1
    if text in ROMAN:
        return ROMAN[text]
    for first, last, base in (("①", "⑳", 1), ("❶", "❿", 1), ("⑴", "⒇", 1), ("㈠", "㈩", 1), ("Ⅰ", "Ⅻ", 1)):
        if first <= text <= last:
            return ord(text) - ord(first) + base
    return to_int(text)


def _plausible(text: str, found: re.Match[str], group: str, place: str, before: str) -> bool:
    if place == "line":
        return not (group.startswith("cn_dot") and NOT_A_HEADING.match(text, found.end()))
    if group in RARE or (before in "，,、" and not group.startswith("circled")) or before == "第":
        return False
    following = text[found.end() : found.end() + 1]
    if group == "cn_dot" and following and following in NUMERAL:
        return False
    return group != "ordinal" or before in "。；;！？：: "
