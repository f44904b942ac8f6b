"""The system administrator sets the hours; everybody chooses for himself."""

from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.foundation.notifications.vocabulary import DigestAction as A
from bihuan.foundation.notifications.vocabulary import DigestDuty as D

DIGEST_HOURS = Workflow(
    "digest_hours",
    _("每日提醒的时间"),
    None,
    (Step(A.SET_HOURS, ANY, CREATE, frozenset({D.SYSTEM, D.MACHINE}), creates=True),),
    state_field="",
)
DIGEST_CHOICE = Workflow(
    "digest_choice", _("收信方式"), None,
    (
        Step(A.CHOOSE, ANY, CREATE, frozenset({D.OWNER}), creates=True),
        Step(A.CHOOSE, ANY, SAME, frozenset({D.OWNER})),
    ),
    state_field="",
)  # fmt: skip
