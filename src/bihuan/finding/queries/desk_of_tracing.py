"""What waits for somebody of talks, home visits, screenings and back-checks (the page of to-dos)."""

from collections.abc import Iterable, Sequence
from datetime import date

from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.screening import Screening
from bihuan.finding.models.talks import HomeVisit, Talk
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.finding.vocabulary.talks import TalkState, VisitState
from bihuan.foundation.kernel import Actor


def waiting_tracing(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Each kind without a query: a talk to read, a visit to agree to or to record, a screening of his unit."""
    if actor.person_id is not None and not actor.administrator:
        talks = Talk.objects.filter(campaign_id=campaign_id, person_id=actor.person_id, state=TalkState.NOTED)
        yield Wait("talk_confirm", talks.select_related("talker"))
        visits = HomeVisit.objects.filter(campaign_id=campaign_id)
        yield Wait("visit_consent", visits.filter(person_id=actor.person_id, state=VisitState.ASKED), "planned_on")
        goes = HomeVisit.visitors.through.objects.filter(person_id=actor.person_id).values("homevisit_id")
        yield Wait(
            "visit_record",
            visits.filter(pk__in=goes, state=VisitState.AGREED, planned_on__lte=today).select_related("person"),
            "planned_on",
        )
    units = {one.unit_id for one in mine if one.duty in (Duty.LIAISON, Duty.UNIT_HEAD) and one.unit_id}
    if units:
        asked = Screening.objects.filter(campaign_id=campaign_id, unit_id__in=units, state=ScreeningState.ASKED)
        yield Wait("screening_result", asked.select_related("unit", "category"), "due_on")
