"""Words about clues."""

from bihuan.foundation.kernel import Term, _


class ClueSource(Term):
    """By which way a clue came (M66, M67): all land in one intake."""

    DOOR = "door", _("网上举报")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    MAIL = "mail", _("电子邮件")
    PLATFORM = "platform", _("信访举报平台")
    HOTLINE = "hotline", _("民生热线")


class ClueState(Term):
    """Where a clue stands."""

    REGISTERED = "registered", _("已登记")
    TRIAGED = "triaged", _("已分办")
    PROPOSED = "proposed", _("集体研究，待审批")
    DECIDED = "decided", _("处置方式已批准")
    VERIFYING = "verifying", _("核查中")
    CONCLUDED = "concluded", _("已有结论")
    TRANSFERRED = "transferred", _("已移送")
    CLOSED = "closed", _("已办结")


class Disposal(Term):
    """Exactly one of four (检举控告工作规则 第十七条), decided together and approved; handing over is another thing."""

    TALK = "talk", _("谈话函询")
    PRELIMINARY = "preliminary", _("初步核实")
    SHELVED = "shelved", _("暂存待查")
    ENDED = "ended", _("予以了结")


class Conclusion(Term):
    """What verification found (M120). Not proven is not untrue, and a mistake is no false accusation: that takes another decision elsewhere."""

    TRUE = "true", _("属实")
    PARTLY = "partly", _("部分属实")
    NOT_PROVEN = "not_proven", _("无法查实")
    UNTRUE = "untrue", _("反映不实")
    MISTAKEN = "mistaken", _("错告")


class Way(Term):
    """By which way something was verified (M121)."""

    INTERVIEW = "interview", _("谈话了解")
    VISIT = "visit", _("走访、家访")
    DOCUMENTS = "documents", _("调阅资料")
    ON_SITE = "on_site", _("现场查看")
    LETTER = "letter", _("函询")
    OTHER = "other", _("其他方式")


class ClueNeed(Term):
    """What a step asks for."""

    OTHER_HAND = "other_hand", _("提出处置意见的人不能自己审批")
    TO_VERIFY = "to_verify", _("批准的处置方式不是谈话函询或者初步核实，不作核查")
    IS_SHELVED = "is_shelved", _("只有暂存待查的线索可以重新启用")
    WAS_VERIFIED = "was_verified", _("至少要有一次写明方式和日期的核查（M121）")
    IS_OVER = "is_over", _("批准的处置方式不是予以了结，要先有核查结论")
    WAS_ANSWERED = "was_answered", _("实名举报要先向举报人反馈结果")
    HAS_RECEIPT = "has_receipt", _("要先登记接收单位的回执")


class ClueAction(Term):
    """What is done with a clue."""

    REGISTER = "register_clue", _("受理登记")
    RESEAL = "reseal_clue", _("重新密封")
    TRIAGE = "triage_clue", _("线索分办")
    PROPOSE = "propose_disposal", _("集体研究提出处置意见")
    APPROVE = "approve_disposal", _("批准处置意见")
    RETURN = "return_disposal", _("退回处置意见")
    TAKE_UP = "take_up_clue", _("重新启用")
    VERIFY = "verify_clue", _("记录核查")
    CONCLUDE = "conclude_clue", _("作出核查结论")
    FEED_BACK = "feed_back_clue", _("向举报人反馈")
    CLOSE = "close_clue", _("办结")
    TRANSFER = "transfer_clue", _("移送")
    RECEIPT = "receipt_of_transfer", _("登记移送回执")
    OUTCOME = "outcome_of_transfer", _("登记移送结果")


class ClueWord(Term):
    """What is noted of a clue or a report beside its steps."""

    OPEN = "open_tip", _("拆封举报")
    READ = "read_clue", _("查看线索内容")


class TipAction(Term):
    """What is done with a report that came by the door."""

    TAKE_IN = "register_tip", _("登记举报")
    SET_ASIDE = "set_tip_aside", _("不作为线索")
    ADD = "add_to_clue", _("登记补充材料")
    COUNT = "count_opinion", _("归集意见建议")


class UpperAction(Term):
    """What is done with a report that belongs to the level above: nothing but noting that it was passed on (A1.4)."""

    NOTE = "note_upper_report", _("登记报送上级的回执号")


class ClueDuty(Term):
    """What somebody is at the clue desk."""

    INTAKE = "clue_intake", _("受理人员")
    READER = "clue_reader", _("可以查看的办理人员")
    HANDLER = "clue_handler", _("纪检监察机构的承办人员")
    APPROVER = "clue_approver", _("纪检监察机构的审批人")
    REGISTRAR = "clue_registrar", _("其他单位的登记移送人员")
