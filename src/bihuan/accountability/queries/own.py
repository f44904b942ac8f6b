"""The page of the person himself: what is recorded about him, what he may do by when, who looked (P01–P03, P10, P11). Begins at `visible`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils.timezone import localdate, localtime

from bihuan.accountability.models import Appeal, Fact, FollowUp, Handling, Seat, Statement, Tolerance
from bihuan.accountability.queries import bodies_that_review, visible_handlings
from bihuan.accountability.rules.measures import find_measure
from bihuan.accountability.rules.own import COUNTS_NO_MORE, protects, shows_decision, shows_measure, shows_proposal
from bihuan.accountability.rules.pack import Measure
from bihuan.accountability.vocabulary.appeals import AppealState
from bihuan.accountability.vocabulary.bodies import BodyKind
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import HandlingDuty, HandlingWord
from bihuan.accountability.vocabulary.handling import HandlingState as S
from bihuan.accountability.vocabulary.tolerance import Asker, ToleranceState
from bihuan.accountability.workflow.handling import HANDLING, OPEN, STANDING
from bihuan.accountability.workflow.tolerance import OPEN as OPEN_REVIEWS
from bihuan.campaigns.models import Grant
from bihuan.campaigns.policy import Held, held
from bihuan.campaigns.queries.desk import Wait
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.keeping import READING
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, Recusal
from bihuan.problems.vocabulary import Source

_OPEN_APPEALS = (AppealState.FILED, AppealState.ACCEPTED)
_TOLD_STEPS = (
    A.NOTICE, A.TAKE_BACK, A.ANSWER, A.SUBMIT, A.DECIDE, A.NOT_HANDLE, A.TOLERATE, A.SEND_BACK, A.RECORD_DECISION, A.RECORD_NONE, A.SERVE,
    A.FOLLOW, A.LIFT, A.END, A.CHANGE, A.UNDO, A.DROP,
)  # fmt: skip
"""Steps of which he reads who took them; how a proposal is being drawn up is nobody's but the handlers'."""

_LATELY = timedelta(14)
"""So long a decision that was served stands on his desk."""


@dataclass(frozen=True, slots=True)
class FactTold:
    """One fact as he reads it. `evidence` is empty where only the kind of the source is told."""

    text: str
    source: str
    evidence: str
    protected: bool
    verified_on: date | None


@dataclass(frozen=True)
class Matter:
    """One matter as he may read it: what is not his to read yet is empty. `may`: the steps that he may take now."""

    row: Handling
    measure: Measure | None
    facts: Sequence[FactTold]
    statements: Sequence[Statement]
    appeals: Sequence[Appeal]
    follow_ups: Sequence[FollowUp]
    reviews: Sequence[Tolerance]
    proposal: bool
    decision: bool
    may: frozenset[str]

    @property
    def over(self) -> bool:
        """Does it count no more? Past its period it does not, whatever keeps its case open (M126)."""
        last = self.row.ends_on
        return self.row.state in COUNTS_NO_MORE or (last is not None and last < localdate())

    @property
    def open_appeal(self) -> Appeal | None:
        """The one that is being reviewed."""
        return next((one for one in self.appeals if one.state in _OPEN_APPEALS), None)

    @property
    def silent(self) -> bool:
        """Has he said nothing to what he was told last?"""
        at = self.row.noticed_at
        return at is None or not any(one.stated_at >= at for one in self.statements)


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody read it or took a step."""

    at: datetime
    who: str
    action: str


def own_rows(actor: Actor) -> QuerySet[Handling]:
    """His own matters of which he was told, and those of the unit that he heads, as such."""
    mine = Q(person_id=actor.person_id or 0)
    for one in held(actor):
        if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id:
            mine |= Q(person=None, campaign=one.campaign_id, unit=one.unit_id, noticed_at__isnull=False)
    return visible_handlings(actor).filter(mine)


def own_matters(actor: Actor) -> list[Matter]:
    """All of them, latest first."""
    rows = own_rows(actor).prefetch_related(
        Prefetch("facts", Fact.objects.select_related("problem", "file")),
        Prefetch("statements", Statement.objects.select_related("file")),
        Prefetch("appeals", Appeal.objects.select_related("body")),
        "follow_ups",
        "tolerances__corrections",
    )
    return [_matter(row) for row in rows]


def find_own(actor: Actor, pk: int) -> Matter:
    """One of them, or Missing: somebody else's, and one of which he was not told, look like none."""
    row = own_rows(actor).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return _matter(row)


def _matter(row: Handling) -> Matter:
    told = {"respond_on": row.respond_on, "served_on": row.served_on}
    proposal = shows_proposal(**told)
    measure = find_measure(row.measure) if row.measure and shows_measure(row.state, **told) else None
    appeals, statements = list(row.appeals.all()), list(row.statements.all())
    facts = [_fact(one) for one in row.facts.all()] if proposal else []
    return Matter(
        row, measure, facts, statements, appeals, list(row.follow_ups.all()), _reviews(row), proposal,
        shows_decision(row.state, served_on=row.served_on), _may(row, appeals),
    )  # fmt: skip


def _reviews(row: Handling) -> list[Tolerance]:
    """Of a case of which he was not told: what he asked for himself, and what was granted."""
    every = list(row.tolerances.all())
    return every if row.noticed_at else [one for one in every if one.asker == Asker.PERSON or one.state == ToleranceState.GRANTED]


def _fact(one: Fact) -> FactTold:
    source = one.problem.source if one.problem else None
    hidden = protects(source)
    file = one.file.name if one.file and not one.evidence else ""
    verified = localdate(one.verified_at) if one.verified_at else None
    return FactTold(one.text, Source(source).label if source else "", "" if hidden else one.evidence or file, hidden, verified)


def _may(row: Handling, appeals: Sequence[Appeal]) -> frozenset[str]:
    found = {step.action.value for step in HANDLING.open_to(row.state, frozenset({HandlingDuty.SUBJECT}))}
    if row.waived_at is not None:
        found.discard(A.WAIVE.value)
    else:
        found.discard(A.UNWAIVE.value)
    if row.appeal_waived_at is not None:
        found.discard(A.WAIVE_APPEAL.value)
    if row.state in OPEN and not any(one.state in OPEN_REVIEWS for one in row.tolerances.all()):
        found.add("tolerance")
    in_time = row.appeal_until_on is None or localdate() <= row.appeal_until_on
    if row.state in STANDING and in_time and not any(one.state in _OPEN_APPEALS for one in appeals):
        found.add("appeal")
    if row.state not in COUNTS_NO_MORE:
        found.add("recusal")
    return frozenset(found)


def reviewers_offered(row: Handling) -> list[tuple[str, str]]:
    """(key, name) of the bodies to which he may appeal; what was decided outside is answered outside, and none is offered (P03)."""
    return [] if row.outside_body else [(str(one.pk), one.name) for one in bodies_that_review(row)]


def looks(row: Handling, actor: Actor) -> list[Look]:
    """Who read it, and who took a step of which he was told; latest first, without himself (P18)."""
    read = Q(kind=READING[0], action=HandlingWord.READ.value)
    stepped = Q(kind="handling", action__in=[one.value for one in _TOLD_STEPS])
    found = Record.objects.filter(read | stepped, row=row.pk).exclude(actor=actor.user_id).order_by("-position")
    words = {one.value: one.label for one in (*A, *HandlingWord)}
    told = found.values_list("at", "actor_name", "action")[:200]
    return [Look(localtime(at), who, words.get(action, action)) for at, who, action in told]


def handled_by(row: Handling) -> list[Person]:
    """Who sits in the bodies that handle it and, once it lies there, decide it: of these he may ask that somebody keeps away (P04)."""
    bodies = [one for one in (row.handler, row.body if row.submitted_at else None) if one is not None]
    seated = Q(pk__in=Seat.objects.filter(body__in=bodies, ended_at=None).values("person"))
    if any(one.kind == BodyKind.OFFICE for one in bodies):
        office = Grant.objects.filter(campaign=row.campaign_id, duty=Duty.OFFICE, ended_at=None)
        seated |= Q(pk__in=office.values("person"))
    return list(Person.objects.filter(seated).exclude(pk=row.person_id or 0).order_by("sort_key", "pk"))


def asked_away(row: Handling, actor: Actor) -> list[Recusal]:
    """Whom he asked to keep away from this, and what came of it."""
    about = Q(party=row.person_id) if row.person_id else Q(party=None, unit=row.unit_id)
    return list(Recusal.objects.filter(about, asked_by=actor.user_id).select_related("person").order_by("-asked_at"))


def find_statement(matter: Matter, pk: int) -> Statement:
    """A statement with its material, or Missing."""
    found = next((one for one in matter.statements if one.pk == pk and one.file is not None), None)
    if found is None:
        raise Missing()
    return found


def find_own_appeal(matter: Matter, pk: int) -> Appeal:
    """An appeal of this matter, or Missing."""
    found = next((one for one in matter.appeals if one.pk == pk), None)
    if found is None:
        raise Missing()
    return found


def find_own_review(matter: Matter, pk: int) -> Tolerance:
    """A tolerance review that he asked for, or Missing."""
    found = next((one for one in matter.reviews if one.pk == pk and one.asker == Asker.PERSON), None)
    if found is None:
        raise Missing()
    return found


def own_asks(actor: Actor, mine: Sequence[Held], campaign_id: int, today: date) -> Iterable[Wait]:
    """What waits for him: to answer while he may, to read what was served while he may appeal. Without a query."""
    if actor.person_id is None or actor.administrator or actor.for_person is not None:
        return
    heads = [one.unit_id for one in mine if one.duty == Duty.UNIT_HEAD and one.of is None and one.unit_id]
    about = Q(person_id=actor.person_id) | (Q(person=None, unit__in=heads) if heads else Q(pk__in=()))
    rows = Handling.objects.filter(about, campaign_id=campaign_id).select_related("campaign", "body")
    said = Statement.objects.filter(handling=OuterRef("pk"), stated_at__gte=OuterRef("noticed_at")).order_by()
    told = rows.filter(~Exists(said), state=S.NOTICED, respond_on__gte=today, waived_at=None)
    yield Wait("own_answer", told, "respond_on")
    appealed = Appeal.objects.filter(handling=OuterRef("pk")).order_by()
    yield Wait("own_served", rows.filter(~Exists(appealed), state=S.IN_FORCE, served_on__gte=today - _LATELY), "appeal_until_on")
