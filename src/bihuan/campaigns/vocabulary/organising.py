"""Words of organisation at work: secondments, portfolios, the key few, goals, campaigns that belong together, what units add of their own."""

from bihuan.foundation.kernel import Term, _


class Level(Term):
    """From which level somebody is seconded: from county level and below nobody is borrowed without an approval (domain.md E1.8)."""

    CENTRAL = "central", _("中央单位")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("乡镇（街道）及以下")


LOW_LEVELS = (Level.COUNTY, Level.TOWNSHIP)
"""Levels whose staff is lent upwards with an approval alone."""


class LinkKind(Term):
    """How a campaign belongs to other work (M30, M211), or which of the two is the superior one (M104)."""

    TIED = "tied", _("贯通衔接")
    INSIDE = "inside", _("专项内的专项")
    BELOW = "below", _("对方是下级专项")
    ABOVE = "above", _("对方是上级专项")


class OrganisingAction(Term):
    """What is done to set the organisation of a campaign to work."""

    CHOOSE_PATTERN = "choose_pattern", _("选定组织方式")
    SECOND = "second_person", _("借调")
    END_SECONDMENT = "end_secondment", _("结束借调")
    ATTACH_UNIT = "attach_unit", _("明确分管副组长")
    DETACH_UNIT = "detach_unit", _("调整分管副组长")
    MARK_KEY = "mark_key_few", _("列入关键少数")
    UNMARK_KEY = "unmark_key_few", _("移出关键少数")
    TIE_GOAL = "tie_goal", _("目标挂接")
    UNTIE_GOAL = "untie_goal", _("取消目标挂接")
    LINK_CAMPAIGN = "link_campaign", _("关联专项")
    PART_CAMPAIGN = "part_campaign", _("取消关联")
    ADD_LOCAL = "add_local_manifestation", _("细化具体表现")
    DROP_LOCAL = "drop_local_manifestation", _("停用细化表现")
    ADD_UNIT_MEASURE = "add_unit_measure", _("细化整治措施")
    DROP_UNIT_MEASURE = "drop_unit_measure", _("停用细化措施")


class OrganisingDuty(Term):
    """What somebody is to what his unit adds of its own."""

    OF_THE_UNIT = "of_the_unit", _("本单位的主要负责人、联络员")
