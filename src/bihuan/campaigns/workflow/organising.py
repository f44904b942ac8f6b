"""Who sets the organisation of a campaign to work, and who adds what units have of their own."""

from bihuan.campaigns.vocabulary.campaign import Duty as D
from bihuan.campaigns.vocabulary.organising import OrganisingAction as A
from bihuan.campaigns.vocabulary.organising import OrganisingDuty as U
from bihuan.foundation.kernel import ANY, CREATE, SAME, Step, Workflow, _

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_SETS_UP = _OFFICE | {D.FOUNDER}
_HEADS = frozenset({D.GROUP_HEAD})
_UNIT = _OFFICE | {U.OF_THE_UNIT}


def _part(name: str, label: str, *steps: Step) -> Workflow:
    return Workflow(name, label, None, steps, state_field="")


SECONDMENT = _part(
    "secondment", _("借调"),
    Step(A.SECOND, ANY, CREATE, _SETS_UP, creates=True),
    Step(A.END_SECONDMENT, ANY, SAME, _SETS_UP, reason=True),
)  # fmt: skip
PORTFOLIO = _part(
    "portfolio", _("分管单位"),
    Step(A.ATTACH_UNIT, ANY, CREATE, _SETS_UP | _HEADS, creates=True),
    Step(A.DETACH_UNIT, ANY, SAME, _SETS_UP | _HEADS),
)  # fmt: skip
KEY_FEW = _part(
    "key_few", _("关键少数"),
    Step(A.MARK_KEY, ANY, CREATE, _SETS_UP | _HEADS, creates=True),
    Step(A.UNMARK_KEY, ANY, SAME, _SETS_UP | _HEADS, reason=True),
)  # fmt: skip
GOAL_TIE = _part(
    "goal_tie", _("目标挂接"),
    Step(A.TIE_GOAL, ANY, CREATE, _SETS_UP, creates=True),
    Step(A.UNTIE_GOAL, ANY, SAME, _SETS_UP),
)  # fmt: skip
LINK = _part(
    "campaign_link", _("关联专项"),
    Step(A.LINK_CAMPAIGN, ANY, CREATE, _SETS_UP, creates=True),
    Step(A.PART_CAMPAIGN, ANY, SAME, _SETS_UP, reason=True),
)  # fmt: skip
LOCAL = _part(
    "local_manifestation", _("细化的具体表现"),
    Step(A.ADD_LOCAL, ANY, CREATE, _UNIT, creates=True),
    Step(A.DROP_LOCAL, ANY, SAME, _UNIT),
)  # fmt: skip
UNIT_MEASURE = _part(
    "unit_measure", _("细化的整治措施"),
    Step(A.ADD_UNIT_MEASURE, ANY, CREATE, _UNIT, creates=True),
    Step(A.DROP_UNIT_MEASURE, ANY, SAME, _UNIT),
)  # fmt: skip
