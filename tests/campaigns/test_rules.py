"""Small decisions of a campaign: what counts as the result of a task (M213)."""

import pytest

from bihuan.campaigns.rules.tasks import names_only_paper, shows_result

ONLY_PAPER = [
    "印发了通知", "已印发《关于加强值班的通知》", "制定实施方案", "出台《值班办法》", "召开了推进会", "组织召开专题会议，传达学习会议精神",
    "下发通知并召开会议", "已召开动员部署会。", "转发文件；开会传达", "及时下发了文件", "学习传达了上级会议精神", "发文部署", "开了会",
    "以会议形式传达了文件精神",
    "形成会议纪要", "制发方案 召开会议",
]  # fmt: skip
RESULTS = [
    "窗口等候时间由40分钟降到12分钟", "清退超编借用人员3名", "召开会议后清理台账23项，全部办结", "修订值班办法并已执行，夜班脱岗为零", "合并同类会议5个",
    "拆除违建2处", "会议由每周3次减为1次", "发放补助120户",
]  # fmt: skip


@pytest.mark.parametrize("text", ONLY_PAPER)
def test_a_document_or_a_meeting_is_no_result(text: str) -> None:
    assert names_only_paper(text)
    assert not shows_result(text, "会议纪要和签到表")


@pytest.mark.parametrize("text", RESULTS)
def test_what_was_achieved_is_a_result(text: str) -> None:
    assert shows_result(text, "现场照片和台账")


@pytest.mark.parametrize(("result", "proof"), [("", "照片"), ("  ", "照片"), ("拆除违建2处", ""), ("拆除违建2处", " ")])
def test_a_result_needs_words_and_proof(result: str, proof: str) -> None:
    assert not shows_result(result, proof)
