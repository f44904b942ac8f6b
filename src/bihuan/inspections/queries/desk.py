"""What waits for somebody: visits to approve and to report, findings and notices of his unit, replies to judge, reviews (the page of to-dos)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, Q

from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.inspections.models import Conclusion, CorrectionNotice, Observation, Visit
from bihuan.inspections.policy.seeing import seats_of
from bihuan.inspections.vocabulary import ConclusionState, NoticeState, ObservationState, VisitState
from bihuan.organisation.queries import away_here

_OF_THE_UNIT = (Duty.LIAISON, Duty.UNIT_HEAD)
_ABOVE_IT = (*_OF_THE_UNIT, Duty.LEADER_IN_CHARGE)


def asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Each kind without a query. Who only reads is asked for nothing."""
    units = {one.unit_id for one in mine if one.duty in _OF_THE_UNIT and one.unit_id}
    if units:
        findings = Observation.objects.filter(campaign_id=campaign_id, unit_id__in=units, state=ObservationState.SENT)
        yield Wait("observation_answer", findings.select_related("unit"), "answer_by_on")
        notices = CorrectionNotice.objects.filter(
            campaign_id=campaign_id, unit_id__in=units, state__in=(NoticeState.SENT, NoticeState.REFUSED)
        )
        yield Wait("notice_reply", notices.select_related("unit"), "due_on")
    supervised = {one.unit_id for one in mine if one.duty is Duty.SUPERVISOR and one.unit_id}
    if supervised:
        replies = CorrectionNotice.objects.filter(campaign_id=campaign_id, unit_id__in=supervised, state=NoticeState.REPLIED)
        yield Wait("notice_judge", replies.select_related("unit"))
        heard = Q(state=ObservationState.ANSWERED) | Q(state=ObservationState.SENT, answer_by_on__lt=today)
        yield Wait(
            "observation_settle", Observation.objects.filter(heard, campaign_id=campaign_id, unit_id__in=supervised).select_related("unit")
        )
    if any(one.duty is Duty.OFFICE and one.of is None for one in mine):
        theirs = {one.unit_id for one in mine if one.duty in _ABOVE_IT and one.unit_id}
        asked = Visit.objects.filter(campaign_id=campaign_id, state=VisitState.PROPOSED).exclude(unit_id__in=theirs)
        asked = asked.exclude(away_here(actor.person_id, today))  # nor whoever keeps away from the unit
        yield Wait("visit_approve", asked.exclude(proposed_by_id=actor.user_id).select_related("unit"), "visit_on")
        unassigned = Conclusion.objects.filter(visit__campaign_id=campaign_id, state=ConclusionState.UNDER_REVIEW, reviewers=None)
        unassigned = unassigned.exclude(visit__unit_id__in=theirs).exclude(away_here(actor.person_id, today, "visit__unit__path"))
        yield Wait("conclusion_assign", unassigned.select_related("visit__unit"), "decide_by_on")
    if actor.person_id is not None and not actor.administrator:
        yield from _his_own(actor.person_id, campaign_id, today, on_duty=bool(supervised) or any(one.duty is Duty.OFFICE for one in mine))


def _his_own(person_id: int, campaign_id: int, today: date, *, on_duty: bool) -> Iterable[Wait]:
    """Visits on which he goes and reviews that he was asked for: by his duty, or by a seat that brings no unit."""
    seat = Q() if on_duty else Q(Exists(seats_of(campaign_id, today).filter(person_id=person_id)))
    went = Visit.objects.filter(campaign_id=campaign_id, state=VisitState.APPROVED, visit_on__lte=today)
    through = Visit.inspectors.through.objects.filter(person_id=person_id).values("visit_id")
    yield Wait("visit_report", went.filter(seat, pk__in=through).select_related("unit"), "visit_on")
    review = Conclusion.objects.filter(visit__campaign_id=campaign_id, state=ConclusionState.UNDER_REVIEW)
    reviewed = Conclusion.reviewers.through.objects.filter(person_id=person_id).values("conclusion_id")
    yield Wait("conclusion_review", review.filter(seat, pk__in=reviewed).select_related("visit__unit"), "decide_by_on")
