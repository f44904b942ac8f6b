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


@pytest.mark.parametrize("kind", [kind for kind in TEXTS if kind not in ("plan", "speech")])
def test_no_duties_where_none_are_set(kind):
    facts = read_text(TEXTS[kind])
    assert not (facts.stages or facts.deadlines or facts.responsible_units or facts.measures or facts.reporting or facts.organisation)
    assert "kind" in {str(question.about) for question in facts.questions}
