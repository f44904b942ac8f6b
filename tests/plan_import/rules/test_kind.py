"""Is it a plan? Told kindly, with a reason; and no duties are read out of what sets none."""

import pytest

from bihuan.plan_import.rules import read_text

TEXTS = {
    "plan": "青禾县作风整治实施方案\n根据上级部署，制定本方案。\n一、工作目标\n改进作风。\n二、整治重点\n（一）推诿扯皮。要整治。\n三、实施步骤\n（一）动员阶段（3月）。开会。\n（二）整改阶段（4月）。整改。\n四、工作要求\n要严。",
    "report": "青禾县作风整治工作总结\n今年以来，我县扎实开展整治。\n一、主要做法\n先后召开会议9次，累计排查问题120个，已整改110个。\n二、主要成效\n共收到线索30条，办结28条，完成率93%。\n三、下步打算\n继续推进。",
    "brief": "工作简报\n第14期\n县专项办 2024年7月19日\n本周，全县查摆问题214条，累计销号178条。县住建局化解矛盾17起。",
    "speech": "同志们：\n今天我们召开作风整治动员会，主要任务是统一思想。下面我讲三点意见。\n一、提高认识\n要深刻认识整治的意义。\n二、狠抓落实\n要抓好各项工作。",
    "ledger": "整改台账\n序号 问题 整改措施 责任单位 完成时限\n1 办事拖沓 优化流程 县政务局 6月底\n2 台账不全 补齐资料 县教育局 7月底\n3 服务不优 加强培训 县医保局 8月底",
    "commentary": "莫让拖沓误了事业\n\n有的干部遇事绕着走，群众办事跑断腿，这种作风让人忧心。干部干部，先干一步。\n\n治拖沓，须从思想上破题，让干部把责任扛在肩上，把群众放在心上，用实干赢得信任。整治作风不能一阵风，要久久为功。",
    "other": "雨是从傍晚开始下的。老邱把伞靠在门上，才推开屋门。\n“什么时候来？”老邱问。\n“明天。”小穆抬起头说，“也可能是今晚。”\n老邱没有作声，心里想着那年的事。",
}


@pytest.mark.parametrize("kind", TEXTS)
def test_kinds(kind):
    facts = read_text(TEXTS[kind])
    assert facts.document_kind.kind == kind
    assert facts.document_kind.label and facts.document_kind.reason


def test_a_table_of_tasks_with_its_stages_is_no_ledger():
    rows = (
        "编号\t问题类别\t具体表现\t整治措施\t牵头单位\t完成时限\n"
        "1\t仓储混乱\t货物堆放无序、账物不符，进出库不登记；霉变粮食无人清理\t逐仓盘点，一仓一卡，公示保管员姓名\t仓储部\t5月31日前\n"
        "2\t领料随意\t口头领料、事后补单，多领不退；以旧换新走过场\t收回备用钥匙，凭单领料\t物资部\t长期坚持\n\n"
    )
    stages = (
        "阶段\t起止时间\t主要工作\t责任单位\n学习动员\t3月1日至3月31日\t召开大会，张贴公告\t办公室\n"
        "集中清理\t4月1日至9月30日\t逐项销号，每半月调度\t各部门\n"
    )
    facts = read_text("青禾粮库2024年度库房清理任务一览表\n（2024年2月20日库党支部扩大会研究决定）\n\n" + rows + "推进步骤\n" + stages)
    assert (facts.document_kind.kind, facts.title) == ("plan", "青禾粮库2024年度库房清理任务一览表")
    assert [(stage.name, stage.start) for stage in facts.stages] == [("学习动员", "--03-01"), ("集中清理", "--04-01")]


def test_an_arrangement_in_plain_prose_is_a_plan():
    text = "关于开展库房清理整顿的工作安排\n粮库党支部决定清理库房。5月6日至20日全面起底，由各组走访。5月21日至7月10日清账退料，财务组牵头。7月11日至8月1日公开晾晒，结果张榜。"
    assert read_text(text).document_kind.kind == "plan"


@pytest.mark.parametrize("kind", [kind for kind in TEXTS if kind not in ("plan", "speech")])
def test_no_duties_where_none_are_set(kind):
    facts = read_text(TEXTS[kind])
    assert not (facts.stages or facts.deadlines or facts.responsible_units or facts.measures or facts.reporting or facts.organisation)
    assert "kind" in {str(question.about) for question in facts.questions}


STEPS = (
    "村党支部决定清理堤坝。\n先清淤。3月1日至20日为摸底阶段，由水管组登记。3月21日至5月10日为清淤阶段，每周一向文书报一次进度。"
    "5月11日至31日为验收阶段，结果张榜。\n谁家的渠段没清，由组长上门劝。"
)


@pytest.mark.parametrize(
    "head",
    [
        "致全体用水户的信暨堤坝清淤专项治理安排\n各位用水户：\n",  # a greeting, but an arrangement by its name
        "村里清理堤坝的几条办法\n各组：\n提出如下办法。\n",
        "村务公开栏 | 通知公告\n清理堤坝行动安排\n各组：\n",  # the line of the site's menu makes no notice to the public of it
    ],
)
def test_an_arrangement_is_a_plan_however_it_greets(head):
    facts = read_text(head + STEPS)
    assert facts.document_kind.kind == "plan"
    assert [stage.start for stage in facts.stages] == ["--03-01", "--03-21", "--05-11"]


def test_the_title_of_an_arrangement_holds_its_year():
    assert read_text("石桥村2025年堤坝“百日清淤”行动安排\n\n各组：\n\n" + STEPS).title == "石桥村2025年堤坝“百日清淤”行动安排"
