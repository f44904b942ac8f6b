"""One case with what belongs to it, for those who may know of it."""

from django.db.models import QuerySet

from bihuan.accountability.models import Appeal, Fact, FollowUp, Handling, Statement
from bihuan.accountability.policy import duties_of_handling, sits
from bihuan.accountability.queries import visible_handlings
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.handling import HandlingDuty as D
from bihuan.accountability.workflow.handling import STANDING
from bihuan.campaigns.models import Campaign
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, Missing

_WORKS = (D.HANDLER, D.DECIDER, D.REVIEWER)
_OPEN = (AppealState.FILED, AppealState.ACCEPTED)


def works_on(actor: Actor, row: Handling) -> bool:
    """Does he handle, decide or review it? The personnel department reads what was decided, and no more."""
    return bool(duties_of_handling(actor, row) & set(_WORKS))


def reviewed(actor: Actor, appeal: Appeal) -> bool:
    """Does he sit in the body to which this appeal was given, also when it is over? Asked of what he may know of."""
    return sits(actor, appeal.body)


def is_about(actor: Actor, row: Handling) -> bool:
    """Is it his own matter?"""
    return D.SUBJECT in duties_of_handling(actor, row)


def facts_of(row: Handling) -> QuerySet[Fact]:
    """The facts with the items of the ledger that tell them."""
    return Fact.objects.filter(handling=row).select_related("problem__recorded_by", "file", "written_by", "verified_by")


def statements_of(row: Handling) -> QuerySet[Statement]:
    """What the person said, in its order."""
    return Statement.objects.filter(handling=row).select_related("file", "stated_by", "answered_by")


def follow_ups_of(row: Handling) -> QuerySet[FollowUp]:
    """How he was looked after."""
    return FollowUp.objects.filter(handling=row).select_related("followed_by")


def appeals_against(row: Handling) -> QuerySet[Appeal]:
    """The appeals against one decision."""
    return Appeal.objects.filter(handling=row).select_related("body")


def _worked_on(actor: Actor, campaign: Campaign, pk: int) -> Handling:
    row = visible_handlings(actor).filter(campaign=campaign, pk=pk).first()
    if row is None or not works_on(actor, row):
        raise Missing()
    return row


def find_fact(actor: Actor, campaign: Campaign, pk: int) -> Fact:
    """A fact of a case on which he works, or Missing."""
    row = Fact.objects.filter(pk=pk).select_related("handling").first()
    if row is None:
        raise Missing()
    row.handling = _worked_on(actor, campaign, row.handling_id)
    return row


def find_statement(actor: Actor, campaign: Campaign, pk: int) -> Statement:
    """A statement in a case on which he works, or Missing."""
    row = Statement.objects.filter(pk=pk).select_related("handling").first()
    if row is None:
        raise Missing()
    row.handling = _worked_on(actor, campaign, row.handling_id)
    return row


def find_paper(actor: Actor, row: Handling, pk: int) -> StoredFile:
    """A file that hangs on a fact or a statement of this case, for those who work on it, or Missing."""
    held = facts_of(row).filter(file=pk).first() or statements_of(row).filter(file=pk).first()
    if held is None or held.file is None or not works_on(actor, row):
        raise Missing()
    return held.file


def may_take_appeal(actor: Actor, row: Handling) -> bool:
    """May he take an appeal down for the person: he handles it, it was served, none is open?"""
    handles = D.HANDLER in duties_of_handling(actor, row)
    return handles and row.state in STANDING and not appeals_against(row).filter(state__in=_OPEN).exists()
