"""Words of the rulebook."""

from bihuan.foundation.kernel import Term, _


class Confidence(Term):
    """How sure we are of a number."""

    SEEN = "S", _("有原文")
    COPY = "s", _("见于转载")
    GENERAL = "G", _("通行做法")
    UNSURE = "U", _("待确认")


class Unit(Term):
    """What a rule's value counts: the spans of time, and a few that are none."""

    WORKING_DAYS = "wd", _("个工作日")
    DAYS = "d", _("日")
    MONTHS = "m", _("个月")
    QUARTERS = "q", _("个季度")
    YEARS = "y", _("年")
    PERCENT = "percent", _("%")
    TIMES = "times", _("次")


class RulebookAction(Term):
    """What is done to the rules of an installation."""

    SET = "set_rule", _("调整规则")
    DROP = "drop_rule_setting", _("恢复规则原值")


class RulebookDuty(Term):
    """Who keeps the rules."""

    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
