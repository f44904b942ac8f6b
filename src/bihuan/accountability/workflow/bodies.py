"""Bodies that handle and decide: the campaign's office names them with the document that empowers them."""

from bihuan.accountability.vocabulary.bodies import BodyAction as A
from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})

BODY = Workflow(
    "decision_body", _("办理机构"), None,
    (
        Step(A.NAME, ANY, CREATE, _OFFICE, creates=True),
        Step(A.SEAT, ANY, SAME, _OFFICE),
        Step(A.UNSEAT, ANY, SAME, _OFFICE, reason=True),
        Step(A.END, ANY, SAME, _OFFICE, reason=True),
    ),
    state_field="",
)  # fmt: skip
