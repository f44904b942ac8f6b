"""Published lines for reports, and the numbers that are none."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾县整治方案\n为改进工作，制定本方案。\n一、工作要求\n"
PUBLISHED = [
    ("设立举报电话：0640-5512388。", ["0640-5512388"]),
    ("举报电话：0640—5512388、0640—5512399（工作日8:30—17:30）。", ["0640—5512388", "0640—5512399"]),
    ("开通举报电话（8105008、8105020）、设置举报信箱。", ["8105008", "8105020"]),
    ("监督电话：(0640)5512388", ["(0640)5512388"]),
    ("群众可拨打12345热线反映问题。", ["12345"]),
    ("依托12389举报投诉平台受理投诉。", ["12389"]),
    ("火灾隐患举报投诉电话：96119。", ["96119"]),
    ("投诉热线400-800-1234，24小时受理。", ["400-800-1234"]),
    ("举报手机：13900001111", ["13900001111"]),
    ("咨询举报电话 0640 5512388", ["0640 5512388"]),
    ("（二）畅通渠道。公布监督举报电话0650-8120315、12345。", ["0650-8120315", "12345"]),
]
NONE = [
    "累计走访群众8120315人次。",
    "文件编号：20240031。邮编：721000。",
    "预算资金5512388元。",
    "备案序号：ICP备12345678号",
    "拆除面积1234567平方米，同比增长12.5%。",
    "24小时值守，3月5日报送。",
    "联系人：陈某，联系电话：0640-5512388，材料报送至办公室。",
    "传真：0640-5512388",
    "时间：2024-03-05 来源：县政府办 点击：123456",
]


@pytest.mark.parametrize(("text", "phones"), PUBLISHED)
def test_phones(text, phones):
    assert read_text(HEAD + text).channels.phones == phones


@pytest.mark.parametrize("text", NONE)
def test_other_numbers(text):
    assert read_text(HEAD + text).channels.phones == []


def test_addresses():
    channels = read_text(HEAD + "举报邮箱：jubao@qinghe.example；网络举报：https://www.qinghe.example/jubao，来信寄县纪委。").channels
    assert channels.emails == ["jubao@qinghe.example"]
    assert channels.urls == ["https://www.qinghe.example/jubao"]


def test_the_contacts_of_a_site_are_no_channels():
    foot = "\n主办：青禾县人民政府办公室 电话：0640-5500001 邮箱：web@qinghe.example\n版权所有 网站标识码：9900000012 ICP备09900012号\n技术支持：县数据中心 0640-5500002\n"
    channels = read_text(HEAD + "（一）加强领导。高度重视。\n" + foot).channels
    assert channels.phones == [] and channels.emails == []
