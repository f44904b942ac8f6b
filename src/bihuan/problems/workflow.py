"""The life of a problem as one table (issue texts and M92–M97): who leads it from where to where, and what must be there."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, BACK, CREATE, SAME, Step, Workflow, _
from bihuan.problems.vocabulary import OPEN, OUT
from bihuan.problems.vocabulary import Action as A
from bihuan.problems.vocabulary import LikenessAction as L
from bihuan.problems.vocabulary import LookBackAction as B
from bihuan.problems.vocabulary import Need as N
from bihuan.problems.vocabulary import ProblemDuty as P
from bihuan.problems.vocabulary import SheetAction as W
from bihuan.problems.vocabulary import State as S
from bihuan.problems.vocabulary.hidden_forms import HiddenAction as H
from bihuan.problems.vocabulary.passing_on import JointAction as J
from bihuan.problems.vocabulary.passing_on import LevelDuty as V
from bihuan.problems.vocabulary.passing_on import PassingAction as O
from bihuan.problems.vocabulary.reminders import ReminderAction as R

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})
_DOERS = frozenset({P.DOER, P.OWNER})
_HEADS = frozenset({P.HEAD_CONFIRMS})
_GROUP = frozenset({D.SUPERVISOR})
_BEFORE_ASKING = (S.RECORDED, S.ANALYSED, S.RECTIFYING)
_PLANNED = (N.CAUSE, N.MEASURES, N.DOER, N.DUE_DAY, N.OWN_PLAN)
_PROPOSED = (*_PLANNED, N.LEADER, N.APPROVAL_ASKED)
_RUNNING = (S.RECORDED, S.ANALYSED, S.RECTIFYING, S.CORRECTED, S.ASKED, S.CONFIRMED, S.VERIFIED)
_STANDING = tuple(state for state in S if state not in OUT)
_PROVED = (N.MEASURES, N.EVIDENCE, N.ANOTHER_PERSON)

PROBLEM = Workflow(
    "problem", _("问题"), S,
    (
        Step(A.RECORD, ANY, S.RECORDED, _OFFICE | _UNIT | _GROUP | {P.OWNER}, needs=(N.RUNNING, N.SORTED_TEXT), creates=True),
        Step(A.AMEND, _BEFORE_ASKING, SAME, _OFFICE | _UNIT | _DOERS, needs=(N.SORTED_TEXT, N.NOT_ABOUT_ONESELF)),
        Step(A.CLASSIFY, _RUNNING, SAME, _OFFICE | _UNIT | _GROUP, needs=(N.SORTED_TEXT, N.NOT_ABOUT_ONESELF)),
        Step(A.PRIORITISE, _RUNNING, SAME, _OFFICE | {D.LEADER}),
        Step(A.FOLLOW_HEAD, ANY, SAME, frozenset({D.MACHINE})),
        Step(A.RECOUNT, (S.PUBLICISED,), SAME, frozenset({D.MACHINE}), reason=True),
        Step(A.HAND_OVER, OPEN, SAME, _OFFICE, reason=True),
        # the full chain
        Step(A.ANALYSE, (S.RECORDED, S.ANALYSED), S.ANALYSED, _OFFICE | _UNIT | _DOERS, needs=(N.CAUSE,)),
        Step(A.PROPOSE_MEASURES, (S.ANALYSED,), SAME, _OFFICE | _UNIT | _DOERS, needs=_PROPOSED),
        Step(A.APPROVE_MEASURES, (S.ANALYSED,), S.RECTIFYING, frozenset({P.RESPONSIBLE_LEADER}),
             needs=(*_PLANNED, N.APPROVAL_ASKED, N.GATE_OPEN, N.ANOTHER_PERSON)),
        Step(A.RETURN_MEASURES, (S.ANALYSED,), SAME, frozenset({P.RESPONSIBLE_LEADER}), needs=(N.PROPOSED,), reason=True),
        Step(A.PLAN, (S.ANALYSED,), S.RECTIFYING, _OFFICE | _UNIT | _DOERS, needs=(*_PLANNED, N.NO_APPROVAL_ASKED, N.GATE_OPEN)),
        Step(A.ANALYSE, (S.RECTIFYING,), SAME, _OFFICE | _UNIT | _DOERS, needs=(N.CAUSE,)),
        Step(A.PLAN, (S.RECTIFYING,), SAME, _OFFICE | _UNIT | _DOERS, needs=(*_PLANNED, N.NO_APPROVAL_ASKED)),
        # measures that a leader approved are changed by proposing them to him again
        Step(A.PROPOSE_MEASURES, (S.RECTIFYING,), S.ANALYSED, _OFFICE | _UNIT | _DOERS, needs=_PROPOSED),
        Step(A.REPORT_PROGRESS, (S.RECTIFYING,), SAME, _OFFICE | _UNIT | _DOERS),
        # columns of the campaign's own; each says besides who fills it in
        Step(A.FILL, (*_RUNNING, S.SUSPENDED, S.PUBLICISED), SAME, _OFFICE | _UNIT | _DOERS | _GROUP),
        Step(A.FILL, (S.CLOSED, S.LOOKED_BACK, S.CLOSED_BEFORE), SAME, _OFFICE),
        Step(A.ADD_EVIDENCE, (*_BEFORE_ASKING, S.CORRECTED), SAME, _OFFICE | _UNIT | _DOERS),
        Step(A.ASK, (S.RECTIFYING,), S.ASKED, _DOERS | {D.LIAISON}, needs=(N.CAUSE, N.MEASURES, N.EVIDENCE, N.OWN_ASK)),
        # task, timetable, responsible person: what a personal list is made of (M85)
        Step(A.CONFIRM, (S.ASKED,), S.CONFIRMED, _HEADS, needs=(N.MEASURES, N.DOER, N.DUE_DAY, N.ANOTHER_PERSON)),
        Step(A.VERIFY, (S.CONFIRMED,), S.VERIFIED, _GROUP, needs=_PROVED),
        Step(A.CLOSE, (S.VERIFIED,), S.CLOSED, frozenset({D.OFFICE}), needs=(*_PROVED, N.NO_PUBLICITY_ASKED, N.OWN_CLOSE)),
        # published before closing, where the campaign asks for it
        Step(A.PUBLICISE, (S.VERIFIED,), S.PUBLICISED, frozenset({D.OFFICE}), needs=(N.MEASURES, N.EVIDENCE, N.PUBLICITY_ASKED, N.OWN_CLOSE)),
        Step(A.OBJECT, (S.PUBLICISED,), SAME, _OFFICE | _UNIT | _GROUP, reason=True),
        Step(A.ANSWER_OBJECTION, (S.PUBLICISED,), SAME, frozenset({D.OFFICE}), needs=(N.OBJECTION, N.ANOTHER_PERSON), reason=True),
        Step(A.CLOSE, (S.PUBLICISED,), S.CLOSED, frozenset({D.OFFICE}), needs=(*_PROVED, N.PUBLICITY_OVER, N.NO_OBJECTION, N.OWN_CLOSE)),
        # correct at once
        Step(A.CORRECT, (S.RECORDED,), S.CORRECTED, _DOERS | _UNIT, needs=(N.QUICK_PATH, N.HOW, N.OWN_ASK)),
        Step(A.CONFIRM_CORRECTION, (S.CORRECTED,), S.CLOSED, _HEADS, needs=(N.HOW, N.PERSONAL_SET, N.ANOTHER_PERSON, N.OWN_CLOSE)),
        Step(A.PASS_SAMPLE, (S.CLOSED,), SAME, _GROUP, needs=(N.SAMPLED, N.ANOTHER_PERSON)),
        Step(A.FAIL_SAMPLE, (S.CLOSED, S.LOOKED_BACK), S.RECORDED, _GROUP, needs=(N.IN_BATCH,), reason=True),
        # after closing
        Step(A.LOOK_BACK, (S.CLOSED,), S.LOOKED_BACK, _GROUP | {D.OFFICE}, needs=(N.LOOK_BACK_USED, N.ANOTHER_PERSON, N.NOT_AWAITED)),
        Step(A.DRAW_BACK, (S.CLOSED, S.CLOSED_BEFORE), SAME, _GROUP | {D.OFFICE}, needs=(N.NOT_AWAITED,)),
        Step(A.REOPEN, (S.CLOSED, S.LOOKED_BACK, S.CLOSED_BEFORE), S.RECTIFYING, _GROUP | {D.OFFICE}, reason=True),
        # closed in a sheet before the campaign came here: looked at again it stays apart, reopened it goes the whole way
        Step(A.TAKE_OVER, ANY, S.CLOSED_BEFORE, _OFFICE, needs=(N.RUNNING,), creates=True),
        Step(A.LOOK_BACK, (S.CLOSED_BEFORE,), SAME, _GROUP | {D.OFFICE}, needs=(N.LOOK_BACK_USED, N.ANOTHER_PERSON, N.NOT_AWAITED)),
        # sent back, prolonged, stopped
        Step(A.SEND_BACK, (S.CORRECTED,), S.RECORDED, _HEADS, reason=True),
        Step(A.SEND_BACK, (S.ASKED,), S.RECTIFYING, _HEADS | {D.OFFICE}, reason=True),
        Step(A.SEND_BACK, (S.CONFIRMED,), S.RECTIFYING, _GROUP | {D.OFFICE}, reason=True),
        Step(A.SEND_BACK, (S.VERIFIED, S.PUBLICISED), S.RECTIFYING, _GROUP | {D.OFFICE}, reason=True),
        Step(A.EXTEND, _RUNNING, SAME, frozenset({D.OFFICE}), needs=(N.DUE_DAY, N.ANOTHER_PERSON), reason=True),
        Step(A.SUSPEND, (S.RECTIFYING,), S.SUSPENDED, frozenset({D.OFFICE}), needs=(N.ANOTHER_PERSON,), reason=True),
        Step(A.RESUME, (S.SUSPENDED,), S.RECTIFYING, frozenset({D.OFFICE, D.MACHINE})),
        # does not count, and why; taken back it stands where it stood
        Step(A.VOID, _STANDING, S.VOID, _OFFICE, needs=(N.NOT_CONCERNED, N.NO_MEMBERS), reason=True),
        Step(A.RESTORE, (S.VOID,), BACK, _OFFICE, needs=(N.NOT_CONCERNED,), reason=True),
        # whose it is
        Step(A.DISPUTE, _BEFORE_ASKING, S.DISPUTED, _UNIT, needs=(N.IN_TIME, N.NOT_RULED), reason=True),
        Step(A.KEEP_OWNER, (S.DISPUTED,), BACK, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.MOVE_OWNER, (*_BEFORE_ASKING, S.DISPUTED), S.RECORDED, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.DIVIDE, (S.DISPUTED,), BACK, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.DIVIDE, _BEFORE_ASKING, SAME, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        # found by several channels: one entry of them, and several again
        Step(A.MERGE, _BEFORE_ASKING, SAME, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.MERGE_INTO, _BEFORE_ASKING, S.MERGED, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.PART, (*_BEFORE_ASKING, S.SUSPENDED), SAME, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        Step(A.PART_FROM, (S.MERGED,), BACK, frozenset({D.OFFICE}), needs=(N.NOT_CONCERNED,), reason=True),
        # causes, measures, progress, evidence of several, typed once
        Step(A.SHARE, _BEFORE_ASKING, SAME, _OFFICE | _UNIT | _DOERS, needs=(N.NOT_ABOUT_ONESELF,)),
        Step(A.FOLLOW, (S.RECORDED, S.ANALYSED), SAME, _OFFICE | _UNIT | _DOERS),
        Step(A.UNSHARE, _STANDING, SAME, _OFFICE | _UNIT | _DOERS, needs=(N.SHARED,)),
    ),
    aside=(S.DISPUTED, S.MERGED, S.VOID), before_field="state_before",
)  # fmt: skip

SHEET_LAYOUT = Workflow(
    "sheet_layout", _("表头对应"), None,
    (
        Step(W.KEEP_LAYOUT, ANY, CREATE, _OFFICE | _UNIT, creates=True),
        Step(W.KEEP_LAYOUT, ANY, SAME, _OFFICE | _UNIT),
    ), state_field="",
)  # fmt: skip
TAKE_OVER = Workflow(
    "take_over", _("接续导入"), None, (Step(W.TAKE_OVER, ANY, CREATE, _OFFICE, creates=True, reason=True),), state_field="",
)  # fmt: skip
LOOK_BACK = Workflow(
    "look_back", _("回头看抽取"), None, (Step(B.DRAW, ANY, CREATE, _GROUP | {D.OFFICE}, creates=True, reason=True),), state_field="",
)  # fmt: skip
LOOKED_AT = Workflow(
    "looked_at", _("回头看的一件"), None, (Step(B.RECORD, ANY, SAME, _GROUP | {D.OFFICE}, reason=True),), state_field="",
)  # fmt: skip
SET_APART = Workflow(
    "set_apart", _("不是同一件"), None,
    (
        Step(L.SET_APART, ANY, CREATE, _OFFICE, needs=(N.NOT_CONCERNED,), creates=True),
        Step(L.WITHDRAW_APART, ANY, SAME, _OFFICE),
    ), state_field="",
)  # fmt: skip
# beyond their own campaign
CARRY_OVER = Workflow(
    "carry_over", _("结转"), None, (Step(O.CARRY_OVER, ANY, CREATE, _OFFICE | {D.GROUP_HEAD}, creates=True, reason=True),), state_field="",
)  # fmt: skip
SHARE_SHOWN = Workflow(
    "share", _("共享"), None,
    (
        Step(O.SHOW, ANY, CREATE, _OFFICE, creates=True), Step(O.HIDE, ANY, SAME, _OFFICE, reason=True),
        # the superior level decides who leads, or whoever leads hands it over (M104)
        Step(O.LEAD, ANY, SAME, frozenset({V.LEADS, V.UPPER}), reason=True),
    ), state_field="",
)  # fmt: skip
JOINT_MEASURE = Workflow(
    "joint_measure", _("联动措施"), None,
    (
        Step(J.ADD, ANY, CREATE, frozenset({V.OF_LEVEL, V.LEADS}), creates=True),
        Step(J.FINISH, ANY, SAME, frozenset({V.OF_LEVEL})),
        Step(J.DROP, ANY, SAME, frozenset({V.LEADS}), reason=True),
    ), state_field="",
)  # fmt: skip
LOCAL_FORM = Workflow(
    "local_form", _("问题的细化表现"), None,
    (Step(O.NAME_LOCAL, ANY, CREATE, _OFFICE | _UNIT, creates=True), Step(O.NAME_LOCAL, ANY, SAME, _OFFICE | _UNIT)), state_field="",
)  # fmt: skip
HIDDEN_FORM = Workflow(
    "hidden_form", _("隐形变异"), None,
    (
        Step(H.MARK, ANY, CREATE, _OFFICE | _UNIT | _GROUP, creates=True),
        Step(H.UNMARK, ANY, SAME, _OFFICE | _GROUP, reason=True),
    ), state_field="",
)  # fmt: skip
REMINDER = Workflow(
    "reminder", _("催办"), None,  # each is sent by a person: no machine, no clock
    (
        Step(R.SEND, ANY, CREATE, frozenset({D.OFFICE, D.SUPERVISOR}), creates=True),
        Step(R.ANSWER, ANY, SAME, _UNIT | _DOERS),
    ), state_field="",
)  # fmt: skip
