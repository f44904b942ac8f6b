"""Words of the calendar."""

from bihuan.foundation.kernel import Term, _


class CalendarAction(Term):
    """What is done to a day out of the ordinary."""

    ENTER = "enter_special_day", _("录入节假日或调休")
    AMEND = "amend_special_day", _("修改节假日或调休")
    CLEAR = "clear_special_day", _("恢复为平常日")


class CalendarDuty(Term):
    """Who keeps the calendar."""

    SYSTEM = "system_administrator", _("系统管理员")
    MACHINE = "machine", _("命令行")
