"""Days out of the ordinary have no lifecycle; the table says who keeps them."""

from bihuan.foundation.calendar.vocabulary import CalendarAction as A
from bihuan.foundation.calendar.vocabulary import CalendarDuty as D
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_KEEPERS = frozenset({D.SYSTEM, D.MACHINE})

SPECIAL_DAY = Workflow(
    "special_day", _("节假日与调休"), None,
    (
        Step(A.ENTER, ANY, CREATE, _KEEPERS, creates=True),
        Step(A.AMEND, ANY, SAME, _KEEPERS),
        Step(A.CLEAR, ANY, SAME, _KEEPERS),
    ),
    state_field="",
)  # fmt: skip
