"""Duties to report: what is sent to whom, by when or how often."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾灌区清渠方案\n为改进工作，制定本方案。\n一、工作要求\n（一）抓好落实。"
SENT = [
    ("有隐患的，管理站应当在15个工作日内提交整改报告。", ("整改报告", None, "15个工作日内")),
    ("断水的，2小时内电话报告。", (None, None, "2小时内")),
    ("清淤情况每月向水务局报告一次。", ("清淤情况", "水务局", "每月")),
    ("各站每月最后一周周三向调度室报告情况。", ("情况", "调度室", "每月最后一周周三")),
    ("形成清渠总结于10月20日以前送市灌区办公室。", ("清渠总结", "市灌区办公室", "10月20日以前")),
    ("8月20日前交书面小结。", ("书面小结", None, "8月20日前")),
    ("11月25日前写一份总结，交给灌区管理局。", ("总结", "灌区管理局", "11月25日前")),
    ("意见四月二十日之前汇到水务局督察处。", (None, "水务局督察处", "四月二十日之前")),
    ("5月25日前通过小程序上传自查报告。", ("自查报告", None, "5月25日前")),
    ("各站制定实施细则，第2周周五前报灌区办公室。", ("实施细则", "灌区办公室", "第2周周五前")),
    ("各站每双周周五下班前将《水量表》报灌区办公室。", ("《水量表》", "灌区办公室", "每双周周五下班前")),
]
NOT_SENT = [
    "修订《用水办法》，于10月底前提交站长办公会审议。",
    "每月巡渠两次，结果在《灌区水情》报和公告栏公布。",
    "4月30日前出台新的报账指南。",
    "督查组每半月巡渠一次，不打招呼、不听汇报。",
    "各站每周巡渠不少于一次，发现问题及时上报。",
]


@pytest.mark.parametrize(("text", "expected"), SENT)
def test_what_is_sent(text, expected):
    what, to, when = expected
    (duty,) = read_text(HEAD + text).reporting
    assert what is None or what in duty.what
    assert duty.to == to
    assert when in (duty.rhythm, duty.deadline)


@pytest.mark.parametrize("text", NOT_SENT)
def test_what_is_not_sent(text):
    assert read_text(HEAD + text).reporting == []
