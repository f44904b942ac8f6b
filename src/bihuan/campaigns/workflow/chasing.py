"""Who chases: the office, and supervision groups their units; who is followed closely is decided by the office and let go by decision."""

from bihuan.campaigns.vocabulary import ChasingAction as A
from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

CHASE_CALL = Workflow(
    "chase_call", _("催办记录"), None, (Step(A.LOG_CALL, ANY, CREATE, frozenset({D.OFFICE, D.SUPERVISOR}), creates=True),), state_field="",
)  # fmt: skip
FOLLOW = Workflow(
    "follow", _("跟踪督促"), None,
    (
        Step(A.FOLLOW, ANY, CREATE, frozenset({D.OFFICE}), creates=True, reason=True),
        Step(A.RELEASE, ANY, SAME, frozenset({D.OFFICE, D.GROUP_HEAD}), reason=True),
    ),
    state_field="",
)  # fmt: skip
