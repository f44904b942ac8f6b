"""The clearing of a name: whoever verified proposes it or the person asks for it, the chief approves, each way is done, somebody looks after him (A4)."""

from bihuan.accountability.vocabulary.clarification import ClarificationAction as A
from bihuan.accountability.vocabulary.clarification import ClarificationNeed as N
from bihuan.accountability.vocabulary.clarification import ClarificationState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HANDLER, _DECIDER, _SUBJECT = frozenset({D.HANDLER}), frozenset({D.DECIDER}), frozenset({D.SUBJECT})

CLARIFICATION = Workflow(
    "clarification", _("澄清正名"), S,
    (
        Step(A.APPLY, ANY, S.APPLIED, _SUBJECT, creates=True),
        Step(A.PROPOSE, ANY, S.PROPOSED, _HANDLER, creates=True),
        Step(A.VERIFY, (S.APPLIED,), S.READY, _HANDLER),
        Step(A.HEAR_WISH, (S.PROPOSED,), S.READY, _SUBJECT | _HANDLER),
        Step(A.APPROVE, (S.READY,), S.APPROVED, _DECIDER, (N.OTHER_HAND, N.UNTRUE, N.WISHED)),
        Step(A.DECLINE, (S.APPLIED, S.READY), S.DECLINED, _DECIDER, (N.OTHER_HAND,)),
        Step(A.DO, (S.APPROVED,), SAME, _HANDLER),
        Step(A.CLEAR, (S.APPROVED,), S.CLEARED, _HANDLER, (N.ALL_WAYS,)),
        Step(A.FOLLOW, (S.CLEARED,), S.FOLLOWED, _HANDLER),
        Step(A.DROP, (S.APPLIED, S.PROPOSED, S.READY), S.DROPPED, _HANDLER | _SUBJECT),
    ),
)  # fmt: skip
