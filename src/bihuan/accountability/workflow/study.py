"""Study: plans and materials by the campaign's office, sessions by whoever runs them in a unit."""

from bihuan.accountability.vocabulary.study import StudyAction as A
from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = _OFFICE | {D.UNIT_HEAD, D.LIAISON}

STUDY_PLAN = Workflow(
    "study_plan", _("学习计划"), None,
    (Step(A.PLAN, ANY, CREATE, _OFFICE, creates=True), Step(A.END, ANY, SAME, _OFFICE)),
    state_field="",
)  # fmt: skip
STUDY_SESSION = Workflow(
    "study_session", _("学习登记"), None,
    (Step(A.HOLD, ANY, CREATE, _UNIT, creates=True), Step(A.CORRECT, ANY, SAME, _UNIT, reason=True)),
    state_field="",
)  # fmt: skip
MATERIAL = Workflow(
    "study_material", _("学习材料"), None,
    (Step(A.LAY_OUT, ANY, CREATE, _OFFICE, creates=True), Step(A.TAKE_IN, ANY, SAME, _OFFICE)),
    state_field="",
)  # fmt: skip
