"""Words about clocks of a clue, about keeping away from one, and about what it leads to."""

from bihuan.foundation.kernel import Term, _


class Arrival(Term):
    """How a clue came to this desk: which clock runs follows from it (T2, T5)."""

    DIRECT = "direct", _("直接收到")
    FORWARDED = "forwarded", _("上级转来")
    ASSIGNED = "assigned", _("上级交办")


class UrgeLevel(Term):
    """Before whom a clock of a clue is laid (P17): who handles it, who approves, who leads."""

    NEAR = "near", _("临期，提醒承办人员")
    LATE = "late", _("超期，提醒审批人")
    HIGHER = "higher", _("超期仍未办理，提交负责人")


class Answerable(Term):
    """How far somebody answers for what was found (M127; domain.md B2.5)."""

    DIRECT = "direct", _("直接责任")
    CHIEF = "chief", _("主要领导责任")
    IMPORTANT = "important", _("重要领导责任")
    WHOLE = "whole", _("全面领导责任")
    SUPERVISING = "supervising", _("监管责任")


class MaliceLevel(Term):
    """Who may find that a report was malicious (检举控告工作规则 第三十九条): a body at the level of a city with districts, or above."""

    CITY = "city", _("设区的市级党委或者纪检监察机关")
    PROVINCE = "province", _("省级党委或者纪检监察机关")
    CENTRAL = "central", _("党中央或者中央纪委国家监委")


class AwayState(Term):
    """Where keeping away from one clue stands."""

    ASKED = "asked", _("待决定")
    IN_FORCE = "in_force", _("已回避")
    REFUSED = "refused", _("不予回避")


class AwayAction(Term):
    """What is done about keeping away from one clue (检举控告工作规则 第四十八条)."""

    DECLARE = "declare_away", _("申明回避这条线索")
    ASK = "ask_away", _("申请他人回避这条线索")
    GRANT = "grant_away", _("决定回避这条线索")
    REFUSE = "refuse_away", _("决定不予回避这条线索")


class AwayDuty(Term):
    """What somebody is to it."""

    READER = "away_reader", _("可以查看线索的人")
    HIMSELF = "away_himself", _("被申请回避的人")
    DECIDER = "away_decider", _("另一名审批人")
