"""A rating, in force for a term that the decision names; and the local rule on which all of it rests."""

from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.ratings import RatingAction as A
from bihuan.accountability.vocabulary.ratings import RatingNeed as N
from bihuan.accountability.vocabulary.ratings import RatingState as S
from bihuan.accountability.vocabulary.ratings import RuleAction
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({Duty.OFFICE, Duty.MACHINE})

RATING = Workflow(
    "rating", _("评定"), S,
    (
        Step(A.RATE, ANY, S.IN_FORCE, frozenset({D.DECIDER}), creates=True),
        Step(A.END, (S.IN_FORCE,), S.ENDED, frozenset({D.MACHINE}), (N.OVER,)),
        Step(A.LIFT, (S.IN_FORCE,), S.LIFTED, frozenset({D.DECIDER})),
        Step(A.UNDO, (S.IN_FORCE, S.ENDED, S.LIFTED), S.UNDONE, frozenset({D.REVIEWER})),
    ),
)  # fmt: skip

LOCAL_RULE = Workflow(
    "local_rule", _("本地制度"), None,
    (
        Step(RuleAction.CITE, ANY, CREATE, _OFFICE, creates=True),
        Step(RuleAction.END, ANY, SAME, _OFFICE, reason=True),
    ),
    state_field="",
)  # fmt: skip
