"""An instruction and its parts: registered and handed out by the office, carried out by units, answered upward, seen."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.finding.vocabulary.instructions import InstructionAction as A
from bihuan.finding.vocabulary.instructions import InstructionState, PartState
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = frozenset({D.LIAISON, D.UNIT_HEAD})

INSTRUCTION = Workflow(
    "instruction", _("批示"), InstructionState,
    (
        Step(A.REGISTER, ANY, InstructionState.OPEN, _OFFICE, creates=True),
        # also after it was seen: parts that were open then, or were handed out since, are answered upward, too
        Step(A.REPLY, (InstructionState.OPEN, InstructionState.REPLIED, InstructionState.SEEN), InstructionState.REPLIED, _OFFICE),
        Step(A.NOTE_SEEN, (InstructionState.REPLIED,), InstructionState.SEEN, _OFFICE),
    ),
)  # fmt: skip
PART = Workflow(
    "instruction_part", _("批示分办"), PartState,
    (
        Step(A.HAND_OUT, ANY, PartState.OPEN, _OFFICE, creates=True),
        Step(A.REPORT_PART, (PartState.OPEN,), SAME, _OFFICE | _UNIT),
        Step(A.FINISH_PART, (PartState.OPEN,), PartState.DONE, _OFFICE | _UNIT),
        Step(A.RETURN_PART, (PartState.DONE,), PartState.OPEN, _OFFICE, reason=True),
        Step(A.FAIL_PART, (PartState.OPEN, PartState.DONE), PartState.UNFULFILLED, frozenset({D.OFFICE}), reason=True),
    ),
)  # fmt: skip
