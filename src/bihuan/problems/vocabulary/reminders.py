"""Words of reminders on single items."""

from bihuan.foundation.kernel import Term, _


class ReminderLevel(Term):
    """How firmly an item is urged, and as what paper; each begins where the one before did not help."""

    REMIND = "remind", _("提醒")
    URGE = "urge", _("催办函")
    SUPERVISE = "supervise", _("督办函")


class ReminderAction(Term):
    """What is done with a reminder."""

    SEND = "send_reminder", _("催办")
    ANSWER = "answer_reminder", _("答复催办")
