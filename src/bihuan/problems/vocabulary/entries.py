"""What an entry of the ledger says: how it was found, whose it is, how heavy it is, where its cause lies, what it is like."""

from bihuan.foundation.kernel import Term, _


class Source(Term):
    """The channel by which a problem was found; the labels are those of the ledger's column 来源."""

    SELF_CHECK = "self_check", _("自查")
    CRITIQUE = "critique", _("互查")
    OPINION = "opinion", _("意见建议")
    INSTRUCTION = "instruction", _("批示")
    SUPERVISION = "supervision", _("督查反馈")
    RED_BLACK = "red_black", _("红黑榜")
    INSPECTION_TOUR = "inspection_tour", _("巡察反馈")
    NAMED_ABOVE = "named_above", _("上级点名")
    BACK_CHECK = "back_check", _("倒查")
    TALK = "talk", _("谈话")
    SOCIAL_REVIEW = "social_review", _("社会评查")
    UNANNOUNCED = "unannounced", _("明察暗访")
    SCREENING = "screening", _("单位排查")


PRIVATE_SOURCES = (Source.SELF_CHECK, Source.CRITIQUE)
JOINT_CHECK = (Source.INSTRUCTION, Source.SUPERVISION, Source.RED_BLACK, Source.INSPECTION_TOUR, Source.NAMED_ABOVE)
QUICK_SOURCES = (Source.SELF_CHECK, Source.CRITIQUE, Source.OPINION)


class ProblemList(Term):
    """The six lists of a person: views of the ledger by source (M74; joint check and screening belong to list 4, A02)."""

    SELF_CHECK = "self_check", _("自查问题清单")
    CRITICISM = "criticism", _("批评问题清单")
    OPINIONS = "opinions", _("意见建议问题清单")
    BACK_CHECK = "back_check", _("问题倒查清单")
    TALKS = "talks", _("谈话问题清单")
    SOCIAL_REVIEW = "social_review", _("社会评查问题清单")


class OwnerLevel(Term):
    """Who a problem belongs to (M45)."""

    PERSON = "person", _("干部个人")
    LEADING_BODY = "leading_body", _("领导班子")
    UNIT = "unit", _("单位")
    TRADE = "trade", _("行业系统")


class Weight(Term):
    """How heavy a problem is."""

    GENERAL = "general", _("一般")
    SERIOUS = "serious", _("严重或多发频发")
    COMMON = "common", _("普遍共性")


class CauseKind(Term):
    """Where a cause lies (M92)."""

    PERSONAL = "personal", _("个人原因")
    MANAGERIAL = "managerial", _("管理原因")
    INSTITUTIONAL = "institutional", _("制度原因")


class SharedPart(Term):
    """What several problems may have in common, typed once."""

    CAUSE = "cause", _("原因剖析")
    MEASURES = "measures", _("整改措施")
    PROGRESS = "progress", _("整改进展")
    EVIDENCE = "evidence", _("佐证材料")


class Alike(Term):
    """What two findings with nearly the same words may be."""

    SAME = "same", _("疑似同一件")
    COPIED = "copied", _("文字雷同")
