"""Words about ratings (M145, M146) and about the local rule without which there is none."""

from bihuan.foundation.kernel import Term, _


class RatingKind(Term):
    """The two titles of the source."""

    STRIVER = "striver", _("奋斗者")
    FLAT = "flat", _("躺平者")


class RatingState(Term):
    """Where a rating stands."""

    IN_FORCE = "in_force", _("有效")
    ENDED = "ended", _("已到期")
    LIFTED = "lifted", _("已摘帽")
    UNDONE = "undone", _("已撤销")


class RatingAction(Term):
    """What becomes of a rating."""

    RATE = "rate", _("作出评定")
    END = "end_rating", _("评定到期")
    LIFT = "lift_rating", _("摘帽")
    UNDO = "undo_rating", _("撤销评定")


class RatingNeed(Term):
    """What a step of a rating asks for."""

    OVER = "rating_over", _("评定期限还没有满")


class RuleAbout(Term):
    """What a local rule allows."""

    RATINGS = "ratings", _("评定")
    CARDS = "cards", _("红黄牌")


class RuleAction(Term):
    """What is done with a local rule."""

    CITE = "cite_rule", _("引用本地制度")
    END = "end_rule", _("停用本地制度")
