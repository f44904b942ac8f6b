"""Words of a unit's own screening (M73)."""

from bihuan.foundation.kernel import Term, _


class ScreeningState(Term):
    """Where a screening stands."""

    ASKED = "asked", _("待排查")
    NONE_FOUND = "none_found", _("排查未发现问题")
    FOUND = "found", _("排查发现问题")


class ScreeningAction(Term):
    """What is done with a screening."""

    ASK = "ask_screening", _("布置排查")
    BEGIN = "begin_screening", _("开展排查")
    FIND = "find_by_screening", _("排查问题列入台账")
    END = "end_screening", _("报排查结果")
    END_NONE = "end_screening_none", _("报未发现问题")
