"""The life of a document: drafted, changed, issued; what was issued is never changed again."""

from bihuan.campaigns.vocabulary import Duty
from bihuan.documents.vocabulary import DocumentAction as A
from bihuan.documents.vocabulary import DocumentState as S
from bihuan.documents.vocabulary import Need
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({Duty.OFFICE, Duty.MACHINE})

DOCUMENT = Workflow(
    "document", _("公文"), S,
    (
        Step(A.DRAFT, ANY, S.DRAFT, _OFFICE | {Duty.SUPERVISOR}, creates=True),
        Step(A.REDRAFT, (S.DRAFT,), SAME, _OFFICE),
        Step(A.TAKE_BACK, (S.DRAFT,), SAME, _OFFICE),
        Step(A.ISSUE, (S.DRAFT,), S.ISSUED, _OFFICE | {Duty.SUPERVISOR}, needs=(Need.COMPLETE,)),
    ),
)  # fmt: skip
KEPT_WORDING = Workflow(
    "kept_wording", _("沿用的文字"), None,
    (Step(A.KEEP_WORDING, ANY, CREATE, _OFFICE, creates=True), Step(A.DROP_WORDING, ANY, SAME, _OFFICE)),
    state_field="",
)  # fmt: skip
SIGNED_COPY = Workflow(
    "signed_copy", _("签发件"), None, (Step(A.FILE_SIGNED, ANY, CREATE, _OFFICE, creates=True),), state_field=""
)  # fmt: skip
