"""Words about the public door: entries, channels, what is published; and about what came in by it."""

from bihuan.foundation.kernel import Term, _


class DoorAction(Term):
    """What is done about the public door."""

    OPEN_ENTRY = "open_entry", _("设立举报入口")
    CLOSE_ENTRY = "close_entry", _("关闭举报入口")
    SET_CHANNEL = "set_channel", _("公布单位举报渠道")
    AMEND_CHANNEL = "amend_channel", _("修改单位举报渠道")
    SET_WORDS = "set_door_words", _("写明举报入口文字")
    AMEND_WORDS = "amend_door_words", _("修改举报入口文字")
    PAUSE = "pause_door", _("暂停网上受理")
    RESUME = "resume_door", _("恢复网上受理")
    PUBLISH = "publish_door", _("公布举报入口内容")


class DoorWord(Term):
    """What is noted of an entry beside its steps."""

    READ_OPINIONS = "read_opinions", _("查看意见建议")


class DoorDuty(Term):
    """Who tends the public door."""

    STAFF = "clue_staff", _("受理、办理人员")
    MACHINE = "machine", _("定时任务")


class Laying(Term):
    """What the next issue of the door does with a part of it."""

    COMES = "comes", _("新增")
    CHANGES = "changes", _("有改动")
    GOES = "goes", _("撤下")
