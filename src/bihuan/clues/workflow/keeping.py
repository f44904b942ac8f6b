"""A clue is destroyed by two hands and a day: one proposes what its time is over for, another agrees, the clock does it. Either may stop it before."""

from bihuan.clues.vocabulary.clues import ClueDuty as D
from bihuan.clues.vocabulary.keeping import EndAction as E
from bihuan.clues.vocabulary.keeping import EndNeed as N
from bihuan.clues.vocabulary.keeping import EndState, HoldAction, HoldState, PrintAction
from bihuan.foundation.kernel import ANY, CREATE, Step, Workflow, _

_HANDLER, _APPROVER = frozenset({D.HANDLER, D.REGISTRAR}), frozenset({D.APPROVER})
_EITHER = _HANDLER | _APPROVER

HOLD = Workflow(
    "clue_hold", _("暂缓销毁"), HoldState,
    (
        Step(HoldAction.HOLD, ANY, HoldState.HELD, _EITHER, creates=True),
        Step(HoldAction.LIFT, (HoldState.HELD,), HoldState.LIFTED, _EITHER, (N.OTHER_HAND,)),
    ),
)  # fmt: skip
END = Workflow(
    "clue_end", _("线索销毁"), EndState,
    (
        Step(E.PROPOSE, ANY, EndState.PROPOSED, _HANDLER, (N.IS_DUE, N.NOT_HELD), creates=True),
        Step(E.AGREE, (EndState.PROPOSED,), EndState.AGREED, _EITHER, (N.OTHER_HAND, N.NOT_HELD)),
        Step(E.RETURN, (EndState.PROPOSED,), EndState.RETURNED, _EITHER),
        Step(E.STOP, (EndState.AGREED,), EndState.STOPPED, _EITHER),
        Step(E.CARRY_OUT, (EndState.AGREED,), EndState.DONE, frozenset({D.MACHINE}), (N.IS_DUE, N.NOT_HELD, N.DAY_HAS_COME)),
    ),
)  # fmt: skip
PRINT = Workflow(
    "clue_print", _("线索文书"), None, (Step(PrintAction.MAKE, ANY, CREATE, frozenset({D.READER}), creates=True),), state_field=""
)
