"""Words about how long a clue is kept and how it ends, and about papers that leave the desk."""

from bihuan.foundation.kernel import Term, _


class HoldState(Term):
    """Does the order not to destroy still stand?"""

    HELD = "held", _("暂缓销毁")
    LIFTED = "lifted", _("已解除")


class HoldAction(Term):
    """What is done about it."""

    HOLD = "hold_clue", _("暂缓销毁线索")
    LIFT = "lift_hold", _("解除暂缓销毁")


class EndState(Term):
    """Where the destroying of a clue stands."""

    PROPOSED = "proposed", _("待批准销毁")
    AGREED = "agreed", _("已批准，待销毁")
    RETURNED = "returned", _("不予销毁")
    STOPPED = "stopped", _("已停止")
    DONE = "done", _("已销毁")


class EndAction(Term):
    """What is done about it."""

    PROPOSE = "propose_destruction", _("提出销毁线索")
    AGREE = "agree_destruction", _("批准销毁线索")
    RETURN = "return_destruction", _("不予销毁线索")
    STOP = "stop_destruction", _("停止销毁线索")
    CARRY_OUT = "carry_out_destruction", _("到期销毁线索")


class EndNeed(Term):
    """What these steps ask for."""

    OTHER_HAND = "other_hand", _("要由另一个人办：提出的人不能自己批准，暂缓的人不能自己解除")
    IS_DUE = "is_due", _("办结后的保管期限还没有满")
    NOT_HELD = "not_held", _("这条线索已暂缓销毁，要先解除")
    DAY_HAS_COME = "day_has_come", _("还没有到批准的销毁日期")


class PrintKind(Term):
    """Papers of the desk (D29, D30)."""

    LEDGER = "ledger", _("问题线索台账")
    DISPOSAL = "disposal", _("问题线索分办呈批表")
    VERIFICATION = "verification", _("问题线索核查记录")
    TRANSFER = "transfer", _("问题线索移送函")


class PrintPurpose(Term):
    """What a paper is taken out for. One of these and no words of one's own: the book is read by people who may not know of any clue."""

    MEETING = "meeting", _("集体研究")
    APPROVAL = "approval", _("呈报审批")
    HANDING_OVER = "handing_over", _("移送、交办")
    FILING = "filing", _("立卷归档")
    SUPERIOR = "superior", _("上级调阅")


class PrintAction(Term):
    """What is done with one."""

    MAKE = "make_clue_paper", _("输出线索文书")
