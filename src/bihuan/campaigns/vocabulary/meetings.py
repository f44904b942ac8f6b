"""Words of meetings, and of telling a campaign on in every unit."""

from bihuan.foundation.kernel import Term, _


class MeetingKind(Term):
    """What a meeting is for."""

    MOBILISATION = "mobilisation", _("动员部署会")
    RELAY = "relay", _("传达部署会")
    DISPATCH = "dispatch", _("调度会")
    TRAINING = "training", _("培训会")
    ANALYSIS = "analysis", _("研判会")
    HEARING = "hearing", _("听取汇报会")
    OTHER = "other", _("其他会议")


class Explained(Term):
    """What a mobilisation meeting explains of the plan (M21)."""

    SCOPE = "scope", _("整治范围")
    TIME = "time", _("时间安排")
    STEPS = "steps", _("环节步骤")
    CONTENT = "content", _("整治内容")


class MeetingFileUse(Term):
    """What a file of a meeting is."""

    RECORD = "record", _("会议记录")
    MATERIAL = "material", _("会议材料")


class MeetingAction(Term):
    """What is done with the register of meetings."""

    REGISTER = "register_meeting", _("登记会议")
    COMPLETE = "complete_meeting", _("补充会议记录")
    WITHDRAW = "withdraw_meeting", _("撤销会议登记")
    NOTE_CONVEYED = "note_conveyed", _("登记已传达")
    WITHDRAW_CONVEYED = "withdraw_conveyed", _("撤销传达登记")


class MeetingWord(Term):
    """What is done beside the steps of its table."""

    EXPORT = "export_meetings", _("导出会议登记")
