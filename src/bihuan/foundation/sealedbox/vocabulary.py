"""Words of the box: what an envelope holds, what is handed in, what is answered, what a poster opens, how parcels travel."""

from bihuan.foundation.kernel import Term, _


class Kind(Term):
    """What an envelope holds. Every report has one identity, empty or not: nobody sees from outside which reports are named."""

    CONTENT = "content", _("内容")
    IDENTITY = "identity", _("身份信息")
    PIECE = "piece", _("附件")
    ADDRESS = "address", _("答复地址")


class What(Term):
    """What somebody hands in."""

    TIP = "tip", _("举报")
    ADDITION = "addition", _("补充材料")
    REPLY = "reply", _("答复")
    OPINION = "opinion", _("意见建议")


class Says(Term):
    """What an answer of the office is."""

    RECEIPT = "receipt", _("受理回执")
    STATE = "state", _("办理进度")
    QUESTION = "question", _("需要您补充")
    MESSAGE = "message", _("回复")
    OPENED = "opened", _("身份信息被查阅")


class Purpose(Term):
    """What a code on a poster opens."""

    TIP = "tip", _("举报")
    OPINIONS = "opinions", _("征求意见")


class End(Term):
    """Who packed a parcel."""

    DOOR = "door", _("举报入口")
    OFFICE = "office", _("举报办")

    @property
    def other(self) -> "End":
        """The one it is for."""
        return End.OFFICE if self is End.DOOR else End.DOOR


class Fate(Term):
    """What became of a parcel that arrived."""

    TAKEN = "taken", _("已收下")
    BEFORE = "before", _("以前收过")
    AHEAD = "ahead", _("前面还缺数据包，先放着")
