"""Units with their role, however the text tells it; people and posts are none."""

import pytest

from bihuan.plan_import.rules import read_text

HEAD = "青禾县整治方案\n为改进工作，制定本方案。\n一、重点任务\n"
CASES = [
    ("（一）整治乱收费。牵头单位：县发改局；配合单位：县财政局、县审计局", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
    (
        "（一）整治乱收费。核查收费项目。（牵头单位：县发改局，配合单位：县财政局、县审计局）",
        {"县发改局": "lead", "县财政局": "co", "县审计局": "co"},
    ),
    (
        "（一）整治乱收费\n牵头单位：县发改局\n责任单位：县财政局、县审计局，各乡镇（街道）",
        {"县发改局": "lead", "县财政局": "responsible", "县审计局": "responsible", "各乡镇（街道）": "responsible"},
    ),
    ("（一）整治乱收费。（县发改局牵头，县财政局、县审计局配合）", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
    (
        "（一）整治乱收费。（县发改局牵头，县财政局、县审计局等部门按职责分工负责）",
        {"县发改局": "lead", "县财政局": "responsible", "县审计局": "responsible"},
    ),
    ("（一）整治乱收费。（县发改局、县财政局按职责分工负责）", {"县发改局": "responsible", "县财政局": "responsible"}),
    ("（一）整治乱收费。（县发改局、县财政局负责）", {"县发改局": "responsible", "县财政局": "responsible"}),
    ("（一）整治乱收费。（县发改局、县财政局）", {"县发改局": "responsible", "县财政局": "responsible"}),
    ("（一）整治乱收费。由县发改局牵头，会同县财政局、县审计局开展专项检查。", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
    ("（一）整治乱收费。县发改局会同县财政局对收费项目进行核查。", {"县发改局": "lead", "县财政局": "co"}),
    ("（一）整治乱收费。由县发改局组织实施，县财政局、县审计局配合。", {"县发改局": "organiser", "县财政局": "co", "县审计局": "co"}),
    ("（一）整治乱收费。县发改局牵头负责核查，县财政局积极配合。", {"县发改局": "lead", "县财政局": "co"}),
    ("（一）整治乱收费。由县发改局负责核查，县财政局协助。", {"县发改局": "responsible", "县财政局": "co"}),
    ("（一）整治乱收费。县发改局负责核查收费项目。", {"县发改局": "responsible"}),
    ("（一）整治乱收费。责任单位：县发改局 责任人：陈某 完成时限：6月底前", {"县发改局": "responsible"}),
    ("（一）整治乱收费。责任领导：王某；责任科室：收费科、法规科；完成时限：6月底", {"收费科": "responsible", "法规科": "responsible"}),
    ("（一）整治乱收费。主办单位：县发改局；协办单位：县财政局。", {"县发改局": "lead", "县财政局": "co"}),
    ("（一）整治乱收费。承办单位：县发改局。", {"县发改局": "lead"}),
    ("（一）整治乱收费\n【责任单位：县发改局、县财政局】", {"县发改局": "responsible", "县财政局": "responsible"}),
    (
        "（一）整治乱收费。责任单位：县委组织部、县委宣传部，县直各部门，各乡镇党委、政府",
        {
            "县委组织部": "responsible",
            "县委宣传部": "responsible",
            "县直各部门": "responsible",
            "各乡镇党委": "responsible",
            "政府": "responsible",
        },
    ),
    ("（一）整治乱收费。责任部门：办公室、人事科、各车间", {"办公室": "responsible", "人事科": "responsible", "各车间": "responsible"}),
    ("（一）整治乱收费。牵头部门：教务处；配合部门：学生处、各年级组", {"教务处": "lead", "学生处": "co", "各年级组": "co"}),
    ("（一）整治乱收费。（责任单位 县发改局）", {"县发改局": "responsible"}),
    ("（一）整治乱收费。(责任单位:县发改局,县财政局)", {"县发改局": "responsible", "县财政局": "responsible"}),
    ("（一）整治乱收费。要切实加强领导，主要负责人负总责，分管负责人具体抓。", {}),
    ("（一）整治乱收费。成立由县长任组长的领导小组，统筹推进。各单位要积极配合检查组工作。", {}),
    ("（一）整治乱收费。坚持谁主管谁负责，密切配合，形成合力。", {}),
    (
        "（一）整治乱收费。市发展改革委牵头，市财政局、市市场监管局，各县（区）人民政府配合。",
        {"市发展改革委": "lead", "市财政局": "co", "市市场监管局": "co", "各县（区）人民政府": "co"},
    ),
    (
        "（一）职责分工\n1.县公安局：负责打击违法行为。\n2.县审计局：负责查处价格违法。",
        {"县公安局": "responsible", "县审计局": "responsible"},
    ),
    (
        "（一）职责分工\n1.县公安局负责打击违法行为，维护秩序。\n2.各乡镇（街道）负责辖区排查。",
        {"县公安局": "responsible", "各乡镇（街道）": "responsible"},
    ),
    ("（一）整治乱收费。由县发改局牵头抓总，县财政局、县审计局全程监督。", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
    ("（一）整治乱收费。县发改局、县财政局、县审计局按照职责做好配合工作。", {"县发改局": "co", "县财政局": "co", "县审计局": "co"}),
    ("（一）整治乱收费。由县发改局、县财政局按照职责分别牵头。", {"县发改局": "lead", "县财政局": "lead"}),
    ("（一）整治乱收费。县安委会负责统筹推进，县应急局负责牵头协调。", {"县安委会": "responsible", "县应急局": "lead"}),
    ("（一）整治乱收费。在县发改局的牵头下，县财政局、县审计局协同推进。", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
    ("（一）整治乱收费。县发改局会同有关部门采取查账目、看现场等方式检查。本细则由县财政局负责解释。", {"县发改局": "lead"}),
    ("（一）整治乱收费。各学校负责落实整改，教务处负责汇总。", {"各学校": "responsible", "教务处": "responsible"}),
    ("（一）整治乱收费。县发改局会同县财政局、县审计局决定在全县开展整治。", {"县发改局": "lead", "县财政局": "co", "县审计局": "co"}),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_units_and_roles(text, expected):
    units = read_text(HEAD + text + "\n二、工作要求\n（一）加强领导。高度重视。\n").responsible_units
    assert {unit.name: str(unit.role) for unit in units} == expected


def test_a_unit_stands_under_its_item():
    units = read_text(
        HEAD + "（一）整治乱收费\n1.责任单位：县发改局\n2.完成时限：6月底\n（二）整治乱罚款\n1.责任单位：县公安局\n"
    ).responsible_units
    assert [(unit.name, unit.item) for unit in units] == [("县发改局", "整治乱收费"), ("县公安局", "整治乱罚款")]


ONE_ROLE_APIECE = [
    ("（一）巡塘。镇河长办会同县水利局、县农机站巡查后逐一销号。", {"镇河长办": "lead", "县水利局": "co", "县农机站": "co"}),
    ("（一）巡塘。由县水利局会同县渔业协会整顿塘口秩序。", {"县水利局": "lead", "县渔业协会": "co"}),
    ("（一）巡塘。由县水利局会同有关村（社区）逐塘登记。", {"县水利局": "lead", "有关村（社区）": "co"}),
    ("（一）巡塘。塘长会同各站骨干入户。", {}),
    ("（一）巡塘。运营部和调度中心负责核对水账。", {"运营部": "responsible", "调度中心": "responsible"}),
    ("（一）巡塘。住房和城乡建设局负责核对水账。", {"住房和城乡建设局": "responsible"}),
    ("（一）巡塘。由水务科牵头、林草站和苗圃场馆配合。", {"水务科": "lead", "林草站": "co", "苗圃场馆": "co"}),
    ("（一）巡塘。由水务科牵头，信息中心具体负责。", {"水务科": "lead", "信息中心": "responsible"}),
    ("（一）巡塘。由水务科牵头，各村（社区、农场）塘所负责清淤。", {"水务科": "lead", "各村（社区、农场）塘所": "responsible"}),
    ("（一）巡塘。委托清淤、协助清淤事项久拖不办。", {}),
    ("（一）巡塘。对2021年以来各水库所组织实施的清淤工程逐一倒查。", {}),
    ("（一）巡塘（5月至9月） 镇水利站会同镇农技站逐塘核查。", {"镇水利站": "lead", "镇农技站": "co"}),
    ("（一）巡塘。责任部室：运营部、客运部", {"运营部": "responsible", "客运部": "responsible"}),
    ("（一）巡塘。牵头处室（单位）：运营处", {"运营处": "lead"}),
    ("（一）巡塘。责任单位：县水利局、县残联", {"县水利局": "responsible", "县残联": "responsible"}),
    ("（一）巡塘。逐塘登记造册。（水产处、省水产技术推广中心）", {"水产处": "responsible", "省水产技术推广中心": "responsible"}),
    ("（一）巡塘。逐塘登记造册（总务科、护理部）。", {"总务科": "responsible", "护理部": "responsible"}),
    ("（一）巡塘。\n——登记造册（总务科）；\n——核对水账（财务科）。", {"总务科": "responsible", "财务科": "responsible"}),
    ("（一）巡塘。逐塘登记造册。（水产处、渔政处，6月底前）", {"水产处": "responsible", "渔政处": "responsible"}),
    ("（一）巡塘。县水利局要会同渔业部门加强巡查。", {"县水利局": "lead", "渔业部门": "co"}),
    (
        "（一）巡塘。由水务科牵头，县苗圃中心、县林草所以及各街道参与。",
        {"水务科": "lead", "县苗圃中心": "co", "县林草所": "co", "各街道": "co"},
    ),
    ("职责分工\n1.县水利局。负责塘坝巡查。\n2.县渔业站。负责鱼苗检疫。", {"县水利局": "responsible", "县渔业站": "responsible"}),
    ("（一）巡塘。结果上报县水利局。负责巡塘的人员轮换。", {}),
    ("（一）巡塘。县水利大队、县渔政分局要按照职责分工，密切配合。", {"县水利大队": "co", "县渔政分局": "co"}),
    ("（一）巡塘。由工会、水务科按职责分工抓好落实。", {"工会": "responsible", "水务科": "responsible"}),
    ("（一）巡塘。登记结果抄送相关科室（院办、总务科）。", {}),
    ("（一）巡塘。各有关单位（含总务科、护理部）。", {}),
]


@pytest.mark.parametrize(("text", "expected"), ONE_ROLE_APIECE)
def test_where_the_names_of_units_end(text, expected):
    units = read_text(HEAD + text + "\n二、工作要求\n（一）加强领导。高度重视。\n").responsible_units
    assert {unit.name: str(unit.role) for unit in units} == expected


TABLES = [
    ("序号\t任务\t牵头处室（单位）\t配合部室\t完成时限\n1\t清淤\t水产处\t省水库中心\t9月底前", {"水产处": "lead", "省水库中心": "co"}),
    ("序号\t塘口类型\t行业主管部门\t配合部门\t摸排完成时间\t清淤完成时间\n1\t山塘\t县水利局\t县林业局\t5月10日\t9月底", {"县水利局": "responsible", "县林业局": "co"}),
    ("序号\n隐患内容\n治理措施\n责任单位\n完成时限\n坝脚渗水\n翻修护坡\n北岭水库社\n6月底前\n闸门锈蚀\n更换闸门\n青石林场\n7月底前", {"北岭水库社": "responsible", "青石林场": "responsible"}),
    ("序号\t单位\t问题描述\t整改措施\t整改时限\n1\t××镇\t塘口堆垃圾\t清运\t×月×日前", {}),
]  # fmt: skip


@pytest.mark.parametrize(("table", "expected"), TABLES)
def test_units_in_columns_of_other_names(table, expected):
    assert {
        unit.name: str(unit.role) for unit in read_text(HEAD + "巡塘任务分工表\n" + table + "\n二、工作要求\n").responsible_units
    } == expected


WHO_TOLD = [
    ("（一）巡塘。逐塘登记。\n责任部门      时间节点", {}),
    ("（一）巡塘。水务科会同渔业处修订科研办法。", {"水务科": "lead", "渔业处": "co"}),
    ("（一）巡塘。各科室、水库管理所全部参加，村组参照执行。", {}),
    ("（一）巡塘。县水利局牵头，县林业局配合，平湖储水有限公司负责自有塘口的清淤。", {"县水利局": "lead", "县林业局": "co", "平湖储水有限公司": "responsible"}),
    ("（一）巡塘。具体如下：\n县水利局：牵头负责日常巡查，建立台账。", {"县水利局": "lead"}),
    ("（一）巡塘。由水务科负责登记和汇总，会同渔业处开展夜巡。", {"水务科": "lead", "渔业处": "co"}),
    ("（一）巡塘。水务科负责人员调配；渔业科负责人每周到场。", {"水务科": "responsible"}),
    ("（一）巡塘。水务科为第一责任单位，渔业科、工会为协作单位。", {"水务科": "responsible", "渔业科": "co", "工会": "co"}),
    ("（一）巡塘。县水利局作为牵头单位，县林业局会办，由县审计局、县财政局共同负责。", {"县水利局": "lead", "县林业局": "co", "县审计局": "responsible", "县财政局": "responsible"}),
    ("（一）巡塘。主管部门梳理本部门负责的塘口。", {}),
    ("（一）巡塘。登记组由校长办公室牵头，逐塘登记；金融机构负责发放补助。", {"校长办公室": "lead", "金融机构": "responsible"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), WHO_TOLD)
def test_who_does_what_in_running_text(text, expected):
    units = read_text(HEAD + text + "\n二、工作要求\n（一）加强领导。高度重视。\n").responsible_units
    found = {}
    for unit in units:
        if found.get(unit.name) != "lead":
            found[unit.name] = str(unit.role)
    assert found == expected


def test_columns_told_by_other_words():
    rows = "时间 工作内容 负责科室\n3月上旬 清淤 水务科、渔业科\n3月下旬 补坝 水库管理所"
    assert {unit.name for unit in read_text(HEAD + rows + "\n二、工作要求\n").responsible_units} == {"水务科", "渔业科", "水库管理所"}
    cut = "序号 工作内容\n主责部门 协助部门 完成期限\n1 堤坝加固\n水务科 工程科 2022年6月\n15日前\n2 闸门更换\n渔业科 财务科 2022年7月10日\n前\n"
    found = read_text(HEAD + cut + "二、工作要求\n（一）加强领导。高度重视。\n").responsible_units
    assert {unit.name: str(unit.role) for unit in found} == {"水务科": "lead", "工程科": "co", "渔业科": "lead", "财务科": "co"}
    stacked = "序号\n工作任务\n具体举措\n牵头单位\n配合单位\n完成时限\n1\n清淤\n逐塘抽水\n水利局\n林业局\n5月底前\n2\n补坝\n逐段加固\n建设局\n财政局\n6月底前\n"
    found = read_text(HEAD + stacked + "二、工作要求\n（一）加强领导。高度重视。\n").responsible_units
    assert {unit.name: str(unit.role) for unit in found} == {"水利局": "lead", "林业局": "co", "建设局": "lead", "财政局": "co"}
