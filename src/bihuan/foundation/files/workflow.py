"""A stored file has no lifecycle: it comes in once and is never altered. Whoever takes the original stands in the book."""

from bihuan.foundation.files.vocabulary import FileAction, FileDuty
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

STORED_FILE = Workflow(
    "stored_file",
    _("文件"),
    None,
    (
        Step(FileAction.STORE, ANY, CREATE, frozenset({FileDuty.SIGNED_IN, FileDuty.MACHINE}), creates=True),
        Step(FileAction.TAKE_ORIGINAL, ANY, SAME, frozenset({FileDuty.SIGNED_IN})),
        Step(FileAction.DROP, ANY, SAME, frozenset({FileDuty.SIGNED_IN, FileDuty.MACHINE})),
    ),
    state_field="",
)
