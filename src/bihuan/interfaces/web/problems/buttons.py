"""Which of the open steps stand in front: those that move the item on come first, the rest goes under 更多."""

from collections.abc import Sequence
from typing import Any

from bihuan.problems.queries import Button
from bihuan.problems.vocabulary import Action

_ON = (
    Action.CORRECT, Action.CONFIRM_CORRECTION, Action.CONFIRM, Action.VERIFY, Action.CLOSE, Action.PUBLICISE,
    Action.ANSWER_OBJECTION, Action.APPROVE_MEASURES, Action.RETURN_MEASURES, Action.ASK,
    Action.REPORT_PROGRESS, Action.PLAN, Action.PROPOSE_MEASURES, Action.ANALYSE, Action.PASS_SAMPLE, Action.RESUME, Action.FAIL_SAMPLE, Action.LOOK_BACK,
    Action.SEND_BACK, Action.RESTORE, Action.PART_FROM, Action.KEEP_OWNER,
)  # fmt: skip
_RULINGS = (Action.MOVE_OWNER, Action.DIVIDE)  # in front where there is something to rule on
_IN_FRONT = 3


def arranged(buttons: Sequence[Button]) -> dict[str, Any]:
    """`forward` (at most three, those that are ready first), `others`, and whether evidence may be added."""
    steps = (*_ON, *_RULINGS) if any(one.action is Action.KEEP_OWNER for one in buttons) else _ON
    if any(one.action is Action.PASS_SAMPLE for one in buttons):  # it is verified first: no use in telling what the look-back still lacks
        buttons = [one for one in buttons if one.action is not Action.LOOK_BACK]
    on = sorted((one for one in buttons if one.action in steps), key=lambda one: (not one.is_ready, steps.index(one.action)))
    front = on[:_IN_FRONT]
    others = [one for one in buttons if one not in front and one.is_ready and one.action is not Action.ADD_EVIDENCE]
    return {
        "buttons": buttons,
        "forward": front,
        "others": others,
        "may_add_evidence": any(one.action is Action.ADD_EVIDENCE and one.is_ready for one in buttons),
    }
