"""The life of a person's list (M48–M54) and of the commitment that stands for an empty one (M53)."""

from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.vocabulary.self_checks import PledgeAction, SelfCheckState
from bihuan.finding.vocabulary.self_checks import SelfCheckAction as A
from bihuan.finding.vocabulary.self_checks import SelfCheckDuty as D
from bihuan.finding.vocabulary.self_checks import SelfCheckNeed as N
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_WRITERS = frozenset({D.OWNER, D.ENTERER})
_JUDGES = frozenset({Duty.SUPERVISOR, Duty.OFFICE})
_DRAFTING, _HANDED_IN, _REVIEWED, _ACCEPTED = SelfCheckState

SELF_CHECK = Workflow(
    "self_check", _("自查清单"), SelfCheckState,
    (
        Step(A.BEGIN, ANY, _DRAFTING, frozenset({D.OWNER}), needs=(N.SWITCHED_ON,), creates=True),
        Step(A.ENTER_PAPER, ANY, _DRAFTING, frozenset({Duty.LIAISON}), needs=(N.SWITCHED_ON,), creates=True),
        Step(A.ENTER_PAPER, (_DRAFTING,), SAME, frozenset({Duty.LIAISON}), needs=(N.SWITCHED_ON,)),
        Step(A.WRITE, (_DRAFTING,), SAME, _WRITERS),
        Step(A.COMPLETE, (_HANDED_IN, _REVIEWED), SAME, _WRITERS),
        Step(A.HAND_IN, (_DRAFTING,), _HANDED_IN, _WRITERS, needs=(N.SWITCHED_ON, N.ITEMS_OR_PLEDGE, N.SCAN)),
        Step(A.TAKE_BACK, (_HANDED_IN, _REVIEWED, _ACCEPTED), _DRAFTING, frozenset({D.OWNER})),
        Step(A.REVIEW, (_HANDED_IN,), _REVIEWED, frozenset({D.HEAD}), needs=(N.PLANNED, N.ANOTHER_PERSON)),
        Step(A.RETURN, (_HANDED_IN,), _DRAFTING, frozenset({D.HEAD}), needs=(N.ANOTHER_PERSON,), reason=True),
        Step(A.RETURN, (_REVIEWED,), _DRAFTING, frozenset({D.REVIEWER}), needs=(N.ANOTHER_PERSON,), reason=True),
        # by a finding of a supervision group about the quality of lists (M110), with the reasons that stand there
        Step(A.SEND_BACK, (_HANDED_IN, _REVIEWED, _ACCEPTED), _DRAFTING, _JUDGES, needs=(N.ANOTHER_PERSON,), reason=True),
        Step(A.DEAL, (_HANDED_IN, _REVIEWED), SAME, frozenset({Duty.OFFICE})),
        Step(A.ACCEPT, (_REVIEWED,), _ACCEPTED, frozenset({D.REVIEWER}), needs=(N.PLANNED, N.ANOTHER_PERSON)),
    ),
)  # fmt: skip
PLEDGE = Workflow(
    "pledge", _("自查无问题承诺书"), None,
    (
        Step(PledgeAction.SIGN, ANY, CREATE, _WRITERS, creates=True),
        Step(PledgeAction.WITHDRAW, ANY, SAME, frozenset({D.OWNER})),
    ),
    state_field="",
)  # fmt: skip
