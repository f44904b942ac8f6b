"""A serious or frequent item or unit before the Party group: laid, and decided by its members (M95)."""

from bihuan.accountability.vocabulary.party import PartyAction as A
from bihuan.accountability.vocabulary.party import PartyDuty as D
from bihuan.accountability.vocabulary.party import PartyState as S
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import ANY, Step, Workflow, _

_MEMBER = frozenset({D.MEMBER})

PARTY = Workflow(
    "party_decision", _("党组研究"), S,
    (
        Step(A.LAY, ANY, S.LAID, _MEMBER | {Duty.OFFICE}, creates=True),
        Step(A.DECIDE, (S.LAID,), S.DECIDED, _MEMBER),
        Step(A.PASS_BY, (S.LAID,), S.PASSED_BY, _MEMBER),
    ),
)  # fmt: skip
