"""Words about clues."""

from bihuan.foundation.kernel import Term, _


class ClueSource(Term):
    """By which way a clue came (M66, M67): all land in one intake."""

    DOOR = "door", _("网上举报")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    MAIL = "mail", _("电子邮件")


class ClueState(Term):
    """Where a clue stands."""

    REGISTERED = "registered", _("已登记")


class ClueAction(Term):
    """What is done with a clue."""

    REGISTER = "register_clue", _("受理登记")
    RESEAL = "reseal_clue", _("重新密封")


class ClueWord(Term):
    """What is noted of a clue or a report beside its steps."""

    OPEN = "open_tip", _("拆封举报")
    READ = "read_clue", _("查看线索内容")


class TipAction(Term):
    """What is done with a report that came by the door."""

    TAKE_IN = "register_tip", _("登记举报")
    SET_ASIDE = "set_tip_aside", _("不作为线索")
    ADD = "add_to_clue", _("登记补充材料")


class UpperAction(Term):
    """What is done with a report that belongs to the level above: nothing but noting that it was passed on (A1.4)."""

    NOTE = "note_upper_report", _("登记报送上级的回执号")


class ClueDuty(Term):
    """What somebody is at the clue desk."""

    INTAKE = "clue_intake", _("受理人员")
    READER = "clue_reader", _("可以查看的办理人员")
