"""Words about cards (A05, M148–M153): a colour, and what people decide about it."""

from bihuan.foundation.kernel import Term, _


class CardState(Term):
    """Where a card stands."""

    YELLOW = "yellow", _("黄牌")
    RED = "red", _("红牌")
    LIFTED = "lifted", _("已摘帽")
    UNDONE = "undone", _("已撤销")


class CardAction(Term):
    """What becomes of a card: each is what somebody decided, with its reasons."""

    GIVE_YELLOW = "give_yellow", _("亮黄牌")
    GIVE_RED = "give_red", _("亮红牌")
    RAISE = "raise_card", _("黄牌升为红牌")
    LOWER = "lower_card", _("红牌降为黄牌")
    LIFT = "lift_card", _("摘帽")
    KEEP = "keep_card", _("保持红牌，提出任用建议")
    TRAIN = "attach_training", _("登记培训")
    UNDO = "undo_card", _("撤销亮牌")
    GIVE_BACK = "give_back_yellow", _("撤销升牌，恢复黄牌")


class CardNeed(Term):
    """What a step of a card asks for."""

    REVIEW_DAY = "review_day", _("还没有到复核日期")
