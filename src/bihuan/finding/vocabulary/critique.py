"""Words of the critique meeting (M56, A22)."""

from bihuan.foundation.kernel import Term, _


class Pairing(Term):
    """Who criticises whom: the four pairings of M56, in both directions."""

    MAIN_AND_MEMBERS = "main_and_members", _("主要领导与班子成员")
    MEMBERS = "members", _("班子成员之间")
    MEMBERS_AND_SECTIONS = "members_and_sections", _("班子成员与科室负责人")
    STAFF_AND_LEADERS = "staff_and_leaders", _("一般干部与分管领导、科室负责人")


class MeetingState(Term):
    """Where a critique meeting stands."""

    PREPARED = "prepared", _("筹备中")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")
    CALLED_OFF = "called_off", _("已取消")


class MeetingAction(Term):
    """What is done with a critique meeting."""

    CALL = "call_critique", _("筹备专题会议")
    SEAT = "seat_critique", _("调整参会名单")
    OPEN = "open_critique", _("开始互评")
    IMPORT = "import_minutes", _("导入会议记录")
    CLOSE = "close_critique", _("结束互评并列入台账")
    CALL_OFF = "call_off_critique", _("取消专题会议")


class SlipState(Term):
    """A slip belongs to its writer until the meeting is closed; from then on it says nothing any more."""

    WRITTEN = "written", _("已写")
    DRAWN_BACK = "drawn_back", _("已撤回")
    CARRIED = "carried", _("已列入台账")


class SlipAction(Term):
    """What is done with a slip."""

    WRITE = "write_critique", _("写批评意见")
    CHANGE = "change_critique", _("修改批评意见")
    DRAW_BACK = "draw_critique_back", _("撤回批评意见")
    CARRY = "carry_critique", _("批评意见列入台账")


class CritiqueAction(Term):
    """What is done with a critique."""

    ENTER = "enter_critique", _("登记批评意见")


class CritiqueWord(Term):
    """What is done beside the steps of the tables."""

    OPEN_AUTHOR = "open_critique_author", _("查看批评意见提出人")
    EXPORT = "export_criticism_list", _("导出批评问题清单")
