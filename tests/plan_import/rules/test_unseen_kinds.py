"""Kinds of writing that plans by strangers brought: small invented texts, one of each kind."""

from bihuan.plan_import.rules import read_text


def test_small_marks_of_another_keyboard_are_the_usual_ones():
    facts = read_text("甲县专项整治方案\n一﹑整治对象\n全县各站所。\n二﹑职责分工\n县甲局﹑县乙局配合｡\n举报电话∶0100一5550123。\n")
    assert [one.heading for one in facts.outline] == ["整治对象", "职责分工"]
    assert [unit.name for unit in facts.responsible_units] == ["县甲局", "县乙局"]
    assert facts.channels.phones == ["0100一5550123".replace("一", "—")]


def test_a_bracket_closed_by_the_end_of_another_kind():
    facts = read_text(
        "甲镇专项整治方案\n一、整治内容\n（一〉账目混乱\n1.白条入账；\n2.公款私存。\n（二）合同混乱\n1.低价发包；\n2.长期拖欠。\n"
    )
    assert [one.name for one in facts.problem_categories] == ["账目混乱", "合同混乱"]


def stages(text: str) -> list[tuple]:
    return [(one.name, one.start, one.end) for one in read_text(text).stages]


THREE = [("亮底数", "2026-03-01", "2026-03-31"), ("对家底", "2026-04-01", "2026-06-30"), ("补漏洞", "2026-07-01", "2026-08-31")]
HEAD = "甲县集市专项整治方案\n为整治集市秩序，制定本方案。\n一、怎么整治\n"


def test_parts_that_follow_each_other_in_time_are_stages_whatever_their_names():
    numbered = "（一）亮底数（2026年3月1日至3月31日）。逐户登记。\n（二）对家底（4月1日至6月30日）。逐项比对。\n（三）补漏洞（7月1日至8月31日）。修订制度。\n"
    bare = "亮底数  2026.3.1–3.31  逐户登记\n对家底  2026.4.1–6.30  逐项比对\n补漏洞  2026.7.1--8.31  修订制度\n"
    dated_first = "2026年3月1日至3月31日：亮底数。逐户登记。\n2026年4月1日至6月30日：对家底。\n2026年7月1日至8月31日：补漏洞。\n"
    assert [name for name, _start, _end in stages(HEAD + numbered)] == [name for name, _start, _end in THREE]
    assert stages(HEAD + bare) == THREE
    assert stages(HEAD + dated_first) == THREE


def test_deadlines_of_tasks_are_no_stages():
    assert not stages(
        HEAD + "（一）建台账（6月底前）。逐户登记。\n（二）立规矩（5月底前）。修订制度。\n（三）抓培训（9月底前）。分批培训。\n"
    )


def test_bars_of_a_table_are_not_read_for_figures():
    text = HEAD + "| 阶段 | 时间 | 任务 |\n| --- | --- | --- |\n| 亮底数 | 3月 | 登记 |\n| 对家底 | 4月—6月 | 比对 |\n"
    assert stages(text) == [("亮底数", "--03", "--03"), ("对家底", "--04", "--06")]


def test_a_plan_sent_round_with_a_greeting_is_a_plan():
    text = "各位站长：方案定稿如下，请收悉。\n甲县集市专项整治方案\n经局党组研究，决定开展整治。\n一、整治步骤\n" + (
        "（一）动员（3月1日至3月10日）。开会。\n（二）自查（3月11日至3月31日）。登记。\n"
    )
    assert read_text(text).document_kind.kind == "plan"


def headings(text: str) -> list[tuple]:
    return [(one.level, one.number, one.heading) for one in read_text(text).outline]


def categories(text: str) -> list[tuple]:
    return [(one.name, [item.text for item in one.manifestations]) for one in read_text(text).problem_categories]


def test_a_text_without_numbers_has_the_outline_that_its_short_lines_show():
    text = "甲县赛事专项整治方案\n为净化风气，制定本方案。\n突出问题\n报名弄虚作假\n冒名顶替；\n伪造证件。\n场上秩序混乱\n辱骂裁判；\n投掷杂物。\n推进安排\n整治从3月开始，到5月结束。\n责任落实\n由县甲局牵头。\n"
    told = [(1, "突出问题"), (2, "报名弄虚作假"), (2, "场上秩序混乱"), (1, "推进安排"), (1, "责任落实")]
    assert [(level, heading) for level, _number, heading in headings(text)] == told
    assert categories(text)[0] == ("报名弄虚作假", ["冒名顶替", "伪造证件"])


def test_capital_numerals_and_numbers_past_nine():
    text = "甲县窗口整治方案\n为改进作风，制定本方案。\n壹、整治什么\n" + "".join(
        f"{n:02}事项{'甲乙丙丁戊己庚辛壬癸子'[n - 1]}\n逐项办好，不拖不推，办结为止。\n" for n in range(1, 12)
    )
    found = headings(text + "贰、几点要求\n各科室抓好落实。\n")
    assert found[0] == (1, "壹、", "整治什么") and found[-1] == (1, "贰、", "几点要求")
    assert [number for level, number, _heading in found if level == 2][-2:] == ["10", "11"]


def test_what_follows_a_name_belongs_not_to_it():
    text = (
        "甲县作风整治方案\n为改进作风，制定本方案。\n一、整治重点\n（一）服务态度方面，主要表现为：\n1.推诿扯皮；\n2.态度生硬。\n"
        "（二）表册过多过滥（牵头单位：县甲局；配合单位：县乙局、县丙局）\n①一表多报；\n②层层加码。\n"
    )
    assert [name for name, _items in categories(text)] == ["服务态度方面", "表册过多过滥"]


def test_names_that_nothing_follows_are_items():
    text = "甲县作风整治方案\n为改进作风，制定本方案。\n一、整治重点\n（一）承诺不兑现\n1.新官不理旧账\n2.奖补长期拖欠\n（二）检查过多\n1.多头检查\n2.重复检查\n"
    assert [heading for _level, _number, heading in headings(text)] == ["整治重点", "承诺不兑现", "检查过多"]
    assert categories(text) == [("承诺不兑现", ["新官不理旧账", "奖补长期拖欠"]), ("检查过多", ["多头检查", "重复检查"])]


def test_an_ill_and_what_is_raised_against_it():
    text = "甲县作风整治方案\n为改进作风，制定本方案。\n一、整治重点\n（一）治推诿扯皮之病，强担当意识。\n1.互相推诿；\n2.久拖不决。\n（二）治敷衍塞责之病，强务实作风。\n1.照抄照转；\n2.搞形式。\n"
    assert [(one.name, one.raise_) for one in read_text(text).problem_categories] == [
        ("治推诿扯皮之病", "强担当意识"),
        ("治敷衍塞责之病", "强务实作风"),
    ]


def test_problems_numbered_by_words_and_problems_in_an_appendix():
    worded = "甲县整治方案\n为改进作风，制定本方案。\n一、整治重点\n重点一：收购环节。\n一是压级压价；\n二是拖欠货款。\n重点二：储存环节。\n一是虚报损耗；\n二是账实不符。\n二、工作要求\n抓好落实。\n"
    appended = "甲县整治方案\n为改进作风，制定本方案。\n一、总体要求\n抓好落实。\n二、工作要求\n按时报送。\n附件1\n问题清单\n一、收购类\n1.压级压价；\n2.拖欠货款。\n二、储存类\n1.虚报损耗；\n2.账实不符。\n"
    items = [["压级压价", "拖欠货款"], ["虚报损耗", "账实不符"]]
    assert categories(worded) == [("收购环节", items[0]), ("储存环节", items[1])]
    assert categories(appended) == [("收购类", items[0]), ("储存类", items[1])]


def units(text: str) -> list[tuple]:
    return [(one.name, str(one.role.value)) for one in read_text(text).responsible_units]


PLAN = "甲县整治方案\n为改进作风，制定本方案。\n一、工作要求\n抓好落实。\n二、任务分工\n"


def test_a_table_whose_cells_stand_one_a_line():
    text = (
        PLAN
        + "序号\n整治类别\n问题表现\n牵头单位\n配合单位\n完成时限\n1\n农贸市场\n使用作弊秤；缺斤短两\n县甲局\n县乙中心、各镇\n2026年8月底\n2\n加油站\n改动主板\n铅封缺失\n县丙局\n县丁委\n2026年9月15日\n"
    )
    facts = read_text(text)
    assert categories(text) == [("农贸市场", ["使用作弊秤", "缺斤短两"]), ("加油站", ["改动主板", "铅封缺失"])]
    assert units(text) == [("县甲局", "lead"), ("县乙中心", "co"), ("各镇", "co"), ("县丙局", "lead"), ("县丁委", "co")]
    assert [due.end for due in facts.deadlines] == ["2026-08L", "2026-09-15"]


def test_dates_of_stages_in_a_table_are_no_deadlines_besides():
    facts = read_text(PLAN + "阶段\n起止时间\n主要工作\n亮底数\n2026年4月—5月\n逐户登记\n对家底\n2026年6月—8月\n逐项比对\n")
    assert [(one.name, one.start) for one in facts.stages] == [("亮底数", "2026-04"), ("对家底", "2026-06")]
    assert not facts.deadlines


def test_units_behind_labels_of_all_hands():
    assert units(PLAN + "窗口的问题：责任部门——县甲局；协办部门——县乙局、县丙局。\n") == [
        ("县甲局", "responsible"),
        ("县乙局", "co"),
        ("县丙局", "co"),
    ]
    assert units(PLAN + "牵头科室 Lead：综合科\n配合：县乙局；县丙局\n责任：各镇、各村\n")[:3] == [
        ("综合科", "lead"),
        ("县乙局", "co"),
        ("县丙局", "co"),
    ]
    assert units(PLAN + "县甲局：负责统筹协调，督促整改（牵头单位）。\n县乙局、县丙局：负责查处（配合单位）。\n") == [
        ("县甲局", "lead"),
        ("县乙局", "co"),
        ("县丙局", "co"),
    ]
    assert units("甲镇整治方案\n为改进作风，制定本方案。\n1 职责分工\n1.1 镇纪委牵头，负责暗访。\n1.2 镇甲办、镇乙所配合。\n") == [
        ("镇纪委", "lead"),
        ("镇甲办", "co"),
        ("镇乙所", "co"),
    ]


def test_the_last_month_of_each_quarter_and_two_days_of_each_year():
    facts = read_text(PLAN + "各镇每季度末月25日前报送台账，每年6月30日、12月20日前报送总结。\n")
    assert [due.as_written for due in facts.deadlines] == ["每季度末月25日前", "每年6月30日、12月20日前"]


def test_a_line_is_public_by_what_is_said_behind_it_and_not_where_it_is_refused():
    told = "三、监督\n职工可通过电话0100-5550123、邮箱jb@jia.example举报，也可发送邮件至fy@jia.example反映问题。\n"
    refused = "三、报送\n填报咨询请拨打0100-5550124（不受理举报）。2025年12345热线受理投诉291件。\n"
    assert read_text(PLAN + told).channels.phones == ["0100-5550123"]
    assert read_text(PLAN + told).channels.emails == ["jb@jia.example", "fy@jia.example"]
    assert read_text(PLAN + refused).channels.phones == []


def test_a_fax_line_tells_of_itself_alone():
    facts = read_text(PLAN + "三、举报方式\n举报电话：0100-5550123\n传真：0100-5550124\n电子邮箱：jb@jia.example\n")
    assert (facts.channels.phones, facts.channels.emails) == (["0100-5550123"], ["jb@jia.example"])


def test_groups_set_up_side_by_side_are_all_bodies():
    text = PLAN + "三、组织领导\n成立整治工作专班，下设综合协调组、案件查办组、督导检查组。\n"
    assert [one.body for one in read_text(text).organisation][1:] == ["综合协调组", "案件查办组", "督导检查组"]


def test_a_time_in_which_wrong_is_counted_is_no_deadline():
    facts = read_text(PLAN + "三、整治重点\n1.同一数据一周内多头索要；\n2.一季度内被投诉三次以上；\n3.久拖不办。\n")
    assert not facts.deadlines


def test_categories_that_a_sentence_announces_under_any_heading():
    text = "甲县窗口整治方案\n为改进作风，制定本方案。\n一、问卷设计\n共设两个维度，对应的问题表现是：\n服务态度：爱答不理；当众闲聊。\n服务效率：排队时间长；流转超时。\n二、工作要求\n抓好落实。\n"
    assert categories(text) == [("服务态度", ["爱答不理", "当众闲聊"]), ("服务效率", ["排队时间长", "流转超时"])]


def test_the_title_stands_below_the_head_of_the_paper_and_its_number():
    text = (
        "甲县督查室\n督查通报\n甲督〔2026〕9号\n关于窗口作风暗访情况的通报\n各单位：\n现将情况通报如下。\n一、总体情况\n共检查十个窗口。\n"
    )
    assert read_text(text).title == "关于窗口作风暗访情况的通报"


def test_a_sentence_on_who_leads_and_a_question_to_the_reader_are_no_headings():
    led = "甲县整治方案\n为改进作风，制定本方案。\n一、责任分工\n（一）工矿企业由县甲局牵头，县乙局配合。\n（二）建筑工地由县丙局牵头，县丁局配合。\n二、工作要求\n抓好落实。\n"
    asked = "甲县调查问卷\n感谢参与。\n一、基本情况\n1．您的工龄：\n□三年以下 □三年以上\n2．您参加会议的次数：\n□一次 □两次\n"
    assert [heading for _level, _number, heading in headings(led)] == ["责任分工", "工作要求"]
    assert [heading for _level, _number, heading in headings(asked)] == ["基本情况"]
    assert units(led) == [("县甲局", "lead"), ("县乙局", "co"), ("县丙局", "lead"), ("县丁局", "co")]


def test_what_a_plan_rests_on_may_stand_in_its_first_section_and_who_decided_in_brackets():
    text = "甲集团治理方案\n（集团党委2026年第7次会议审议通过）\n第一章 总则\n第一条 依据《甲市采购管理办法》《乙市通知》，开展治理。\n第二章 重点\n第二条 按照《承诺书》办理。\n"
    facts = read_text(text)
    assert [one.text for one in facts.basis] == ["《甲市采购管理办法》", "《乙市通知》"]
    assert facts.decided_by is not None and facts.decided_by.text == "集团党委"


def test_a_unit_with_a_bracket_in_its_name_answers_for_what_a_clause_says():
    assert units(PLAN + "县甲局组织实施；各县（市、区）乙局为责任单位。\n") == [
        ("县甲局", "organiser"),
        ("各县（市、区）乙局", "responsible"),
    ]


def test_papers_handed_in_at_a_station_or_sent_for_gathering_are_duties():
    facts = read_text(PLAN + "登记表4月2日前交镇农经站。各科形成书面总结，于11月20日前送市局甲科汇总。\n")
    assert [(duty.to, duty.deadline) for duty in facts.reporting] == [("镇农经站", "4月2日前"), ("市局甲科", "11月20日前")]
