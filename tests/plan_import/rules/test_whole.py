"""Who decided the campaign, when the whole of it runs, and where people may report: forms met on unseen texts."""

import pytest

from bihuan.plan_import.rules import read_text


def read(preamble="为改进工作，制定本方案。", section="一、工作目标\n明显好转。"):
    return read_text(f"青禾县校园餐整治方案\n{preamble}\n{section}\n二、工作要求\n加强领导。\n")


@pytest.mark.parametrize(
    ("preamble", "body"),
    [
        ("经县委常委会会议审定，决定开展整治。", "县委常委会会议"),
        ("县教育局、县财政局决定，自即日起开展整治。", "县教育局、县财政局"),
        ("县委、县政府决定开展校园餐整治。", "县委、县政府"),
        ("县教育局会同县财政局、县公安局决定在全县开展整治。", "县教育局"),
    ],
)
def test_decided_by(preamble, body):
    decided = read(preamble).decided_by
    assert decided is not None
    assert decided.text == body


@pytest.mark.parametrize(
    ("section", "start", "end"),
    [
        ("一、工作目标\n（一）主要目标。2025年3月至11月，全县校园餐问题明显减少。", "2025-03", "2025-11"),
        ("一、行动目标\n2023年6月至12月，对全县学校食堂开展检查。", "2023-06", "2023-12"),
        ("一、时间安排。2022年5月至12月。", "2022-05", "2022-12"),
        ("一、总体安排\n三年整治（2024—2026年）分三个阶段。", "2024", "2026"),
        ("一、工作目标\n整治行动为期8个月（2025年3月至10月）。", "2025-03", "2025-10"),
    ],
)
def test_period(section, start, end):
    period = read(section=section).period
    assert period is not None
    assert (period.start, period.end) == (start, end)


@pytest.mark.parametrize(
    ("line", "phones"),
    [
        ("举报电话：(0650)330 1234，0640 — 4413456。", ["06503301234", "06404413456"]),
        ("用好12350安全生产举报电话，畅通渠道。", ["12350"]),
        ("畅通96119火灾隐患举报投诉电话。", ["96119"]),
        ("举报电话：0640-\n4413456。", ["06404413456"]),
        ("主办单位：青禾县教育局 联系电话：0640-4413456", []),
    ],
)
def test_phones(line, phones):
    found = read(section="一、畅通渠道\n" + line).channels.phones
    assert ["".join(sign for sign in phone if sign.isdecimal()) for phone in found] == phones


def test_a_pledge_is_no_basis():
    assert read("为落实整治部署，签订《食品安全承诺书》，制定本方案。").basis == []


TABLED = """青禾县商铺消防整治工作方案
为消除隐患，制定本方案。
一、整治重点
序号\t整治重点\t问题表现\t整治措施\t牵头单位\t完成时限
1\t安全疏散\t（一）疏散通道被占用、堵塞、封闭或者上锁。（二）门窗设置铁栅栏，影响逃生和灭火救援。\t1.逐栋开展排查，建立清单。2.每周组织不少于一次检查，对屡劝不改的依法处罚。\t县消防救援大队\t2027年2月底前
2\t电气线路\t（一）线路老化、私拉乱接、超负荷用电等问题突出。（二）配电箱周围堆放可燃物，无人清理。\t组织电工查电。\t县供电公司\t2027年4月30日前
二、工作要求
对整改不力的，第一次给予提醒，第二次约谈主要负责人，第三次全县通报批评。每周五前报送隐患情况统计表，每月28日前报送工作小结。
"""


def test_a_row_of_a_table_gives_its_measures_and_is_named_by_its_problem():
    facts = read_text(TABLED).to_json()
    assert [(one["name"], one["item"]) for one in facts["responsible_units"]] == [
        ("县消防救援大队", "安全疏散"),
        ("县供电公司", "电气线路"),
    ]
    assert {one["item"] for one in facts["deadlines"] if one["end"] and one["end"].startswith("2027")} == {"安全疏散", "电气线路"}
    first, second = facts["problem_categories"]
    assert first["measures"] == ["逐栋开展排查，建立清单", "每周组织不少于一次检查，对屡劝不改的依法处罚"] and second["measures"] == [
        "组织电工查电"
    ]
    assert [one["category"] for one in facts["measures"]] == ["安全疏散", "安全疏散", "电气线路"]


def test_a_rung_begins_where_its_case_begins_and_what_is_sent_is_the_paper_named_beside_it():
    facts = read_text(TABLED).to_json()
    triggers = [(one["trigger"], one["measures"]) for one in facts["ladder"]]
    assert ("第三次", ["全县通报批评"]) in triggers and ("屡劝不改", ["依法处罚"]) in triggers
    assert [one["what"] for one in facts["reporting"]] == ["隐患情况统计表", "工作小结"]


def test_words_that_a_plan_blames_are_no_guiding_phrases():
    text = "工作方案\n一、要求\n坚持“看得准、抓得实、做得细”。杜绝满足于“差不多、还凑合、过得去”等问题，围绕“求真、务实、高效”开展。"
    assert [one["text"] for one in read_text(text).to_json()["phrases"]] == ["看得准", "抓得实", "做得细", "求真", "务实", "高效"]
