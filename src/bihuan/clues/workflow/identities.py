"""An identity is asked for by whoever handles the clue, opened by two custodians, and seen once (M70, P12)."""

from bihuan.clues.vocabulary.identities import IdentityAction as A
from bihuan.clues.vocabulary.identities import IdentityDuty as D
from bihuan.clues.vocabulary.identities import IdentityState as S
from bihuan.foundation.kernel import ANY, Step, Workflow, _

_ASKER, _CUSTODIAN, _OPEN = frozenset({D.ASKER}), frozenset({D.CUSTODIAN}), (S.ASKED, S.BEGUN)
IDENTITY = Workflow(
    "clue_identity", _("举报人身份查阅"), S,
    (
        Step(A.ASK, ANY, S.ASKED, _ASKER, creates=True),
        Step(A.BEGIN, (S.ASKED,), S.BEGUN, _CUSTODIAN),
        Step(A.FINISH, (S.BEGUN,), S.OPENED, _CUSTODIAN),
        Step(A.SEE, (S.OPENED,), S.SEEN, _ASKER),
        Step(A.REFUSE, _OPEN, S.REFUSED, _ASKER | _CUSTODIAN | {D.FIRST}),
        Step(A.LAPSE, (*_OPEN, S.OPENED), S.LAPSED, frozenset({D.MACHINE})),
    ),
)  # fmt: skip
