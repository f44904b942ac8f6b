"""Headings beside what is none: clocks, brackets, masks, heads of pages, notes below a table, the last lines of a paper."""

from bihuan.plan_import.rules import read_text

TITLE = "青禾县粮库作风专项整治方案\n为改进作风，制定本方案。\n"


def headings(text: str) -> list[tuple[str | None, str]]:
    return [(one.number, one.heading) for one in read_text(TITLE + text).outline]


def test_a_bracket_of_masked_dates_or_of_a_short_name_is_no_part_of_a_name():
    text = "一、组织\n（一）设立粮库整治工作协调办公室（以下简称“协调办”）。协调办设在县局。\n（二）动员阶段（X月X日至X月X日）。开会部署。\n（三）整改阶段（×月×日前）。逐项整改。"
    assert headings(text)[1:] == [("（一）", "设立粮库整治工作协调办公室"), ("（二）", "动员阶段"), ("（三）", "整改阶段")]


def test_the_colon_of_a_clock_ends_no_name():
    text = "一、要求\n（1）加强领导。各库点负总责。\n（2）加强报送，各库点每周五16:30前将情况报县局，重大情况一小时内报告。\n"
    assert headings(text) == [("一、", "要求"), ("（1）", "加强领导")]


def test_a_blank_inside_a_dated_name():
    assert headings("一、步骤\n（一）查账 对库（3月11日～5月20日）\n逐仓盘点。\n（二）整改（5月21日～6月20日）\n逐项销号。")[1] == (
        "（一）",
        "查账 对库",
    )


def test_digits_without_a_point_before_words_that_begin_like_a_measure():
    text = "1 总体要求\n1.1 目标\n账实相符。\n2 时间安排\n2.1 动员\n开会。\n3 项目清单\n3.1 仓房\n盘点。\n4 要求\n4.1 纪律\n从严。\n"
    assert [heading for number, heading in headings(text) if len(number or "") == 1] == ["总体要求", "时间安排", "项目清单", "要求"]


def test_a_section_and_its_first_part_in_one_line():
    text = "一、盘点情况（一）统一思想，逐仓过秤。开会两次，盘点九仓。\n（二）公开账目，接受监督。张榜三次。\n二、下步打算\n（一）抓整改。逐项销号。\n"
    assert headings(text)[:3] == [("一、", "盘点情况"), ("（一）", "统一思想，逐仓过秤"), ("（二）", "公开账目，接受监督")]


def test_a_name_glued_to_a_line_of_duties():
    text = "一、整治重点\n（一）压级压价问题\n收粮不过筛。\n完成时限：2026年4月15日前（二）账外存粮问题\n白条入账。\n完成时限：5月底前\n"
    assert [heading for _number, heading in headings(text)] == ["整治重点", "压级压价问题", "账外存粮问题"]


def test_what_quoted_words_ask_of_a_unit_is_a_name():
    text = "一、意见\n（一）职能部门要“动起来”。不要等，不要看。\n（二）保管员要“严起来”。日日查，仓仓看。\n（三）领导要“沉下去”。每月到库五日。\n"
    assert [heading for _number, heading in headings(text)[1:]] == ["职能部门要“动起来”", "保管员要“严起来”", "领导要“沉下去”"]


def test_the_last_lines_and_notes_of_a_paper_are_no_headings():
    text = "九、附则\n9.1 各乡镇粮站参照本方案执行。\n9.2 本方案由县粮食局办公室负责解释。\n备注：1.账目按旧口径填写。\n2.未销号事项每月更新一次。\n（联系人：某某，电话见通讯录）\n"
    assert headings(text) == [("九、", "附则")]


def test_a_short_name_on_its_own_line_stands_among_sentences():
    text = "1 监督\n1.1 举报受理范围为本方案第2章所列情形。服务咨询不受理。\n1.2 举报方式\n电话：0100-5550123\n1.3 对实名举报的，15个工作日内反馈初步核查情况。\n2 附则\n从严。\n"
    assert ("1.2", "举报方式") in headings(text)


def test_the_head_that_every_page_repeats_is_left_out_with_the_number_of_the_page():
    text = "青禾县粮食局文件\n青粮〔2026〕3号\n青禾县粮库专项整治方案\n为改进作风，制定本方案。\n一、工作目标\n账实相符。\n二、整治范围\n各库点、各粮站。\n三、基本原则\n有错必纠。\n四、整治重点\n（一）压价\n1.收粮不过筛；\n— 1 —\n青禾县粮食局文件\n2.磅单不公开。\n（二）混账\n1.白条入账；\n— 2 —\n青禾县粮食局文件\n2.账外存粮。\n"
    facts = read_text(text)
    assert [[item.text for item in one.manifestations] for one in facts.problem_categories] == [
        ["收粮不过筛", "磅单不公开"],
        ["白条入账", "账外存粮"],
    ]
    assert facts.text.count("青禾县粮食局文件") == 1


def test_a_step_is_a_number_and_a_stage_is_half_a_name():
    text = "一、步骤\n第一步，过秤盘点（3月1日—3月31日）。逐仓过秤。\n第二步，清账（4月）。逐笔核对。\n第三步，建账（5月）。新立账册。\n"
    assert headings(text)[1:] == [("第一步", "过秤盘点"), ("第二步", "清账"), ("第三步", "建账")]
    assert headings("一、步骤\n第一阶段：过秤（3月）。逐仓过秤。\n第二阶段：清账（4月）。逐笔核对。\n")[1:] == [
        (None, "第一阶段：过秤"),
        (None, "第二阶段：清账"),
    ]


def test_a_section_whose_forerunner_was_forgotten_goes_on_above_a_list():
    text = "一、目标\n账实相符。\n二、任务\n1.盘点。责任单位：保管股\n2.清账。责任单位：财务股\n3.晒账。责任单位：办公室\n四、工作要求\n从严。\n"
    found = [(one.level, one.heading) for one in read_text(TITLE + text).outline]
    assert (1, "工作要求") in found and (2, "盘点") in found


def test_a_line_built_as_its_numbered_siblings_has_lost_its_number():
    by_word = "一、整治重点\n（一）压级压价问题\n1.收粮不过筛；\n2.磅单不公开。\n（二）账外存粮问题\n1.白条入账；\n2.公款私存。\n值守脱岗问题。夜间无人；电话不通。\n二、要求\n对发现的问题，限期改正。\n"
    by_ill = "一、整治重点\n（一）工作纪律上的“散”。重点整治迟到早退、脱岗睡岗等问题。\n（二）工作态度上的“横”。重点整治冷硬横推、出口伤人等问题。\n责任担当上的“推”。重点整治遇事绕道、上推下卸等问题。\n"
    assert headings(by_word) == [
        *(("一、", "整治重点"), ("（一）", "压级压价问题"), ("（二）", "账外存粮问题")),
        *((None, "值守脱岗问题"), ("二、", "要求")),
    ]
    assert [heading for _number, heading in headings(by_ill)][-1] == "责任担当上的“推”"


def test_numbers_of_three_parts_begin_a_line_in_a_wrapped_text():
    wide = "各库点要把账目、实物、凭证逐一对上，做到账实相符、账账相符、账证相符，不留死角"
    text = f"3 整治重点\n3.1 账目不实问题\n3.1.1 {wide}\n3.1.2 {wide}\n3.1.3 {wide}\n3.1.4 {wide}\n3.1.5 {wide}\n3.2 值守脱岗问题\n3.2.1 夜间无人\n"
    first = read_text(TITLE + text).problem_categories[0]
    assert [item.number for item in first.manifestations] == ["3.1.1", "3.1.2", "3.1.3", "3.1.4", "3.1.5"]


def test_stages_that_a_lost_number_left_among_problems_are_none():
    problems = "一、整治内容\n1.账目“糊涂”。重点整治白条入账、公款私存等问题。\n2.收粮“压价”。重点整治不过筛、不开单等问题。\n"
    steps = "方法步骤安排如下\n动员部署(3月1日-3月15日) 召开三级干部会，印发公开信。\n（二）自查盘点(3月16日-4月30日) 各库点过秤。\n（三）集中清理(5月-9月) 逐笔核对。\n"
    assert [one.name for one in read_text(TITLE + problems + steps).problem_categories] == ["账目“糊涂”", "收粮“压价”"]
