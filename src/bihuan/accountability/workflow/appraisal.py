"""What is handed to the personnel body, and its answer. No step changes a grade or a post (M154, P15)."""

from bihuan.accountability.vocabulary.appraisal import ReferralAction as A
from bihuan.accountability.vocabulary.appraisal import ReferralState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_DECIDER, _PERSONNEL = frozenset({D.DECIDER}), frozenset({D.PERSONNEL})

REFERRAL = Workflow(
    "referral", _("送组织人事部门的建议"), S,
    (
        Step(A.SEND, ANY, S.SENT, _DECIDER, creates=True),
        Step(A.ASK_RECORD, ANY, S.SENT, _PERSONNEL, creates=True),
        Step(A.TAKE_RECORD, (S.SENT, S.ANSWERED), SAME, _PERSONNEL),
        Step(A.ANSWER, (S.SENT,), S.ANSWERED, _PERSONNEL),
    ),
)  # fmt: skip
