"""Reading proposals to commend. Begins at `visible_exemplars`; counts by nobody."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Q, QuerySet

from bihuan.accountability.models import DecisionBody, Exemplar, Seat
from bihuan.accountability.policy.exemplars import decides_on_examples, duties_of_exemplar, visible_exemplars
from bihuan.accountability.queries import bodies_of
from bihuan.accountability.queries.seated import any_seat
from bihuan.accountability.vocabulary.exemplars import ExemplarAction
from bihuan.accountability.vocabulary.exemplars import ExemplarState as S
from bihuan.accountability.vocabulary.handling import HandlingDuty
from bihuan.accountability.workflow.exemplars import EXEMPLAR
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.policy import Held, held_over
from bihuan.campaigns.queries import units_of
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Unit


def exemplars_of(actor: Actor, campaign: Campaign | None = None) -> QuerySet[Exemplar]:
    """The proposals that he may know of, latest first."""
    rows = Exemplar.objects.filter(visible_exemplars(actor))
    rows = rows.filter(campaign=campaign) if campaign else rows
    return rows.select_related("campaign", "person", "unit", "body", "proposed_by", "commendation")


def find_exemplar(actor: Actor, campaign: Campaign, number: int) -> Exemplar:
    """One of them, or Missing: hidden and never proposed look alike."""
    row = exemplars_of(actor, campaign).filter(number=number).first()
    if row is None:
        raise Missing()
    return row


def steps_of_exemplar(actor: Actor, row: Exemplar) -> list[ExemplarAction]:
    """The steps that he may take now."""
    return [ExemplarAction(one.action) for one in EXEMPLAR.open_to(row.state, duties_of_exemplar(actor, row))]


def is_his(actor: Actor, row: Exemplar) -> bool:
    """Is it about him, or about the unit that he heads?"""
    return HandlingDuty.SUBJECT in duties_of_exemplar(actor, row)


def bodies_for_examples(campaign: Campaign) -> list[DecisionBody]:
    """Those that may decide."""
    return [one for one in bodies_of(campaign) if decides_on_examples(one, campaign.pk)]


def units_to_praise(actor: Actor, campaign: Campaign, day: date) -> list[Unit]:
    """Units of which he may propose somebody: the office all, a head those of his branch."""
    mine = [one for one in held_over(actor, campaign.pk) if one.of is None] if actor.for_person is None else []
    rows = list(units_of(campaign, day))
    if any(one.duty == Duty.OFFICE for one in mine):
        return rows
    headed = {one.unit_id for one in mine if one.duty == Duty.UNIT_HEAD}
    return [one for one in rows if one.pk in headed]


def exemplar_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """What waits: one's own answer, a decision of one's body, what is decided and not yet published. Without a query."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return
    rows = Exemplar.objects.filter(visible_exemplars(actor, today, mine), campaign_id=campaign_id).select_related("unit", "campaign")
    heads = [one.unit_id for one in mine if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id]
    own = Q(person_id=actor.person_id) | Q(person=None, unit__in=heads)
    yield Wait("exemplar_consent", rows.filter(own, state=S.PROPOSED))
    if actor.only_own:
        return
    seats = Seat.objects.filter(person_id=actor.person_id, ended_at=None, body__ended_at=None).order_by().values("body")
    laid = rows.filter(state=S.AGREED, body__in=seats).exclude(own)
    yield Wait("exemplar_decide", laid.exclude(proposed_by_id=actor.user_id), only_if=any_seat(actor, mine, campaign_id))
    if any(one.duty == Duty.OFFICE and one.of is None for one in mine):
        yield Wait("exemplar_publish", rows.filter(state=S.DECIDED).exclude(own))
