"""An edited draft comes back: wording is taken, every number that is another one is asked about, wording is kept for the next issue."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise
from random import Random
from time import process_time
from typing import Any

import docx
import pytest
from docx.document import Document as Docx
from hypothesis import given, settings
from hypothesis import strategies as some

from bihuan.documents.readers import read_paragraphs
from bihuan.documents.readers.paragraphs import MOST_PARAGRAPHS
from bihuan.documents.rendering import render_docx
from bihuan.documents.rules.bindings import bindings
from bihuan.documents.rules.numbers import official_date
from bihuan.documents.rules.paper import Heading, List, Paper, Para, Table, body_lines, line_text
from bihuan.documents.rules.returned import Came, Returned, answered, keyed, what_came_back, with_wording, wording_kept
from bihuan.documents.rules.returned.aligning import places
from bihuan.documents.rules.returned.answering import CHOICES
from bihuan.documents.rules.returned.chaining import best
from bihuan.documents.rules.returned.reading import Piece
from bihuan.documents.vocabulary import Answer, Fate, Kind
from bihuan.foundation.kernel import BadInput, Figure
from tests.documents.samples import BLOCKS, DAY, TALK, figure, paper

DRAFT = keyed(paper(draft=True))


def edited(change: Callable[[Docx], None], draft: Paper = DRAFT) -> Returned:
    """The draft as docx, changed as in an office program, read again."""
    file = docx.Document(BytesIO(render_docx(draft)))
    change(file)
    out = BytesIO()
    file.save(out)
    return what_came_back(draft, read_paragraphs(out.getvalue(), "改.docx"))


def put(old: str, new: str) -> Callable[[Docx], None]:
    """Other words in the paragraph that holds `old`, all in one run as after retyping."""

    def change(file: Docx) -> None:
        found = next(one for one in file.paragraphs if old in one.text)
        text = found.text.replace(old, new)
        for child in list(found._p):
            if not child.tag.endswith("}pPr"):
                found._p.remove(child)
        found.add_run(text)

    return change


def texts(made: Paper) -> list[str]:
    return [line_text(runs) for runs in body_lines(made)]


def offered(back: Returned) -> dict[str, Answer]:
    """The first choice of every question."""
    return {one.key: CHOICES[one.fate][0] for one in back.questions}


def test_a_file_that_nobody_changed_is_the_draft_again() -> None:
    back = edited(lambda _file: None)
    assert (back.questions, back.changed, back.lost) == ([], [], [])
    assert answered(DRAFT, back, {}) == replace(DRAFT, title=back.title.replace("\n", ""))


def test_other_words_are_taken_and_the_numbers_in_them_stay_figures() -> None:
    back = edited(put("家单位共查摆问题", "家单位坚持刀刃向内，累计查摆各类问题"))
    assert not back.questions and len(back.changed) == 1
    made = answered(DRAFT, back, {})
    para = made.blocks[1]
    assert isinstance(para, Para) and "坚持刀刃向内" in line_text(para.runs)
    assert [run.code for run in para.runs if isinstance(run, Figure)] == ["N01", "O01", "O02"]
    assert made.blocks[0] == DRAFT.blocks[0] and made.blocks[2:] == DRAFT.blocks[2:]


def test_an_edited_number_is_asked_about_and_the_systems_is_offered() -> None:
    back = edited(put("1530条", "1630条"))
    assert not back.changed, "another number is asked about, and is no wording to be kept"
    (asked,) = back.questions
    assert (asked.fate, asked.was, asked.now) == (Fate.CHANGED, "1530", "1630") and asked.definition == "本专项全部问题"
    assert bindings(answered(DRAFT, back, {asked.key: Answer.SYSTEM})) == bindings(DRAFT)
    with pytest.raises(BadInput, match="还没有选"):
        answered(DRAFT, back, {})
    with pytest.raises(BadInput, match="请写明依据"):
        answered(DRAFT, back, {asked.key: Answer.HAND})
    by_hand = bindings(answered(DRAFT, back, {asked.key: Answer.HAND}, "据六月调度会纪要"))[2]
    assert by_hand.text == "1630" and by_hand.figure == "hand.O02"
    assert "据六月调度会纪要" in by_hand.definition and "1530" in by_hand.definition


def test_a_number_in_a_table_is_asked_about_too() -> None:
    def change(file: Docx) -> None:
        cell = next(cell for table in file.tables for row in table.rows for cell in row.cells if cell.text.strip() == "22")
        cell.paragraphs[0].runs[0].text = "23"

    back = edited(change)
    (asked,) = back.questions
    assert (asked.fate, asked.was, asked.now) == (Fate.CHANGED, "22", "23")
    kept = answered(DRAFT, back, {asked.key: Answer.SYSTEM})
    assert kept.blocks == DRAFT.blocks
    stood_for = answered(DRAFT, back, {asked.key: Answer.HAND}, "月底补报")
    assert [one.text for one in bindings(stood_for)] == [one.text.replace("22", "23") for one in bindings(DRAFT)]


def test_new_paragraphs_are_taken_with_their_numbers_marked() -> None:
    def change(file: Docx) -> None:
        after = next(one for one in file.paragraphs if "存在问题" in one.text)
        after.insert_paragraph_before("（二）主要做法")
        after.insert_paragraph_before("召开推进会3次，逐件过堂。")

    back = edited(change)
    (asked,) = back.questions
    assert asked.fate is Fate.ADDED and asked.now == "3"
    made = answered(DRAFT, back, offered(back), "会议签到簿")
    at = next(n for n, block in enumerate(made.blocks) if isinstance(block, Heading) and block.text == "主要做法")
    assert made.blocks[at] == Heading(2, "主要做法") and made.blocks[at + 1] == Para(("召开推进会3次，逐件过堂。",))
    assert [block for n, block in enumerate(made.blocks) if n not in (at, at + 1)] == list(DRAFT.blocks)


def test_a_paragraph_taken_out_with_its_numbers_is_asked_about_once_and_can_come_back() -> None:
    def change(file: Docx) -> None:
        gone = next(one for one in file.paragraphs if "家单位共查摆问题" in one.text)
        gone._p.getparent().remove(gone._p)

    back = edited(change)
    (asked,) = back.questions
    assert asked.fate is Fate.MISSING and asked.was == "65、2742、1530"
    assert answered(DRAFT, back, {asked.key: Answer.BACK}).blocks == DRAFT.blocks
    assert answered(DRAFT, back, {asked.key: Answer.GONE}).blocks == (*DRAFT.blocks[:1], *DRAFT.blocks[2:])


def test_a_sentence_moved_elsewhere_keeps_its_figures() -> None:
    def change(file: Docx) -> None:
        put("，已销号1530条。", "。")(file)
        put("第一阶段。", "第一阶段。全县已销号1530条。")(file)

    back = edited(change)
    assert not back.questions
    moved = answered(DRAFT, back, {})
    assert {one.figure for one in bindings(moved)} == {one.figure for one in bindings(DRAFT)}
    assert "1530" in texts(moved)[3]


def test_a_gap_stays_a_gap_and_items_of_a_list_stay_items() -> None:
    back = edited(put(f"1.{TALK}", "1.各单位对照问题目录查摆，责任到人。"))
    made = answered(DRAFT, back, {})
    shown = next(block for block in made.blocks if isinstance(block, List))
    assert [line_text(one) for one in shown.items] == ["各单位对照问题目录查摆，责任到人。", "超期问题12条。"]
    from tests.documents.samples import unfounded

    notice = unfounded()
    worded = edited(put("专项整治。", "作风专项整治。"), notice)
    from bihuan.documents.rules.gaps import gaps

    assert gaps(answered(notice, worded, {})) == gaps(notice)


def test_another_file_is_refused() -> None:
    with pytest.raises(BadInput, match="对不上"):
        what_came_back(DRAFT, [Came("关于召开运动会的通知"), Came("各单位：运动会定于下周举行，请组织好参赛。")])


def test_wording_is_kept_and_the_next_issue_has_it_with_its_own_numbers() -> None:
    def change(file: Docx) -> None:
        put("家单位共查摆问题", "家单位坚持刀刃向内，累计查摆各类问题")(file)
        next(one for one in file.paragraphs if "存在问题" in one.text).insert_paragraph_before("各督导组下沉一线，逐件过堂。")
        put("存在问题", "短板不足")(file)

    back = edited(change)
    kept = {one.key: one for one in wording_kept(DRAFT, answered(DRAFT, back, offered(back)))}
    assert len(kept) == 3
    later = keyed(
        paper(
            blocks=(
                BLOCKS[0],
                Para(
                    ("全县", figure("N01", 66), "家单位共查摆问题", figure("O01", 3001), "条，已销号", figure("O02", 2000), "条。" + TALK)
                ),
                *BLOCKS[2:],
            )
        )
    )
    made = with_wording(later, kept)
    assert texts(made)[1].startswith("全县66家单位坚持刀刃向内，累计查摆各类问题3001条，已销号2000条。")
    assert Heading(1, "短板不足") in [replace(one, key="") for one in made.blocks if isinstance(one, Heading)]
    assert "各督导组下沉一线，逐件过堂。" in texts(made)
    assert with_wording(later, {}) == later
    assert not wording_kept(made, made), "what is kept already is not kept again"


def test_the_day_of_the_report_is_that_of_each_issue() -> None:
    def told(day: date) -> Paper:
        run = f"截至{official_date(day)}，累计发现问题"
        return keyed(paper(date=day, draft=True, blocks=(BLOCKS[0], Para((run, figure("O01", 12), "件。")), *BLOCKS[2:])))

    first = told(DAY)
    back = edited(put("累计发现问题", "全县累计查出问题"), first)
    kept = {one.key: one for one in wording_kept(first, answered(first, back, {}))}
    made = with_wording(told(DAY + timedelta(days=7)), kept)
    assert texts(made)[1] == "截至2026年11月28日，全县累计查出问题12件。"


def test_a_sentence_whose_figures_the_next_issue_lacks_stays_as_composed() -> None:
    back = edited(put("家单位共查摆问题", "家单位坚持刀刃向内，累计查摆各类问题"))
    kept = {one.key: one for one in wording_kept(DRAFT, answered(DRAFT, back, {}))}
    bare = keyed(paper(blocks=(BLOCKS[0], Para(("还没有查摆出问题。",)))))
    assert with_wording(bare, kept) == bare


WORDS = some.text("整改落实查摆问题推进，。抓好0123456789", max_size=30)


@settings(max_examples=60, deadline=None)
@given(some.lists(some.tuples(some.sampled_from(["put", "new", "drop"]), some.integers(0, 30), WORDS), max_size=6))
def test_whatever_was_edited_the_answers_give_a_paper_whose_figures_are_the_drafts(steps: list[tuple[str, int, str]]) -> None:
    """With the system's numbers chosen everywhere, no figure of the answer has another value than the draft's, and none is doubled."""
    came = read_paragraphs(render_docx(DRAFT), "改.docx")
    for what, at, words in steps:
        at %= len(came)
        if what == "drop" and len(came) > 20:
            del came[at]
        elif what == "new":
            came.insert(at, Came(words))
        elif not came[at].is_table:
            came[at] = Came(came[at].text[: len(came[at].text) // 2] + words + came[at].text[len(came[at].text) // 2 :])
    try:
        back = what_came_back(DRAFT, came)
    except BadInput:
        return
    made = answered(DRAFT, back, offered(back), "依据")
    known: dict[str, Any] = {one.figure: one.value for one in bindings(DRAFT)}
    codes = [one.figure for one in bindings(made)]
    assert all(known[one.figure] == one.value for one in bindings(made)) and len(codes) == len(set(codes))
    assert [block for block in made.blocks if isinstance(block, Table)] in ([], [BLOCKS[-1]])


def test_a_book_in_the_place_of_a_draft_is_refused_before_it_is_compared() -> None:
    book = docx.Document()
    for number in range(MOST_PARAGRAPHS + 1):
        book.add_paragraph(f"第{number}段")
    out = BytesIO()
    book.save(out)
    with pytest.raises(BadInput, match="选错了文件"):
        read_paragraphs(out.getvalue(), "书.docx")


def test_a_long_file_costs_what_it_holds_and_not_its_square() -> None:
    """Lines, paragraphs and moved numbers: ten times as many take about ten times as long."""

    def took(many: int) -> float:
        lines = [f"第{chr(0x4E00 + n % 5000)}{chr(0x4E00 + n * 7 % 5000)}项整改到位，共 {n} 件，排班落实到人" for n in range(many)]
        long = Paper(Kind.REPORT, "情况报告", tuple(Para((line,)) for line in lines), as_of="2026-03-02")
        came = [Came(one.text + ("，并已公开" if n % 3 else "")) for n, one in enumerate(places(long))]
        began = process_time()
        back = what_came_back(long, came)
        assert len(back.pieces) == many and not back.lost and not back.questions
        return process_time() - began

    small = min(took(150) for _n in range(2))
    assert took(1500) < 40 * small + 0.2


def test_a_paragraph_of_a_whole_book_is_marked_as_one() -> None:
    began = process_time()
    assert Piece("新" * 20_000, [], 0, was="旧" * 20_000).marked == [("del", "旧" * 20_000), ("ins", "新" * 20_000)]
    assert process_time() - began < 2


def test_the_chain_of_pairs_is_the_best_there_is() -> None:
    chance = Random(7)
    for _turn in range(200):
        pairs = sorted({(chance.randrange(6), chance.randrange(6)) for _n in range(10)}, key=lambda it: (it[1], it[0]))
        told = [(a, b, chance.randint(1, 9) / 4) for a, b in pairs]
        worth = {(a, b): value for a, b, value in told}

        def most(left: int, right: int, told: list[tuple[int, int, float]] = told) -> float:
            return max((value + most(a, b) for a, b, value in told if a > left and b > right), default=0.0)

        found = best(told)
        assert all(one[0] < other[0] and one[1] < other[1] for one, other in pairwise(found))
        assert sum(worth[one] for one in found) == most(-1, -1)
