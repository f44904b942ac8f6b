"""Words of plans, draws, visits and checklists."""

from bihuan.foundation.kernel import Term, _


class PlanKind(Term):
    """Kinds of inspection (政府督查工作条例 第十四条)."""

    GENERAL = "general", _("综合督查")
    SPECIAL = "special", _("专项督查")
    EVENT = "event", _("事件调查")
    DAILY = "daily", _("日常督办")
    CLUES = "clues", _("线索核查")


class PlanState(Term):
    """Where a plan of supervision stands."""

    DRAFTED = "drafted", _("待批准")
    APPROVED = "approved", _("已批准")
    ENDED = "ended", _("已结束")
    WITHDRAWN = "withdrawn", _("已撤回")


class PlanAction(Term):
    """What is done with a plan of supervision."""

    DRAFT = "draft_inspection_plan", _("拟定督查方案")
    APPROVE = "approve_inspection_plan", _("批准督查方案")
    WITHDRAW = "withdraw_inspection_plan", _("撤回督查方案")
    END = "end_inspection_plan", _("结束督查")


class DrawingAction(Term):
    """What is done with the draw of a plan."""

    DRAW = "draw_for_inspection", _("封存督查抽取")
    REVEAL = "reveal_for_inspection", _("揭晓督查抽取")
    ABANDON = "abandon_for_inspection", _("作废督查抽取")


class VisitKind(Term):
    """Announced by whom it is, or not (明察暗访)."""

    OPEN = "open", _("明察")
    COVERT = "covert", _("暗访")


class PlaceKind(Term):
    """Where a visit looks. Private places are no places of a visit, open or covert (P20)."""

    OFFICE = "office", _("办公场所")
    WINDOW = "window", _("办事窗口、服务大厅")
    SITE = "site", _("工地、执法和工作现场")
    PUBLIC = "public", _("公共场所")
    MEETING = "meeting", _("会场")
    PRIVATE = "private", _("住宅、宿舍等私人场所")


class VisitState(Term):
    """Where a visit stands."""

    PROPOSED = "proposed", _("待批准")
    APPROVED = "approved", _("已批准")
    REPORTED = "reported", _("已报告")
    CANCELLED = "cancelled", _("已取消")


class VisitAction(Term):
    """What is done with a visit."""

    PROPOSE = "propose_visit", _("提出检查")
    APPROVE = "approve_visit", _("批准检查")
    CANCEL = "cancel_visit", _("取消检查")
    REPORT = "report_visit", _("报告检查情况")


class VisitNeed(Term):
    """What a visit must have; the label says what is missing."""

    PAIR = "pair", _("检查至少要两个人一起去")
    OTHERS_APPROVE = "others_approve", _("提出的人和去检查的人不能自己批准")
    NOBODY_KEPT_AWAY = "nobody_kept_away", _("检查人员里有不能参加这次检查的人，请换人")
    PLAN = "plan", _("所依据的督查方案还没有批准，或者已经结束")


class InspectionDuty(Term):
    """What somebody is to a row of this room, beside the duties of the campaign."""

    PROPOSER = "proposer", _("提出人")
    INSPECTOR = "inspector", _("检查人员")
    REVIEWER = "reviewer", _("复核人员")


class ChecklistAction(Term):
    """What is done with a checklist."""

    MAKE = "make_checklist", _("制定检查单")
    RETIRE = "retire_checklist", _("停用检查单")


class Column(Term):
    """Columns of a checklist as a sheet, and of findings that come back."""

    NUMBER = "number", _("序号")
    SUBJECT = "subject", _("方面")
    POINT = "point", _("看什么")
    UNIT = "unit", _("单位")
    FOUND = "found", _("发现的情况")
    DAY = "day", _("发现日期")
    REFERENCE = "reference", _("该机构的编号")
    KIND = "kind", _("监督渠道")
