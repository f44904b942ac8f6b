"""What somebody is to a self-check, and who sees it: the person, the unit head, the reviewer, the office; never the whole unit (A26)."""

from collections.abc import Iterable, Sequence

from django.db.models import Q

from bihuan.campaigns.policy import Held, held_over
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.finding.models import Pledge, SelfCheck
from bihuan.finding.vocabulary.self_checks import SelfCheckDuty, SelfCheckState
from bihuan.foundation.kernel import Actor, Term
from bihuan.organisation.models import Person


def duties_within(actor: Actor, mine: Iterable[Held], row: SelfCheck, head: bool) -> frozenset[Term]:
    """The duties towards a list, without a query; `head`: is it the list of a head of that unit, which the leader in charge reviews?"""
    if actor.is_system:
        return frozenset({Duty.MACHINE})
    me = actor.for_person if actor.for_person is not None else actor.person_id
    towards = {one.duty for one in mine if one.of == actor.for_person and one.unit_id in (None, row.unit_id)}
    if row.person_id in (actor.person_id, actor.for_person):  # nobody handles his own, nor does his deputy
        return frozenset({SelfCheckDuty.OWNER}) if actor.for_person is None else frozenset()
    found: set[Term] = {one for one in towards if one in (Duty.OFFICE, Duty.LIAISON, Duty.SUPERVISOR)}
    if (Duty.LEADER_IN_CHARGE if head else Duty.UNIT_HEAD) in towards:
        found.add(SelfCheckDuty.HEAD)
    if me is not None and row.reviewer_id == me and actor.for_person is None:
        found.add(SelfCheckDuty.REVIEWER)
    if row.on_paper and Duty.LIAISON in towards:
        found.add(SelfCheckDuty.ENTERER)
    return frozenset(found)


def is_head(row: SelfCheck) -> bool:
    """Does the person head his unit, or one above it?"""
    return (row.unit_id, row.person_id) in heads_of(row.campaign, [row.unit_id])


def duties(actor: Actor, row: SelfCheck) -> frozenset[Term]:
    """The actor's own duties towards a list."""
    return duties_within(actor, held_over(actor, row.campaign_id), row, is_head(row))


def duties_of_many(actor: Actor, rows: Sequence[SelfCheck]) -> list[frozenset[Term]]:
    """The actor's own duties towards many lists of one campaign. Three queries."""
    if not rows:
        return []
    mine = held_over(actor, rows[0].campaign_id)
    heads = heads_of(rows[0].campaign, list({row.unit_id for row in rows}))
    return [duties_within(actor, mine, row, (row.unit_id, row.person_id) in heads) for row in rows]


def stand_ins(actor: Actor, rows: Sequence[SelfCheck]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each list the actor as the deputy of others. A reviewer's eye is lent to nobody: the office deals anew."""
    answers = []
    for row in rows:
        mine = held_over(actor, row.campaign_id)
        others = {one.of for one in mine if one.of is not None}
        people = Person.objects.filter(pk__in=others).order_by("pk").values_list("pk", "user_id", "name") if others else ()
        acting = [actor.as_deputy(*one) for one in people]
        answers.append([(one, duties_within(one, mine, row, is_head(row))) for one in acting])
    return answers


def duties_of_pledge(actor: Actor, row: Pledge) -> frozenset[Term]:
    """Those towards its list."""
    return duties(actor, row.self_check)


def oversees(mine: Iterable[Held]) -> bool:
    """Does somebody with these duties deal the lists of the whole campaign?"""
    return any(one.duty is Duty.OFFICE for one in mine)


def visible(actor: Actor, mine: Sequence[Held]) -> Q:
    """The lists whose existence and state the actor may know: his own; a head those of his units, a leader in charge, the reviewer, the office;
    a liaison those that he enters from paper."""
    if actor.is_system or oversees(mine):
        return Q()
    if actor.person_id is None or actor.administrator:
        return Q(pk__in=[])
    units = {one.unit_id for one in mine if one.duty in (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE)}
    paper = {one.unit_id for one in mine if one.duty is Duty.LIAISON}
    handed = ~Q(state=SelfCheckState.DRAFTING, round=0)
    entered = Q(unit_id__in=paper, on_paper=True)
    return Q(person_id=actor.person_id) | Q(reviewer_id=actor.person_id) | entered | (Q(unit_id__in=units) & handed)


def may_read(actor: Actor, held: frozenset[Term], row: SelfCheck) -> bool:
    """May somebody with these duties read what is written there? Before it is handed in for the first time only he who writes it; the liaison
    while he enters it; a draft that was returned, as it was handed in, stays with those who reviewed it."""
    if SelfCheckDuty.OWNER in held or actor.is_system:
        return True
    if SelfCheckDuty.ENTERER in held and row.state == SelfCheckState.DRAFTING:
        return True
    return row.round > 0 and bool(held & {SelfCheckDuty.HEAD, SelfCheckDuty.REVIEWER, Duty.OFFICE})
