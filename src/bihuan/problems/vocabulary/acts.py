"""What is done with the ledger, its sheets, look-backs and likenesses as a whole, and how what was done is told."""

from bihuan.foundation.kernel import Term, _


class LedgerAction(Term):
    """What is done with the whole ledger and changes nothing in it; it stands in the book all the same."""

    EXPORT = "export_ledger", _("导出台账")
    DRAW = "draw_sample", _("抽取样本")
    READ = "read_confidential", _("查看自查或批评意见的内容")
    READ_EVIDENCE = "read_confidential_evidence", _("查看自查或批评意见的佐证")
    FETCH = "fetch_ledger", _("程序读取台账")
    TAKE_CHASING = "take_chasing_paper", _("取用催办公文")


class SheetAction(Term):
    """What is done with sheets of a campaign besides taking their rows."""

    KEEP_LAYOUT = "keep_layout", _("记住表头对应")
    TAKE_OVER = "take_over_sheet", _("接续导入")


class LookBackAction(Term):
    """What is done with a look-back as a whole and with each drawn item."""

    DRAW = "draw_look_back", _("抽取回头看")
    RECORD = "record_look_back", _("记录回头看结果")


class Strata(Term):
    """By what the share of a look-back is drawn, so that no unit and no category is left out."""

    WHOLE = "whole", _("不分层")
    UNIT = "unit", _("按单位")
    CATEGORY = "category", _("按类别")


class LikenessAction(Term):
    """What is decided about two problems whose texts are alike."""

    SET_APART = "set_apart", _("判定不是同一件")
    WITHDRAW_APART = "withdraw_apart", _("撤销判定")


class HistoryKind(Term):
    """Kinds of sentences in the history of a problem: what a reader may ask for alone."""

    STATE = "state", _("环节变化")
    DUE = "due", _("时限")
    PEOPLE = "people", _("责任归属")
    CONTENT = "content", _("内容")
    PROOF = "proof", _("进展佐证")
    BACK = "back", _("退回与回头看")
    PUBLICITY = "publicity", _("公示异议")
    OTHER = "other", _("其他")


class EditKind(Term):
    """How cells of the grid came to be changed."""

    CELL = "cell", _("改一格")
    PASTE = "paste", _("粘贴")
    BULK = "bulk", _("批量修改")
    UNDO = "undo", _("撤销")
