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
