"""An appeal: by the person, to others than who decided (P03)."""

from bihuan.accountability.vocabulary.appeals import AppealAction as A
from bihuan.accountability.vocabulary.appeals import AppealNeed as N
from bihuan.accountability.vocabulary.appeals import AppealState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.foundation.kernel import ANY, Step, Workflow, _

_SUBJECT, _REVIEWER, _HANDLER = frozenset({D.SUBJECT}), frozenset({D.REVIEWER}), frozenset({D.HANDLER})

APPEAL = Workflow(
    "appeal", _("申诉"), S,
    (
        Step(A.FILE, ANY, S.FILED, _SUBJECT | _HANDLER, (N.IN_TIME, N.OTHER_BODY), creates=True),
        Step(A.WITHDRAW, (S.FILED, S.ACCEPTED), S.WITHDRAWN, _SUBJECT),
        Step(A.ACCEPT, (S.FILED,), S.ACCEPTED, _REVIEWER, (N.OTHER_BODY,)),
        Step(A.PASS_ON, (S.FILED,), S.PASSED_ON, _HANDLER),
        Step(A.UPHOLD, (S.ACCEPTED,), S.UPHELD, _REVIEWER, (N.OTHER_BODY,)),
        Step(A.CHANGE, (S.ACCEPTED,), S.CHANGED, _REVIEWER, (N.OTHER_BODY,)),
        Step(A.REVOKE, (S.ACCEPTED,), S.REVOKED, _REVIEWER, (N.OTHER_BODY,)),
        # what the competent body outside answered comes back as a record
        Step(A.RECORD_UPHELD, (S.PASSED_ON,), S.UPHELD, _HANDLER),
        Step(A.RECORD_CHANGED, (S.PASSED_ON,), S.CHANGED, _HANDLER),
        Step(A.RECORD_REVOKED, (S.PASSED_ON,), S.REVOKED, _HANDLER),
    ),
)  # fmt: skip
