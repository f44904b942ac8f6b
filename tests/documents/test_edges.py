"""Numbers, dates, gaps and lines of papers at their edges, from plain values."""

from dataclasses import replace
from datetime import date

import pytest

from bihuan.campaigns.rules.campaign_file import CampaignFile, Catalogue, Category, Manifestation, Stage
from bihuan.campaigns.rules.campaign_file.shape import (
    Channels,
    Conduct,
    Group,
    Ladder,
    LadderMeasure,
    Organisation,
    Reporting,
    Rung,
    Scope,
)
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.documents.rules.checking import compare
from bihuan.documents.rules.gaps import draft_words, gaps, head_of, is_draft
from bihuan.documents.rules.issuing import Serial, issued, still_missing
from bihuan.documents.rules.numbers import Outline, chinese_number, date_span, document_number, heading_number, issue_number, official_date
from bihuan.documents.rules.numerals import many_numbers, numbers_in, numerals, readable, scale, words, words_after, words_before
from bihuan.documents.rules.paper import Block, Copy, Gap, Heading, List, Paper, Para, Signature, Table, block_lines, body_lines
from bihuan.documents.rules.plan import basis_paper, catalogue_paper, conduct_paper, plan_paper
from bihuan.documents.rules.printed import printed
from bihuan.documents.rules.returned.aligning import ALIKE, Came, Part, Place, _around, _filled, _worth, aligned, numbering
from bihuan.documents.rules.returned.pairing import Gone, Slot, moved, paired, spans_of
from bihuan.documents.rules.returned.wording import _LONGEST, _short
from bihuan.documents.vocabulary import Fate, Kind, Layout
from tests.documents.samples import figure

DAY, LATER = date(2026, 5, 6), date(2026, 11, 21)
SERIAL = Serial("青专发", 7, 2026, 3)


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (0, "0"),
        (1, "一"),
        (9, "九"),
        (10, "十"),
        (11, "十一"),
        (19, "十九"),
        (20, "二十"),
        (21, "二十一"),
        (99, "九十九"),
        (100, "100"),
        (-1, "-1"),
    ],
)
def test_a_number_in_chinese(number: int, told: str) -> None:
    assert chinese_number(number) == told


def test_headings_are_numbered_by_level_and_begin_anew_below_a_higher_one() -> None:
    assert [heading_number(level, 2) for level in (1, 2, 3, 4)] == ["二、", "（二）", "2.", "（2）"]
    outline = Outline()
    assert [outline.next(level) for level in (1, 2, 3, 4, 4, 3, 4, 2, 3, 1, 2, 4)] == [
        "一、", "（一）", "1.", "（1）", "（2）", "2.", "（1）", "（二）", "1.", "二、", "（一）", "（1）",
    ]  # fmt: skip


def test_dates_and_numbers_are_written_in_full() -> None:
    assert (official_date(DAY), official_date(None), official_date(Gap("日期"))) == ("2026年5月6日", "", "【待补：日期】")
    assert (date_span(DAY, LATER), date_span(DAY, date(2027, 1, 2))) == ("2026年5月6日—11月21日", "2026年5月6日—2027年1月2日")
    assert document_number("青专发", 2026, 3) == "青专发〔2026〕3号"
    assert (issue_number(3), issue_number(3, 7), issue_number(3, 0)) == ("第3期", "第3期（总第7期）", "第3期")
    assert [str(one) for one in (Gap(), Gap("单位"), Gap("编号", by_issuing=True))] == ["【待补】", "【待补：单位】", "【编号】"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("共 1,234 件", ["1234"]), ("１２.５％", ["12.5"]), ("-3 到 −4", ["-3", "-4"]), ("A-3", ["3"]), ("5-3", ["5", "3"]), ("1,23", ["1", "23"]),
        ("1,2345", ["1", "2345"]), ("1,234,567.80", ["1234567.80"]), ("3.", ["3"]), ("", []), ("十二", []), ("a1b22", ["1", "22"]), ("1\u200b2", ["12"]),
    ],
)  # fmt: skip
def test_the_numbers_of_a_text(text: str, found: list[str]) -> None:
    plain = readable(text)
    told = numerals(plain)
    assert [one.text for one in told] == found == [one.text for one in numbers_in(text)] and many_numbers(plain) == len(found)
    assert all(plain[one.start : one.end].replace(",", "").replace("−", "-") == one.text for one in told)


@pytest.mark.parametrize("sign", [*"\u00ad\u200b\u200f\u2060\ufeff\x00\x08\x0b\x0c\x0e\x1f\ufffe\uffff\ud800\udfff"])
def test_signs_that_nobody_sees_are_left_out(sign: str) -> None:
    assert readable(f"甲{sign}乙") == "甲乙"


def test_signs_that_are_seen_stay() -> None:
    assert [readable(one) for one in ("\u200a甲", "\t\n\r", "\u2010", "甲\ufff9")] == [" 甲", "\t\n\r", "\u2010", "甲\ufff9"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "万元", ("", "万")), ("负", "", ("负", "")), ("百分之", "", ("百分之", "")), ("千分之", "", ("千分之", "")), ("共", "件", ("", "")),
        ("", "%", ("", "%")),
        ("", "个百分点", ("", "个百分点")), ("", "百分点", ("", "百分点")), ("", "‰", ("", "‰")), ("AB", "O", ("AB", "O")),
        ("二十", "", ("二十", "")), ("", " 万", ("", "")), ("", "个", ("", "")),
    ],
)  # fmt: skip
def test_what_touches_a_number_and_makes_another_quantity_of_it(before: str, after: str, told: tuple[str, str]) -> None:
    assert scale(before, after) == told


def test_the_words_around_a_number() -> None:
    assert (
        words(" 共 12 件，3.5% ") == "共件,%"
        and words_before("甲12乙丙丁戊己庚辛") == "丙丁戊己庚辛"
        and words_after("乙丙丁戊己庚辛12甲") == "乙丙丁戊己庚"
    )
    assert (words_before("甲乙 12"), words_after("12 甲乙")) == ("", "")
    (one,) = numbers_in("甲" * 30 + "12" + "乙" * 30)
    assert (one.before, one.after, one.shown, one.scale) == ("甲" * 24, "乙" * 12, ("甲" * 12, "乙" * 12), ("", ""))
    assert numbers_in("共1 2件")[1].before == "共" and numbers_in("共1\n2件")[0].shown == ("共", "2件")


# ---- papers


def paper(kind: Kind = Kind.NOTICE, **more: object) -> Paper:
    return replace(Paper(kind, "标题", (Para(("正文",)),)), **more)  # type: ignore[arg-type]


def test_issuing_fills_in_number_and_days_where_they_are_open_and_nowhere_else() -> None:
    bare = issued(paper(), SERIAL, DAY)
    assert (bare.date, bare.draft, bare.signature, bare.copy) == (DAY, False, None, None)
    assert issued(paper(date=Gap("日期")), SERIAL, DAY).date == DAY and issued(paper(date=LATER), SERIAL, DAY).date == LATER
    for on, then in ((Gap("日期"), DAY), (LATER, LATER)):
        assert issued(paper(signature=Signature(("甲",), on)), SERIAL, DAY).signature == Signature(("甲",), then)
    for copy, then in ((Copy("甲"), DAY), (Copy("甲", LATER), LATER), (Copy(""), None)):
        assert (told := issued(paper(copy=copy), SERIAL, DAY).copy) and told.on == then
    assert (
        issued(paper(document_id="a"), SERIAL, DAY).document_id == "a"
        and issued(paper(document_id="a"), SERIAL, DAY, "b").document_id == "b"
    )


def test_what_is_still_missing_is_what_issuing_does_not_fill_in() -> None:
    open_ = paper(date=Gap("日期"), issuer="甲", signature=Signature((Gap("落款"),), Gap("日期")), copy=Copy(Gap("印发机关")))
    assert [one.what for one in still_missing(open_)] == ["落款", "印发机关"]
    assert is_draft(open_) and draft_words(open_).startswith("草稿 · 待补")


def test_the_head_of_each_layout_shows_what_is_open() -> None:
    bulletin = next(one for one in Kind if Paper(one, "").form is Layout.BULLETIN)
    letter = next(one for one in Kind if Paper(one, "").form is Layout.LETTER)
    official = next(one for one in Kind if Paper(one, "").form not in (Layout.BULLETIN, Layout.LETTER, Layout.MINUTES, Layout.PLAIN))
    plain = next(one for one in Kind if Paper(one, "").form is Layout.PLAIN)
    assert [str(getattr(head_of(paper(bulletin)), name)) for name in ("masthead", "number", "issuer", "date")] == [
        bulletin.label, "【印发时编号】", "【待补：编发单位】", "【印发日期】",
    ]  # fmt: skip
    assert head_of(paper(plain, issuer="甲", number="1")) == head_of(paper(plain))
    assert (str(head_of(paper(letter)).masthead), head_of(paper(letter, issuer="甲")).masthead) == ("【待补：发文机关】", "甲")
    assert (str(head_of(paper(official)).masthead), head_of(paper(official, issuer="甲")).masthead) == ("【待补：发文机关】", "甲文件")
    assert (
        head_of(paper(official, issuer="甲", masthead="乙")).masthead == "乙"
        and str(head_of(paper(official, issuer=Gap("谁"))).masthead) == "【待补：谁】"
    )
    done = paper(plain, draft=False)
    assert not is_draft(done) and draft_words(done) == "" and draft_words(replace(done, draft=True)) == "草稿"
    missing = replace(done, blocks=(Para((figure("O01", None), Gap("甲"), Gap("乙", by_issuing=True))),))
    assert [one.what for one in gaps(missing)] == ["尚未登记", "甲"] and draft_words(missing) == "草稿 · 待补2处"


FILE = CampaignFile(
    bihuan_campaign=1, title="青石县作风专项整治", decided_by="县委常委会", basis=("关于改进作风的意见",), phrases=("严", "实"), goals=("见实效",),
    principles=("实事求是。",), code_of_conduct=(Conduct(standard="守时", meaning="按时办结"), Conduct(standard="守信")),
    scope=Scope(units=("县局",), ranks=("科级",)),
    stages=(
        Stage(name="查摆", start=DAY, end=LATER, tasks=("动员", "自查；")), Stage(name="整改", start=DAY), Stage(name="总结", as_written="年底"),
        Stage(name="回访"),
    ),
    catalogue=Catalogue(
        name="目录",
        categories=(
            Category(name="拖", raise_="责任意识", manifestations=(Manifestation(text="急事慢办"),), responsible_units=("甲", "乙"), deadline="年底前",
                     measures=("建章；", "立制。")),
            Category(name="散", due_on=LATER),
        ),
    ),
    ladders=(Ladder(name="两级", rungs=(Rung(step=1, trigger="轻微", measures=(LadderMeasure(name="谈话", kind=MeasureKind.EDUCATION),
                                                                       LadderMeasure(name="检讨", kind=MeasureKind.EDUCATION))),)),),
    channels=Channels(phones=("12345", "67890"), urls=("example.test",)),
    organisation=Organisation(leading_group=Group(name="领导小组", heads=("甲",), deputies=("乙", "丙"), members=("丁",), seat="县委办"),
                              office=Group(name="专班"), groups=(Group(name="第一督导组", heads=("戊",)), Group(name="第二督导组"), Group(name="第三督导组"))),
    reporting=(Reporting(what="周报", to="市专班", rhythm="每周", deadline="周五"), Reporting(what="总结")),
)  # fmt: skip


def told(blocks: tuple[Block, ...]) -> list[str]:
    """Each block in a line: headings with their level, items behind dots."""
    lines: list[str] = []
    for one in blocks:
        if isinstance(one, Heading):
            lines.append(f"{'#' * one.level} {one.text}")
        elif isinstance(one, Para):
            lines.append("".join(map(str, one.runs)))
        elif isinstance(one, List):
            lines += ["· " + "".join(map(str, item)) for item in one.items]
        else:
            assert isinstance(one, Table)
    return lines


def test_the_whole_plan_as_it_is_printed() -> None:
    made = plan_paper(FILE)
    assert (
        made.title == "青石县作风专项整治工作方案"
        and plan_paper(replace(FILE, title="整治方案")).title == "整治方案"
        and made.kind is Kind.PLAN
    )
    assert told(made.blocks)[1:] == [
        "# 总体要求", "把“严、实”贯穿专项整治始终。", "## 工作目标", "· 见实效。", "## 基本原则", "· 实事求是。", "## 行为准则", "· 守时：按时办结。",
        "· 守信。",
        "# 整治范围", "县局、科级。",
        "# 整治重点", "## 拖，责任意识", "· 急事慢办。", "责任单位：甲、乙。", "完成时限：年底前。", "整治措施：建章；立制。", "## 散",
        "完成时限：2026年11月21日。",
        "# 实施步骤", "## 查摆（2026年5月6日—11月21日）", "· 动员。", "· 自查；", "## 整改（2026年5月6日起）", "## 总结（年底）", "## 回访",
        "# 处理措施", "## 两级", "· 轻微：谈话、检讨。",
        "# 监督渠道", "电话：12345、67890。", "网址：example.test。",
        "# 组织领导", "领导小组：组长：甲；副组长：乙、丙；成员：丁；设在：县委办。", "专班：【待补：组成人员】", "第一督导组：组长：戊。",
        "设第二督导组、第三督导组。",
        "# 信息报送", "· 周报，报市专班，每周，周五。", "· 总结。",
    ]  # fmt: skip


def test_a_plan_without_anything_says_nothing_but_what_it_rests_on() -> None:
    bare = CampaignFile(bihuan_campaign=1, title="整治", catalogue=Catalogue(name="目录"))
    assert len(plan_paper(bare).blocks) == 1 and told(catalogue_paper(bare).blocks) == []
    assert told(conduct_paper(bare).blocks) == ["【待补：行为准则】"] and told(conduct_paper(FILE).blocks) == [
        "· 守时：按时办结。",
        "· 守信。",
    ]
    assert told(basis_paper(FILE).blocks)[-1] == "县委常委会" and told(catalogue_paper(FILE).blocks)[0] == "# 拖，责任意识"
    assert told(plan_paper(replace(bare, scope=Scope(text="全县"))).blocks)[1:] == ["# 整治范围", "全县。"]


# ---- files that came back


def place(text: str, level: int = 0, *, is_table: bool = False) -> Place:
    return Place(Part.BODY, text, (text,), 0, 0, level, is_table)


@pytest.mark.parametrize(
    ("text", "level", "rest"),
    [("一、甲", 1, "甲"), ("（十一）甲", 2, "甲"), ("1. 甲", 3, "甲"), ("12．甲", 3, "甲"), ("（3）甲", 4, "甲"), ("1.5 甲", 0, "1.5 甲"),
    ("甲", 0, "甲"), ("123.甲", 0, "123.甲"),
     (" 二、 甲", 1, "甲")],
)  # fmt: skip
def test_the_number_before_a_line(text: str, level: int, rest: str) -> None:
    assert numbering(text) == (level, rest)


def test_lines_and_paragraphs_are_paired_in_order() -> None:
    lines = [place("总体情况甲乙丙", 1), place("查摆问题若干件"), place("整改完成若干件"), place("下一步打算")]

    def pairs(*texts: str) -> list[tuple[int | None, int | None]]:
        return aligned(lines, [Came(one) for one in texts])

    same = [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert pairs("一、总体情况甲乙丙", "查摆 问题若干件", "整改完成若干件", "下一步打算") == same
    assert pairs("总体情况甲乙丙", "下一步打算") == [(0, 0), (1, None), (2, None), (3, 1)]
    assert pairs("总体情况甲乙丙", "全新的一段话语", "查摆问题若干件", "整改完成若干件", "下一步打算") == [
        (0, 0),
        (None, 1),
        (1, 2),
        (2, 3),
        (3, 4),
    ]
    assert pairs("总体情况甲乙丙", "查摆问题多件", "整改完成多件", "下一步打算") == same
    assert pairs() == [(0, None), (1, None), (2, None), (3, None)] and aligned([], [Came("甲")]) == [(None, 0)]


def test_what_two_lines_are_worth_together() -> None:
    assert _worth(place("甲"), Came("甲"), 0, ALIKE) == ALIKE and _worth(place("甲"), Came("甲"), 0, ALIKE - 0.01) == 0
    assert _worth(place("甲", 1), Came("甲"), 1, 0.05) == pytest.approx(0.35) and _worth(place("甲", 1), Came("甲"), 2, 0.05) == 0
    assert _worth(place("甲"), Came("甲", True), 0, 1.0) == 0 and _worth(place("甲", is_table=True), Came("甲", True), 0, 1.0) == 1.0


def test_of_very_many_lines_the_nearest_are_looked_at() -> None:
    held = [(at, 1) for at in range(0, 2000, 2)]
    assert _around(held[:240], 5000.0) == held[:240] and len(_around(held, 1000.0)) == 240
    assert _around(held, 0.0) == held[:240] and _around(held, 1999.0) == held[-240:] and _around(held, 1000.0) == held[380:620]


def test_between_pairs_what_is_gone_comes_before_what_is_new() -> None:
    assert list(_filled([(1, 1)], 3, 2)) == [(0, None), (None, 0), (1, 1), (2, None)] and list(_filled([], 0, 0)) == []


def test_numbers_of_a_line_that_came_back() -> None:
    runs = ("查摆", figure("O01", 12), "件，销号", figure("O02", 5), "件")
    slots, gone = paired(runs, "查摆１２件，销号6件")
    assert [(one.start, one.end, one.text, one.fate, one.settled) for one in slots] == [
        (2, 4, "12", Fate.UNCHANGED, True), (8, 9, "6", Fate.CHANGED, False),
    ]  # fmt: skip
    assert [one.figure and one.figure.code for one in slots] == ["O01", "O02"] and gone == []
    slots, gone = paired(runs, "查摆12件")
    assert [one.number.text for one in gone] == ["5"] and [one.figure and one.figure.code for one in gone] == ["O02"]
    assert spans_of("共１，２３４件") == ("共1,234件", [(1, 6)]) and spans_of("") == ("", [])


def test_a_number_whose_sentence_was_moved_is_known_by_the_words_that_touch_it() -> None:
    (lost,) = paired(("全县销号", figure("O02", 5), "件问题"), "")[1]
    for text, fate in (
        ("后来县销号5件问题多", Fate.UNCHANGED),
        ("号5件问题", Fate.ADDED),
        ("县销号5件", Fate.ADDED),
        ("县销号6件问题", Fate.ADDED),
    ):
        at = next(index for index, sign in enumerate(text) if sign.isdigit())
        gone = [lost]
        (slot,) = moved([Slot(at, at + 1, text[at], Fate.ADDED)], text, gone)
        assert (slot.fate, gone) == (fate, [] if fate is Fate.UNCHANGED else [lost]), text
    gone = [lost]
    assert moved([Slot(5, 6, "5", Fate.CHANGED)], "后来县销号5件问题多", gone)[0].fate is Fate.CHANGED and gone == [lost]
    assert lost == Gone(lost.number, lost.figure)


def test_the_codes_of_a_line_are_shortened_where_they_are_many() -> None:
    assert _short("a" * _LONGEST) == "a" * _LONGEST and len(_short("a" * (_LONGEST + 1))) == 24


def test_two_numbers_are_compared_with_the_words_around_them() -> None:
    assert compare([], "12件")[0].fate is Fate.ADDED


def test_a_head_within_its_line_is_read_with_it() -> None:
    led = Para(("正文",), lead="一是")
    assert [tuple(line) for line in block_lines(led)] == [("一是", "正文")] and list(block_lines(Para(("正文",)))) == [("正文",)]
    assert ("一是", "正文") in [one.runs for one in printed(paper(blocks=(led,)))]


def test_an_editors_note_is_printed_and_counted_where_there_is_one_and_only_there() -> None:
    noted = Paper(kind=Kind.BRIEF, title="简报", editors_note=("按语一句",), blocks=(Para(("正文",)),))
    bare = replace(noted, editors_note=())
    assert list(body_lines(noted)) == [("按语一句",), ("正文",)] and list(body_lines(bare)) == [("正文",)]
