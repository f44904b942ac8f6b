"""Keys are made by whoever holds them and by nobody else; what an ended one opens goes over by two custodians together."""

from bihuan.clues.vocabulary.keys import HandoverAction as H
from bihuan.clues.vocabulary.keys import HandoverDuty, HandoverState, KeyDuty, KeyState
from bihuan.clues.vocabulary.keys import KeyAction as A
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HIS = frozenset({KeyDuty.HOLDER})

KEY = Workflow(
    "clue_key", _("受理密钥"), KeyState,
    (
        Step(A.MAKE, ANY, KeyState.ACTIVE, _HIS, creates=True),
        Step(A.CHANGE_PASSPHRASE, (KeyState.ACTIVE,), SAME, _HIS),
        Step(A.END, (KeyState.ACTIVE,), KeyState.ENDED, _HIS | {KeyDuty.FORMER, KeyDuty.MACHINE}, reason=True),
    ),
)  # fmt: skip
_CUSTODIANS = frozenset({HandoverDuty.CUSTODIAN})
HANDOVER = Workflow(
    "clue_handover", _("密钥交接"), HandoverState,
    (
        Step(H.ASK, ANY, HandoverState.ASKED, frozenset({HandoverDuty.HEIR}), creates=True, reason=True),
        Step(H.BEGIN, (HandoverState.ASKED,), HandoverState.BEGUN, _CUSTODIANS),
        Step(H.FINISH, (HandoverState.BEGUN,), HandoverState.DONE, _CUSTODIANS),
        Step(
            H.REFUSE, (HandoverState.ASKED, HandoverState.BEGUN), HandoverState.REFUSED,
            _CUSTODIANS | {HandoverDuty.FIRST, HandoverDuty.HEIR}, reason=True,
        ),
    ),
)  # fmt: skip
