"""Talks and home visits, as few as may read them."""

from collections.abc import Sequence

from django.db.models import QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import duties
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models.talks import HomeVisit, Talk, TalkItem
from bihuan.finding.policy.tracing import duties_of_home_visit, duties_of_talk, home_visits_seen, reads_record, talks_seen
from bihuan.finding.workflow.talks import HOME_VISIT, TALK
from bihuan.foundation.kernel import Actor, Missing, Step
from bihuan.problems.models import Problem

__all__ = [
    "find_home_visit", "find_talk", "home_visits_of", "items_of_talks", "may_talk", "may_visit", "reads_record", "steps_of_talk",
    "steps_of_visit", "talk_items", "talks_of", "visits_of_problem",
]  # fmt: skip
_TALKERS = {Duty.OFFICE, Duty.MACHINE, Duty.LEADER, Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR}


def talks_of(actor: Actor, campaign: Campaign) -> QuerySet[Talk]:
    """The talks that he may read, latest first."""
    rows = Talk.objects.filter(talks_seen(actor, campaign.pk), campaign=campaign)
    return rows.select_related("unit", "person", "talker")


def find_talk(actor: Actor, campaign: Campaign, pk: int) -> Talk:
    """One of them, or Missing."""
    row = talks_of(actor, campaign).select_related("campaign", "unit", "person", "talker", "noted_by").filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def may_talk(actor: Actor, campaign: Campaign) -> bool:
    """May he note talks in this campaign, for some unit?"""
    return bool(duties(actor, campaign) & _TALKERS)


def steps_of_talk(actor: Actor, row: Talk) -> list[Step]:
    """The steps open to him."""
    return TALK.open_to(row.state, duties_of_talk(actor, row))


def talk_items(row: Talk) -> list[TalkItem]:
    """The problems that it yielded (M79)."""
    return list(row.items.select_related("problem", "problem__unit"))


def items_of_talks(actor: Actor, campaign: Campaign) -> list[TalkItem]:
    """List 5: problems of talks that he may read, each with its talk (D19)."""
    talks = talks_of(actor, campaign).order_by().values("pk")
    rows = TalkItem.objects.filter(talk__in=talks).exclude(problem__state="void")
    return list(rows.select_related("talk__person", "talk__talker", "problem__unit", "problem__person").order_by("problem__number"))


def home_visits_of(actor: Actor, campaign: Campaign) -> QuerySet[HomeVisit]:
    """The home visits of which he knows, latest first."""
    rows = HomeVisit.objects.filter(home_visits_seen(actor, campaign.pk), campaign=campaign)
    return rows.select_related("person", "problem__unit").prefetch_related("visitors")


def find_home_visit(actor: Actor, campaign: Campaign, pk: int) -> HomeVisit:
    """One of them, or Missing."""
    row = (
        home_visits_of(actor, campaign)
        .select_related("campaign", "person", "problem__unit", "problem__person", "consent")
        .filter(pk=pk)
        .first()
    )
    if row is None:
        raise Missing()
    return row


def visits_of_problem(actor: Actor, problem: Problem) -> Sequence[HomeVisit]:
    """Those tied to one problem of which he knows."""
    return list(home_visits_of(actor, problem.campaign).filter(problem=problem))


def may_visit(actor: Actor, campaign: Campaign) -> bool:
    """May he ask for a home visit, for some unit?"""
    return bool(duties(actor, campaign) & {Duty.OFFICE, Duty.SUPERVISOR, Duty.UNIT_HEAD, Duty.MACHINE})


def steps_of_visit(actor: Actor, row: HomeVisit) -> list[Step]:
    """The steps open to him."""
    return HOME_VISIT.open_to(row.state, duties_of_home_visit(actor, row))
