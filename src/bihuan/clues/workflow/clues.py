"""A report is opened by the intake and becomes a clue, which is sealed to others than it came to."""

from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import ClueDuty as D
from bihuan.clues.vocabulary.clues import ClueState, TipAction, UpperAction
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_INTAKE = frozenset({D.INTAKE})

TIP = Workflow(
    "tip", _("举报"), TipState,
    (
        Step(TipAction.TAKE_IN, (TipState.WAITING,), TipState.REGISTERED, _INTAKE),
        Step(TipAction.ADD, (TipState.REGISTERED,), SAME, _INTAKE),
        Step(TipAction.SET_ASIDE, (TipState.WAITING,), TipState.NO_CLUE, _INTAKE, reason=True),
    ),
)  # fmt: skip
CLUE = Workflow(
    "clue", _("问题线索"), ClueState,
    (
        Step(A.REGISTER, ANY, ClueState.REGISTERED, _INTAKE, creates=True),
        Step(A.RESEAL, ANY, SAME, frozenset({D.READER})),
    ),
)  # fmt: skip
UPPER = Workflow("upper_report", _("报送上级的举报"), None, (Step(UpperAction.NOTE, ANY, CREATE, _INTAKE, creates=True),), state_field="")
