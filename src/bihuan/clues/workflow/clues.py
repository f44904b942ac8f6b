"""A report is opened by the intake and becomes a clue, sealed to others than it came to. Disposal is for people of a body marked 纪检监察; all others
register and hand over."""

from bihuan.clues.vocabulary.clues import ClueAction as A
from bihuan.clues.vocabulary.clues import ClueDuty as D
from bihuan.clues.vocabulary.clues import ClueNeed as N
from bihuan.clues.vocabulary.clues import ClueState as S
from bihuan.clues.vocabulary.clues import TipAction, UpperAction
from bihuan.clues.vocabulary.tips import TipState
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_INTAKE = frozenset({D.INTAKE})

TIP = Workflow(
    "tip", _("举报"), TipState,
    (
        Step(TipAction.TAKE_IN, ANY, TipState.REGISTERED, _INTAKE),  # what came later, or was sealed past whoever opened the first, is a clue of its own
        Step(TipAction.ADD, ANY, SAME, _INTAKE),
        Step(TipAction.COUNT, (TipState.WAITING,), TipState.OPINION, _INTAKE),
        Step(TipAction.COUNT, (TipState.OPINION,), SAME, _INTAKE),
        Step(TipAction.SET_ASIDE, (TipState.WAITING,), TipState.NO_CLUE, _INTAKE, reason=True),
        Step(TipAction.SET_ASIDE, (TipState.REGISTERED, TipState.OPINION, TipState.NO_CLUE), SAME, _INTAKE, reason=True),
    ),
)  # fmt: skip
_READER, _HANDLER, _APPROVER = frozenset({D.READER}), frozenset({D.HANDLER}), frozenset({D.APPROVER})
_SENDER = frozenset({D.HANDLER, D.REGISTRAR})
_MACHINE = frozenset({D.MACHINE})
_GOING = (S.REGISTERED, S.TRIAGED, S.PROPOSED, S.DECIDED, S.VERIFYING, S.CONCLUDED)
CLUE = Workflow(
    "clue", _("问题线索"), S,
    (
        Step(A.REGISTER, ANY, S.REGISTERED, _INTAKE, creates=True),
        Step(A.RESEAL, ANY, SAME, _READER),
        Step(A.TRIAGE, (S.REGISTERED,), S.TRIAGED, _SENDER),
        Step(A.PROPOSE, (S.TRIAGED,), S.PROPOSED, _HANDLER),
        Step(A.APPROVE, (S.PROPOSED,), S.DECIDED, _APPROVER, (N.OTHER_HAND,)),
        Step(A.RETURN, (S.PROPOSED,), S.TRIAGED, _APPROVER),
        Step(A.TAKE_UP, (S.DECIDED,), S.TRIAGED, _HANDLER, (N.IS_SHELVED,)),
        Step(A.VERIFY, (S.DECIDED, S.VERIFYING), S.VERIFYING, _HANDLER, (N.TO_VERIFY,)),
        Step(A.CONCLUDE, (S.VERIFYING,), S.CONCLUDED, _HANDLER, (N.WAS_VERIFIED,)),
        Step(A.FEED_BACK, (S.DECIDED,), SAME, _HANDLER, (N.IS_OVER,)),
        Step(A.FEED_BACK, (S.CONCLUDED,), SAME, _HANDLER),
        Step(A.ASK, _GOING, SAME, _SENDER),
        Step(A.CLOSE, (S.DECIDED,), S.CLOSED, _HANDLER, (N.IS_OVER, N.WAS_ANSWERED)),
        Step(A.CLOSE, (S.CONCLUDED,), S.CLOSED, _HANDLER, (N.WAS_ANSWERED, N.WAS_TRACED, N.WAS_OFFERED)),
        Step(A.TRANSFER, (S.REGISTERED, S.TRIAGED, S.DECIDED), S.TRANSFERRED, _SENDER),
        Step(A.LIST_PETITION, (S.TRANSFERRED,), SAME, _SENDER, (N.IS_PETITION,), reason=True),
        Step(A.RECEIPT, (S.TRANSFERRED,), SAME, _SENDER),
        Step(A.OUTCOME, (S.TRANSFERRED,), S.CLOSED, _SENDER, (N.HAS_RECEIPT,)),
        # clocks
        Step(A.ARRIVE, (S.REGISTERED, S.TRIAGED), SAME, _SENDER),
        Step(A.INQUIRE, (S.DECIDED, S.VERIFYING), SAME, _HANDLER, (N.TO_VERIFY,)),
        Step(A.EXPLAIN, (S.DECIDED, S.VERIFYING), SAME, _HANDLER),
        Step(A.EXTEND, _GOING, SAME, _APPROVER),
        Step(A.REPORT, (S.CLOSED,), SAME, _SENDER),
        Step(A.REMIND, ANY, SAME, _MACHINE),
        # what it leads to
        Step(A.OPEN_STRICT, ANY, S.REGISTERED, _MACHINE, creates=True),
        Step(A.TRACE, (S.VERIFYING, S.CONCLUDED), SAME, _HANDLER),
        Step(A.ENTER, (S.CONCLUDED,), SAME, _HANDLER, (N.IS_TRUE, N.NOT_LISTED)),
        Step(A.OFFER, (S.CONCLUDED,), SAME, _HANDLER),
        Step(A.OVERTURN, (S.CONCLUDED, S.CLOSED), S.CONCLUDED, _APPROVER, (N.WAS_VERIFIED, N.OTHER_CONCLUDER)),
        Step(A.MALICE, (S.CONCLUDED, S.CLOSED), SAME, _APPROVER, (N.IS_UNTRUE, N.NOT_ALREADY)),
        Step(A.MERGE, (S.REGISTERED, S.TRIAGED), S.MERGED, _SENDER),
        Step(A.TAKE_IN, _GOING, SAME, _SENDER),
        Step(A.PRUNE, ANY, SAME, _MACHINE),
        Step(A.DESTROY, (S.CLOSED, S.MERGED), S.DESTROYED, _MACHINE),
    ),
)  # fmt: skip
UPPER = Workflow("upper_report", _("报送上级的举报"), None, (Step(UpperAction.NOTE, ANY, CREATE, _INTAKE, creates=True),), state_field="")
