"""Which rows wait for somebody's hand, as conditions without a query: the list 我经办的 and the to-do page read the same (P17)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bihuan.accountability.models import Appeal, DecisionBody, Fact, FollowUp, Handling, Seat, Statement
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.campaigns.policy import Held
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Recusal
from bihuan.organisation.queries import away_here
from bihuan.organisation.vocabulary import RecusalState

_SOON = timedelta(7)
"""A follow-up stands on the desk so long before its day."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A kind of work: `rows` of handlings (appeals for `name` "appeal_…"), `due` the column that says by when."""

    name: str
    rows: QuerySet[Handling] | QuerySet[Appeal]
    due: str = ""


def work_of(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Waits]:
    """All that waits for him by his seats. His own matter, that of a unit that he heads, and whatever he keeps away from never does (P04); at the
    door for phones nothing does."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None or actor.only_own:
        return
    bodies = his_bodies(actor.person_id, mine, campaign_id)
    free = ~his_own(actor.person_id, mine) & ~keeps_away(actor.person_id, today)
    rows = Handling.objects.filter(free, campaign_id=campaign_id).select_related("unit", "person")
    yield from _handled(rows.filter(handler__in=bodies), actor, today)
    asked = rows.filter(body__in=bodies, state=S.SUBMITTED)
    yield Waits("handling_decide", asked.exclude(_by_hand(actor)))
    yield from _appealed(rows, bodies, actor)


def his_bodies(person_id: int, mine: Sequence[Held], campaign_id: int) -> QuerySet[DecisionBody]:
    seats = Seat.objects.filter(person_id=person_id, ended_at=None, body=OuterRef("pk")).order_by()
    sits = Q(Exists(seats)) & ~Q(kind=BodyKind.OFFICE)
    if any(one.duty is Duty.OFFICE and one.of is None for one in mine):
        sits |= Q(kind=BodyKind.OFFICE)
    return DecisionBody.objects.filter(sits, campaign_id=campaign_id, ended_at=None).order_by().values("pk")  # type: ignore[return-value]


def his_own(person_id: int, mine: Sequence[Held]) -> Q:
    units = sorted({one.unit_id for one in mine if one.duty is Duty.UNIT_HEAD and one.of is None and one.unit_id})
    own = Q(person_id=person_id)
    return own | Q(person=None, unit_id__in=units) if units else own


def keeps_away(person_id: int, today: date) -> Q:
    his = Recusal.objects.filter(person_id=person_id, state=RecusalState.IN_FORCE, from_on__lte=today, party=OuterRef("person_id"))
    lasting = his.filter(Q(to_on=None) | Q(to_on__gte=today)).order_by()
    return Q(away_here(person_id, today)) | Q(Exists(lasting))


def _by_hand(actor: Actor) -> Q:
    """What he handled: he neither decides nor reviews it (`policy.duties.hands_of`)."""
    me, of_row = actor.user_id, OuterRef("pk")
    facts = Fact.objects.filter(Q(written_by_id=me) | Q(verified_by_id=me), handling=of_row).order_by()
    answered = Statement.objects.filter(handling=of_row, answered_by_id=me).order_by()
    own = Q(proposed_by_id=me) | Q(opened_by_id=me) | Q(noticed_by_id=me) | Q(submitted_by_id=me)
    return own | Q(Exists(facts)) | Q(Exists(answered))


def _handled(rows: QuerySet[Handling], actor: Actor, today: date) -> Iterable[Waits]:
    """For whoever handles: facts, answers, the way on, service, looking after."""
    of_row = OuterRef("pk")
    unverified = Fact.objects.filter(handling=of_row, verified_at=None).exclude(written_by_id=actor.user_id).order_by()
    yield Waits("fact_verify", rows.filter(Exists(unverified), state=S.DRAFT))
    yield Waits("handling_notice", rows.filter(state=S.PROPOSED))
    said = Statement.objects.filter(handling=of_row).order_by()
    unanswered = Exists(said.filter(answered_at=None))
    yield Waits("statement_answer", rows.filter(unanswered, state__in=(S.NOTICED, S.SUBMITTED)), "respond_on")
    over = Q(respond_on__lt=today) | Q(waived_at__isnull=False) | Exists(said.filter(stated_at__gte=F("handling__noticed_at")))
    yield Waits("handling_submit", rows.filter(over, ~unanswered, state=S.NOTICED), "respond_on")
    yield Waits("handling_serve", rows.filter(state=S.DECIDED))
    looked_after = Exists(FollowUp.objects.filter(handling=of_row).order_by())
    yield Waits("handling_follow", rows.filter(~looked_after, state=S.IN_FORCE, follow_on__lte=today + _SOON), "follow_on")
    outside = Appeal.objects.filter(handling__in=rows.order_by().values("pk"), state=AppealState.FILED, body=None)
    yield Waits("appeal_pass_on", outside.select_related("handling__unit"))


def _appealed(rows: QuerySet[Handling], bodies: QuerySet[DecisionBody], actor: Actor) -> Iterable[Waits]:
    """For whoever reviews and had no hand in what is appealed against."""
    others = rows.exclude(_by_hand(actor)).exclude(decided_by_id=actor.user_id)
    found = Appeal.objects.filter(body__in=bodies, handling__in=others.order_by().values("pk")).select_related("handling__unit")
    yield Waits("appeal_accept", found.filter(state=AppealState.FILED))
    yield Waits("appeal_answer", found.filter(state=AppealState.ACCEPTED), "answer_on")
