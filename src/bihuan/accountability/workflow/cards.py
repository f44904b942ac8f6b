"""A card (A05): none → yellow or red → a month → better: lifted or red to yellow; not better: yellow to red, or a proposal to the competent body. Every
arrow is what a body decided on a motion; the clock has no step here."""

from bihuan.accountability.vocabulary.cards import CardAction as A
from bihuan.accountability.vocabulary.cards import CardNeed as N
from bihuan.accountability.vocabulary.cards import CardState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_DECIDER, _REVIEWER, _RECORDS = frozenset({D.DECIDER}), frozenset({D.REVIEWER}), frozenset({D.DECIDER, D.PERSONNEL})
SHOWN = (S.YELLOW, S.RED)
"""A card stands."""

CARD = Workflow(
    "card", _("牌"), S,
    (
        Step(A.GIVE_YELLOW, ANY, S.YELLOW, _DECIDER, creates=True),
        Step(A.GIVE_RED, ANY, S.RED, _DECIDER, creates=True),
        Step(A.RAISE, (S.YELLOW,), S.RED, _DECIDER, (N.REVIEW_DAY,)),
        Step(A.LOWER, (S.RED,), S.YELLOW, _DECIDER, (N.REVIEW_DAY,)),
        Step(A.LIFT, (S.YELLOW,), S.LIFTED, _DECIDER, (N.REVIEW_DAY,)),
        Step(A.KEEP, (S.RED,), SAME, _DECIDER, (N.REVIEW_DAY,)),
        Step(A.TRAIN, SHOWN, SAME, _RECORDS),
        Step(A.UNDO, (S.YELLOW, S.RED, S.LIFTED), S.UNDONE, _REVIEWER),
        Step(A.GIVE_BACK, (S.RED,), S.YELLOW, _REVIEWER),
    ),
)  # fmt: skip
