"""Words about announcements of what was decided (P09, P10)."""

from bihuan.foundation.kernel import Term, _


class AnnouncementKind(Term):
    """What is announced."""

    HANDLING = "handling", _("处理结果")
    CLARIFICATION = "clarification", _("澄清正名")


class AnnouncementState(Term):
    """Where an announcement stands."""

    PROPOSED = "proposed", _("已拟，待审批")
    SHOWN = "shown", _("公布中")
    REFUSED = "refused", _("不予公布")
    REMOVED = "removed", _("已撤下")


class AnnouncementAction(Term):
    """What is done with an announcement."""

    PROPOSE = "propose_announcement", _("拟公布")
    REPLY = "reply_to_announcement", _("本人附上说明")
    APPROVE = "approve_announcement", _("批准公布")
    REFUSE = "refuse_announcement", _("不予公布")
    PUBLISH = "publish_clarification", _("通报澄清")
    REMOVE = "remove_announcement", _("撤下公布")
    TAKE_OFF = "take_off_channel", _("登记线下撤除")


class AnnouncementNeed(Term):
    """What a step of an announcement asks for."""

    OTHER_HAND = "announcement_other_hand", _("拟公布的人不能审批")
    FINAL = "announcement_final", _("决定要已经生效：没有正在办理的申诉，申诉期已过或者本人已表示不申诉")


class Audience(Term):
    """Who reads it, from narrow to wide. The narrowest is the default."""

    UNIT = "unit", _("本单位")
    CAMPAIGN = "campaign", _("本专项各参加单位")
    PUBLIC = "public", _("社会公开")


class Channel(Term):
    """Where it stands."""

    PAGE = "page", _("系统内页面")
    MEETING = "meeting", _("会议")
    CIRCULAR = "circular", _("文件通报")
    BOARD = "board", _("宣传栏")
    SCREEN = "screen", _("电子显示屏")
    WEBSITE = "website", _("网站")


class RemovedWhy(Term):
    """Why it went."""

    LIFTED = "lifted", _("措施已解除")
    EXPIRED = "expired", _("公布期限已满")
    APPEAL = "appeal", _("申诉结果")
    TOLERATED = "tolerated", _("予以容错")
    CLEARED = "cleared", _("澄清正名")
    BY_HAND = "by_hand", _("决定撤下")


class RightsWord(Term):
    """What is done with these rows beside their steps."""

    PAPER = "take_rights_paper", _("打印文书")
    READ = "read_right", _("查阅容错、澄清、公布材料")


class RightsPaper(Term):
    """Papers of tolerance and clearing (D50, D51)."""

    TOLERANCE = "tolerance", _("容错审查意见书")
    APPROVAL = "approval", _("澄清审批表")
    ASKING = "asking", _("拟澄清告知书")
    LETTER = "letter", _("澄清函")
