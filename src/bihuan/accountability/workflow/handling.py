"""The handling of one matter: proposed by one body, told to the person, heard, decided by another body, served, ended by its day (P01–P03, P07).

What only a competent body may decide goes the way REFER → RECORD: this table has no step by which it could be decided here (M132, P15).

No step asks for a reason of the book: why something is done with a person stands on the row, veiled, and never in the book."""

from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.handling import HandlingNeed as N
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_HANDLER, _DECIDER, _SUBJECT = frozenset({D.HANDLER}), frozenset({D.DECIDER}), frozenset({D.SUBJECT})
_VERIFIER, _MACHINE, _REVIEWER = frozenset({D.VERIFIER}), frozenset({D.MACHINE}), frozenset({D.REVIEWER})
_TOLERATER = frozenset({D.TOLERATER})
_WHOLE = (N.FACTS, N.VERIFIED, N.SORTED, N.ASKED, N.WEIGHED, N.ORIGIN, N.TOLERANCE, N.MEASURE, N.EDUCATION, N.TRAINING)
_HEARING = (S.NOTICED, S.SUBMITTED)
"""He is heard until somebody decided, as the notice tells him."""
OPEN = (S.DRAFT, S.PROPOSED, S.NOTICED, S.SUBMITTED)
STANDING = (S.IN_FORCE, S.ENDED, S.LIFTED)
"""A decision was served and not undone."""
OVER = (S.ENDED, S.LIFTED, S.UNDONE, S.NOT_HANDLED, S.TOLERATED, S.DROPPED)

HANDLING = Workflow(
    "handling", _("处理"), S,
    (
        Step(A.OPEN, ANY, S.DRAFT, _HANDLER, creates=True),
        Step(A.ADD_FACT, (S.DRAFT,), SAME, _HANDLER),
        Step(A.VERIFY_FACT, (S.DRAFT,), SAME, _VERIFIER),
        Step(A.DROP_FACT, (S.DRAFT,), SAME, _HANDLER),
        Step(A.SORT, (S.DRAFT,), SAME, _HANDLER, (N.ASKED,)),  # health, workload and orders come before the class (P14)
        Step(A.ASK_FIRST, (S.DRAFT,), SAME, _HANDLER),
        Step(A.WEIGH, (S.DRAFT,), SAME, _HANDLER),
        Step(A.WEIGH_ORIGIN, (S.DRAFT,), SAME, _HANDLER),
        Step(A.CHECK_TOLERANCE, (S.DRAFT,), SAME, _HANDLER),
        Step(A.CHOOSE, (S.DRAFT,), SAME, _HANDLER),
        Step(A.LINK_EDUCATION, (S.DRAFT,), SAME, _HANDLER),
        Step(A.MARK_TYPICAL, (*OPEN, S.REFERRED, S.DECIDED, S.IN_FORCE), SAME, _HANDLER),
        Step(A.PROPOSE, (S.DRAFT,), S.PROPOSED, _HANDLER, (*_WHOLE, N.LIGHT_BODY)),
        Step(A.TAKE_BACK, (S.PROPOSED, S.NOTICED), S.DRAFT, _HANDLER),
        # the person is told what is proposed and heard, before anybody decides
        Step(A.NOTICE, (S.PROPOSED,), S.NOTICED, _HANDLER),
        Step(A.STATE, _HEARING, SAME, _SUBJECT | _HANDLER),
        Step(A.WAIVE, (S.NOTICED,), SAME, _SUBJECT),
        Step(A.UNWAIVE, _HEARING, SAME, _SUBJECT),
        Step(A.ANSWER, _HEARING, SAME, _HANDLER),
        Step(A.SUBMIT, (S.NOTICED,), S.SUBMITTED, _HANDLER, (N.HEARD, N.ANSWERED, N.COMPETENT)),
        Step(A.DECIDE, (S.SUBMITTED,), S.DECIDED, _DECIDER, (N.OTHER_HAND, N.COMPETENT, N.TOLERANCE_OVER, N.HEARD, N.ANSWERED)),
        Step(A.NOT_HANDLE, (S.SUBMITTED,), S.NOT_HANDLED, _DECIDER, (N.OTHER_HAND, N.INQUIRY)),
        Step(A.TOLERATE, (S.SUBMITTED,), S.TOLERATED, _DECIDER, (N.OTHER_HAND, N.INQUIRY)),
        Step(A.TOLERATE_REVIEWED, OPEN, S.TOLERATED, _TOLERATER, (N.INQUIRY,)),
        Step(A.SEND_BACK, (S.SUBMITTED,), S.DRAFT, _DECIDER),
        # what is decided elsewhere
        Step(A.REFER, (S.DRAFT,), S.REFERRED, _HANDLER, (*_WHOLE, N.OUTSIDE)),
        Step(A.RECORD_DECISION, (S.REFERRED,), S.DECIDED, _HANDLER),
        Step(A.RECORD_NONE, (S.REFERRED,), S.NOT_HANDLED, _HANDLER, (N.INQUIRY,)),
        # its effect, and its end
        Step(A.SERVE, (S.DECIDED,), S.IN_FORCE, _HANDLER),
        Step(A.FOLLOW, (S.IN_FORCE,), SAME, _HANDLER),
        Step(A.END, (S.IN_FORCE,), S.ENDED, _MACHINE, (N.OVER, N.INQUIRY)),  # an appeal keeps nothing in force longer
        Step(A.WAIVE_APPEAL, (S.IN_FORCE,), SAME, _SUBJECT, (N.NO_APPEAL,)),
        Step(A.LIFT, (S.IN_FORCE,), S.LIFTED, _DECIDER, (N.INQUIRY,)),
        Step(A.CHANGE, STANDING, SAME, _REVIEWER),
        Step(A.UNDO, STANDING, S.UNDONE, _REVIEWER),
        # what the competent body outside answers to an appeal, or lifts, is recorded
        Step(A.RECORD_CHANGE, STANDING, SAME, _HANDLER, (N.PASSED_ON,)),
        Step(A.RECORD_UNDO, STANDING, S.UNDONE, _HANDLER, (N.PASSED_ON,)),
        Step(A.RECORD_LIFT, (S.IN_FORCE,), S.LIFTED, _HANDLER, (N.BY_OUTSIDE, N.INQUIRY)),
        Step(A.DROP, (*OPEN, S.REFERRED), S.DROPPED, _HANDLER, (N.INQUIRY,)),
    ),
)  # fmt: skip
