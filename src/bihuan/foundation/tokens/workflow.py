"""Who makes and revokes tokens. The system administrator revokes but never makes one: with it he would act as somebody else (domain.md G2)."""

from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _
from bihuan.foundation.tokens.vocabulary import TokenAction as A
from bihuan.foundation.tokens.vocabulary import TokenDuty as D

TOKEN = Workflow(
    "token", _("接口令牌"), None,
    (
        Step(A.ISSUE, ANY, CREATE, frozenset({D.HOLDER, D.MACHINE}), creates=True),
        Step(A.REVOKE, ANY, SAME, frozenset({D.HOLDER, D.SYSTEM, D.MACHINE})),
    ),
    state_field="",
)  # fmt: skip
