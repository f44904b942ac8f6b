"""Numbers, dates, titles, lengths and signatures as the national layout wants them."""

from datetime import date

import pytest

from bihuan.documents.rules.bindings import bindings
from bihuan.documents.rules.checks import check
from bihuan.documents.rules.gaps import gaps, is_draft
from bihuan.documents.rules.length import characters, length_of
from bihuan.documents.rules.numbers import Outline, chinese_number, document_number, issue_number, official_date
from bihuan.documents.rules.pages import ends_on_odd_page, pages
from bihuan.documents.rules.paper import Para
from bihuan.documents.rules.signature import signature_indents, text_width
from bihuan.documents.rules.storing import from_plain, to_plain
from bihuan.documents.rules.title import wrap_title
from bihuan.documents.vocabulary import LAYOUTS, STATUTORY, Kind
from tests.documents.samples import TALK, figure, paper, unfounded


def test_there_are_fifteen_statutory_kinds_and_every_kind_has_a_layout() -> None:
    assert len(STATUTORY) == 15
    assert set(LAYOUTS) == set(Kind)


@pytest.mark.parametrize(("number", "word"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (120, "120")])
def test_chinese_numbers(number: int, word: str) -> None:
    assert chinese_number(number) == word


def test_numbers_and_dates_carry_no_leading_zero_and_six_corner_brackets() -> None:
    assert document_number("青整治办", 2026, 7) == "青整治办〔2026〕7号"
    assert issue_number(6, 12) == "第6期（总第12期）"
    assert issue_number(6) == "第6期"
    assert official_date(date(2026, 1, 5)) == "2026年1月5日"


def test_headings_are_counted_in_four_levels() -> None:
    outline = Outline()
    numbers = [outline.next(level) for level in (1, 2, 2, 3, 4, 4, 1, 2)]
    assert numbers == ["一、", "（一）", "（二）", "1.", "（1）", "（2）", "二、", "（一）"]


@pytest.mark.parametrize("title", [
    "青禾县干部作风专项整治行动领导小组办公室关于第一阶段查摆问题情况的通报",
    "关于印发《青禾县干部作风专项整治工作方案》的通知",
    "中共青禾县委办公室青禾县人民政府办公室关于进一步加强全县机关作风建设和开展专项整治行动第二阶段工作的通知",
    "关" * 65,
])  # fmt: skip
def test_a_title_is_wrapped_without_losing_a_character_or_exceeding_its_width(title: str) -> None:
    lines = wrap_title(title)
    assert "".join(lines) == title
    assert all(len(line) <= 20 for line in lines)


def test_a_title_is_no_rectangle_and_tears_no_word() -> None:
    lines = wrap_title("青禾县干部作风专项整治行动领导小组办公室关于第一阶段查摆问题情况的通报")
    assert lines == ["青禾县干部作风专项整治行动领导小组办公室", "关于第一阶段查摆问题情况的通报"]


def test_a_short_title_keeps_its_line() -> None:
    assert wrap_title("关于开展专项整治的通知") == ["关于开展专项整治的通知"]


def test_length_counts_characters_of_the_text_and_knows_its_limit() -> None:
    assert characters("截至 2026年，整改率87.5%。") == 10
    plan = length_of(paper(Kind.PLAN, blocks=(Para(("长" * 4001,)),)))
    assert (plan.count, plan.limit, plan.excess) == (4001, 4000, 1)
    assert length_of(paper(Kind.NOTICE, blocks=(Para(("长" * 4001,)),))).excess == 0


def test_a_signature_with_seal_is_centred_above_its_date_and_without_seal_leads_it_by_two() -> None:
    name, day = "青禾县示范局", "2026年11月21日"
    assert text_width(day) == 7
    with_seal, without = signature_indents(name, day, True), signature_indents(name, day, False)
    assert with_seal == (4.5, 4)
    assert without == (5.0, 2)
    assert signature_indents("青禾县专项整治领导小组办公室", day, False) == (2, 7)


def test_the_imprint_of_a_one_page_document_goes_to_its_back() -> None:
    one_page = paper(Kind.NOTICE, blocks=(Para((TALK,)),), attachments=())
    assert ends_on_odd_page(one_page)
    assert not ends_on_odd_page(paper(Kind.NOTICE, blocks=(Para((TALK * 12,)),), attachments=()))
    assert not ends_on_odd_page(paper(Kind.WEEKLY_BRIEF, blocks=(Para((TALK,)),), attachments=()))
    assert [pages(lines, 2) for lines in (20, 21, 42, 43)] == [1, 2, 2, 3]


def test_what_a_check_finds_names_its_article() -> None:
    text = "请各单位于月底前报送贯彻落实情况。妥否，请批示。"
    found = check(paper(Kind.REPORT, blocks=(Para((text + "长" * 5000,)),)))
    assert [(hint.concern.value, hint.article) for hint in found] == [
        ("too_long", "E1.2"), ("asks_for_report", "E1.3"), ("request_in_report", "F2"),
    ]  # fmt: skip
    assert not check(paper(Kind.WEEKLY_BRIEF, number="", date=None))
    assert [hint.where for hint in check(unfounded())] == ["发文机关", "制定依据", "研究决定的会议", "发文机关"]


def test_a_stored_paper_with_a_foreign_part_is_refused() -> None:
    assert from_plain(to_plain(paper())) == paper()
    with pytest.raises(ValueError, match="unknown part"):
        from_plain({"is": "Popen"})


def test_every_number_is_bound_in_reading_order_with_the_words_around_it() -> None:
    bound = bindings(paper())
    assert [each.figure for each in bound] == ["N01", "O01", "O02", "O03", "u1", "r1", "u2"]
    assert (bound[1].before, bound[1].text, bound[1].after) == ("全县65家单位共查摆问题", "2742", "条，已销号1530条。各")
    assert bound[5].text == "87.5"


def test_a_missing_basis_or_deciding_body_makes_the_paper_a_draft_with_named_gaps() -> None:
    assert [gap.what for gap in gaps(unfounded())] == ["发文机关", "制定依据", "研究决定的会议", "发文机关", "日期"]
    assert is_draft(unfounded())
    assert not is_draft(paper())


def test_a_figure_without_a_value_is_a_gap_with_its_reason() -> None:
    assert [gap.what for gap in gaps(paper(blocks=(Para((figure("N13", None), "人")),)))] == ["尚未登记"]


def test_the_longest_title_is_laid_out_as_fast_as_it_is_read() -> None:
    """Two hundred characters may be cut in millions of ways."""
    lines = wrap_title("关于" + "某" * 200 + "的通报")
    assert "".join(lines) == "关于" + "某" * 200 + "的通报" and len(lines) == 11 and max(map(len, lines)) <= 20
