"""Reading study: for everybody who takes part in the campaign. No query of this file knows who came or who read."""

from typing import TypeVar

from django.db.models import Model, QuerySet

from bihuan.accountability.models.study import StudyMaterial, StudyPlan, StudySession
from bihuan.accountability.policy.study import duties_of_session, duties_of_study
from bihuan.accountability.vocabulary.study import StudyAction
from bihuan.accountability.workflow.study import STUDY_PLAN, STUDY_SESSION
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries import find
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit

_Row = TypeVar("_Row", bound=Model)


def plans_of(actor: Actor, campaign: Campaign) -> QuerySet[StudyPlan]:
    """The plans in use, latest first."""
    return StudyPlan.objects.filter(campaign=find(actor, campaign.code), ended_at=None)


def sessions_of(actor: Actor, campaign: Campaign) -> QuerySet[StudySession]:
    """What was studied, latest first."""
    return StudySession.objects.filter(campaign=find(actor, campaign.code)).select_related("unit", "plan")


def materials_of(actor: Actor, campaign: Campaign) -> QuerySet[StudyMaterial]:
    """What is laid out, latest first."""
    return StudyMaterial.objects.filter(campaign=find(actor, campaign.code), taken_in_at=None).select_related("category", "file")


def find_plan(actor: Actor, campaign: Campaign, pk: int) -> StudyPlan:
    """The plan, or Missing."""
    return _one(plans_of(actor, campaign), pk)


def find_session(actor: Actor, campaign: Campaign, pk: int) -> StudySession:
    """The session, or Missing."""
    return _one(sessions_of(actor, campaign), pk)


def find_material(actor: Actor, campaign: Campaign, pk: int) -> StudyMaterial:
    """The material, or Missing."""
    return _one(materials_of(actor, campaign), pk)


def _one(rows: QuerySet[_Row], pk: int) -> _Row:
    row = rows.filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def arranges_study(actor: Actor, campaign: Campaign) -> bool:
    """May he plan and lay out material?"""
    row = StudyPlan(campaign=campaign)
    return STUDY_PLAN.step(StudyAction.PLAN, None, duties_of_study(actor, row)) is not None


def units_he_records_for(actor: Actor, campaign: Campaign, units: "QuerySet[Unit]") -> list[Unit]:
    """The units whose sessions he may write down."""
    rows = [StudySession(campaign=campaign, unit=one) for one in units]
    return [one.unit for one in rows if STUDY_SESSION.step(StudyAction.HOLD, None, duties_of_session(actor, one)) is not None]


def corrects(actor: Actor, row: StudySession) -> bool:
    """May he put its numbers right?"""
    return STUDY_SESSION.step(StudyAction.CORRECT, "", duties_of_session(actor, row)) is not None
