"""Words of campaigns."""

from bihuan.foundation.kernel import Term, _


class CampaignState(Term):
    """Where a campaign stands."""

    PREPARED = "prepared", _("筹备中")
    RUNNING = "running", _("进行中")
    CLOSED = "closed", _("已结束")


class GroupKind(Term):
    """The bodies of a campaign."""

    LEADING = "leading", _("领导小组")
    OFFICE = "office", _("专班（办公室）")
    SUPERVISION = "supervision", _("督导组")


class GroupPost(Term):
    """Posts inside a group. Two members may be head: co-heads of equal right (M03)."""

    HEAD = "head", _("组长")
    DEPUTY = "deputy", _("副组长")
    MEMBER = "member", _("成员")


class RosterRole(Term):
    """Covered by the campaign, or taking part without being covered (A22)."""

    SUBJECT = "subject", _("整治对象")
    PARTICIPANT = "participant", _("参与人员")


class RosterChange(Term):
    """Why a roster entry begins or ends after the roster was frozen."""

    FROZEN = "frozen", _("名册确定")
    JOINED = "joined", _("调入")
    LEFT = "left", _("调出")
    EXEMPT = "exempt", _("免于参加")
    RETURNED = "returned", _("免于参加期满")
    NEW_POST = "new_post", _("职务变动")
    RANK = "rank", _("按职级界线")


class Duty(Term):
    """What somebody may do in one campaign."""

    OFFICE = "office", _("专班")
    LEADER = "leader", _("领导小组")
    UNIT_HEAD = "unit_head", _("单位主要负责人")
    LEADER_IN_CHARGE = "leader_in_charge", _("分管领导")
    LIAISON = "liaison", _("联络员")
    SUPERVISOR = "supervisor", _("督导组")
    FOUNDER = "founder", _("专项发起人")
    GROUP_HEAD = "group_head", _("领导小组组长")
    HOLDER = "holder", _("委托人")
    DEPUTY = "deputy", _("代办人")
    MACHINE = "machine", _("命令行")


TOWARDS_A_UNIT = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.LIAISON, Duty.SUPERVISOR)
"""Duties that are held towards a unit."""
GRANTED = (Duty.OFFICE, Duty.LEADER, *TOWARDS_A_UNIT)
"""Duties that are granted; the others follow from a seat, from having founded the campaign, or from the machine."""


class TaskState(Term):
    """Where a task of a stage stands."""

    OPEN = "open", _("办理中")
    DONE = "done", _("已完成")


class AccountState(Term):
    """How far somebody is from signing in: what a slip is printed for."""

    NONE = "none", _("没有账号")
    UNPRINTED = "unprinted", _("未打印激活单")
    WAITING = "waiting", _("待激活")
    LAPSED = "lapsed", _("激活码已过期")
    ACTIVE = "active", _("已激活")
    CLOSED = "closed", _("已停用")


class DelegationState(Term):
    """Where a delegation stands on a day."""

    AHEAD = "ahead", _("未开始")
    IN_FORCE = "in_force", _("生效中")
    OVER = "over", _("已到期")
    ENDED = "ended", _("已提前结束")


class Origin(Term):
    """Where a catalogue entry comes from (A32)."""

    SEED = "seed", _("原文所列")
    ADAPTED = "adapted", _("改编")
    OWN = "own", _("自拟")


class CountBy(Term):
    """What a series of reports counts its period by: when a matter was put on the ledger, or when it came to light and was closed."""

    RECORDED = "recorded", _("登记时间")
    HAPPENED = "happened", _("发生时间")


class ColumnKind(Term):
    """What a column of a campaign's own holds."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("数字")
    AMOUNT = "amount", _("金额")
    DAY = "day", _("日期")
    CHOICE = "choice", _("选项")


class FilledFrom(Term):
    """From which step on a column of a campaign's own must be filled in."""

    PLAN = "plan", _("制定措施")
    ASK = "ask", _("申请销号")
    CLOSE = "close", _("销号")


class FilledBy(Term):
    """Who fills in a column of a campaign's own; the office always may."""

    OFFICE = "office", _("专班")
    UNIT = "unit", _("责任单位")
    DOERS = "doers", _("责任单位和整改责任人")
    GROUP = "group", _("督导组")


class CampaignAction(Term):
    """What is done to a campaign and its parts."""

    PREPARE = "prepare_campaign", _("建立专项")
    AMEND = "amend_campaign", _("修改专项设置")
    SWITCH = "switch_mechanisms", _("开关机制")
    SET_COLUMN = "set_column", _("设置自设栏目")
    RETIRE_COLUMN = "retire_column", _("停用自设栏目")
    START = "start_campaign", _("启动专项")
    CLOSE = "close_campaign", _("结束专项")
    STRETCH = "stretch_campaign", _("专项结束日顺延")
    FILL_GAP = "fill_gap", _("补充依据")
    SET_WORDS = "set_words", _("修改编发单位和行为准则")
    ADD_STAGE = "add_stage", _("增加阶段")
    DATE_STAGE = "date_stage", _("定阶段日期")
    EXTEND_STAGE = "extend_stage", _("延长阶段")
    SHIFT_STAGE = "shift_stage", _("阶段顺延")
    FINISH_STAGE = "finish_stage", _("宣布阶段结束")
    SET_UP_GROUP = "set_up_group", _("设立工作机构")
    SEAT_MEMBER = "seat_member", _("列入工作机构")
    UNSEAT_MEMBER = "unseat_member", _("退出工作机构")
    CHARGE_GROUP = "charge_group", _("调整督导分工")
    DISSOLVE_GROUP = "dissolve_group", _("撤销工作机构")
    COVER_UNIT = "cover_unit", _("列入整治单位")
    ENTER_ROSTER = "enter_roster", _("列入名册")
    FREEZE_ROSTER = "freeze_roster", _("确定名册")
    LEAVE_ROSTER = "leave_roster", _("变更名册")
    SETTLE_THRESHOLD = "settle_threshold", _("按职级界线核定名册")
    GRANT_DUTY = "grant_duty", _("授予职责")
    END_DUTY = "end_duty", _("收回职责")
    DELEGATE = "delegate_duty", _("委托代办")
    END_DELEGATION = "end_delegation", _("结束委托")
    HAND_OVER = "hand_over_work", _("移交工作")
    ADD_TASK = "add_task", _("下达任务")
    FINISH_TASK = "finish_task", _("完成任务")
    COMMEND = "commend", _("表扬")
    WITHDRAW_COMMENDATION = "withdraw_commendation", _("撤销表扬")
    SAVE_VIEW = "save_view", _("保存视图")
    CHANGE_VIEW = "change_view", _("修改视图")
    DROP_VIEW = "drop_view", _("删除视图")


class TaskNeed(Term):
    """What a task must show before it is done; the label says what is missing."""

    PROOF = "proof", _("请写明办成了什么、凭什么看得出来；只写发了文、开了会不算完成")


class ViewScope(Term):
    """Who sees a kept view."""

    PRIVATE = "private", _("只有我")
    UNIT = "unit", _("本单位")
    CAMPAIGN = "campaign", _("全专项")


class ViewDuty(Term):
    """What somebody is to a kept view, beside the duties of the campaign."""

    KEEPER = "keeper", _("保存人")


class MeasureKind(Term):
    """What a measure of a ladder is (A09, A42). Punishments are recorded here, never decided."""

    EDUCATION = "education", _("教育")
    ORGANISATIONAL = "organisational", _("组织处理")
    DISCIPLINARY = "disciplinary", _("处分")


class OrganisationPattern(Term):
    """Where the office of the campaign sits (A23)."""

    TASK_FORCE = "task_force", _("抽调专班")
    DISCIPLINE = "discipline", _("设在机关党委（纪委）")
    JOINT = "joint", _("几个科室合署")
    EDUCATION_OFFICE = "education_office", _("教育办公室下设整改组")


class GateCondition(Term):
    """What stands against declaring a stage over; the label says it, with the number."""

    BEFORE = "before", _("前面还有 %(count)d 个阶段没有宣布结束")
    RUNNING = "running", _("离结束的日子还有 %(count)d 天")
    SILENT = "silent", _("%(count)d 名整治对象还没有自查记录")
    UNSORTED = "unsorted", _("%(count)d 件问题还没有归类")
    OVERDUE = "overdue", _("%(count)d 件问题超期未销号")
    TASKS = "tasks", _("%(count)d 项阶段任务没有办结")
    LEFT = "left", _("%(count)d 件没有销号的问题还没有明确由谁、到哪天接着办")
