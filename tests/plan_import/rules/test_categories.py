"""Categories and their manifestations in every manner that plans write them."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾县师德师风专项整治实施方案\n为改进师德师风，经县教育局党组研究，制定本方案。\n一、工作目标\n师德师风明显好转。\n"
TAIL = "\n三、方法步骤\n（一）自查阶段（3月）。对照检查。\n（二）整改阶段（4月）。逐项整改。\n四、工作要求\n（一）加强领导。各校要高度重视，建立台账。\n（二）严肃纪律。对走过场的，予以通报批评。"
NAMES = ["有偿补课", "违规收礼"]
TRAITS = [["组织学生校外补课", "介绍生源牟利"], ["收受家长礼金", "接受家长宴请"]]

WRITTEN = {
    "numbered items": "二、整治重点\n（一）有偿补课问题\n1.组织学生校外补课；\n2.介绍生源牟利。\n（二）违规收礼问题\n1.收受家长礼金；\n2.接受家长宴请。",
    "counted through": "二、整治内容\n（一）有偿补课\n1.组织学生校外补课；\n2.介绍生源牟利。\n（二）违规收礼\n3.收受家长礼金；\n4.接受家长宴请。",
    "main forms": "二、整治任务\n（一）有偿补课。主要表现：组织学生校外补课；介绍生源牟利。\n（二）违规收礼。主要表现：收受家长礼金；接受家长宴请。",
    "list of 等问题": "二、整治重点\n（一）有偿补课问题。重点整治组织学生校外补课、介绍生源牟利等问题。\n（二）违规收礼问题。重点整治收受家长礼金、接受家长宴请等问题。",
    "commas": "二、突出问题\n1.有偿补课问题。着力解决组织学生校外补课，介绍生源牟利等突出问题。\n2.违规收礼问题。着力解决收受家长礼金，接受家长宴请等突出问题。",
    "run-in": "二、整治重点\n（一）有偿补课。一是组织学生校外补课；二是介绍生源牟利。\n（二）违规收礼。一是收受家长礼金；二是接受家长宴请。",
    "run-in numbers": "二、整治重点\n1.有偿补课：（1）组织学生校外补课；（2）介绍生源牟利。\n2.违规收礼：（1）收受家长礼金；（2）接受家长宴请。",
    "with units": "二、整治内容\n1.有偿补课。组织学生校外补课；介绍生源牟利。（牵头单位：县教育局；配合单位：县市场监管局）\n2.违规收礼。收受家长礼金；接受家长宴请。（牵头单位：县教育局）",
    "unit lines": "二、整治内容\n（一）有偿补课\n组织学生校外补课；介绍生源牟利。\n责任单位：县教育局\n完成时限：6月底前\n（二）违规收礼\n收受家长礼金；接受家长宴请。\n责任单位：县教育局\n完成时限：6月底前",
    "table": "二、整治重点\n序号 问题类别 具体表现 责任单位\n1 有偿补课 组织学生校外补课；介绍生源牟利 县教育局\n2 违规收礼 收受家长礼金；接受家长宴请 县教育局",
    "no numbers": "二、整治重点\n有偿补课问题\n组织学生校外补课；介绍生源牟利。\n违规收礼问题\n收受家长礼金；接受家长宴请。",
    "no numbers, stop": "二、整治重点\n有偿补课问题。组织学生校外补课；介绍生源牟利。\n违规收礼问题。收受家长礼金；接受家长宴请。",
    "intro before": "二、整治重点\n重点整治以下两个方面的问题：\n（一）有偿补课问题。组织学生校外补课；介绍生源牟利。\n（二）违规收礼问题。收受家长礼金；接受家长宴请。",
    "long section title": "二、集中整治师德师风方面的突出问题\n（一）有偿补课问题。组织学生校外补课；介绍生源牟利。\n（二）违规收礼问题。收受家长礼金；接受家长宴请。",
    "scope and points": "二、整治范围和重点\n（一）整治范围。全县中小学在职教师。\n（二）整治重点。\n1.有偿补课问题。组织学生校外补课；介绍生源牟利。\n2.违规收礼问题。收受家长礼金；接受家长宴请。",
    "all in a paragraph": "二、整治重点\n重点整治两类问题：一是有偿补课，组织学生校外补课、介绍生源牟利等；二是违规收礼，收受家长礼金、接受家长宴请等。",
    "bullets": "二、整治重点\n——有偿补课。组织学生校外补课；介绍生源牟利。\n——违规收礼。收受家长礼金；接受家长宴请。",
    "letters": "二、整治重点\n1.有偿补课\na) 组织学生校外补课；\nb) 介绍生源牟利。\n2.违规收礼\na) 收受家长礼金；\nb) 接受家长宴请。",
    "circled": "二、治理内容\n1、有偿补课\n①组织学生校外补课；②介绍生源牟利。\n2、违规收礼\n①收受家长礼金；②接受家长宴请。",
    "cure": "二、整顿重点\n（一）着力整治有偿补课问题。重点纠治：组织学生校外补课；介绍生源牟利。\n（二）着力整治违规收礼问题。重点纠治：收受家长礼金；接受家长宴请。",
    "asides": "二、整治内容\n（一）有偿补课问题（4项）\n1.组织学生校外补课的；\n2.介绍生源牟利的。\n（二）违规收礼问题（4项）\n1.收受家长礼金的；\n2.接受家长宴请的。",
    "glued": "二、整治重点。（一）有偿补课。组织学生校外补课；介绍生源牟利。（二）违规收礼。收受家长礼金；接受家长宴请。",
    "quoted": "二、整治“两乱”\n（一）“有偿补课”问题。主要是组织学生校外补课；介绍生源牟利。\n（二）“违规收礼”问题。主要是收受家长礼金；接受家长宴请。",
    "behaviours": "二、整治内容\n（一）有偿补课行为\n1.组织学生校外补课。\n2.介绍生源牟利。\n（二）违规收礼行为\n1.收受家长礼金。\n2.接受家长宴请。",
    "own lines with 一是": "二、整治重点\n一是有偿补课方面。主要整治组织学生校外补课、介绍生源牟利等问题。\n二是违规收礼方面。主要整治收受家长礼金、接受家长宴请等问题。",
    "contained": "二、整治重点\n重点治理2类问题：一是有偿补课，包括组织学生校外补课、介绍生源牟利；二是违规收礼，包括收受家长礼金、接受家长宴请。",
    "bullets with commas": "二、整治重点\n●有偿补课：组织学生校外补课，介绍生源牟利。\n●违规收礼：收受家长礼金，接受家长宴请。",
    "unnumbered items": "二、整治重点\n（一）有偿补课\n主要表现为：\n组织学生校外补课；\n介绍生源牟利。\n（二）违规收礼\n主要表现为：\n收受家长礼金；\n接受家长宴请。",
    "points of attack": "二、攻坚重点\n（一）有偿补课。组织学生校外补课；介绍生源牟利。\n（二）违规收礼。收受家长礼金；接受家长宴请。",
    "parallel clauses": "二、整治重点\n（一）有偿补课。组织学生校外补课，介绍生源牟利。（县教育局、县市场监管局）\n（二）违规收礼。收受家长礼金，接受家长宴请。（县财政局）",
    "two levels": "二、整治重点\n（一）校外环节\n1.有偿补课。组织学生校外补课；介绍生源牟利。\n（二）校内环节\n1.违规收礼。收受家长礼金；接受家长宴请。",
    "to be looked into": "二、整治重点\n（一）有偿补课。重点查处：（1）组织学生校外补课；（2）介绍生源牟利。\n（二）违规收礼。重点查处：（1）收受家长礼金；（2）接受家长宴请。",
    "hard wraps": "二、整治重点\n（一）有偿补课。重点整治组织学生校外\n补课、介绍生源牟利等问题。\n（二）违规收礼。重点整治收受家长礼金、接受\n家长宴请等问题。",
    "tasks that name the problem first": "二、主要任务\n（一）聚焦有偿补课问题，重点整治组织学生校外补课、介绍生源牟利等问题。\n（二）聚焦违规收礼问题，重点整治收受家长礼金、接受家长宴请等问题。",
    "sentences that name the place first": "二、整治重点\n（一）在有偿补课上，重点整治组织学生校外补课、介绍生源牟利等问题。\n（二）在违规收礼上，重点整治收受家长礼金、接受家长宴请等问题。",
    "boxes": "二、整治重点\n【有偿补课】组织学生校外补课、介绍生源牟利等。\n【违规收礼】收受家长礼金、接受家长宴请等。",
    "first and next": "二、整治重点\n首先，有偿补课。主要是组织学生校外补课、介绍生源牟利。\n其次，违规收礼。主要是收受家长礼金、接受家长宴请。",
    "table of points": "二、整治重点\n序号 整治重点 具体表现 牵头单位\n1 有偿补课 组织学生校外补课、介绍生源牟利 县教育局\n2 违规收礼 收受家长礼金、接受家长宴请 县财政局、县审计局",
    "dashes with colons": "二、整治重点\n——有偿补课：组织学生校外补课、介绍生源牟利；\n——违规收礼：收受家长礼金、接受家长宴请。",
    "kinds by number": "二、问题清单\n第一类：有偿补课\n1.组织学生校外补课\n2.介绍生源牟利\n第二类：违规收礼\n1.收受家长礼金\n2.接受家长宴请",
    "traits beside measures": "二、整治重点\n（一）有偿补课\n1.问题表现：组织学生校外补课、介绍生源牟利。\n2.整治措施：公开招标，严格验收。\n3.责任单位：县教育局\n（二）违规收礼\n1.问题表现：收受家长礼金、接受家长宴请。\n2.整治措施：专户管理。\n3.责任单位：县财政局",
    "scope and content in one": "二、整治范围及内容\n1.有偿补课：重点整治组织学生校外补课、介绍生源牟利等问题。（牵头单位：县教育局）\n2.违规收礼：重点整治收受家长礼金、接受家长宴请等问题。（牵头单位：县财政局）",
    "sentence on units behind": "二、整治重点\n（一）有偿补课：组织学生校外补课、介绍生源牟利等问题。由县教育局牵头，县财政局配合。\n（二）违规收礼：收受家长礼金、接受家长宴请等问题。由县财政局牵头，县教育局配合。",
    "list to be put right": "二、纠治清单\n（一）有偿补课。组织学生校外补课；介绍生源牟利。\n（二）违规收礼。收受家长礼金；接受家长宴请。",
}


def core(name):
    for word in ("着力整治", "问题", "行为", "方面", "的", "“", "”"):
        name = name.replace(word, "")
    return name


@pytest.mark.parametrize("manner", WRITTEN)
def test_two_categories_with_two_manifestations_each(manner):
    categories = read_text(HEAD + WRITTEN[manner] + TAIL).problem_categories
    assert [core(category.name) for category in categories] == NAMES
    assert [[item.text.removesuffix("的") for item in category.manifestations] for category in categories] == TRAITS


@pytest.mark.parametrize(
    "section",
    [
        "二、重点任务\n（一）加强教育培训。组织专题学习。\n（二）完善考核办法。健全评价机制。",
        "二、工作措施\n（一）深入自查。对照清单自查。\n（二）强化督导。开展督导检查。",
        "二、整治对象\n全县中小学在职教师。",
        "二、工作内容\n（一）开展学习教育。组织集中学习。\n（二）签订承诺书。人人签订。",
    ],
)
def test_tasks_are_no_problems(section):
    assert read_text(HEAD + section + TAIL).problem_categories == []


def test_sentences_without_names_are_manifestations():
    text = (
        HEAD
        + "二、整治内容\n1.在课堂上发表不当言论，损害学校声誉；\n2.组织学生参加校外有偿补课，从中牟取利益；\n3.收受家长礼品礼金，影响恶劣。"
        + TAIL
    )
    categories = read_text(text).problem_categories
    assert len(categories) == 1
    assert [item.text for item in categories[0].manifestations] == [
        "在课堂上发表不当言论，损害学校声誉",
        "组织学生参加校外有偿补课，从中牟取利益",
        "收受家长礼品礼金，影响恶劣",
    ]


def test_cures_raises_and_dimensions():
    text = (
        HEAD
        + "二、整治重点\n（一）治“拖”，提升主动意识\n1.办事拖拉，久拖不决。\n（二）整治工作效率上的“慢”。大力整治推诿扯皮、久拖不办，敷衍应付等突出问题。"
        + TAIL
    )
    first, second = read_text(text).problem_categories
    assert (first.name, first.raise_) == ("治“拖”", "主动意识")
    assert (second.name, second.dimension) == ("慢", "工作效率")
    assert [item.text for item in second.manifestations] == ["推诿扯皮", "久拖不办", "敷衍应付"]


def test_measures_below_an_issue_are_no_manifestations():
    text = (
        HEAD
        + "二、整改内容\n问题一：有偿补课\n整改措施：\n1.完善制度。\n2.开展自查。\n责任单位：县教育局\n问题二：违规收礼\n整改措施：\n1.签订承诺。\n2.公开电话。\n责任单位：县教育局"
        + TAIL
    )
    facts = read_text(text)
    assert [(category.name, category.manifestations) for category in facts.problem_categories] == [("有偿补课", []), ("违规收礼", [])]
    assert [item.number for item in facts.outline if item.heading in NAMES] == ["问题一", "问题二"]


def test_articles_that_name_a_problem():
    text = "青禾县师德师风专项整治办法\n第一条 为规范教学，制定本方案。\n第二条 有偿补课问题：\n（一）组织学生校外补课的；\n（二）介绍生源牟利的。\n第三条 违规收礼问题：\n（一）收受家长礼金的；\n（二）接受家长宴请的。"
    found = read_text(text).problem_categories
    assert [core(category.name) for category in found] == NAMES
    assert [[item.text.removesuffix("的") for item in category.manifestations] for category in found] == TRAITS


def test_a_cure_without_quotation_marks():
    text = HEAD + "二、整治重点\n（一）治散，严肃工作纪律。迟到早退、擅离职守等。\n（二）治庸，提升工作能力。业务不精、敷衍了事等。" + TAIL
    found = read_text(text).problem_categories
    assert [(category.name, category.raise_) for category in found] == [("治散", "严肃工作纪律"), ("治庸", "工作能力")]


def test_two_names_that_end_in_problems_are_two_categories():
    text = (
        "云溪县整治方案\n为改进作风，制定本方案。\n一、主要内容\n（一）整治“四风”突出问题\n1.文山会海；\n2.检查考核过多；\n"
        "（二）整治侵害群众利益问题\n1.克扣补贴；\n2.吃拿卡要；\n二、工作要求\n抓好落实。"
    )
    assert [(category.name, len(category.manifestations)) for category in read_text(text).problem_categories] == [
        ("整治“四风”突出问题", 2),
        ("整治侵害群众利益问题", 2),
    ]


def test_an_item_by_semicolons_keeps_its_own_comma():
    text = "云溪县整治方案\n一、问题表现\n（一）思想僵化。主要表现：满足于现状，不思进取；习惯于老办法、老经验；不敢闯、不敢试。\n（二）纪律松弛。主要表现：上班炒股；擅自离岗。"
    first = read_text(text).problem_categories[0]
    assert [item.text for item in first.manifestations] == ["满足于现状，不思进取", "习惯于老办法、老经验", "不敢闯、不敢试"]


def test_a_stacked_column_left_of_the_manifestations_names_the_problems():
    table = (
        "序号\n突出问题\n具体表现\n责任部门\n完成时限\n1\n有偿补课问题\n组织学生校外补课；介绍生源牟利\n教务处\n5月底前\n"
        "2\n违规收礼问题\n收受家长礼金；接受家长宴请\n德育处\n6月底前\n"
    )
    found = read_text(HEAD + "二、整治内容\n" + table + TAIL.lstrip()).problem_categories
    assert [(core(category.name), [item.text for item in category.manifestations]) for category in found] == list(
        zip(NAMES, TRAITS, strict=True)
    )


TOLD = {
    "a dimension and a comma": (
        "二、整治重点\n备课环节上的“懒”，主要是照抄教案，不研究学生，一套课件用多年。\n批改作业上的“糊”，主要是只打对勾；错题不讲评，学生反复错。\n",
        [("懒", ["照抄教案", "不研究学生", "一套课件用多年"]), ("糊", ["只打对勾", "错题不讲评，学生反复错"])],
    ),
    "a dimension and a colon": (
        "二、整治重点\n备课环节的“懒”：照抄教案；不研究学生。\n批改环节的“糊”：只打对勾；错题不讲评。\n",
        [("懒", ["照抄教案", "不研究学生"]), ("糊", ["只打对勾", "错题不讲评"])],
    ),
    "a stroke": (
        "二、整治重点\n备课上的“懒”——照抄教案，不研究学生。\n批改上的“糊”——只打对勾，错题不讲评。\n",
        [("懒", ["照抄教案", "不研究学生"]), ("糊", ["只打对勾", "错题不讲评"])],
    ),
    "cells that end in problems": (
        "二、重点任务\n序号 任务 责任部门\n1 整治备课不认真问题。照抄教案、不研究学生 教务处\n2 整治批改走过场问题。只打对勾、错题不讲评 德育处\n",
        [("备课不认真问题", ["照抄教案", "不研究学生"]), ("批改走过场问题", ["只打对勾", "错题不讲评"])],
    ),
    "gathered": (
        "二、整治内容\n（一）有偿补课方面\n重点整治：组织学生校外补课；介绍生源牟利。\n（二）课堂方面\n1.备课不认真问题。主要表现为：照抄教案；不研究学生。\n"
        "2.批改不认真问题。主要表现为：只打对勾；错题不讲评。\n",
        [("有偿补课方面", TRAITS[0]), ("备课不认真问题", ["照抄教案", "不研究学生"]), ("批改不认真问题", ["只打对勾", "错题不讲评"])],
    ),
    "cells": (
        "二、重点任务\n序号 整治任务 牵头科室 办结时间\n1 备课不认真：照抄教案，从不研究学生 教务处 5月底\n2 批改走过场：只打对勾、错题不讲评 德育处 6月底\n",
        [("备课不认真", ["照抄教案", "从不研究学生"]), ("批改走过场", ["只打对勾", "错题不讲评"])],
    ),
    "looked at": (
        "二、看什么\n（一）看备课是否认真。着力解决照抄教案、一套课件用多年等问题。\n（二）看候课是否到位。着力解决上课迟到、学生排队等候过久等问题。\n",
        [("看备课是否认真", ["照抄教案", "一套课件用多年"]), ("看候课是否到位", ["上课迟到", "学生排队等候过久"])],
    ),
    "in and with no": (
        "二、整治重点\n（一）上课走神。上课就困，在岗不在状态，学生问了不理。\n（二）待人生硬。不告知缘由，对家长的询问不予理睬。\n",
        [("上课走神", ["上课就困", "在岗不在状态", "学生问了不理"]), ("待人生硬", ["不告知缘由", "对家长的询问不予理睬"])],
    ),
}


@pytest.mark.parametrize("way", TOLD)
def test_names_of_problems_in_further_manners(way):
    text, expected = TOLD[way]
    found = read_text(HEAD + text + TAIL.lstrip()).problem_categories
    assert [(category.name, [item.text for item in category.manifestations]) for category in found] == expected


SPOKEN = "青禾县中学整治安排\n学校决定从9月1日到11月30日开展课堂作风整治，制定本方案。\n"
SAID = {
    "thing by thing": (
        "这次主要看两件事。第一件是课，就是备课不认真的问题，包括照抄教案、不研究学生、一套课件用多年。第二件是钱，就是收费不规范的问题，包括搭车收费、不开票据、收费不公示。\n",
        [("备课不认真的问题", ["照抄教案", "不研究学生", "一套课件用多年"]), ("收费不规范的问题", ["搭车收费", "不开票据", "收费不公示"])],
    ),
    "aspect by aspect": (
        "先说整治哪些事。宴请方面，谢师宴超过三桌，收受礼金。其他方面，滥办满月酒、升学宴、乔迁宴，借过生日、评职称之名收礼。\n",
        [("宴请", ["谢师宴超过三桌", "收受礼金"]), ("其他", ["滥办满月酒、升学宴、乔迁宴", "借过生日、评职称之名收礼"])],
    ),
    "counted": (
        "这次要改的，主要是三类毛病：教室里纸屑、果皮乱扔；走廊长期无人打扫；自行车乱停乱放、堵住大门。\n",
        [("三类毛病", ["教室里纸屑、果皮乱扔", "走廊长期无人打扫", "自行车乱停乱放、堵住大门"])],
    ),
    "places": (
        "整治三个方面的问题。在备课上，照抄教案，不研究学生。在值班上，迟到早退，脱岗离岗。\n",
        [("备课", ["照抄教案", "不研究学生"]), ("值班", ["迟到早退", "脱岗离岗"])],
    ),
    "kinds": (
        "主要整治以下问题。备课类：照抄教案、不研究学生。批改类：只打对勾、错题不讲评。\n",
        [("备课类", ["照抄教案", "不研究学生"]), ("批改类", ["只打对勾", "错题不讲评"])],
    ),
    "first and second": (
        "第一个问题是备课不认真，主要表现为照抄教案、不研究学生、课件多年不换。第二个问题是批改走过场，主要表现为只打对勾、错题不讲评、作业积压。\n",
        [("备课不认真", ["照抄教案", "不研究学生", "课件多年不换"]), ("批改走过场", ["只打对勾", "错题不讲评", "作业积压"])],
    ),
    "counted doings": (
        "重点整治五种行为：上课迟到、早退；照抄教案；体罚学生；收受礼金。\n",
        [("五种行为", ["上课迟到、早退", "照抄教案", "体罚学生", "收受礼金"])],
    ),
    "places of duties": ("现就整治作如下安排。在组织上，成立专班，明确分工。在宣传上，张贴公告，发放倡议书。\n", []),
    "cells of duties": (
        "序号 工作任务 牵头科室 办结时间\n1 规范收费：不得搭车收费，不得不开票据 总务处 5月底\n2 清理欠账：拖欠书费的逐笔核对 教务处 6月底\n",
        [],
    ),
    "aspects of duties": ("下面说整治怎么做。学习方面，组织集中学习，开展讨论。检查方面，建立台账，每周通报。\n", []),
}


@pytest.mark.parametrize("way", SAID)
def test_problems_told_in_plain_speech(way):
    text, expected = SAID[way]
    found = read_text(SPOKEN + text + "各年级每周五报一次情况。\n").problem_categories
    assert [(category.name, [item.text for item in category.manifestations]) for category in found] == expected
