"""Entries and channels are set by the desk; what is published is made and signed by the clock."""

from bihuan.clues.vocabulary.door import DoorAction as A
from bihuan.clues.vocabulary.door import DoorDuty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_STAFF = frozenset({D.STAFF})
_BOTH = frozenset({D.STAFF, D.MACHINE})

ENTRY = Workflow(
    "door_entry", _("举报入口"), None,
    (Step(A.OPEN_ENTRY, ANY, CREATE, _BOTH, creates=True), Step(A.CLOSE_ENTRY, ANY, SAME, _BOTH)),
    state_field="",
)  # fmt: skip
CHANNEL = Workflow(
    "unit_channel", _("单位举报渠道"), None,
    (Step(A.SET_CHANNEL, ANY, CREATE, _BOTH, creates=True), Step(A.AMEND_CHANNEL, ANY, SAME, _BOTH)),
    state_field="",
)  # fmt: skip
WORDS = Workflow(
    "door_words", _("举报入口文字"), None,
    (
        Step(A.SET_WORDS, ANY, CREATE, _STAFF, creates=True), Step(A.AMEND_WORDS, ANY, SAME, _STAFF),
        Step(A.PAUSE, ANY, SAME, _STAFF, reason=True), Step(A.RESUME, ANY, SAME, _STAFF),
    ),
    state_field="",
)  # fmt: skip
DOOR = Workflow("issued_door", _("公布的举报入口内容"), None, (Step(A.PUBLISH, ANY, CREATE, _BOTH, creates=True),), state_field="")
