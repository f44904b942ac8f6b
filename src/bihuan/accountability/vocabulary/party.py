"""Words about the Party group's desk (M95): serious and frequent problems, and what it decided on them."""

from bihuan.foundation.kernel import Term, _


class PartyState(Term):
    """Where a matter of the desk stands."""

    LAID = "laid", _("待党组研究")
    DECIDED = "party_decided", _("已研究决定")
    PASSED_BY = "passed_by", _("研究后不另处理")


class PartyAction(Term):
    """What is done with it."""

    LAY = "lay_before_party", _("提交党组研究")
    DECIDE = "decide_party", _("党组研究决定")
    PASS_BY = "pass_by_party", _("研究后不另处理")


class PartyWord(Term):
    """What is done with it without a step of its table."""

    TAKE = "take_party_paper", _("输出提醒、约谈通知书")


class PartyMeans(Term):
    """The three of the source; each speaks to the unit, never to a person by name."""

    NOTICE = "notice", _("通报")
    REMINDER = "reminder", _("提醒")
    TALK = "talk", _("约谈")


class PartyDuty(Term):
    """What somebody is to it."""

    MEMBER = "party_member", _("党组（党委）成员")
    UNIT = "unit_addressed", _("被通报、提醒、约谈单位主要负责人")
