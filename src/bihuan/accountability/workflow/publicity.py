"""An announcement: drawn up by one hand, approved by another, gone by its day at the latest (P09, P10)."""

from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.publicity import AnnouncementAction as A
from bihuan.accountability.vocabulary.publicity import AnnouncementNeed as N
from bihuan.accountability.vocabulary.publicity import AnnouncementState as S
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HANDLER, _DECIDER, _SUBJECT, _MACHINE = (frozenset({one}) for one in (D.HANDLER, D.DECIDER, D.SUBJECT, D.MACHINE))

ANNOUNCEMENT = Workflow(
    "announcement", _("公布"), S,
    (
        Step(A.PROPOSE, ANY, S.PROPOSED, _HANDLER, creates=True),
        Step(A.PUBLISH, ANY, S.SHOWN, _HANDLER, creates=True),
        Step(A.REPLY, (S.PROPOSED, S.SHOWN), SAME, _SUBJECT),
        Step(A.APPROVE, (S.PROPOSED,), S.SHOWN, _DECIDER, (N.OTHER_HAND, N.FINAL)),
        Step(A.REFUSE, (S.PROPOSED,), S.REFUSED, _DECIDER),
        Step(A.REMOVE, (S.PROPOSED, S.SHOWN), S.REMOVED, _HANDLER | _DECIDER | _MACHINE),
        Step(A.TAKE_OFF, (S.REMOVED,), SAME, _HANDLER),
    ),
)  # fmt: skip
