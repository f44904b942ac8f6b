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
    ("举报电话：（0640）5512 388。", ["（0640）5512 388"]),
    ("投诉电话0640-551 23 88。", ["0640-551 23 88"]),
    ("护林举报电话（0640\n）5512388。", ["（0640）5512388"]),
    ("设立菜农直通专线0640-5512-3881，专人接听。", ["0640-5512-3881"]),
    ("河道举报热线0640一5512 388。", ["0640-5512 388"]),
    ("村民有话说，可以打1 3 9 0 0 0 0 1 1 1 1反映。", ["13900001111"]),
    ("塘坝举报电话（传真）：0640-5512388。", ["0640-5512388"]),
    ("塘坝监督电话:0640-5512388/5512399", ["0640-5512388", "5512399"]),
    ("监督热线打不通的可以直接打12345。", ["12345"]),
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
    "对12345热线转办的噪声线索，2日内核查。",
    "针对12345热线反映集中的停车问题逐项整改。",
    "序号 来源 问题 单位\n3 12345热线 公厕无人保洁 环卫所 已整改",
    "相关链接：县政府网站 | 12345热线",
    "首页 | 客服热线：96588 | 网点查询",
    "院内举报箱设在一楼。预约挂号电话0640-5512388。",
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


ADDRESSES = [
    ("拨打监督电话：0640-5512388，或者发送邮件至cy@qh.example。", ["cy@qh.example"]),
    ("登录举报平台（https://jb.qh.example）填报，也可发送电子邮件至hb@qh.example。", ["hb@qh.example"]),
    ("举报邮箱：hb@qh．example。", ["hb@qh.example"]),
    ("发现毁苗行为可举报至hb@qh.example。", ["hb@qh.example"]),
    ("意见建议请发送至邮箱hb@qh.example，或拨打电话0640-5512388。", ["hb@qh.example"]),
    ("各所汇总意见后发送至hb@qh.example。", []),
    ("各所每月报送报表至办公室，也可发送至bb@qh.example。", []),
]


@pytest.mark.parametrize(("text", "emails"), ADDRESSES)
def test_one_more_way_of_the_same_kind(text, emails):
    assert read_text(HEAD + text).channels.emails == emails


def test_the_list_of_other_pages_ends_in_the_lines_of_the_site():
    """A page's own contacts, however long their line, do not keep the list of other pages above them."""
    body = "\n".join(f"（{n}）加强巡查。各所每日巡查一次，发现问题当日处理。" for n in "一二三四五六")
    site = (
        "办公地址：青禾县河东路12号 值班电话：0640-5512000 技术支持：某某科技有限公司 0640-5512001 "
        + "网站纠错邮箱：web@qh.example 建议使用浏览器打开本页面以便获得更好的显示"
    )
    found = read_text(f"{HEAD}{body}\n相关新闻：\n·某镇开展渔业整治，举报电话0640-5512388\n·某镇名单\n{site}")
    assert not found.channels.phones


def test_a_paragraph_on_handling_complaints_is_no_word_of_a_sharing_site():
    found = read_text(HEAD + "（一）规范投诉处理。建立登记制度，7日内答复。（责任单位：县园林所、县市政所）")
    assert {unit.name for unit in found.responsible_units} == {"县园林所", "县市政所"}


ASKED_OR_TOLD = [
    ("发现毒鱼的，打镇渔业站电话 5512388，替你保密。", ["5512388"]),
    ("发现毒鱼的请致电0640-5512388。", ["0640-5512388"]),
    ("也可在公众号留言，或短信举报13900001111。", ["13900001111"]),
    ("有意见请联系渔业站（电话0640-5512388）。", ["0640-5512388"]),
    ("联系打印室电话0640-5512000领取表格。", []),
    ("渔业服务热线0640-96388受理投诉。", ["0640-96388"]),
    ("渔船抢修电话0640-96388不受理投诉。", []),
    ("监督电话：0640-5512388 0640-5512389", ["0640-5512388", "0640-5512389"]),
    ("举报电话：0××0-5512388。", ["0××0-5512388"]),
    ("线索要真实具体，提倡署名，将为您保密并在受理之日起十五日内告知办理情况，逾期未告知的可以向县局查询。征集方式如下：\n电话：0640-5512388", ["0640-5512388"]),
    ("通过“12345”热线、走访渔户等渠道收集意见三十条。", []),
    ("12345热线全年接到投诉九百件。", []),
    ("问题来源填写12345热线、部门自查等。", []),
    ("投资者热线：0640-5512000", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phones"), ASKED_OR_TOLD)
def test_lines_that_people_are_told_to_call(text, phones):
    assert read_text(HEAD + text).channels.phones == phones


def test_an_address_with_a_wide_stroke():
    assert read_text(HEAD + "举报网址www.qh-yuye.example／jubao，全天受理。").channels.urls == ["www.qh-yuye.example/jubao"]
