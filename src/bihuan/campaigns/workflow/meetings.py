"""Who may register meetings: the office and the bodies for theirs, each unit for its own."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.campaigns.vocabulary import MeetingAction as A
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_HOLDERS = frozenset({D.OFFICE, D.MACHINE, D.GROUP_HEAD, D.SUPERVISOR, D.UNIT_HEAD, D.LIAISON})
_TELLERS = frozenset({D.OFFICE, D.MACHINE, D.UNIT_HEAD, D.LIAISON})

MEETING = Workflow(
    "meeting", _("会议"), None,
    (
        Step(A.REGISTER, ANY, CREATE, _HOLDERS, creates=True),
        Step(A.COMPLETE, ANY, SAME, _HOLDERS),
        Step(A.WITHDRAW, ANY, SAME, _HOLDERS, reason=True),
    ),
    state_field="",
)  # fmt: skip
CONVEYANCE = Workflow(
    "conveyance", _("传达登记"), None,
    (Step(A.NOTE_CONVEYED, ANY, CREATE, _TELLERS, creates=True), Step(A.WITHDRAW_CONVEYED, ANY, SAME, _TELLERS, reason=True)),
    state_field="",
)  # fmt: skip
