"""An example held up with consent (M157): the one it is about says yes before anybody decides, and may take it back whenever he likes."""

from bihuan.accountability.vocabulary.exemplars import ExemplarAction as A
from bihuan.accountability.vocabulary.exemplars import ExemplarDuty
from bihuan.accountability.vocabulary.exemplars import ExemplarNeed as N
from bihuan.accountability.vocabulary.exemplars import ExemplarState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import ANY, Step, Workflow, _

_PROPOSER, _SUBJECT, _DECIDER, _OFFICE = (
    frozenset({ExemplarDuty.PROPOSER}), frozenset({D.SUBJECT}), frozenset({D.DECIDER}), frozenset({Duty.OFFICE}),
)  # fmt: skip
OPEN = (S.PROPOSED, S.AGREED)

EXEMPLAR = Workflow(
    "exemplar", _("先进典型"), S,
    (
        Step(A.PROPOSE, ANY, S.PROPOSED, _PROPOSER, (N.OTHER_BODY,), creates=True),
        Step(A.AGREE, (S.PROPOSED,), S.AGREED, _SUBJECT),
        Step(A.DECLINE, (S.PROPOSED,), S.DECLINED, _SUBJECT),
        Step(A.DROP, OPEN, S.DROPPED, _PROPOSER),
        Step(A.COMMEND, (S.AGREED,), S.DECIDED, _DECIDER, (N.OTHER_HAND, N.OTHER_BODY)),
        Step(A.REFUSE, (S.AGREED,), S.REFUSED, _DECIDER, (N.OTHER_HAND,)),
        Step(A.PUBLISH, (S.DECIDED,), S.PUBLISHED, _OFFICE),
        Step(A.REVOKE, (S.AGREED, S.DECIDED, S.PUBLISHED), S.WITHDRAWN, _SUBJECT),
        Step(A.WITHDRAW, (S.DECIDED, S.PUBLISHED), S.WITHDRAWN, _DECIDER),
    ),
)  # fmt: skip
