"""Words of leaders' written instructions."""

from bihuan.foundation.kernel import Term, _


class InstructionState(Term):
    """Where an instruction stands: being carried out, answered upward, the answer seen by the leader."""

    OPEN = "open", _("办理中")
    REPLIED = "replied", _("已呈报")
    SEEN = "seen", _("已阅")


class PartState(Term):
    """Where one unit's part of an instruction stands."""

    OPEN = "open", _("办理中")
    DONE = "done", _("已落实")
    UNFULFILLED = "unfulfilled", _("未落实")


class InstructionAction(Term):
    """What is done with an instruction and its parts."""

    REGISTER = "register_instruction", _("登记批示")
    REPLY = "reply_to_instruction", _("呈报办理情况")
    NOTE_SEEN = "note_instruction_seen", _("登记领导已阅")
    HAND_OUT = "hand_out_instruction", _("分办批示")
    REPORT_PART = "report_instruction_part", _("填报办理进展")
    FINISH_PART = "finish_instruction_part", _("报告已落实")
    RETURN_PART = "return_instruction_part", _("退回继续办理")
    FAIL_PART = "fail_instruction_part", _("认定未落实")
