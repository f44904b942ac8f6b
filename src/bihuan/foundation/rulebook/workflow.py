"""Settings of rules have no lifecycle; the table says who makes them, and that each has its reason."""

from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.foundation.rulebook.vocabulary import RulebookAction as A
from bihuan.foundation.rulebook.vocabulary import RulebookDuty as D

_KEEPERS = frozenset({D.SYSTEM, D.MACHINE})

RULE_SETTING = Workflow(
    "rule_setting", _("规则调整"), None,
    (Step(A.SET, ANY, CREATE, _KEEPERS, creates=True, reason=True), Step(A.DROP, ANY, SAME, _KEEPERS, reason=True)),
    state_field="",
)  # fmt: skip
