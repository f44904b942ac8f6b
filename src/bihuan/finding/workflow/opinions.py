"""What may be done with opinions, letters, gatherings and pointings-out."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.letters import GatheringAction as G
from bihuan.finding.vocabulary.letters import LetterAction as L
from bihuan.finding.vocabulary.letters import LetterState as LS
from bihuan.finding.vocabulary.opinions import FindingDuty as F
from bihuan.finding.vocabulary.opinions import OpinionAction as A
from bihuan.finding.vocabulary.opinions import OpinionState as S
from bihuan.finding.vocabulary.opinions import PointingAction as P
from bihuan.finding.vocabulary.opinions import PointingState as PS
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})

OPINION = Workflow(
    "opinion", _("意见建议"), S,
    (
        Step(A.HEAR, ANY, S.OPEN, _OFFICE | _UNIT | {D.SUPERVISOR, F.ADDRESSEE}, creates=True),
        Step(A.MARK, ANY, SAME, _OFFICE),
        Step(A.ENTER, (S.OPEN,), S.ENTERED, _OFFICE | _UNIT),
        Step(A.JOIN, (S.OPEN,), S.ENTERED, _OFFICE | _UNIT),
        # a unit does not decide by itself that criticism of it needs no answer
        Step(A.LEAVE, (S.OPEN,), S.NO_ACTION, _OFFICE, reason=True),
        Step(A.RECONSIDER, (S.NO_ACTION,), S.OPEN, _OFFICE, reason=True),
    ),
)  # fmt: skip
LETTER = Workflow(
    "opinion_letter", _("征求意见函"), LS,
    (
        Step(L.DRAFT, ANY, LS.DRAFTED, _OFFICE, creates=True),
        Step(L.SEND, (LS.DRAFTED,), LS.SENT, _OFFICE),
        Step(L.RENEW, (LS.SENT,), SAME, _OFFICE, reason=True),
        Step(L.REMIND, (LS.SENT,), SAME, _OFFICE),
        Step(L.REPLY, (LS.SENT,), LS.REPLIED, frozenset({F.ADDRESSEE})),
        Step(L.TAKE_REPLY, (LS.SENT,), LS.REPLIED, _OFFICE),
        Step(L.WITHDRAW, (LS.DRAFTED, LS.SENT), LS.WITHDRAWN, _OFFICE, reason=True),
    ),
)  # fmt: skip
GATHERING = Workflow(
    "gathering", _("征求意见活动"), None,
    (Step(G.HOLD, ANY, CREATE, _OFFICE | _UNIT, creates=True), Step(G.AMEND, ANY, SAME, _OFFICE | _UNIT)),
    state_field="",
)  # fmt: skip
POINTING_OUT = Workflow(
    "pointing_out", _("指出的问题"), PS,
    (
        Step(P.WRITE, ANY, PS.WRITTEN, frozenset({F.AMONG}), creates=True),
        Step(P.TAKE, (PS.WRITTEN,), PS.TAKEN, _OFFICE),
    ),
)  # fmt: skip
