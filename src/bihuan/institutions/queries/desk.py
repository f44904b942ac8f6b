"""What waits for somebody in this room: checks that his unit was asked for, rules that his unit is to bring about."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import F

from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.institutions.models import CheckAnswer, Institution
from bihuan.institutions.vocabulary.checks import AnswerState
from bihuan.institutions.vocabulary.register import InstitutionState

_OF_THE_UNIT = (Duty.LIAISON, Duty.UNIT_HEAD)


def asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Each kind without a query. Who only reads is asked for nothing."""
    units = {one.unit_id for one in mine if one.duty in _OF_THE_UNIT and one.unit_id}
    if not units:
        return
    checks = CheckAnswer.objects.filter(
        order__campaign_id=campaign_id, order__withdrawn_at=None, unit_id__in=units, state=AnswerState.ASKED
    )
    yield Wait("check_answer", checks.select_related("order", "unit").annotate(due_on=F("order__due_on")), "due_on")
    rules = Institution.objects.filter(
        campaign_id=campaign_id, unit_id__in=units, state__in=(InstitutionState.PLANNED, InstitutionState.DRAFTED)
    )
    yield Wait("institution_due", rules.exclude(planned_on=None).select_related("unit"), "planned_on")
