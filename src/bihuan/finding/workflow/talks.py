"""The life of a talk's record and of a home visit: the person concerned has his say before anything follows (M71, M72)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.talks import TalkAction as A
from bihuan.finding.vocabulary.talks import TalkDuty, TalkState, VisitAction, VisitDuty, VisitState
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_TALKERS = _OFFICE | {D.LEADER, D.UNIT_HEAD, D.LEADER_IN_CHARGE, D.SUPERVISOR}
_TALKED, _BY = frozenset({TalkDuty.TALKED_TO}), frozenset({TalkDuty.TALKER})
_S, _V = TalkState, VisitState

TALK = Workflow(
    "talk", _("谈话记录"), TalkState,
    (
        Step(A.NOTE, ANY, _S.NOTED, _TALKERS, creates=True),
        Step(A.AMEND, (_S.NOTED, _S.VIEWED, _S.DECLINED), _S.NOTED, _BY),
        Step(A.CONFIRM, (_S.NOTED, _S.VIEWED, _S.DECLINED), _S.CONFIRMED, _TALKED),
        Step(A.VIEW, (_S.NOTED, _S.CONFIRMED, _S.DECLINED), _S.VIEWED, _TALKED),
        Step(A.DECLINE, (_S.NOTED,), _S.DECLINED, _BY, reason=True),
        Step(A.YIELD, (_S.CONFIRMED, _S.VIEWED, _S.DECLINED), SAME, _BY | _OFFICE),
    ),
)  # fmt: skip

HOME_VISIT = Workflow(
    "home_visit", _("干部家访"), VisitState,
    (
        Step(VisitAction.ASK, ANY, _V.ASKED, _OFFICE | {D.SUPERVISOR, D.UNIT_HEAD}, creates=True),
        Step(VisitAction.AGREE, (_V.ASKED,), _V.AGREED, frozenset({VisitDuty.VISITED})),
        Step(VisitAction.FILE_CONSENT, (_V.ASKED,), _V.AGREED, _OFFICE | {VisitDuty.VISITOR}),
        Step(VisitAction.REFUSE, (_V.ASKED, _V.AGREED), _V.REFUSED, frozenset({VisitDuty.VISITED})),
        Step(VisitAction.MAKE, (_V.AGREED,), _V.MADE, frozenset({VisitDuty.VISITOR})),
        Step(VisitAction.CALL_OFF, (_V.ASKED, _V.AGREED), _V.CALLED_OFF, _OFFICE | {VisitDuty.VISITOR}, reason=True),
    ),
)  # fmt: skip
