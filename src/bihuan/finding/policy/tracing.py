"""What somebody is to rows of the joint check, talks, home visits, back-checks and screenings, and which of them he sees."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Q

from bihuan.campaigns.policy import Held, duties, held_over
from bihuan.campaigns.policy import stand_ins as stand_ins_in_campaign
from bihuan.campaigns.vocabulary import TOWARDS_A_UNIT, Duty
from bihuan.finding.models.back_checks import BackCheck, Link, Node
from bihuan.finding.models.talks import HomeVisit, Talk
from bihuan.finding.vocabulary.back_checks import BackCheckAction, BackCheckNeed, NodeKind, Verdict
from bihuan.finding.vocabulary.talks import TalkAction, TalkDuty, VisitDuty
from bihuan.foundation.kernel import Actor, Term

IN_PERSON: frozenset[Term] = frozenset(
    {BackCheckAction.CONCLUDE, BackCheckAction.JUDGE, TalkAction.NOTE, TalkAction.AMEND, TalkAction.DECLINE}
)
"""What no deputy does: talk, judge, conclude."""


def towards(actor: Actor, row: Any, unit_id: int | None) -> set[Term]:
    """The duties in the campaign, those for units only where they are for this one; without a unit those for any."""
    return set(_narrowed(actor, frozenset[Term](duties(actor, row)), held_over(actor, row.campaign_id), unit_id))


def _narrowed(actor: Actor, found: frozenset[Term], over: Sequence[Held], unit_id: int | None) -> frozenset[Term]:
    if actor.is_system or unit_id is None:
        return found
    near: frozenset[Term] = frozenset(one.duty for one in over if one.of is None and one.unit_id == unit_id)
    return (found - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT})


def duties_of_joint(actor: Actor, row: Any) -> frozenset[Term]:
    """The duties in the campaign."""
    return frozenset(duties(actor, row))


def duties_of_joints(actor: Actor, rows: Sequence[Any]) -> list[frozenset[Term]]:
    """The same for many rows, a campaign asked once."""
    held = {pk: duties_of_joint(actor, one) for pk, one in {one.campaign_id: one for one in rows}.items()}
    return [held[one.campaign_id] for one in rows]


def duties_of_talk(actor: Actor, row: Talk) -> frozenset[Term]:
    """Before it is noted the duties towards the unit; then only who talked or noted it, who was talked to, and the office. To a talk with
    himself nobody is anything else (P04)."""
    himself = actor.person_id is not None and actor.person_id == row.person_id
    if row._state.adding:
        return frozenset() if himself else frozenset(towards(actor, row, row.unit_id))
    if himself:
        return frozenset({TalkDuty.TALKED_TO})
    kept = set(duties(actor, row)) & {Duty.OFFICE, Duty.MACHINE}
    wrote = actor.user_id is not None and actor.user_id == row.noted_by_id
    mine = {TalkDuty.TALKER} if wrote or (actor.person_id is not None and actor.person_id == row.talker_id) else set()
    return frozenset(kept | mine)


def duties_of_home_visit(actor: Actor, row: HomeVisit) -> frozenset[Term]:
    """Before it is asked the duties towards the unit; then only who asked or goes, who is visited, and the office."""
    himself = actor.person_id is not None and actor.person_id == row.person_id
    if row._state.adding:
        return frozenset() if himself else frozenset(towards(actor, row, row.problem.unit_id))
    if himself:
        return frozenset({VisitDuty.VISITED})
    kept = set(duties(actor, row)) & {Duty.OFFICE, Duty.MACHINE}
    goes = actor.person_id is not None and row.visitors.filter(pk=actor.person_id).exists()
    asked = actor.user_id is not None and row.asked_by_id == actor.user_id and still_works(actor, row.campaign_id)
    return frozenset(kept | ({VisitDuty.VISITOR} if goes or asked else set()))


def duties_of_unit_row(actor: Actor, row: Any) -> frozenset[Term]:
    """The duties towards the unit that a row is about; of a row about none those of its campaign."""
    return frozenset(towards(actor, row, row.unit_id))


def duties_of_unit_rows(actor: Actor, rows: Sequence[Any]) -> list[frozenset[Term]]:
    """The same for many rows, a campaign asked once."""
    one_of = {one.campaign_id: one for one in rows}
    held = {pk: (frozenset[Term](duties(actor, one)), held_over(actor, pk)) for pk, one in one_of.items()}
    return [_narrowed(actor, *held[one.campaign_id], one.unit_id) for one in rows]


def stand_ins(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what was delegated to him towards its unit. Of a talk or a visit nothing but what
    the office delegated, and nothing of what is about himself."""
    found = []
    for row, others in zip(rows, stand_ins_in_campaign(actor, rows), strict=True):
        mine = held_over(actor, row.campaign_id) if others else ()
        close = isinstance(row, Talk | HomeVisit)
        unit = None if close else getattr(row, "unit_id", None)
        about = {getattr(row, "person_id", None)} - {None}
        told = [
            (one, frozenset[Term]() if about & {one.person_id, one.for_person} else _near(one, held, mine, unit, close))
            for one, held in others
        ]
        found.append(told)
    return found


def _near(actor: Actor, held: frozenset[Term], mine: Sequence[Held], unit_id: int | None, close: bool) -> frozenset[Term]:
    if close:
        return frozenset({*held} & {Duty.OFFICE})
    if unit_id is None:
        return held
    near: set[Term] = {one.duty for one in mine if one.of == actor.for_person and one.unit_id == unit_id}
    return frozenset((set(held) - {*TOWARDS_A_UNIT}) | (near & {*TOWARDS_A_UNIT}))


def unmet_of_back_check(row: BackCheck, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """A conclusion rests on a responsibility that was traced, and on steps that were all judged; nobody judges what is about himself."""
    lacking: list[Term] = []
    people = [one for one in (actor.person_id, actor.for_person) if one is not None]
    if Node.objects.filter(back_check=row, person_id__in=people).exists():
        lacking.append(BackCheckNeed.OTHERS_JUDGE)
    if action == BackCheckAction.CONCLUDE:
        links = Link.objects.filter(back_check=row)
        lacking += [] if links.filter(other__kind=NodeKind.RESPONSIBILITY).exists() else [BackCheckNeed.RESPONSIBILITY]
        lacking += [BackCheckNeed.JUDGED] if links.filter(verdict=Verdict.OPEN).exists() else []
    return tuple(lacking)


def still_works(actor: Actor, campaign_id: int) -> bool:
    """Does he hold one of the duties, himself or as a deputy, by which visits are asked for and back-checks opened? What he began he follows no
    longer than that: a duty that ended, a loan that is over, takes its rows along."""
    return any(one.duty in (Duty.OFFICE, Duty.SUPERVISOR, Duty.UNIT_HEAD) for one in held_over(actor, campaign_id))


def is_office(actor: Actor, campaign_id: int) -> bool:
    """Does he run the campaign, himself or as a deputy?"""
    return actor.is_system or any(one.duty is Duty.OFFICE for one in held_over(actor, campaign_id))


def talks_seen(actor: Actor, campaign_id: int) -> Q:
    """Talks that he may read: his own, those he led or noted, for the office all (M72)."""
    if is_office(actor, campaign_id):
        return Q()
    me, account = actor.person_id or 0, actor.user_id or 0
    return Q(person_id=me) | Q(talker_id=me) | Q(noted_by_id=account)


def home_visits_seen(actor: Actor, campaign_id: int) -> Q:
    """Home visits of which he knows: those who go or asked, the office, and whoever is to be visited, who reads all but the record (M71)."""
    if is_office(actor, campaign_id):
        return Q()
    me, account = actor.person_id or 0, actor.user_id or 0
    goes = HomeVisit.visitors.through.objects.filter(person_id=me).values("homevisit_id")
    asked = Q(asked_by_id=account) if still_works(actor, campaign_id) else Q(pk__in=[])
    return Q(person_id=me) | Q(pk__in=goes) | asked


def reads_record(actor: Actor, row: HomeVisit) -> bool:
    """May he read what was seen at home? Case handlers alone, never the one it is about as one of them."""
    return bool(duties_of_home_visit(actor, row) & {Duty.OFFICE, Duty.MACHINE, VisitDuty.VISITOR})


def back_checks_seen(actor: Actor, campaign_id: int) -> Q:
    """Back-checks: for office and leading group all, for a supervision group those of its units, for whoever opened one that one as long as he
    works here. Never one in which he himself is traced, before it is concluded."""
    mine = held_over(actor, campaign_id)
    if actor.is_system:
        return Q()
    if any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine):
        return Q()
    units = {one.unit_id for one in mine if one.duty is Duty.SUPERVISOR and one.unit_id}
    opened = Q(opened_by_id=actor.user_id or 0) if still_works(actor, campaign_id) else Q(pk__in=[])
    return Q(unit_id__in=units) | opened


def screenings_seen(actor: Actor, campaign_id: int) -> Q:
    """Screenings: of one's own units and those one supervises; for office and leading group all."""
    mine = held_over(actor, campaign_id)
    if actor.is_system or any(one.duty in (Duty.OFFICE, Duty.LEADER) for one in mine):
        return Q()
    return Q(unit_id__in={one.unit_id for one in mine if one.duty in TOWARDS_A_UNIT and one.unit_id})
