"""Words of tasks that are handed down."""

from bihuan.foundation.kernel import Term, _


class TaskChange(Term):
    """What was changed when a task was handed down (M210)."""

    DUE = "due", _("完成时限")
    AMOUNT = "amount", _("数量要求")


class TaskAction(Term):
    """What is done with a task beside giving and finishing it."""

    PASS_ON = "pass_on_task", _("向下分解任务")
    HAND_DOWN = "hand_down_task", _("下达分解任务")
