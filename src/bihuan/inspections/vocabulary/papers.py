"""Words of notices, hearings, conclusions and notes."""

from bihuan.foundation.kernel import Term, _


class NoticeState(Term):
    """Where a correction notice stands."""

    SENT = "sent", _("待回复")
    REPLIED = "replied", _("待认定")
    REFUSED = "refused", _("未通过，待重新回复")
    ACCEPTED = "accepted", _("已纠正")


class NoticeAction(Term):
    """What is done with a correction notice."""

    SEND = "send_correction_notice", _("发纠偏通知")
    REPLY = "reply_to_notice", _("回复纠偏通知")
    ACCEPT = "accept_reply", _("认可回复")
    REFUSE = "refuse_reply", _("不认可回复")


class HearingKind(Term):
    """Reports heard, or findings talked over."""

    HEARING = "hearing", _("专题听取汇报")
    GROUP = "group", _("督导组专题会议")
    BACK_CHECK = "back_check", _("问题倒查研判会")


class HearingAction(Term):
    """What is done with the record of a hearing."""

    HOLD = "hold_hearing", _("记录听取汇报或研判")
    SET_TASK = "set_task_at_hearing", _("会上部署任务")
    DECIDE = "decide_on_finding", _("会上研判一条发现")


class HearingDecision(Term):
    """What a meeting decided on one finding."""

    RECORD = "record", _("列入台账")
    NOTICE = "notice", _("发纠偏通知")
    BACK_CHECK = "back_check", _("开展倒查")
    MORE = "more", _("继续核实")
    DROP = "drop", _("不作问题")


class ConclusionState(Term):
    """Where the conclusion of a visit stands."""

    GIVEN = "given", _("已送达")
    UNDER_REVIEW = "under_review", _("复核中")
    UPHELD = "upheld", _("维持结论")
    CHANGED = "changed", _("变更结论")
    REVOKED = "revoked", _("撤销结论")


class ConclusionAction(Term):
    """What is done with a conclusion."""

    GIVE = "give_conclusion", _("送达督查结论")
    ASK = "ask_review_of_conclusion", _("申请复核结论")
    ASSIGN = "assign_review", _("指定复核人员")
    UPHOLD = "uphold_conclusion", _("维持结论")
    CHANGE = "change_conclusion", _("变更结论")
    REVOKE = "revoke_conclusion", _("撤销结论")


class NoteAction(Term):
    """What is done with analysis notes and remarks on progress."""

    WRITE = "write_analysis", _("撰写分析研判")
    REMARK = "remark_on_progress", _("对进度提出意见")
