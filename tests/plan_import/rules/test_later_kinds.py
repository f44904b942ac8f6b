"""Kinds of writing that two more hands brought: small invented texts of other topics, one of each kind."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "甲县集市秩序专项整治方案\n为整治集市秩序，制定本方案。\n"


SECTIONS = "二、整治重点\n（一）账目混乱。白条入账；公款私存。\n（二）摊位混乱。占道经营；乱搭雨棚。\n三、工作要求\n（一）落实责任。各乡要抓好落实。\n"


def units(text: str) -> list[tuple[str, str]]:
    return [(unit.name, unit.role.value) for unit in read_text(text).responsible_units]


def ladder(text: str) -> list[tuple[str, list[str]]]:
    return [(step.trigger, step.measures) for step in read_text(text).ladder]


def due(text: str) -> list[str]:
    return [one.as_written for one in read_text(text).deadlines]


def test_a_stacked_table_whose_remarks_are_mostly_empty():
    rows = "修好栏杆\n县甲站\n各村\n5月底前\n已报县里\n清点账目\n县乙所\n—\n6月10日前\n补齐档案\n县丙所\n各村\n7月底前\n"
    text = f"{HEAD}一、任务清单\n序号\n任务内容\n牵头站所\n配合单位\n完成时限\n备注\n{rows}二、工作要求\n"
    assert units(text) == [("县甲站", "lead"), ("各村", "co"), ("县乙所", "lead"), ("县丙所", "lead"), ("各村", "co")]
    assert due(text) == ["5月底前", "6月10日前", "7月底前"]
    assert not read_text(text).problem_categories  # cells are no names of problems


def test_a_column_of_those_who_work_along_may_be_called_so():
    assert ("各股室", "co") in units(
        f"{HEAD}一、任务\n序号 任务 主责部门 协同部门 完成时间\n1 修订办法 县甲局 各股室 6月底前\n2 清账 县乙局 各股室 7月底\n"
    )


@pytest.mark.parametrize("title", ["甲乡集市秩序整治任务分解表", "甲乡集市秩序整治工作任务书"])
def test_tasks_shared_out_in_a_table_are_a_plan(title):
    text = f"{title}\n序号\n整治任务\n牵头单位\n完成时限\n清理摊位\n乡甲站\n5月底前\n划定车位\n乙所甲站\n6月底前\n说明：每月5日前报进度。\n"
    assert read_text(text).document_kind.kind.value == "plan"


def test_words_set_letter_by_letter_are_words():
    facts = read_text(
        "甲 县 水 利 局 文 件\n甲县水库除险专项治理方案\n一、总 体 目 标\n除险。\n二、治 理 重 点\n（一）账目混乱。白条入账；公款私存。\n（二）合同混乱。低价发包；长期拖欠。\n7月 1 0 日前报县乙局。\n"
    )
    assert [one.heading for one in facts.outline][:2] == ["总体目标", "治理重点"]
    assert [one.name for one in facts.problem_categories] == ["账目混乱", "合同混乱"]
    assert [one.end for one in facts.deadlines] == ["--07-10"]


def test_names_of_units_above_their_duties():
    text = f"{HEAD}一、职责分工\n1.县甲局\n牵头抓总，负责统筹。\n2.县乙局\n负责清点账目。\n3.县丙科、县丁科：按照职责分工负责摊位。\n4.健全理事会\n牵头单位：县戊局\n——各乡（镇）：承担主体责任，负责清理。\n"
    found = units(text)
    assert found == [("县甲局", "lead"), ("县乙局", "responsible"), ("县丙科", "responsible"), ("县丁科", "responsible"), ("县戊局", "lead"), ("各乡（镇）", "responsible")]  # fmt: skip


def test_what_only_looks_like_a_role():
    assert (
        units(
            f"{HEAD}一、要求\n完善考勤、值班、首问负责等制度。县甲部派员参加，各乡要结合实际制定具体实施方案。\n（此件发至各乡镇、县直单位）\n"
        )
        == []
    )
    assert units(f"{HEAD}加强与公安、税务等部门的协作配合。\n") == []


def test_who_joins_in_a_bracket_works_along():
    found = units(f"{HEAD}一、任务\n（一）清账。逐笔核对。（由县甲委牵头，会同县乙局、县丙局落实）\n")
    assert found == [("县甲委", "lead"), ("县乙局", "co"), ("县丙局", "co")]


def test_whom_a_rung_is_for_and_in_which_case():
    found = ladder(f"{HEAD}一、责任追究\n1.对管理人员，情节轻微的，批评教育、扣发绩效；情节严重的，调离岗位。\n")
    assert found[0] == ("管理人员，情节轻微", ["批评教育", "扣发绩效"])


def test_rungs_of_listed_cases_of_plain_hazards_and_behind_a_name():
    listed = f"{HEAD}一、责任追究\n（一）有下列情形之一的，给予批评教育：漏登账目三次以上的；不交账的。\n（二）有下列情形之一的，给予通报批评：私改账目的；毁账的。\n"
    assert ladder(listed) == [("漏登账目三次以上", ["批评教育"]), ("私改账目", ["通报批评"])]
    assert [one.heading for one in read_text(listed).outline] == ["责任追究"]
    hazards = ladder(f"{HEAD}一、要求\n强化执法。对一般隐患责令限期整改；对重大隐患停业整顿，挂牌督办。\n")
    assert [trigger for trigger, _measures in hazards] == ["一般隐患", "重大隐患"]
    named = ladder(f"{HEAD}一、问责\n（一）“黄牌”提醒：漏岗、错登的，当场纠正、通报单位。\n（二）“红牌”惩戒：私分货款的，一律停职。\n")
    assert [trigger for trigger, _measures in named] == ["漏岗、错登", "私分货款"]
    during = ladder(f"{HEAD}一、纪律\n整治期间，管理员被商户投诉一次查实的，离岗培训三天；被投诉两次的，调离岗位。\n")
    assert during[0] == ("管理员被商户投诉一次查实", ["离岗培训三天"])


def test_a_duty_to_be_strict_among_duties_is_no_ladder():
    assert ladder(f"{HEAD}一、职责分工\n县甲委：负责监督检查和问题线索查办，对整治不力的严肃问责。\n县乙局：负责清账。\n") == []


def test_lines_to_call_however_the_clerk_writes_them():
    text = f"{HEAD}一、有事找谁\n县甲局监督电话 0 1 0 0-5 5 5 0 1 2 3\n二、要求\n可拨打县乙局电话 5550 1234，或致电12329。问题反映邮箱：a@b.example，联系电话：0100-5550124。\n"
    assert read_text(text).channels.phones == ["0100-5550123", "5550 1234", "12329", "0100-5550124"]


def test_a_number_that_brought_cases_in_is_no_line():
    assert not read_text(f"{HEAD}从去年12345热线受理的情况看，举报电话12315接到线索33条，办结31条。\n").channels.phones


def test_problems_looked_for_and_set_right_and_those_behind_a_list_of_an_annex():
    text = f"{HEAD}一、活动内容\n（一）查账目，治“乱”。着力解决白条入账、公款私存等问题。\n（二）查摊位，治“占”。着力解决占道经营、乱搭雨棚等问题。\n"
    assert [one.name for one in read_text(text).problem_categories] == ["查账目，治“乱”", "查摊位，治“占”"]
    annex = f"{HEAD}一、工作任务\n清理摊位。\n附件1\n集市突出问题检查清单\n一、账目方面\n1.白条入账；\n2.公款私存。\n二、摊位方面\n1.占道经营；\n2.乱搭雨棚。\n"
    assert [one.name for one in read_text(annex).problem_categories] == ["账目方面", "摊位方面"]


def manifestations(body: str) -> list[str]:
    text = f"{HEAD}一、整治内容\n1、账目乱：{body}\n2、摊位乱：占道经营、乱搭雨棚、私拉电线。\n"
    return [item.text for item in read_text(text).problem_categories[0].manifestations]


def test_clauses_with_a_predicate_each_stand_alone():
    assert manifestations("账不公开、拒绝村民查账、与会计争吵不休、以白条代替发票。") == [
        "账不公开",
        "拒绝村民查账",
        "与会计争吵不休",
        "以白条代替发票",
    ]
    assert manifestations("虚报开支，私分货款，在收费中拿好处，漏登账目。") == ["虚报开支", "私分货款", "在收费中拿好处", "漏登账目"]
    assert manifestations("对账目不核对、不公开。") == ["对账目不核对、不公开"]


def test_work_to_do_is_no_manifestation():
    assert manifestations("清理门前乱堆的货物、纸箱。疏通场内排水沟。") == []


def test_papers_that_are_sent_and_times_gone_by_are_no_deadlines():
    assert due(f"{HEAD}各乡每季度末报送季度小结，抽查情况次日通报。取消一至三年内投标资格。\n") == ["每季度末", "次日"]
    assert due(f"{HEAD}实行月报告制度，各乡于每月28日前报送。每季度第一个月10日前报送上季度小结。\n") == [
        "每月28日前",
        "每季度第一个月10日前",
    ]


@pytest.mark.parametrize(
    ("said", "start", "end"),
    [
        ("一、时间范围\n“回头看”时间为2026年9月15日至2026年11月30日。", "2026-09-15", "2026-11-30"),
        ("县甲局定于2026年10月开展集市秩序整治活动。", "2026-10", "2026-10"),
        ("县甲局决定用6个月时间（2026年5月至2026年10月）开展专项整治。", "2026-05", "2026-10"),
    ],
)
def test_the_time_of_the_whole(said, start, end):
    period = read_text(f"甲县集市秩序专项整治方案\n{said}\n{SECTIONS}").period
    assert period is not None
    assert (period.start, period.end) == (start, end)


def test_years_that_are_looked_at_are_not_the_time_of_the_whole():
    assert read_text("甲县集市专项整治方案\n一、整治对象和时段\n2019年1月1日至2023年6月30日期间签订的合同。\n" + SECTIONS).period is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("甲县集市管理局“账目清、摊位齐”专项整治\n实 施 方 案\n一、目标\n", "甲县集市管理局“账目清、摊位齐”专项整治实施方案"),
        ("甲县集市管理局“账目清、摊位齐”\n专项检查整改活动安排\n一、目标\n", "甲县集市管理局“账目清、摊位齐”专项检查整改活动安排"),
        ("关于2025年度集市整改“回头看”\n工作情况的报告\n县甲办：\n", "关于2025年度集市整改“回头看”工作情况的报告"),
        ("首页｜信息公开｜规章制度\n甲县集市秩序整治实施方案\n一、目标\n", "甲县集市秩序整治实施方案"),
        ("甲县集市整治工作简报\n第3期\n县甲办编\n●县甲局查账。\n", "甲县集市整治工作简报"),
    ],
)
def test_titles_on_two_lines_beside_menus_and_of_briefs(text, title):
    assert read_text(text).title == title


def test_headings_for_whom_glued_and_in_rows():
    text = f"{HEAD}一、基本情况全县共有集市12处，摊位860个。\n二、责任追究\n（一）对管理员的处理。漏登账目的，通报批评。\n（二）对象。全体管理员。\n三、安排\n第一步：摸底 2026年3月1日至3月31日 县甲局登记摊位和账目，逐户走访\n第二步：清账 2026年4月1日至4月30日 县乙局逐笔核对\n"
    assert [one.heading for one in read_text(text).outline] == ["基本情况", "责任追究", "对管理员的处理", "对象", "安排", "摸底", "清账"]


def test_groups_by_short_names_and_the_bare_word_of_a_heading():
    bodies = [
        one.body
        for one in read_text(
            f"{HEAD}一、保障\n（一）成立专班。成立由局长任组长的集市整治工作专班，专班下设秩序办（设在县甲局）。抽调人员组成 15 个交叉检查组。\n"
        ).organisation
    ]
    assert "专班" not in bodies
    assert {"秩序办", "交叉检查组"} <= set(bodies)


def test_slips_of_a_scanner_that_are_no_words():
    facts = read_text("甲县集市专项整治方案\n根椐《甲县集市管理办法》，制定本方案。十五个工作日內整改，8月未前完成。\n")
    assert [one.text for one in facts.basis] == ["《甲县集市管理办法》"]
    assert [one.as_written for one in facts.deadlines] == ["十五个工作日内", "8月末前"]


def test_a_span_in_which_something_happens_sets_no_limit():
    assert due(f"{HEAD}一年内单位发生一起漏账的，约谈负责人。\n") == []


def test_a_group_that_is_organised_is_a_group():
    assert [one.body for one in read_text(f"{HEAD}县甲局组织专项督导组，逐乡查看。\n").organisation] == ["专项督导组"]


def test_what_is_looked_into_most_is_a_list_of_problems():
    text = f"{HEAD}一、任务\n（一）登记摊位，县甲局负责。\n二、重点查处的违法行为\n（一）白条入账，账外设账。\n（二）占道经营，不听劝阻。\n"
    assert [item.text for one in read_text(text).problem_categories for item in one.manifestations] == [
        "白条入账，账外设账",
        "占道经营，不听劝阻",
    ]


def test_marks_in_cells_are_no_words_set_wide():
    assert (
        "无 无 无 是"
        in read_text(f"{HEAD}各乡逐摊查看，如实登记摊位账目、价签和秤具，不得漏登。\n摊位号 账目缺 价签缺 秤具准\n无 无 无 是\n").text
    )


def test_work_done_badly_is_a_manifestation():
    assert manifestations("清理旧摊位拖拉走过场。拆除雨棚不彻底。") == ["清理旧摊位拖拉走过场", "拆除雨棚不彻底"]


def test_nouns_that_begin_alike_share_what_is_said_of_them():
    assert manifestations("内部账目、内部票据、内部印章及文书档案管理薄弱。") == ["内部账目、内部票据、内部印章及文书档案管理薄弱"]


def test_a_report_to_somebody_right_behind_the_day():
    text = f"{HEAD}一、要求\n各乡2026年5月20日前完成自查并向县甲局报告；发现问题随时处置。\n"
    assert [(duty.to, duty.deadline) for duty in read_text(text).reporting] == [("县甲局", "2026年5月20日前")]
