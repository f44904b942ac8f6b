"""Papers at the edges of their rules: a title against all ways to set it, the stage that runs, what a head prints, numbers in their order."""

import random
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

import pytest

from bihuan.campaigns.rules.campaign_file import Stage
from bihuan.campaigns.rules.catalogues import ready_catalogue
from bihuan.documents.rules import title as rules
from bihuan.documents.rules.bindings import numbers_of_line
from bihuan.documents.rules.issuing import Serial, number_text
from bihuan.documents.rules.laid import Laid, imprint_of
from bihuan.documents.rules.paper import Attachment, Copy, Para, Signature
from bihuan.documents.rules.plan import process_map, stage_dates
from bihuan.documents.rules.printed import printed
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import Kind
from tests.documents.samples import figure, paper

WORDS = ("关于", "印发", "青禾县", "干部作风", "专项整治", "领导小组办公室", "第一阶段", "查摆问题", "情况", "的", "通知", "报告", "《办法》", "和",
         "工作方案", "白石镇", "推进", "2026年", "落实", "“躺平”", "现象", "及")  # fmt: skip


def _ugliness(lines: tuple[str, ...], seams: frozenset[int]) -> int:
    """Steps of three are finest; a waist costs once; so does each torn end; a clause that begins a line is a gain."""
    steps = [len(after) - len(before) for before, after in zip(lines, lines[1:], strict=False)]
    cost = sum(abs(abs(step) - 3) for step in steps)
    cost += 20 if any(before < 0 < after for before, after in zip(steps, steps[1:], strict=False)) else 0
    ends = [sum(map(len, lines[: at + 1])) for at in range(len(lines) - 1)]
    cost += sum(rules._torn(line, end in seams) for line, end in zip(lines, ends, strict=False))
    return cost - 5 * sum(line.startswith(rules.CLAUSES) for line in lines[1:])


def _least(text: str, count: int) -> int | None:
    breaks, seams = rules._breaks(text), rules._seams(text)
    room = range(max(4, len(text) // (-(-len(text) // rules.WIDTH) * 2)), rules.WIDTH + 1)
    found = []
    for cuts in combinations(breaks, count - 1):
        ends = (0, *cuts, len(text))
        lines = tuple(text[one:two] for one, two in zip(ends, ends[1:], strict=False))
        if all(len(line) in room for line in lines):
            found.append(_ugliness(lines, seams))
    return min(found, default=None)


@pytest.mark.parametrize("seed", range(60))
def test_a_title_is_set_as_finely_as_any_way_allows(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice(WORDS) for _ in range(chance.randint(6, 15)))[:60]
    lines, fewest = tuple(wrap_title(text)), -(-len(text) // rules.WIDTH)
    assert "".join(lines) == text
    if fewest == 1:
        assert lines == (text,)
        return
    for count in (fewest, fewest + 1):
        if (least := _least(text, count)) is not None:
            assert (len(lines), _ugliness(lines, rules._seams(text))) == (count, least)
            return
    assert all(len(line) == rules.WIDTH for line in lines[:-1])


def test_a_title_of_twenty_characters_is_one_line_and_one_more_are_two() -> None:
    assert len(wrap_title("情" * 20)) == 1 and len(wrap_title("情况" * 10 + "好")) == 2


DAY = date(2026, 5, 6)
STAGES = (
    (Stage(name="甲", start=DAY, end=DAY), True),
    (Stage(name="乙", start=DAY - timedelta(1), end=DAY + timedelta(1)), True),
    (Stage(name="丙", start=DAY), True),
    (Stage(name="丁", start=DAY + timedelta(1)), False),
    (Stage(name="戊", start=DAY - timedelta(9), end=DAY - timedelta(1)), False),
    (Stage(name="己", as_written="上半年"), False),
)


def test_the_stage_that_runs_is_marked_on_the_map() -> None:
    file = replace(ready_catalogue("four-ills"), stages=tuple(stage for stage, _runs in STAGES))
    assert [one.now for one in process_map(file, DAY).stages] == [runs for _stage, runs in STAGES]
    assert not any(one.now for one in process_map(file).stages)


def test_the_days_of_a_stage_are_told_as_far_as_they_are_known() -> None:
    assert stage_dates(Stage(name="甲", as_written="上半年")) == "上半年"
    assert stage_dates(Stage(name="甲", start=DAY)) == "2026年5月6日起"
    assert stage_dates(Stage(name="甲", start=DAY, end=DAY + timedelta(1))) == "2026年5月6日—5月7日"


def test_a_head_names_the_signer_only_where_there_is_one() -> None:
    one = paper(Kind.REPORT)
    for signer, lines in (("", 0), ("柳浪", 1)):
        told = list(printed(replace(one, marks=replace(one.marks, signer=signer))))
        assert sum("签发人" in "".join(map(str, line.runs)) for line in told) == lines


def test_numbers_of_a_line_are_counted_from_one() -> None:
    found = numbers_of_line(("5月", figure("O01", 2742), "条，", figure("O02", 15), "条，第3期"))
    assert [(one.order, one.text, one.figure) for one in found] == [(1, "5", 0), (2, "2742", 1), (3, "15", 2), (4, "3", 0)]


def test_bulletins_are_numbered_by_the_year_and_in_all_and_letters_by_their_series() -> None:
    serial = Serial("青整治办", 12, 2026, 6)
    told = {kind: number_text(paper(kind), serial) for kind in Kind}
    assert told[Kind.REPORT] == "青整治办〔2026〕6号" and told[Kind.WEEKLY_BRIEF] == "第6期（总第12期）"
    assert set(told.values()) == {"", "青整治办〔2026〕6号", "第6期（总第12期）"}


def test_the_imprint_names_who_gets_it_and_who_printed_it() -> None:
    copies = Copy(copies=("县纪委", "县委组织部"), office="县专班", on=date(2026, 5, 6))
    assert imprint_of(copies) == (("抄送：县纪委，县委组织部。", ""), ("县专班", "2026年5月6日印发"))
    assert imprint_of(Copy(report_to=("市专班",), prints=30)) == (("报：市专班。", "（共印30份）"),)
    assert imprint_of(Copy(report_to=("市专班",), send_to=("县委",), prints=30)) == (("报：市专班。", ""), ("送：县委。", "（共印30份）"))
    long = ("市专班" * 20,)
    assert imprint_of(Copy(report_to=long, prints=30)) == ((f"报：{long[0]}。", ""), ("", "（共印30份）"))
    assert imprint_of(replace(copies, prints=30)) == (*imprint_of(copies), ("", "（共印30份）"))
    assert imprint_of(Copy()) == () and imprint_of(Copy(office="县专班")) == (("县专班", ""),)


@pytest.mark.parametrize("word", ["关于", "印发", "在", "和", "与", "及"])
def test_no_line_of_a_title_ends_with_a_word_that_leads_on(word: str) -> None:
    """The step of three that such a break would give is left for one of the same size elsewhere (domain.md F1)."""
    lines = wrap_title("石" * (9 - len(word)) + "（" + word + "石" * 13)
    assert len(lines) == 2 and not lines[0].endswith(word)


def test_attachments_are_numbered_from_two_on_and_only_those_with_a_text_begin_a_page() -> None:
    one, two, bare = Attachment("整改台账", (Para(("一件",)),)), Attachment("问题目录", (Para(("一类",)),)), Attachment("另附")
    told = {some: Laid(paper(attachments=some)) for some in ((one,), (one, two), (bare, two), ())}
    assert [[leaf.label for leaf in laid.leaves] for laid in told.values()] == [["附件"], ["附件1", "附件2"], ["附件2"], []]
    assert [laid.listed for laid in told.values()] == [("整改台账",), ("1.整改台账", "2.问题目录"), ("1.另附", "2.问题目录"), ()]


def test_a_seal_gets_a_second_line_above_the_signature() -> None:
    signed = [None, Signature(("县专班",), DAY, seal=False), Signature(("县专班",), DAY, seal=True)]
    assert [Laid(paper(signature=one)).room_for_seal for one in signed] == [1, 1, 2]
