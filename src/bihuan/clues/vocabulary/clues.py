"""Words about clues."""

from bihuan.foundation.kernel import Term, _


class ClueSource(Term):
    """By which way a clue came (M66, M67): all land in one intake."""

    DOOR = "door", _("网上举报")
    PHONE = "phone", _("电话")
    LETTER = "letter", _("来信")
    VISIT = "visit", _("来访")
    MAIL = "mail", _("电子邮件")
    LEDGER = "ledger", _("台账严查事项")
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
    MERGED = "merged", _("已并案")
    DESTROYED = "destroyed", _("已销毁")


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
    IS_PETITION = "is_petition", _("不是信访事项，不列入清单")
    HAS_RECEIPT = "has_receipt", _("要先登记接收单位的回执")
    IS_TRUE = "is_true", _("核查属实、部分属实的线索才能列入问题清单")
    NOT_LISTED = "not_listed", _("这条线索已经列入问题清单")
    WAS_TRACED = "was_traced", _("严查事项查实的，要先写明责任链条（倒查责任）")
    WAS_OFFERED = "was_offered", _("反映不实或者错告的，要先写明是否提出澄清正名")
    IS_UNTRUE = "is_untrue", _("结论是反映不实的线索，才谈得上诬告陷害；无法查实和错告都不是")
    NOT_ALREADY = "not_already", _("已经作出过诬告陷害的认定")
    OTHER_CONCLUDER = "other_concluder", _("作出结论的人不能自己改变结论")


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
    ASK = "ask_reporter", _("请举报人补充")
    CLOSE = "close_clue", _("办结")
    TRANSFER = "transfer_clue", _("移送")
    LIST_PETITION = "list_petition", _("列入信访事项清单")
    RECEIPT = "receipt_of_transfer", _("登记移送回执")
    OUTCOME = "outcome_of_transfer", _("登记移送结果")
    ARRIVE = "tell_arrival", _("标明来件方式")
    INQUIRE = "send_inquiry", _("送达函询")
    EXPLAIN = "note_explanation", _("收到函询说明")
    EXTEND = "extend_clue", _("延长时限")
    REPORT = "report_clue", _("通报办结情况")
    TRACE = "trace_responsibility", _("倒查责任")
    ENTER = "list_clue", _("列入问题清单")
    OVERTURN = "overturn_clue", _("改变核查结论")
    OFFER = "offer_clarification", _("提出澄清正名")
    MALICE = "find_malicious", _("登记诬告陷害的认定")
    MERGE = "merge_clue", _("并案")
    TAKE_IN = "take_in_merged", _("并入另一条线索")
    OPEN_STRICT = "open_strict_clue", _("严查事项转为线索")
    PRUNE = "prune_clue", _("收回不应再有的密封")
    REMIND = "remind_clue", _("时限提醒")
    DESTROY = "destroy_clue", _("销毁内容")


class ClueWord(Term):
    """What is noted of a clue or a report beside its steps."""

    OPEN = "open_tip", _("拆封举报")
    READ = "read_clue", _("查看线索内容")
    SEARCH = "search_clues", _("搜索线索内容")


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
    MACHINE = "machine", _("定时任务")
