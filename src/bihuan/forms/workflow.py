"""What may be done with a form: all of it by the office and its machine."""

from bihuan.campaigns.vocabulary import Duty
from bihuan.forms.vocabulary import FormAction as A
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({Duty.OFFICE, Duty.MACHINE})

FORM = Workflow(
    "superior_form", _("上级报表"), None,
    (
        Step(A.ADD, ANY, CREATE, _OFFICE, creates=True),
        Step(A.TIE, ANY, SAME, _OFFICE),
        Step(A.FILL, ANY, SAME, _OFFICE),
        Step(A.RETIRE, ANY, SAME, _OFFICE),
    ), state_field="",
)  # fmt: skip
