"""The words that offices write, one by one: a word that is lost from a list is a sheet that is no longer understood.

The lists stand here once more on purpose: what a sheet of somebody else's holds is a promise, and no list proves itself."""

import pytest

from bihuan.foundation.files.rules.grids import Grid
from bihuan.foundation.kernel import Term
from bihuan.problems.rules.blocks import CLEAR, PASTED, columns_shown_as, lay
from bihuan.problems.rules.fields import COMPARED
from bihuan.problems.rules.sheet import Column
from bihuan.problems.rules.sheet.headers import EMPTY_TAILS, NEVER, VAGUE
from bihuan.problems.rules.sheet.heading import _calls, _continues, _meanings, squeezed, words_of
from bihuan.problems.rules.sheet.layout import How
from bihuan.problems.rules.sheet.shape import CUSTOMARY
from bihuan.problems.rules.sheet.taking_over import state_told
from bihuan.problems.rules.sheet.values import kind_by_words, word_in
from bihuan.problems.rules.telling import deeds_of, kinds_of
from bihuan.problems.vocabulary import CauseKind, HistoryKind, Source, State, Weight

C = Column
HEADS = {
    C.NUMBER: "序号 顺序号 序 № No NO No.",
    C.UNIT: "单位 责任单位 单位名称 所在单位 整改单位 整改责任单位 被督查单位 问题单位 涉及单位 责任部门 部门 整改责任部门",
    C.PERSON: "责任人 姓名 问题责任人 整改责任人 具体责任人 责任人员 责任人姓名",
    C.SOURCE: "来源 问题来源 来源渠道 发现渠道 发现途径",
    C.TEXT: "问题 具体问题 问题描述 问题内容 存在问题 存在的问题 问题清单 反馈问题 发现问题 发现的问题 主要问题 问题简述 问题事项 具体问题描述 "
    "存在的主要问题 存在的突出问题 问题具体内容 具体情形",
    C.CATEGORY: "类别 问题类别 问题类型 问题分类 类型",
    C.MANIFESTATION: "具体表现 问题表现 表现 表现形式",
    C.CAUSE: "原因剖析 原因分析 问题原因 产生原因 原因 主要原因",
    C.MEASURES: "整改措施 措施 整改举措 具体措施 具体整改措施 拟采取措施",
    C.LEADER: "责任领导 牵头领导 分管领导 包抓领导 整改责任领导 领导责任人",
    C.DUE: "完成时限 整改时限 完成期限 整改期限 整改完成时限 时限 办结时限 时限要求 计划完成时间 整改完成期限 限期",
    C.PROGRESS: "整改进展 进展情况 整改进展情况 进展 整改情况 整改成效 整改落实情况 目前进展 落实情况 整改结果 整改进展及成效",
    C.STATE: "状态 整改状态 环节 完成情况 整改完成情况 是否完成整改 是否完成 是否销号 销号情况 是否整改到位 整改是否到位",
    C.EXTERNAL: "外部编号 外部系统编号 问题编号 督办编号 原编号",
    C.CAUSE_KIND: "原因性质",
    C.WEIGHT: "程度 问题程度 严重程度",
    C.FOUND: "发现日期 发现时间 查摆时间 反馈时间 问题发现时间",
    C.CLOSED: "销号日期 销号时间 办结日期 办结时间 实际完成时间 整改完成日期 实际完成日期",
    C.OWN: "台账编号",
}


def meaning(*stack: str) -> tuple[str, How]:
    return _meanings([stack], words_of())[0]


@pytest.mark.parametrize("column", Column, ids=lambda one: one.value)
def test_every_head_that_offices_write_is_known(column: Column) -> None:
    assert [word for word in HEADS[column].split() if meaning(word) != (column.value, How.KNOWN)] == []
    assert meaning(column.label) == (column.value, How.KNOWN)


def test_no_word_calls_two_columns() -> None:
    told = [word for words in words_of().values() for word in words]
    assert len(told) == len(set(told))
    assert meaning("导出校验") == ("stamp", How.KNOWN)


def test_words_that_never_are_a_column_of_ours_are_left_alone() -> None:
    never = "联系 电话 手机 备注 填报 审核 签字 签名 附件 佐证 满意 得分 扣分"
    assert set(never.split()) == set(NEVER)
    assert [word for word in never.split() if meaning(f"{word}整改措施") != ("", How.NONE)] == []


def test_what_adds_nothing_behind_a_word_is_taken_off_and_what_says_nothing_is_read_with_what_stands_above() -> None:
    tails = "情况 内容 描述 简述 概述 详情 说明 要点 明细 名称"
    assert set(tails.split()) == set(EMPTY_TAILS)
    assert [tail for tail in tails.split() if meaning(f"牵头领导{tail}") != ("leader", How.GUESSED)] == []
    vague = "姓名 名称 内容 情况 日期 时间 职务姓名 人员"
    assert set(vague.split()) == set(VAGUE)
    assert [word for word in vague.split() if _calls(("责任领导", word)) != ("责任领导", f"责任领导{word}")] == []
    assert _calls(("整改", "措施")) == ("措施", "整改措施")


@pytest.mark.parametrize(("merged", "deep"), [(((1, 0), (1, 1)), 2), (((0, 0), (1, 1)), 1), (((1, 0), (2, 1)), 1), (((1, 0), (1, 0)), 1)])
def test_a_head_goes_on_below_a_cell_that_covers_columns_and_begins_in_it(
    merged: tuple[tuple[int, int], tuple[int, int]], deep: int
) -> None:
    """One that begins above the head is a title; one that reaches into the next row has nothing below it."""
    grid = Grid("表", [["", "", ""], ["问题", "问题", "单位"], ["甲", "乙", "丙"], ["1", "2", "3"]], merged=(merged,))
    assert _continues(grid, 1, 2) is (deep == 2)


def test_the_customary_columns_are_those_of_the_issue() -> None:
    assert [one.label for one in CUSTOMARY] == [
        "序号", "单位", "责任人", "来源", "问题", "类别", "具体表现", "原因剖析", "整改措施", "责任领导", "完成时限", "整改进展", "状态", "外部编号",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "left"), [("责任人（签字）", "责任人"), ("问 题*", "问题"), ("单位：县局", "单位"), (" ", ""), ("甲" * 90, "甲" * 80)]
)
def test_a_head_loses_its_blanks_stars_and_brackets(typed: str, left: str) -> None:
    assert squeezed(typed) == left


ALSO: dict[Term, str] = {
    Source.SELF_CHECK: "自查 自查自纠",
    Source.CRITIQUE: "互查 互相批评 批评意见",
    Source.OPINION: "征求意见 意见",
    Source.INSTRUCTION: "领导批示",
    Source.SUPERVISION: "督查 督导 督导反馈",
    Source.INSPECTION_TOUR: "巡察 巡视巡察",
    Source.BACK_CHECK: "问题倒查",
    Source.TALK: "谈心谈话",
    Source.SOCIAL_REVIEW: "满意度测评",
    Source.UNANNOUNCED: "暗访 明查暗访",
    State.RECORDED: "未整改 已登记",
    State.RECTIFYING: "正在整改",
    CauseKind.PERSONAL: "个人 个人原因",
    CauseKind.MANAGERIAL: "管理 管理原因",
    CauseKind.INSTITUTIONAL: "制度 制度原因",
    Weight.GENERAL: "一般 一般问题",
    Weight.SERIOUS: "严重",
    Weight.COMMON: "普遍",
}


@pytest.mark.parametrize("word", ALSO, ids=lambda one: f"{type(one).__name__}.{one.value}")
def test_every_word_of_a_closed_list_is_read_as_offices_write_it(word: Term) -> None:
    assert [told for told in (word.label, *ALSO[word].split()) if word_in(type(word), told) is not word] == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CauseKind.INSTITUTIONAL, "制度 机制 体制 规定不细 办法不多 流程 规范不够 没有章程 无章可循"),
        (CauseKind.MANAGERIAL, "管理 监督 督促 督办 检查不细 考核 压力传导 传导不够 责任落实 分工 调度 把关 统筹 人手 培训 领导不力"),
        (CauseKind.PERSONAL, "学习不够 规定 办法 检查 思想松懈"),
    ],
)
def test_a_cause_is_sorted_by_its_words(kind: CauseKind, words: str) -> None:
    assert [word for word in words.split() if kind_by_words(f"因{word}。") is not kind] == []
    assert kind_by_words("制度管理") is CauseKind.INSTITUTIONAL


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            State.CLOSED_BEFORE,
            "已完成 完成 已整改 整改完成 已整改完成 已整改到位 整改到位 已办结 办结 已销号 销号 是 已整改销号 已解决 到位 已到位 完成整改 已完成整改 "
            "已销号办结 √ ✓ 对号 已回头看 接续前已销号",
        ),
        (
            State.RECTIFYING,
            "未完成 推进中 正在推进 长期坚持 持续整改 持续推进 否 整改中 正在整改 部分完成 未销号 未办结 未整改到位 阶段性完成 基本完成 基本整改到位 "
            "正在办理 办理中 进行中 立行立改 限期整改 × ✗ 已立改 待确认 待核验 待销号 公示中",
        ),
        (State.RECORDED, "未整改 已登记"),
        (None, "不知道 完 成了"),
    ],
)
def test_how_far_a_row_of_another_ledger_is(state: State | None, words: str) -> None:
    assert [word for word in words.split() if state_told(word, False) is not state] == []


def test_an_empty_state_is_closed_where_a_closing_day_stands() -> None:
    assert state_told("", True) is State.CLOSED_BEFORE and state_told("", False) is State.RECORDED
    assert state_told("整 改 中。", True) is State.RECTIFYING and state_told("已 销 号。", False) is State.CLOSED_BEFORE


GRID = {
    "number": [C.NUMBER], "unit": [C.UNIT, C.PERSON], "text": [C.TEXT], "category": [C.CATEGORY, C.MANIFESTATION], "source": [C.SOURCE],
    "state": [C.STATE], "due": [C.DUE], "cause": [C.CAUSE, C.CAUSE_KIND], "measures": [C.MEASURES], "progress": [C.PROGRESS],
    "leader": [C.LEADER], "weight": [C.WEIGHT], "found": [C.FOUND], "external": [C.EXTERNAL],
}  # fmt: skip


def test_what_a_column_of_the_grid_holds_is_what_is_pasted_onto_it() -> None:
    assert {key: list(columns_shown_as(key, {})) for key in GRID} == GRID and columns_shown_as("nothing", {}) == ()
    assert set(PASTED) == {one for held in GRID.values() for one in held} == set(Column) - {C.OWN, C.CLOSED}
    assert set(CLEAR) == {"—", "-", "－", "无"}
    for key, held in GRID.items():
        assert lay([["甲"] * len(held)], [key]).columns == held
    assert lay([["甲"]], ["unit"]).columns == [C.PERSON] and lay([["甲"]], ["category"]).columns == [C.CATEGORY]


@pytest.mark.parametrize("column", [one for one in Column if one not in (C.OWN, C.CLOSED)], ids=lambda one: one.value)
def test_a_first_line_names_the_columns_of_a_block(column: Column) -> None:
    beside = C.TEXT if column is not C.TEXT else C.UNIT
    assert lay([[column.label, beside.label], ["甲", "乙"]], ["text"]).columns == [column, beside]


def test_a_block_is_named_by_what_the_grid_calls_its_columns_too() -> None:
    laid = lay([["编号", "问题描述", "整改时限"], ["1", "甲", "乙"]], ["text"])
    assert laid.columns == [C.NUMBER, C.TEXT, C.DUE] and laid.headed and laid.by_number and laid.lines == [["1", "甲", "乙"]]


def test_every_column_that_two_editions_are_compared_by() -> None:
    private = "manifestation text cause measures_text how progress_text"
    open_ = (
        "state due_on unit section person doer leader owner_name category weight owner_level priority found_on external_number cause_kind "
        "evidence_count extended returned awaits_sample awaits_look_back"
    )
    assert {one.name for one in COMPARED if one.private} == set(private.split())
    assert {one.name for one in COMPARED if not one.private} == set(open_.split())
    closed = {one.name: one.words.__name__ for one in COMPARED if one.words}
    assert closed == {"state": "State", "weight": "Weight", "owner_level": "OwnerLevel", "cause_kind": "CauseKind"}


DEEDS = {
    "record": "把这件问题记入台账", "take_over": "接续建账，把这件问题接到台账上", "approve_measures": "批准了整改措施",
    "return_measures": "没有批准整改措施，退回重提", "report_progress": "填报整改进展", "ask": "提出销号申请", "confirm": "确认整改完成",
    "verify": "核验认为整改到位", "close": "予以销号", "object": "登记公示异议", "answer_objection": "答复公示异议", "correct": "当即改正",
    "confirm_correction": "确认已立行立改", "pass_sample": "抽验认为合格", "fail_sample": "抽验不合格，退回整改", "look_back": "回头看，整改成果保持住了",
    "send_back": "把它退回整改", "suspend": "中止整改，停止计时", "resume": "恢复整改，继续计时", "reopen": "让它返回整改", "void": "作废这件问题",
    "restore": "撤销了作废", "dispute": "对归属提出异议", "keep_owner": "裁定维持归属", "move_owner": "改派这件问题", "divide": "分解这件问题",
    "merge": "把同一问题合并到这一件", "merge_into": "把这一件并入同一问题", "part": "拆分合并", "part_from": "从合并中拆出",
    "share": "与别的问题共用原因措施", "follow": "随共用内容更新", "unshare": "退出了共用",
}  # fmt: skip
KINDS = {
    HistoryKind.PROOF: "report_progress add_evidence",
    HistoryKind.DUE: "extend suspend resume",
    HistoryKind.BACK: "send_back reopen fail_sample return_measures look_back",
    HistoryKind.PUBLICITY: "publicise object answer_objection recount",
    HistoryKind.PEOPLE: "follow_head hand_over move_owner dispute keep_owner",
    HistoryKind.CONTENT: "analyse plan propose_measures",
    HistoryKind.OTHER: "prioritise verify",
}
NAMED = {
    "person": "责任人", "doer": "整改责任人", "leader": "责任领导", "unit": "责任单位", "section": "责任科室", "category": "类别",
    "manifestation": "具体表现", "owner_name": "问题主体", "found_on": "发现日期", "external_number": "外部编号", "weight": "程度",
    "owner_level": "问题层面", "path": "办理流程",
}  # fmt: skip
TEXTS = {"text": "问题表述", "cause": "原因剖析", "how": "怎么改的", "measures_text": "整改措施", "progress_text": "整改进展"}


@pytest.mark.parametrize("action", DEEDS)
def test_every_deed_has_its_phrase(action: str) -> None:
    assert [one.said() for one in deeds_of(action, "办理", {}, {})] == [DEEDS[action]]


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.value)
def test_every_deed_belongs_to_its_kind_of_history(kind: HistoryKind) -> None:
    assert [action for action in KINDS[kind].split() if kinds_of(action, [], False) != {kind}] == []


@pytest.mark.parametrize("name", NAMED)
def test_every_column_that_moved_is_told_by_its_word(name: str) -> None:
    assert [one.said() for one in deeds_of("amend", "更正", {name: ["甲", "乙"]}, {})] == [f"把{NAMED[name]}由“甲”改为“乙”"]


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("action", ["amend", "correct_cell"])
def test_of_a_text_it_is_told_that_it_was_changed(action: str, name: str) -> None:
    assert [one.said() for one in deeds_of(action, "更正", {name: ["甲", "乙"]}, {})] == [f"修改了{TEXTS[name]}"]


@pytest.mark.parametrize("action", ["share", "follow", "merge", "part"])
def test_a_shared_text_is_told_beside_what_was_done(action: str) -> None:
    assert [one.said() for one in deeds_of(action, "共用", {"cause": ["甲", "乙"]}, {})] == [DEEDS[action], "修改了原因剖析"]


@pytest.mark.parametrize("name", ["person_id", "doer", "leader", "unit", "section"])
def test_a_change_of_people_is_one_unless_the_item_was_just_put_down(name: str) -> None:
    assert kinds_of("amend", [name], False) == {HistoryKind.PEOPLE}
    assert kinds_of("record", [name], False) == kinds_of("take_over", [name], False) == {HistoryKind.STATE}


@pytest.mark.parametrize("name", [*TEXTS, "category", "manifestation_id", "weight"])
def test_a_change_of_content_is_one_unless_it_is_progress(name: str) -> None:
    assert kinds_of("amend", [name], False) == {HistoryKind.CONTENT}
    assert kinds_of("report_progress", [name], False) == {HistoryKind.PROOF}
