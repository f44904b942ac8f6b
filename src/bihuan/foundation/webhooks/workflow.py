"""The system administrator keeps subscriptions: where the house sends something is a matter of the machine, not of the business."""

from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.foundation.webhooks.vocabulary import HookAction as A
from bihuan.foundation.webhooks.vocabulary import HookDuty as D

_KEEPERS = frozenset({D.SYSTEM, D.MACHINE})
SUBSCRIPTION = Workflow(
    "subscription", _("推送"), None,
    (
        Step(A.SUBSCRIBE, ANY, CREATE, _KEEPERS, creates=True),
        Step(A.UNSUBSCRIBE, ANY, SAME, _KEEPERS),
    ),
    state_field="",
)  # fmt: skip
