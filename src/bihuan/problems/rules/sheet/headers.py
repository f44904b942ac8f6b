"""What offices call the columns of a ledger besides our own words; the first of each is ours."""

from collections.abc import Mapping

from bihuan.problems.rules.sheet.shape import Column

HEADERS: Mapping[Column, tuple[str, ...]] = {
    Column.NUMBER: ("序号", "顺序号", "序", "№", "No", "NO", "No."),
    Column.UNIT: ("单位", "责任单位", "单位名称", "所在单位", "整改单位", "整改责任单位", "被督查单位", "问题单位", "涉及单位", "责任部门", "部门",
                  "整改责任部门"),
    Column.PERSON: ("责任人", "姓名", "问题责任人", "整改责任人", "具体责任人", "责任人员", "责任人姓名"),
    Column.SOURCE: ("来源", "问题来源", "来源渠道", "发现渠道", "发现途径"),
    Column.TEXT: ("问题", "具体问题", "问题描述", "问题内容", "存在问题", "存在的问题", "问题清单", "反馈问题", "发现问题", "发现的问题", "主要问题",
                  "问题简述", "问题事项", "具体问题描述", "存在的主要问题", "存在的突出问题", "问题具体内容", "具体情形"),
    Column.CATEGORY: ("类别", "问题类别", "问题类型", "问题分类", "类型"),
    Column.MANIFESTATION: ("具体表现", "问题表现", "表现", "表现形式"),
    Column.CAUSE: ("原因剖析", "原因分析", "问题原因", "产生原因", "原因", "主要原因"),
    Column.MEASURES: ("整改措施", "措施", "整改举措", "具体措施", "具体整改措施", "拟采取措施"),
    Column.LEADER: ("责任领导", "牵头领导", "分管领导", "包抓领导", "整改责任领导", "领导责任人"),
    Column.DUE: ("完成时限", "整改时限", "完成期限", "整改期限", "整改完成时限", "时限", "办结时限", "时限要求", "计划完成时间", "整改完成期限", "限期"),
    Column.PROGRESS: ("整改进展", "进展情况", "整改进展情况", "进展", "整改情况", "整改成效", "整改落实情况", "目前进展", "落实情况", "整改结果",
                      "整改进展及成效"),
    Column.STATE: ("状态", "整改状态", "环节", "完成情况", "整改完成情况", "是否完成整改", "是否完成", "是否销号", "销号情况", "是否整改到位",
                   "整改是否到位"),
    Column.EXTERNAL: ("外部编号", "外部系统编号", "问题编号", "督办编号", "原编号"),
    Column.CAUSE_KIND: ("原因性质",),
    Column.WEIGHT: ("程度", "问题程度", "严重程度"),
    Column.FOUND: ("发现日期", "发现时间", "查摆时间", "反馈时间", "问题发现时间"),
    Column.CLOSED: ("销号日期", "销号时间", "办结日期", "办结时间", "实际完成时间", "整改完成日期", "实际完成日期"),
    Column.OWN: ("台账编号",),
}  # fmt: skip
STAMP = "stamp"
STAMP_HEADER = "导出校验"
"""The hidden column of our export that says what each cell was; see `stamp`."""
NEEDED = (Column.UNIT, Column.TEXT)
NEVER = ("联系", "电话", "手机", "备注", "填报", "审核", "签字", "签名", "附件", "佐证", "满意", "得分", "扣分")
"""Words of headers that are none of ours, however much else of them looks like one."""
EMPTY_TAILS = ("情况", "内容", "描述", "简述", "概述", "详情", "说明", "要点", "明细", "名称")
"""Behind one of our words these add nothing."""
VAGUE = ("姓名", "名称", "内容", "情况", "日期", "时间", "职务姓名", "人员")
"""Under a head that covers several columns these say nothing by themselves."""
