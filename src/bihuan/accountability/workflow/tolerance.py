"""A tolerance review: asked for, accepted, verified, decided together by others, with a list of what is put right (D6)."""

from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.tolerance import ToleranceAction as A
from bihuan.accountability.vocabulary.tolerance import ToleranceNeed as N
from bihuan.accountability.vocabulary.tolerance import ToleranceState as S
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HANDLER, _DECIDER, _SUBJECT = frozenset({D.HANDLER}), frozenset({D.DECIDER}), frozenset({D.SUBJECT})
_ASKERS = _SUBJECT | _HANDLER | frozenset({Duty.UNIT_HEAD})
OPEN = (S.APPLIED, S.ACCEPTED, S.VERIFIED)

TOLERANCE = Workflow(
    "tolerance", _("容错审查"), S,
    (
        Step(A.APPLY, ANY, S.APPLIED, _ASKERS, creates=True),
        Step(A.ACCEPT, (S.APPLIED,), S.ACCEPTED, _HANDLER),
        Step(A.TURN_DOWN, (S.APPLIED,), S.NOT_ACCEPTED, _HANDLER),
        Step(A.VERIFY, (S.ACCEPTED,), S.VERIFIED, _HANDLER, (N.OTHER_BODY,)),
        Step(A.GRANT, (S.VERIFIED,), S.GRANTED, _DECIDER, (N.OTHER_HAND, N.OTHER_BODY)),
        Step(A.DECLINE, (S.VERIFIED,), S.DECLINED, _DECIDER, (N.OTHER_HAND, N.OTHER_BODY)),
        Step(A.WITHDRAW, OPEN, S.WITHDRAWN, _ASKERS),
        Step(A.CORRECT, (S.GRANTED,), SAME, _SUBJECT | _HANDLER),
    ),
)  # fmt: skip
