"""Units, people and posts have no lifecycle of states; the tables say who may do what."""

from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.organisation.vocabulary import OrganisationAction as A
from bihuan.organisation.vocabulary import OrganisationDuty as D
from bihuan.organisation.vocabulary import RecusalAction as R
from bihuan.organisation.vocabulary import RecusalDuty, RecusalState

_KEEPERS = frozenset({D.KEEPER, D.MACHINE})

UNIT = Workflow(
    "unit", _("单位"), None,
    (
        Step(A.FOUND_UNIT, ANY, CREATE, _KEEPERS, creates=True),
        Step(A.AMEND_UNIT, ANY, SAME, _KEEPERS),
        Step(A.END_UNIT, ANY, SAME, _KEEPERS, reason=True),
    ),
    state_field="",
)  # fmt: skip
PERSON = Workflow(
    "person", _("人员"), None,
    (
        Step(A.ENTER_PERSON, ANY, CREATE, _KEEPERS, creates=True),
        Step(A.AMEND_PERSON, ANY, SAME, _KEEPERS),
        Step(A.LINK_ACCOUNT, ANY, SAME, _KEEPERS | {D.SYSTEM}),
    ),
    state_field="",
)  # fmt: skip
POST = Workflow(
    "post", _("职务"), None,
    (
        Step(A.GIVE_POST, ANY, CREATE, _KEEPERS, creates=True),
        Step(A.AMEND_POST, ANY, SAME, _KEEPERS),
        Step(A.END_POST, ANY, SAME, _KEEPERS),
    ),
    state_field="",
)  # fmt: skip
STANDING_DUTY = Workflow(
    "standing_duty", _("常设职责"), None,
    (
        Step(A.GIVE_DUTY, ANY, CREATE, frozenset({D.SECURITY, D.MACHINE}), creates=True),
        Step(A.END_DUTY, ANY, SAME, frozenset({D.SECURITY, D.MACHINE})),
    ),
    state_field="",
)  # fmt: skip
_JUDGES = frozenset({RecusalDuty.JUDGE, RecusalDuty.MACHINE})
RECUSAL = Workflow(
    "recusal", _("回避"), RecusalState,
    (
        Step(R.DECLARE, ANY, RecusalState.IN_FORCE, frozenset({RecusalDuty.HIMSELF}), creates=True),
        Step(R.ASK, ANY, RecusalState.ASKED, frozenset({RecusalDuty.ASKER}) | _JUDGES, creates=True),
        Step(R.GRANT, (RecusalState.ASKED,), RecusalState.IN_FORCE, _JUDGES, reason=True),
        Step(R.REFUSE, (RecusalState.ASKED,), RecusalState.REFUSED, _JUDGES, reason=True),
        Step(R.END, (RecusalState.IN_FORCE,), RecusalState.ENDED, frozenset({RecusalDuty.HIMSELF}) | _JUDGES, reason=True),
    ),
)  # fmt: skip
