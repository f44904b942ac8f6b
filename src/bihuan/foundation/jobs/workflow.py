"""What people do with a job. Its state is moved by the worker that holds the lease (`leases`), so the table has no states."""

from bihuan.foundation.jobs.vocabulary import JobAction as A
from bihuan.foundation.jobs.vocabulary import JobDuty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

JOB = Workflow(
    "job", _("后台任务"), None,
    (
        Step(A.ASK, ANY, CREATE, frozenset({D.ASKER, D.MACHINE}), creates=True),
        Step(A.STOP, ANY, SAME, frozenset({D.ASKER, D.SYSTEM, D.MACHINE})),
    ),
    state_field="",
)  # fmt: skip
