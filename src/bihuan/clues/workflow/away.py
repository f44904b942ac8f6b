"""Who reads a clue may say that he keeps away from it, at once; that another keeps away is decided by an approver who is neither of the two."""

from bihuan.clues.vocabulary.links import AwayAction as A
from bihuan.clues.vocabulary.links import AwayDuty as D
from bihuan.clues.vocabulary.links import AwayState as S
from bihuan.foundation.kernel import ANY, Step, Workflow, _

AWAY = Workflow(
    "clue_away", _("线索回避"), S,
    (
        Step(A.DECLARE, ANY, S.IN_FORCE, frozenset({D.HIMSELF}), creates=True),
        Step(A.ASK, ANY, S.ASKED, frozenset({D.READER}), creates=True),
        Step(A.GRANT, (S.ASKED,), S.IN_FORCE, frozenset({D.DECIDER})),
        Step(A.REFUSE, (S.ASKED,), S.REFUSED, frozenset({D.DECIDER})),
    ),
)  # fmt: skip
