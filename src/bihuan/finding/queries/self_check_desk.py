"""What of self-checks waits for somebody: to write, to write again, to look at, to deal."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Grant, RosterEntry
from bihuan.campaigns.policy import Held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import CampaignState, Duty, RosterRole
from bihuan.finding.models import SelfCheck
from bihuan.finding.vocabulary.self_checks import SelfCheckState as S
from bihuan.foundation.kernel import Actor


def waiting(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """Every kind that could wait. Without a query."""
    if actor.person_id is None:
        return
    rows = SelfCheck.objects.filter(campaign_id=campaign_id, campaign__state=CampaignState.RUNNING).exclude(_left_out())
    rows = rows.select_related("person", "unit", "campaign")
    own = rows.filter(person_id=actor.person_id, state=S.DRAFTING)
    begun = SelfCheck.objects.filter(campaign_id=campaign_id, person_id=OuterRef("person_id"))
    asked = RosterEntry.objects.filter(campaign_id=campaign_id, person_id=actor.person_id, role=RosterRole.SUBJECT, from_on__lte=today)
    asked = asked.filter(Q(to_on=None) | Q(to_on__gt=today), ~Exists(begun), campaign__state=CampaignState.RUNNING).exclude(_left_out())
    yield Wait("self_check_begin", asked.select_related("campaign"))
    yield Wait("self_check_write", own.filter(round=0), "due_on")
    yield Wait("self_check_returned", own.filter(round__gt=0), "due_on")
    yield Wait("self_check_review", _to_review(actor, mine, rows))
    yield Wait("self_check_accept", rows.filter(reviewer_id=actor.person_id, state=S.REVIEWED))
    if any(one.duty is Duty.OFFICE for one in mine):
        yield Wait("self_check_deal", rows.filter(reviewer=None, state=S.REVIEWED))
    paper = [one.unit_id for one in mine if one.duty is Duty.LIAISON and one.unit_id is not None]
    yield Wait("self_check_paper", rows.filter(unit_id__in=paper, on_paper=True, state=S.DRAFTING))


def _left_out() -> Q:
    """Campaigns that do without self-checks, by their stored switches."""
    return Q(campaign__file__switches__self_checks=False)


def _to_review(actor: Actor, mine: Sequence[Held], rows: QuerySet[SelfCheck]) -> QuerySet[SelfCheck]:
    """What a unit head looks at first; of a head's own list the leader in charge. Nobody's own, nor of him for whom one stands in."""
    heads = Grant.objects.filter(
        campaign_id=OuterRef("campaign_id"),
        person_id=OuterRef("person_id"),
        unit_id=OuterRef("unit_id"),
        duty=Duty.UNIT_HEAD,
        ended_at=None,
    )
    led = {one.unit_id for one in mine if one.duty is Duty.UNIT_HEAD}
    charged = {one.unit_id for one in mine if one.duty is Duty.LEADER_IN_CHARGE}
    people = [one for one in {actor.person_id, *(one.of for one in mine)} if one is not None]
    of_people = Q(unit_id__in=led) & ~Exists(heads)
    return rows.filter(of_people | (Q(unit_id__in=charged) & Exists(heads)), state=S.HANDED_IN).exclude(person_id__in=people)
