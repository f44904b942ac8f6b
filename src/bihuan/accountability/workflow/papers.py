"""A paper is taken by who handles, decides or reviews, or by the person himself; how a measure went is written by who handles it."""

from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.vocabulary.papers import PaperAction, RecordAction
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

PAPER = Workflow(
    "handling_paper", _("处理文书"), None,
    (
        Step(PaperAction.TAKE, ANY, CREATE, frozenset({D.HANDLER, D.DECIDER, D.REVIEWER, D.SUBJECT}), creates=True),
        Step(PaperAction.EMPTY, ANY, SAME, frozenset({D.MACHINE})),  # when what they tell is over (P10)
    ),
    state_field="",
)  # fmt: skip
RECORD = Workflow(
    "measure_record", _("措施执行情况"), None,
    (
        Step(RecordAction.WRITE, ANY, CREATE, frozenset({D.HANDLER}), creates=True),
        Step(RecordAction.READ, ANY, SAME, frozenset({D.SUBJECT})),
    ),
    state_field="",
)  # fmt: skip
