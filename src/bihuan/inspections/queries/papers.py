"""Notices, hearings, conclusions, notes and remarks as somebody sees them."""

from collections.abc import Callable

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, Missing
from bihuan.inspections.models import AnalysisNote, Conclusion, Considered, CorrectionNotice, Hearing, Remark, Visit
from bihuan.inspections.policy import sight, unit_rows_seen
from bihuan.inspections.queries.observations import observations_of
from bihuan.inspections.queries.visits import visits_of
from bihuan.organisation.models import Person


def notices_of(actor: Actor, campaign: Campaign) -> QuerySet[CorrectionNotice]:
    """Correction notices that the actor sees, the latest number first."""
    rows = CorrectionNotice.objects.filter(unit_rows_seen(sight(actor, campaign)), campaign=campaign)
    return rows.select_related("unit", "group", "campaign", "observation")


def find_notice(actor: Actor, campaign: Campaign, number: int) -> CorrectionNotice:
    """One of them by its number, or Missing."""
    row = notices_of(actor, campaign).filter(number=number).first()
    if row is None:
        raise Missing()
    return row


def find_notice_by_key(actor: Actor, campaign: Campaign, pk: int) -> CorrectionNotice:
    """One of them by its key, or Missing."""
    row = notices_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def hearings_of(actor: Actor, campaign: Campaign) -> QuerySet[Hearing]:
    """Records of hearings and analysis meetings: for office, leading group and the groups; a unit finds its tasks where its tasks are."""
    mine = sight(actor, campaign)
    rows = Hearing.objects.filter(campaign=campaign).select_related("unit", "group", "campaign")
    if mine.whole:
        return rows
    return rows.filter(unit_id__in=mine.supervised) | rows.filter(unit=None) if mine.supervised else rows.none()


def find_hearing(actor: Actor, campaign: Campaign, pk: int) -> Hearing:
    """One of them, or Missing."""
    row = hearings_of(actor, campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def considered_of(actor: Actor, row: Hearing) -> QuerySet[Considered]:
    """The findings that were talked over and what was decided on each: those that the actor sees. Whoever reads the record of a meeting learns
    no more by it of covert visits and of units of other groups."""
    return row.considered.filter(observation__in=observations_of(actor, row.campaign)).select_related("observation__unit")


def conclusion_of(visit: Visit) -> Conclusion | None:
    """What a visit in hand concluded."""
    return Conclusion.objects.filter(visit=visit).prefetch_related("reviewers").first()


def find_conclusion(actor: Actor, campaign: Campaign, pk: int) -> Conclusion:
    """The conclusion of a visit that the actor sees (whoever reviews it sees it too), or Missing."""
    rows = Conclusion.objects.filter(visit__campaign=campaign).select_related("visit__campaign", "visit__unit", "visit__plan")
    seen = rows.filter(visit__in=visits_of(actor, campaign)) | rows.filter(reviewers=actor.person_id)
    row = seen.distinct().filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def notes_of(actor: Actor, campaign: Campaign) -> QuerySet[AnalysisNote]:
    """Analysis notes: all for office and leading group, to others what they wrote themselves."""
    mine = sight(actor, campaign)
    rows = AnalysisNote.objects.filter(campaign=campaign).select_related("written_by")
    return rows if mine.whole else rows.filter(written_by=actor.user_id)


def find_note(actor: Actor, campaign: Campaign, pk: int) -> AnalysisNote:
    """One of them, or Missing."""
    row = notes_of(actor, campaign).filter(pk=pk).select_related("campaign").first()
    if row is None:
        raise Missing()
    return row


def remarks_of(actor: Actor, campaign: Campaign) -> QuerySet[Remark]:
    """What was said about where units stand: all for the office, to each unit its own."""
    return (
        Remark.objects.filter(unit_rows_seen(sight(actor, campaign)), campaign=campaign).select_related("unit", "said_by").order_by("-pk")
    )


def who_took_part(row: Conclusion) -> Callable[[Person], bool]:
    """Who reviews no conclusion: who was there, who wrote, proposed or approved it or noted what it rests on (M98)."""
    visit = row.visit
    users = {row.given_by_id, visit.reported_by_id, visit.proposed_by_id, visit.approved_by_id}
    users |= set(visit.observations.values_list("noted_by_id", flat=True))
    there = set(visit.inspectors.values_list("pk", flat=True))
    return lambda one: one.pk in there or one.user_id in users - {None}
