"""What may be done with a critique meeting, a slip and a critique."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.critique import CritiqueAction as C
from bihuan.finding.vocabulary.critique import MeetingAction as M
from bihuan.finding.vocabulary.critique import MeetingState as S
from bihuan.finding.vocabulary.critique import SlipAction as L
from bihuan.finding.vocabulary.critique import SlipState as LS
from bihuan.finding.vocabulary.opinions import FindingDuty as F
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_KEEPERS = frozenset({D.OFFICE, D.MACHINE, D.LIAISON, D.UNIT_HEAD})

CRITIQUE_MEETING = Workflow(
    "critique_meeting", _("互评专题会议"), S,
    (
        Step(M.CALL, ANY, S.PREPARED, _KEEPERS, creates=True),
        Step(M.SEAT, (S.PREPARED,), SAME, _KEEPERS, reason=True),
        Step(M.OPEN, (S.PREPARED,), S.OPEN, _KEEPERS),
        Step(M.IMPORT, (S.OPEN,), SAME, _KEEPERS),
        # not the head: he is criticised most, and who closes chooses the moment
        Step(M.CLOSE, (S.OPEN,), S.CLOSED, _KEEPERS - {D.UNIT_HEAD}),
        Step(M.CALL_OFF, (S.PREPARED,), S.CALLED_OFF, _KEEPERS, reason=True),
    ),
)  # fmt: skip
CRITIQUE_SLIP = Workflow(
    "critique_slip", _("互评手记"), LS,
    (
        Step(L.WRITE, ANY, LS.WRITTEN, frozenset({F.SITTER}) | _KEEPERS, creates=True),
        Step(L.CHANGE, (LS.WRITTEN,), SAME, frozenset({F.WRITER})),
        Step(L.DRAW_BACK, (LS.WRITTEN,), LS.DRAWN_BACK, frozenset({F.WRITER})),
        Step(L.CARRY, (LS.WRITTEN,), LS.CARRIED, _KEEPERS),
    ),
)  # fmt: skip
CRITIQUE = Workflow("critique", _("批评意见"), None, (Step(C.ENTER, ANY, CREATE, _KEEPERS, creates=True),), state_field="")
