"""What is in the file: one plan, two of them, a notice, a cover notice with its plan; and texts without any number."""

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
