"""Words about the clearing of a name (A4, M174, P16)."""

from bihuan.foundation.kernel import Term, _


class ClarificationState(Term):
    """Where a clarification stands."""

    APPLIED = "applied", _("本人已申请")
    PROPOSED = "proposed", _("已提出，征求本人意愿")
    READY = "ready", _("待负责人审批")
    APPROVED = "approved", _("已批准，正在澄清")
    CLEARED = "cleared", _("已澄清")
    FOLLOWED = "followed", _("已回访")
    DECLINED = "declined", _("不予澄清")
    DROPPED = "dropped", _("不再办理")


class ClarificationAction(Term):
    """What is done with a clarification."""

    APPLY = "apply_for_clarification", _("申请澄清正名")
    PROPOSE = "propose_clarification", _("提出澄清建议")
    HEAR_WISH = "hear_wish", _("记录本人意愿")
    VERIFY = "verify_clarification", _("写明核实结论")
    APPROVE = "approve_clarification", _("批准澄清")
    DECLINE = "decline_clarification", _("不予澄清")
    DO = "clear_by_way", _("登记一种方式的澄清")
    CLEAR = "clear_name", _("完成澄清")
    FOLLOW = "follow_clarification", _("澄清回访")
    DROP = "drop_clarification", _("不再办理澄清")


class ClarificationNeed(Term):
    """What a step of a clarification asks for."""

    OTHER_HAND = "clarification_other_hand", _("提出、核实的人不能审批")
    UNTRUE = "clarification_untrue", _("核实结论是反映不实的才澄清；没有查实不等于不实")
    WISHED = "clarification_wished", _("先征求本人意愿；本人不希望澄清的，不澄清")
    ALL_WAYS = "clarification_all_ways", _("批准的每种方式都要完成")


class Outcome(Term):
    """What verifying brought (A4.5): what was not verified is not untrue."""

    UNTRUE = "untrue", _("经核实，反映不实")
    MISTAKEN = "mistaken", _("经核实，属于错告")
    FALSE = "false", _("有权机关认定为诬告陷害")
    NOT_VERIFIED = "not_verified", _("没有查实（不等于不实）")


class Way(Term):
    """How a name is cleared (A4.4): in writing always, the others beside it."""

    WRITTEN = "written", _("书面澄清")
    FACE = "face", _("当面澄清")
    MEETING = "meeting", _("会议澄清")
    CIRCULAR = "circular", _("通报澄清")


class Wish(Term):
    """What the person wishes."""

    SAME = "same_scope", _("在原来公布的范围内澄清")
    QUIET = "written_only", _("只作书面澄清，不公开")
    NONE = "none", _("不希望澄清")
