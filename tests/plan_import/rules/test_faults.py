"""Which problems a plan names: lists parted where their members stand alone, plans written as people speak, names beside their traits."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾县粮库作风专项整治方案\n为改进作风，制定本方案。\n"
TAIL = "\n三、实施步骤\n（一）自查阶段（3月）。对照检查。\n（二）整改阶段（4月）。逐项整改。\n"


def categories(section: str) -> list[tuple[str, list[str]]]:
    found = read_text(HEAD + section + TAIL).problem_categories
    return [(one.name, [item.text for item in one.manifestations]) for one in found]


PARTED = {
    # predicates stand alone
    "重点整治仓容不清、账目不实，开门迟缓、收秤随意，夜间值守长期流于形式等问题。": [
        *("仓容不清", "账目不实", "开门迟缓", "收秤随意", "夜间值守长期流于形式"),
    ],
    # a time shared by all, and a verb shared by nouns
    "重点整治值班时间打牌、睡觉，克扣搬运费、加班费，借公车办私事，收粮压级压价等问题。": [
        *("值班时间打牌、睡觉", "克扣搬运费、加班费", "借公车办私事", "收粮压级压价"),
    ],
    # one thing in several places
    "重点整治在收购、轮换、出库、维修中以权谋私，违规外借仓房，公款吃喝，账外存粮等问题。": [
        *("在收购、轮换、出库、维修中以权谋私", "违规外借仓房", "公款吃喝", "账外存粮"),
    ],
    # one object of several verbs, one verb with several objects
    "重点整治截留、挪用、套取收购资金，违规发放津贴、补贴、奖金，虚列项目，账外存粮等问题。": [
        *("截留、挪用、套取收购资金", "违规发放津贴、补贴、奖金", "虚列项目", "账外存粮"),
    ],
    # built alike
    "重点整治以报表代替盘点、以电话代替到场，检查结果年年相同，出入库登记长期补填等问题。": [
        *("以报表代替盘点", "以电话代替到场", "检查结果年年相同", "出入库登记长期补填"),
    ],
    # behind a colon, without 等问题
    "主要是：保管员擅自缩短收粮时间，雨天拒收不作解释，磅单长期不公开，售粮农户排队无人引导。": [
        *("保管员擅自缩短收粮时间", "雨天拒收不作解释", "磅单长期不公开", "售粮农户排队无人引导"),
    ],
    # the last of a list by ；
    "重点整治虚报库存、套取补贴；收粮压级压价，拖欠粮款；私自出租仓房、晒场并从中取利等问题。": [
        *("虚报库存、套取补贴", "收粮压级压价，拖欠粮款", "私自出租仓房、晒场并从中取利"),
    ],
}


@pytest.mark.parametrize("listed", PARTED)
def test_a_list_is_parted_where_its_members_stand_alone(listed):
    other = "（二）账目混乱。白条入账；账外存粮。"
    assert categories(f"二、整治重点\n（一）作风松懈。{listed}\n{other}")[0] == ("作风松懈", PARTED[listed])


def test_a_sentence_on_who_answers_is_no_manifestation():
    lines = "（一）压级压价问题\n1.收粮不过筛；\n2.磅单不公开。\n本项由县粮食局牵头，县供销社配合。\n（二）账目混乱问题\n1.白条入账；\n2.账外存粮。\n本项由县审计局负责。"
    run_in = "（一）压级压价领域。收粮不过筛；磅单不公开。该领域由县粮食局牵头，县供销社配合。\n（二）账目混乱领域。白条入账；账外存粮。该领域由县审计局负责。"
    for section in (lines, run_in):
        assert [items for _name, items in categories("二、整治重点\n" + section)] == [
            ["收粮不过筛", "磅单不公开"],
            ["白条入账", "账外存粮"],
        ]


def test_a_name_ends_before_what_points_to_its_list():
    text = "二、整治内容\n（一）压级压价问题，重点是下列情形：\n1.收粮不过筛；\n2.磅单不公开。\n（二）账目混乱问题，着力纠正以下行为：\n1.白条入账；\n2.账外存粮。"
    assert [name for name, _items in categories(text)] == ["压级压价问题", "账目混乱问题"]


def test_whatever_is_raised_against_an_ill_is_no_part_of_its_name():
    text = (
        HEAD
        + "二、整治重点\n（一）整治“浮”，锻造踏实肯干的队伍。收粮不过筛；磅单不公开。\n（二）整治“贪”问题，守住清廉底线。白条入账；账外存粮。"
        + TAIL
    )
    assert [(one.name, one.raise_) for one in read_text(text).problem_categories] == [
        ("整治“浮”", "锻造踏实肯干的队伍"),
        ("整治“贪”问题", "守住清廉底线"),
    ]


def test_items_counted_through_begin_in_the_line_of_the_name():
    text = "二、整治重点\n（一）压价\n1.收粮不过筛；\n2.磅单不公开；\n（二）混账\n主要表现为：3.白条入账；4.账外存粮；\n5.公款私存。"
    assert categories(text) == [("压价", ["收粮不过筛", "磅单不公开"]), ("混账", ["白条入账", "账外存粮", "公款私存"])]


def test_what_stands_beside_a_column_of_traits_is_the_problem():
    table = "二、治理任务\n序号 突出问题 主要表现 牵头单位 完成时限\n1 压级压价 收粮不过筛；磅单不公开 县粮食局 4月底\n2 账目混乱 白条入账；账外存粮 县审计局 5月底"
    assert categories(table) == [("压级压价", ["收粮不过筛", "磅单不公开"]), ("账目混乱", ["白条入账", "账外存粮"])]


def test_who_is_meant_and_what_is_amiss_with_them():
    text = "二、整治重点\n（一）对象核定不准\n1.外乡粮商冒领补贴；\n2.种粮大户未入册。\n（二）账目混乱\n1.白条入账；\n2.账外存粮。"
    assert [name for name, _items in categories(text)] == ["对象核定不准", "账目混乱"]


def test_kinds_told_as_people_speak():
    text = "青禾县粮库作风整顿方案\n为改进作风，制定本方案。\n先说治什么。一种叫“慢症”，表现是收粮磨蹭不开秤，电话没人接。还有一种叫“糊涂症”，表现是账目对不上，仓里少了粮也说不清。再说怎么治。\n"
    found = [(one.name, [item.text for item in one.manifestations]) for one in read_text(text).problem_categories]
    assert found == [("“慢症”", ["收粮磨蹭不开秤", "电话没人接"]), ("“糊涂症”", ["账目对不上", "仓里少了粮也说不清"])]


def test_one_sentence_and_a_bare_list_of_faults():
    sentence = "青禾县粮库作风整治方案\n经研究，开展粮库服务乱象集中治理，制定本方案。\n治理对象为各库点。重点解决磅单不公开、收粮压级压价、值守长期脱岗、粮款拖欠不付四个方面的问题，限期改正。\n"
    bare = "青禾粮库清扫行动方案\n1、清扫对象\n① 仓门锈坏，窗纱破损不换；② 消防栓无水；③ 晒场堆放杂物，通道占用；④ 药剂乱放。\n2、怎么干\n第一周：人人找问题。\n"
    duties = "青禾粮库清扫行动方案\n1、四条规矩\n① 不得私自动火；② 不得占用通道；③ 不得脱岗。\n2、怎么干\n第一周：人人找问题。\n"
    found = [[(one.name, len(one.manifestations)) for one in read_text(text).problem_categories] for text in (sentence, bare, duties)]
    assert found == [[("粮库服务乱象", 4)], [("清扫对象", 4)], []]
