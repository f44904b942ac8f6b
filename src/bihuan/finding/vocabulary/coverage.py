"""Words of the coverage of units by lists (M81)."""

from bihuan.foundation.kernel import Term, _


class Cover(Term):
    """How a list stands in a unit, or for a person. Nothing of it is a lamp about anybody."""

    FILLED = "filled", _("有")
    PART = "part", _("部分")
    NONE = "none", _("确认没有")
    EMPTY = "empty", _("空")
