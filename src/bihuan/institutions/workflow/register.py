"""The life of a rule: planned, drafted, issued, later amended or abolished (M191)."""

from bihuan.campaigns.vocabulary import Duty as D
from bihuan.foundation.kernel import ANY, SAME, Step, Workflow, _
from bihuan.institutions.vocabulary.register import STANDING
from bihuan.institutions.vocabulary.register import InstitutionAction as A
from bihuan.institutions.vocabulary.register import InstitutionNeed as N
from bihuan.institutions.vocabulary.register import InstitutionState as S

_OFFICE = frozenset({D.OFFICE, D.MACHINE})
_UNIT = _OFFICE | {D.UNIT_HEAD, D.LIAISON}
_JUDGES = _OFFICE | {D.SUPERVISOR, D.LEADER}

INSTITUTION = Workflow(
    "institution", _("制度"), S,
    (
        Step(A.REGISTER, ANY, S.PLANNED, _UNIT, creates=True),
        Step(A.CORRECT, STANDING, SAME, _UNIT),
        Step(A.DRAFT, (S.PLANNED,), S.DRAFTED, _UNIT),
        Step(A.ISSUE, (S.PLANNED, S.DRAFTED), S.ISSUED, _UNIT, needs=(N.REASON,)),
        Step(A.AMEND, (S.ISSUED,), S.AMENDED, _UNIT),
        Step(A.ABOLISH, (S.ISSUED,), S.ABOLISHED, _UNIT, reason=True),
        Step(A.DROP, (S.PLANNED, S.DRAFTED), S.DROPPED, _UNIT, reason=True),
        Step(A.LINK, STANDING, SAME, _UNIT | {D.SUPERVISOR}),
        Step(A.UNLINK, STANDING, SAME, _UNIT, reason=True),
        Step(A.JUDGE_EFFECT, (S.ISSUED, S.AMENDED), SAME, _JUDGES),
    ),
)  # fmt: skip
