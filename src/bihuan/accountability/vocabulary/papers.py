"""Words about the papers of a handling and the record of how a measure was carried out (D34–D42)."""

from bihuan.foundation.kernel import Term, _


class PaperKind(Term):
    """A paper of a handling; each is put together from what stands on the row."""

    NOTICE = "notice", _("拟处理告知书")
    ANSWER = "answer", _("陈述申辩答复书")
    DECISION = "decision", _("处理决定书")
    OUTSIDE = "outside", _("组织处理、处分决定登记表")
    SERVICE = "service", _("送达回证")
    SUMMONS = "summons", _("提醒、约谈通知书")
    TALK = "talk", _("谈话记录")
    SELF_EXAMINATION = "self_examination", _("责令书面检查通知书")
    PUBLIC_WORDS = "public_words", _("公开检讨、公开道歉")
    RECOMMENDATION = "recommendation", _("效能监察建议书")
    CIRCULAR = "circular", _("通报批评")
    MENDING = "mending", _("限期整改通知书")
    SUSPENSION = "suspension", _("停职、培训记录")
    REFERRAL = "referral", _("移送函")
    APPEAL_RECEIPT = "appeal_receipt", _("申诉受理通知书")
    APPEAL_DECISION = "appeal_decision", _("申诉处理决定书")


class PaperPurpose(Term):
    """What a paper is taken for: chosen, never written, for nothing about a person enters the book."""

    SIGN = "to_sign", _("签字、盖章")
    DELIVER = "to_deliver", _("送达本人")
    FILE = "to_file", _("归卷")
    REVIEW = "to_review", _("办理申诉")
    OWN = "own", _("本人留存")


class PaperAction(Term):
    """What is done with a paper."""

    TAKE = "take_handling_paper", _("输出处理文书")
    EMPTY = "empty_handling_paper", _("清除处理文书的内容")


class RecordAction(Term):
    """What is done with the record of how a measure was carried out."""

    WRITE = "write_measure_record", _("登记措施执行情况")
    READ = "confirm_measure_record", _("本人确认已阅")


"""The person says that he read it: no more (M130)."""
