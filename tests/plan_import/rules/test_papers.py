"""What is in the file: one plan, two of them, a notice, a cover notice with its plan; and texts without any number."""

import pytest

from bihuan.plan_import.rules import read_text

ONE = "为加强管理，制定本方案。\n一、整治目标\n消除隐患。\n二、实施步骤\n（一）摸底阶段（3月1日至3月10日）。摸清底数。\n（二）整治阶段（3月11日至4月30日）。整治。\n"


def test_two_plans_in_one_file_are_told():
    facts = read_text(f"云溪县校车整治方案\n{ONE}云溪县食堂整治方案\n{ONE}")
    (question,) = [question for question in facts.questions if question.about == "several"]
    assert "云溪县校车整治方案" in question.text and "云溪县食堂整治方案" in question.text
    assert facts.text[question.source.start : question.source.end] == "云溪县食堂整治方案"


def test_a_cover_notice_with_its_plan_is_one_plan():
    cover = "关于印发云溪县校车整治方案的通知\n各乡镇：\n现印发给你们，请认真执行。\n一、加强领导。各乡镇要抓好落实。\n二、县安委办要加强督导。\n"
    facts = read_text(f"{cover}云溪县校车整治方案\n{ONE}")
    assert facts.document_kind.kind == "plan"
    assert not [question for question in facts.questions if question.about == "several"]
    assert [item.heading for item in facts.outline] == ["加强领导", "整治目标", "实施步骤", "摸底阶段", "整治阶段"]


def test_a_notice_sets_duties():
    facts = read_text(
        "关于报送行风建设材料的通知\n各医院：\n为改进行风，请按下列要求办理。\n一、请于11月15日17时前报送创建方案。\n二、每月28日前报送统计表。\n联系电话：65321000。"
    )
    assert facts.document_kind.kind == "notice"
    assert [due.as_written for due in facts.deadlines] == ["11月15日17时前", "每月28日前"]


def test_boxed_titles_where_nothing_has_a_number():
    facts = read_text(
        "云溪县整治方案\n为改进作风，制定本方案。\n【指导思想】\n改进作风。\n【整治重点】\n重点整治工作不力、纪律松弛、推诿扯皮等问题。\n"
        "【工作要求】\n抓好落实。\n【监督电话】0640-4412388，新闻热线：0640-4400001；技术咨询电话：0640-4400003。"
    )
    assert [item.heading for item in facts.outline] == ["指导思想", "整治重点", "工作要求", "监督电话"]
    assert [item.text for item in facts.problem_categories[0].manifestations] == ["工作不力", "纪律松弛", "推诿扯皮"]
    assert facts.channels.phones == ["0640-4412388"]


def test_a_label_with_the_words_of_a_section_is_a_section():
    facts = read_text(
        "云溪县网吧整治方案\n特制定本方案：\n一、指导思想 落实上级要求，整治网吧。\n二、工作目标 彻底清理，建立机制。\n三、治理范围 全县网吧"
    )
    assert [item.heading for item in facts.outline] == ["指导思想", "工作目标", "治理范围"]


DECIDED = [
    ("县纪委、县委组织部决定在全县开展整治。", "县纪委、县委组织部"),
    ("市纪委机关、市教育局联合决定，在全市开展整治。", "市纪委机关、市教育局"),
    ("经市委、市政府主要领导同意，决定开展整治。", "市委、市政府"),
    ("学校研究决定开展师德整治。", "学校"),
    ("经研究决定，在全县开展整治。", None),
    ("镇街道办事处决定，从3月1日至6月30日开展整治。", "镇街道办事处"),
    ("网吧协会党总支高度重视，召开两次会议，并依据来信，决定从今年9月起整治。", "网吧协会党总支"),
    ("高新区党工委、管委会决定，自2026年3月起开展整治。", "高新区党工委、管委会"),
    ("市文旅局党组决定，20××年3月至10月，开展整治。", "市文旅局党组"),
]


@pytest.mark.parametrize(("sentence", "body"), DECIDED)
def test_who_decided(sentence, body):
    found = read_text(f"云溪县整治方案\n{sentence}\n一、目标\n改进作风。\n二、要求\n抓落实。").decided_by
    assert (found.text if found else None) == body


def test_behind_a_cover_letter_with_numbers_the_paper_says_who_decided():
    letter = (
        "云溪县文旅局\n转发《网吧整治方案》的通知\n各网吧：\n一、要认真学习方案，守住时间。\n二、要公布电话，接受监督。\n云溪县文旅局\n\n"
    )
    paper = "网吧整治方案\n让孩子远离网吧。经市文旅局党组会研究，决定在全市组织开展网吧整治。\n一、整治什么\n夜间营业。\n二、怎么整治\n逐家检查。"
    found = read_text(letter + paper).decided_by
    assert found is not None and found.text == "市文旅局党组会"


PERIODS = [
    ("整治从四月初开始，用两个月时间，在全县网吧中整顿秩序，五月底结束。", ("--04E", "--05L")),
    ("自2015年7月开始，12月底基本结束，分两个阶段。", ("2015-07", "2015-12L")),
    ("整治工作于2031年4月1日启动，6月30日结束。", ("2031-04-01", "2031-06-30")),
]


@pytest.mark.parametrize(("sentence", "period"), PERIODS)
def test_a_period_told_by_its_opening_and_its_end(sentence, period):
    found = read_text(
        f"云溪县整治方案\n为改进作风，制定本方案。\n一、时间安排\n{sentence}\n（一）动员阶段。开会。\n（二）整治阶段。整治。"
    ).period
    assert found is not None and (found.start, found.end) == period


RUNGS = [
    ("县专班每周督查，对进度滞后的乡镇予以通报，对连续两次通报的乡镇主要负责人进行约谈。", ["进度滞后", "连续两次通报"]),
    ("对成效突出的单位给予表彰，对工作不力的单位给予通报批评，对造成后果的依法追究责任。", ["工作不力", "造成后果"]),
    (
        "1.拒不整改的企业，责令停产；\n2.整改不到位的企业，列入黑名单；\n3.发生事故的企业，从严追责。",
        ["拒不整改", "整改不到位", "发生事故"],
    ),
    ("首次发现的，责令改正；再次发现的，通报批评。", ["首次发现", "再次发现"]),
    ("整改到位的，予以通报表扬；整改不力的，予以通报批评；问题突出的，启动问责程序。", ["整改不力", "问题突出"]),
]


@pytest.mark.parametrize(("sentence", "triggers"), RUNGS)
def test_rungs_however_they_are_strung_together(sentence, triggers):
    ladder = read_text(f"云溪县整治方案\n为改进作风，制定本方案。\n一、目标\n改进作风。\n二、责任追究\n{sentence}").ladder
    assert [rung.trigger for rung in ladder] == triggers
