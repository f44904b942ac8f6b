"""What sharing sites, sample collections and copying do to a plan: kinds seen on public pages, texts invented."""

import pytest

from bihuan.plan_import.rules import read_text

OUTLINES = {
    "a letter of another script for a line break": (
        "各村要动员群众参与。Р(二)形成整治合力。上下联动。Р二、时间安排Р(一)宣传发动阶段(2031年3月1日—3月10日)Р各村开会。",
        ["(二)形成整治合力", "二、时间安排", "(一)宣传发动阶段"],
    ),
    "markup left in the text": (
        "<p>一、整治目标</p><p>改进作风，转变职能。</p><p>二、&nbsp;整治重点</p><p>治理乱收费。</p>",
        ["一、整治目标", "二、整治重点"],
    ),
    "the break behind a title lost": (
        "现制定本方案。\n一、工作目标通过集中整治行动，切实减少事故隐患，提升管理水平。\n二、工作要求各单位要高度重视，切实加强领导，务求实效。",
        ["一、工作目标", "二、工作要求"],
    ),
    "every break lost": (
        "云溪镇车辆停放整治方案 根据上级要求,制定本方案。一、整治目标 按照一年见效的要求,使镇容改观。 二、整治内容 (一)整治占道。清理占道车辆。 (二)整治乱停。清理乱停车辆。 三、整治时间(一)动员阶段(2031年3月1日至3月5日)。开会。(二)整治阶段(2031年3月6日至5月1日)。上路检查。",
        ["一、整治目标", "二、整治内容", "(一)整治占道", "(二)整治乱停", "三、整治时间", "(一)动员阶段", "(二)整治阶段"],
    ),
    "the first number glued to the name of the paper": (
        "云溪县规范用餐实施方案一、背景分析\n1.1政策背景\n1.2现实需求\n二、问题定义\n2.1主要表现\n2.2问题根源",
        ["一、背景分析", "1.1政策背景", "1.2现实需求", "二、问题定义", "2.1主要表现", "2.2问题根源"],
    ),
    "every break lost and digits for numbers": (
        "云溪市培训机构治理方案为规范办学,制定本方案。1.治理内容(1)不得提前教授课程。(2)不得布置作业。2.治理方式(1)实行备案。3.时间安排(1)自查阶段(3月1日至3月10日)。开展自查。(2)检查阶段(3月11日至4月1日)。开展检查。",
        ["1.治理内容", "2.治理方式", "(1)实行备案", "3.时间安排", "(1)自查阶段", "(2)检查阶段"],
    ),
    "pages counted as items are": (
        "1、云溪县道路秩序整治方案为加强管理,制定本方案。一、工作目标通过整治行动,减少事故,提升管理水平,保障群众出行。二、整治范围各乡\n\n2、镇主要道路、街巷和停车场所。三、工作要求各单位要抓好落实,按时上报,确保整治工\n\n3、作取得实效。",
        ["一、工作目标", "二、整治范围", "三、工作要求"],
    ),
}


@pytest.mark.parametrize("kind", OUTLINES)
def test_headings_stand_out_of_the_dirt(kind):
    text, expected = OUTLINES[kind]
    assert [f"{item.number or ''}{item.heading}" for item in read_text(text).outline] == expected


TITLES = [
    ("云溪县有偿补课治理方案9篇\n时间：2031-02-16 18:04:27\n一、指导思想\n治理补课。", "云溪县有偿补课治理方案"),
    ("整治方案 篇1\n为加强管理，制定方案如下：\n一、工作目标\n改进管理。", "整治方案"),
    ("云溪镇治乱行动方案云溪镇治乱行动方案\n根据要求，制定本方案。\n一、目标\n改进。", "云溪镇治乱行动方案"),
    (
        "2031年道路整治方案.doc\n下载文档\nID：1058062\n大小：14KB\n格式：DOC\n温馨提示：\n1. 本文档由用户上传，版权归属用户。\n2. 下载前请仔细阅读。\n道路整治工作方案\n为加强管理，制定本方案。\n一、目标\n改进管理。",
        "道路整治工作方案",
    ),
    (
        "网站支持IPv6 无障碍阅读\n云溪街道 >> 动态\n云溪街道道路整治行动方案  时间：2031-04-08 09:12  阅读：1,206 次\n一 目标 道路畅通。\n二 时间 4月15日至12月15日。",
        "云溪街道道路整治行动方案",
    ),
    (
        "云溪市公路养护有限公司\n2031—2032年度“修好路”专项整治方案\n\n根据要求，制定本方案。\n一、目标\n改进。",
        "云溪市公路养护有限公司2031—2032年度“修好路”专项整治方案",
    ),
]


@pytest.mark.parametrize(("text", "title"), TITLES)
def test_the_title_without_what_a_site_adds(text, title):
    assert read_text(text).title == title


def test_a_title_as_wide_as_the_page_is_not_joined_to_the_text_below():
    lines = [
        "云溪市城市管理系统餐饮油烟污染专项整治实施方案",
        "为进一步加强餐饮油烟污染治理工作力度落实市控尘办",
        "相关工作要求规范夏季夜市烧烤油烟排放监管，切实持",
    ]
    lines += [
        "续提升空气环境质量，经研究决定对全市建成区内餐饮",
        "油烟开展排查整治，特制定本方案，请各单位抓好落实",
        "到位。",
        "一、总体要求",
        "改善环境。",
    ]
    assert read_text("\n".join(lines)).title == "云溪市城市管理系统餐饮油烟污染专项整治实施方案"


def test_stages_behind_a_long_dash():
    facts = read_text(
        "云溪市环境整治工作意见\n指导思想\n大力开展环境整治，改善面貌。\n工作步骤\n用两年时间达到标准。\n"
        "展开阶段——(2031年3月至2031年5月)\n抓好治理。\n深化阶段——(2031年6月至2032年12月)\n全面达标。"
    )
    assert [(stage.name, stage.start, stage.end) for stage in facts.stages] == [
        ("展开阶段", "2031-03", "2031-05"),
        ("深化阶段", "2031-06", "2032-12"),
    ]


def test_office_hours_of_a_service_are_no_deadline():
    text = "交通整治方案\n如有问题，请联系客服（人工客服工作时间：9:00-18:30）。\n一、目标\n改进管理。\n二、要求\n抓好落实。"
    assert read_text(text).deadlines == []


def test_units_of_a_duty_line():
    text = "云溪县禁放方案\n一、职责分工\n县消防大队：负责制订应急预案。\n县林业局、民政局、供电公司等行业主管部门和单位分别负责本行业的排查。\n牵头单位：经信委；责任单位：发改委"
    assert [(unit.name, unit.role.value) for unit in read_text(text).responsible_units] == [
        ("县消防大队", "responsible"),
        ("县林业局", "responsible"),
        ("民政局", "responsible"),
        ("供电公司", "responsible"),
        ("经信委", "lead"),
        ("发改委", "responsible"),
    ]


def test_what_comes_before_the_verb_of_a_list_is_no_problem():
    text = "云溪区补课治理方案\n一、治理重点\n坚持教育引导，惩防并举，专项治理与长效管理相结合的原则，重点治理在职教师组织补课、诱导学生补课、为机构介绍生源等问题。\n二、要求\n抓好落实。"
    (category,) = read_text(text).problem_categories
    assert [item.text for item in category.manifestations] == ["在职教师组织补课", "诱导学生补课", "为机构介绍生源"]
