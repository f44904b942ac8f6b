"""A motion on a rating or a card: facts that another hand verified, notice, statement window, decision by another hand with reasons, service, appeal."""

from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.motions import MotionAction as A
from bihuan.accountability.vocabulary.motions import MotionNeed as N
from bihuan.accountability.vocabulary.motions import MotionState as S
from bihuan.accountability.vocabulary.motions import ReviewAction as R
from bihuan.accountability.vocabulary.motions import ReviewNeed as RN
from bihuan.accountability.vocabulary.motions import ReviewState as RS
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HANDLER, _DECIDER, _SUBJECT, _REVIEWER = (frozenset({one}) for one in (D.HANDLER, D.DECIDER, D.SUBJECT, D.REVIEWER))
_DECIDED = (N.RULE, N.OTHER_HAND, N.STILL, N.DUE, N.SERVED, N.NO_APPEAL)
OPEN = (S.DRAFT, S.NOTICED, S.SUBMITTED)

MOTION = Workflow(
    "motion", _("评定和亮牌的建议"), S,
    (
        Step(A.PROPOSE, ANY, S.DRAFT, _HANDLER, (N.RULE, N.OTHER_BODY), creates=True),
        Step(A.APPLY, ANY, S.SUBMITTED, _SUBJECT | _HANDLER, (N.RULE,), creates=True),
        Step(A.REWORD, (S.DRAFT,), SAME, _HANDLER),
        Step(A.ASK_FIRST, (S.DRAFT,), SAME, _HANDLER),
        Step(A.VERIFY, (S.DRAFT,), SAME, _HANDLER),
        Step(A.NOTICE, (S.DRAFT,), S.NOTICED, _HANDLER, (N.FACTS, N.ASKED, N.VERIFIED, N.STILL, N.DUE)),
        Step(A.SAY, (S.NOTICED,), SAME, _SUBJECT | _HANDLER),
        Step(A.WAIVE, (S.NOTICED,), SAME, _SUBJECT),
        Step(A.ANSWER, (S.NOTICED,), SAME, _HANDLER),
        Step(A.SUBMIT, (S.NOTICED,), S.SUBMITTED, _HANDLER, (N.HEARD, N.OBJECTIONS, N.ANSWERED, N.OTHER_BODY)),
        Step(A.GRANT, (S.SUBMITTED,), S.GRANTED, _DECIDER, _DECIDED),
        Step(A.REFUSE, (S.SUBMITTED,), S.REFUSED, _DECIDER, (N.OTHER_HAND,)),
        Step(A.SERVE, (S.GRANTED, S.REFUSED), SAME, _DECIDER | frozenset({D.PERSONNEL})),
        Step(A.DROP, OPEN, S.DROPPED, _HANDLER),
        Step(A.WITHDRAW, (S.SUBMITTED,), S.DROPPED, _SUBJECT),
        Step(A.UNDO, (S.GRANTED,), S.UNDONE, _REVIEWER),
    ),
)  # fmt: skip

REVIEW = Workflow(
    "card_review", _("对评定和亮牌的申诉"), RS,
    (
        Step(R.FILE, ANY, RS.FILED, _SUBJECT | _DECIDER | frozenset({D.PERSONNEL}), (RN.HEAVY, RN.SERVED, RN.IN_TIME, RN.OTHER_BODY), creates=True),
        Step(R.WITHDRAW, (RS.FILED, RS.ACCEPTED), RS.WITHDRAWN, _SUBJECT),
        Step(R.ACCEPT, (RS.FILED,), RS.ACCEPTED, _REVIEWER),
        Step(R.UPHOLD, (RS.ACCEPTED,), RS.UPHELD, _REVIEWER),
        Step(R.REVOKE, (RS.ACCEPTED,), RS.REVOKED, _REVIEWER),
    ),
)  # fmt: skip
