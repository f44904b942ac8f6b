"""Words of talks and home visits."""

from bihuan.foundation.kernel import Term, _


class TalkState(Term):
    """Where the record of a talk stands: whoever was talked to reads it before it yields anything (M72)."""

    NOTED = "noted", _("待本人确认")
    CONFIRMED = "confirmed", _("本人已确认")
    VIEWED = "viewed", _("本人有不同意见")
    DECLINED = "declined", _("本人未确认")


class TalkAction(Term):
    """What is done with a talk."""

    NOTE = "note_talk", _("记录谈话")
    AMEND = "amend_talk", _("修改谈话记录")
    CONFIRM = "confirm_talk", _("确认谈话记录")
    VIEW = "view_talk", _("对谈话记录提出意见")
    DECLINE = "decline_talk", _("注明本人未确认")
    YIELD = "yield_from_talk", _("谈话问题列入台账")


class TalkDuty(Term):
    """What somebody is to one talk."""

    TALKED_TO = "talked_to", _("谈话对象")
    TALKER = "talker", _("谈话人")


class VisitState(Term):
    """Where a home visit stands. Nobody goes before the cadre has agreed (M71)."""

    ASKED = "asked", _("待本人同意")
    AGREED = "agreed", _("本人已同意")
    REFUSED = "refused", _("本人不同意")
    MADE = "made", _("已家访")
    CALLED_OFF = "called_off", _("已取消")


class VisitAction(Term):
    """What is done with a home visit."""

    ASK = "ask_home_visit", _("征求家访同意")
    AGREE = "agree_to_home_visit", _("同意家访")
    REFUSE = "refuse_home_visit", _("不同意家访")
    FILE_CONSENT = "file_consent", _("归入书面同意")
    MAKE = "record_home_visit", _("记录家访")
    CALL_OFF = "call_off_home_visit", _("取消家访")


class VisitDuty(Term):
    """What somebody is to one home visit."""

    VISITED = "visited", _("家访对象")
    VISITOR = "visitor", _("家访人")


class TalkWord(Term):
    """Reading of what only few may read."""

    READ_TALK = "read_talk", _("查看谈话记录")
    READ_VISIT = "read_home_visit", _("查看家访记录")
    EXPORT = "export_talks", _("导出谈话问题清单")
