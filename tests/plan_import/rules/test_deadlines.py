"""Deadlines: what is due when, in every phrase of the list of patterns (domain.md J3), and what is none."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾县整治方案\n为改进工作，制定本方案。\n一、工作要求\n（一）抓好落实。"
DATED = [
    ("各单位10月10日前完成自查。", ("10月10日前", None, "--10-10")),
    ("2024年6月底前全部整改到位。", ("2024年6月底前", None, "2024-06L")),
    ("3月15日前全面彻底完成。", ("3月15日前", None, "--03-15")),
    ("2010年底前建成。", ("2010年底前", None, "2010-12L")),
    ("确保年底前取得成效。", ("年底前", None, "--12L")),
    ("10月上旬前报送。", ("10月上旬前", None, "--10E")),
    ("活动持续到5月底。", ("5月底", None, "--05L")),
    ("最迟不晚于8月20日完成。", ("8月20日", None, "--08-20")),
    ("完成时限：2024年8月31日", ("2024年8月31日", "2024-08-31", "2024-08-31")),
    ("整改时限：6月底", ("6月底", "--06L", "--06L")),
    ("完成时限：立行立改", ("立行立改", None, None)),
    ("完成时限：长期坚持", ("长期坚持", None, None)),
    ("整改期限：立行立改并长期坚持", ("立行立改并长期坚持", None, None)),
    ("5个工作日内反馈。", ("5个工作日内", None, None)),
    ("一般隐患15日内整改到位。", ("15日内", None, None)),
    ("自收到通知书之日起30日内提出意见。", ("自收到通知书之日起30日内", None, None)),
    ("能立即整改的，一周内整改到位。", ("一周内", None, None)),
    ("二〇二四年三月十五日前报备。", ("二〇二四年三月十五日前", None, "2024-03-15")),
    ("20××年9月30日前完成。", ("20××年9月30日前", None, "--09-30")),
    ("X月X日前完成。", ("X月X日前", None, None)),
    ("填登记表，7月20日前一份交站里，一份留存。", ("7月20日前", None, "--07-20")),
    ("没有签合同的，6月30日前一律停供。", ("6月30日前", None, "--06-30")),
    ("修渠不能久拖，10月底必须见到水。", ("10月底", None, "--10L")),
    ("试水结束前7日内交回钥匙。", ("7日内", None, None)),
    ("清渠结束后10日内交回钥匙。", ("清渠结束后10日内", None, None)),
    ("用水户须在收到账单之日起30日内缴清。", ("收到账单之日起30日内", None, None)),
    ("各站第2周周五前交回钥匙。", ("第2周周五前", None, None)),
    ("欠费最迟不超过2025年2月底缴清。", ("2025年2月底", None, "2025-02L")),
    ("升级水位知识库。（信息股，长期坚持）", ("长期坚持", None, None)),
    ("完成时限：2025年春灌前修好水闸", ("2025年春灌前修好水闸", None, None)),
]
RECURRING = [
    "每月20日前",
    "每周五下班前",
    "每季度",
    "每月底前",
    "每半年",
    "每周一",
    "每月5日前",
    "每季度末",
    "每双周周五下班前",
    "每季度首月5日前",
    "每月最后一周周三",
    "每月十日前",
    "每逢5日、20日",
    "每个星期五",
    "每三天",
    "每10个工作日",
]
NONE = [
    "2023年以来，发生多起事故。",
    "用三个月时间开展整治。",
    "值班室24小时值守。",
    "会前通知各单位，会后抓好落实。",
    "在前期工作基础上，提前谋划。",
    "贯彻党的十八届三中全会精神。",
    "目前进展顺利，各项工作走在前列。",
    "近三年内发生的问题。",
    "一年内第三次断水的，停止供水。",
    "单位一年内有2人以上受罚的，不得评优。",
    "列入名单，两年内不得投标。",
    "查询本户三年内全部用水明细。",
    "2024年底以前的欠费全部清零。",
    "每月1日至20日不进厂检修。",
    "起租价每平方米每月12.5元。",
    "对水泵每日运行情况作记录。",
    "供水热线（每日8:00-20:00）。",
    "断水后两小时内不到场。",
    "修闸用时控制在150天以内。",
    "站长退休后三年内到供水公司任职。",
    "一年之内因同一处渗漏被问责两次的，换人。",
    "7月15日前各站完成了自查。",
]


@pytest.mark.parametrize(("text", "expected"), DATED)
def test_one_deadline(text, expected):
    deadlines = read_text(HEAD + text).deadlines
    written, start, end = expected
    assert [(due.as_written, due.end) for due in deadlines] == [(written, end)]
    assert deadlines[0].start in (None, start)


@pytest.mark.parametrize("phrase", RECURRING)
def test_what_recurs(phrase):
    deadlines = read_text(HEAD + f"各单位{phrase}报送进展情况。").deadlines
    assert [(due.as_written, due.end) for due in deadlines] == [(phrase, None)]
    assert deadlines[0].recurring


def test_two_things_each_month_are_two_and_cycles_in_one_breath_are_one():
    deadlines = read_text(HEAD + "站长每月召开一次例会，并每月至少通报一批欠费户。实行周调度、月通报、季点评。").deadlines
    assert [due.as_written for due in deadlines] == ["每月召开一次", "每月至少通报一批", "周调度、月通报、季点评"]
    assert all(due.recurring for due in deadlines)


@pytest.mark.parametrize("text", NONE)
def test_no_deadline(text):
    assert read_text(HEAD + text).deadlines == []


def test_dates_of_stages_and_of_the_whole_are_no_deadlines():
    text = "青禾县整治方案\n从2024年3月至6月在全县开展专项整治，制定本方案。\n一、步骤\n（一）动员阶段（3月10日前）。开会。\n（二）整改阶段（3月11日至6月底）。4月5日前报送台账。"
    assert [due.as_written for due in read_text(text).deadlines] == ["4月5日前"]


def test_a_day_that_does_not_exist_is_a_question():
    facts = read_text(HEAD + "2月30日前完成。")
    assert facts.deadlines[0].end is None
    assert "impossible_date" in {str(question.about) for question in facts.questions}


def test_a_masked_year_is_a_question():
    facts = read_text(HEAD + "20××年9月30日前完成。")
    assert "masked_year" in {str(question.about) for question in facts.questions}


def test_a_cell_of_the_last_column_without_a_word_of_time_is_no_deadline():
    rows = "序号\t事项\t主责部门\t完成期限\n1\t水闸检修\t水管站\t5月底前\n2\t账目核对\t财务室\t灌区站\n3\t渠道清淤\t灌区站\t长期坚持\n"
    found = [due.as_written for due in read_text("青禾灌区清渠方案\n为清渠，制定本方案。\n一、任务\n" + rows).deadlines]
    assert found == ["5月底前", "长期坚持"]
