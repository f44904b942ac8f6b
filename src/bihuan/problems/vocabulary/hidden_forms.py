"""Words of hidden and mutated forms (M46)."""

from bihuan.foundation.kernel import Term, _


class HiddenAction(Term):
    """What is done with the mark of a hidden form."""

    MARK = "mark_hidden_form", _("标为隐形变异")
    UNMARK = "unmark_hidden_form", _("取消隐形变异标记")
