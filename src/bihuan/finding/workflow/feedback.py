"""Who may work the joint check: the task force alone (M60)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.feedback import FeedbackAction as A
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})


def _rows(name: str, label: str, *steps: Step) -> Workflow:
    return Workflow(name, label, None, steps, state_field="")


SOURCE_REPORT = _rows(
    "source_report", _("反馈材料"), Step(A.REGISTER, ANY, CREATE, _OFFICE, creates=True), Step(A.AMEND_REPORT, ANY, SAME, _OFFICE, reason=True)
)  # fmt: skip
JOINT_FINDING = _rows(
    "joint_finding", _("组织联查问题"), Step(A.NOTE, ANY, CREATE, _OFFICE, creates=True), Step(A.GROUP, ANY, SAME, _OFFICE)
)  # fmt: skip
RED_BLACK_LIST = _rows(
    "red_black_list", _("红黑榜"),
    Step(A.KEEP_LIST, ANY, CREATE, _OFFICE, creates=True),
    Step(A.ENTER, ANY, SAME, _OFFICE),
    Step(A.PUBLISH, ANY, SAME, _OFFICE),
    Step(A.TURN, ANY, SAME, _OFFICE),
    Step(A.WITHDRAW_ENTRY, ANY, SAME, _OFFICE, reason=True),
)  # fmt: skip
