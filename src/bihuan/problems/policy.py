"""What somebody is to a problem, and which problems he sees: one gate for pages, machines, exports and search."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import CharField, IntegerField, Q, Value
from django.utils.timezone import localdate

from bihuan.campaigns.policy import Held, duties_over, spread
from bihuan.campaigns.policy import duties as duties_of_campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, NotAllowed, Term, _
from bihuan.foundation.planned import answers
from bihuan.foundation.statistics import rare
from bihuan.organisation.models import Person
from bihuan.problems.models import Problem
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import PRIVATE_SOURCES, Action, ProblemDuty
from bihuan.problems.vocabulary.passing_on import LevelDuty

_WHOLE_CAMPAIGN = (Duty.OFFICE, Duty.LEADER)
OF_A_UNIT = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.LIAISON, Duty.SUPERVISOR)
_BLIND = {Duty.LIAISON, Duty.UNIT_HEAD}
_READERS = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR)  # of private texts (A26) beside the office: never the liaison


@dataclass(frozen=True)
class Reach:
    """What one actor holds in one campaign, asked once for a request and then used for every row."""

    actor: Actor
    duties: tuple[Held, ...]
    has_own_items: bool = False
    """Does the actor own, do or lead items outside his units? Holders of a unit duty normally do not: then lists need no OR."""
    principals: tuple[Actor, ...] = ()
    """The actor as the deputy of each of those for whom he stands in. `duties` holds theirs beside his own: he sees what they see."""

    def towards(self, unit_id: int) -> frozenset[Duty]:
        """Campaign duties towards a unit: those for the whole campaign, for this unit and for units above it."""
        return frozenset(one.duty for one in self.duties if one.unit_id is None or one.unit_id == unit_id)

    def alone(self) -> "Reach":
        """Only what is held by the actor as he acts: by himself, or for the one whose deputy he is here."""
        return replace(self, duties=tuple(one for one in self.duties if one.of == self.actor.for_person)) if self.principals else self

    def stand_ins(self) -> "list[Reach]":
        """The same reach, acting for each of those whose deputy the actor is."""
        return [replace(self, actor=one) for one in self.principals]

    def holds(self, *duties: Duty) -> bool:
        """Does the actor hold one of these anywhere in the campaign?"""
        return any(one.duty in duties for one in self.duties)

    def units(self, *duties: Duty) -> list[int]:
        """The units towards which the actor holds one of these duties."""
        return sorted({one.unit_id for one in self.duties if one.duty in duties and one.unit_id is not None})


_OWN = "own"


def reach(actor: Actor, campaign_id: int) -> Reach:
    """One query: the actor's duties in this campaign, towards units and their branches, and whether he has items elsewhere."""
    if actor.person_id is None or actor.administrator or actor.only_own:
        return Reach(actor, ())
    rows = answers(*_reach(actor, campaign_id, localdate()))
    duties = spread(actor, campaign_id, (row for row in rows if row[0] != _OWN))
    inside = {one.unit_id for one in duties if one.of is None and one.duty in OF_A_UNIT}
    return Reach(actor, duties, any(row[0] == _OWN and row[1] not in inside for row in rows), _principals(actor, duties))


def _principals(actor: Actor, duties: Sequence[Held]) -> tuple[Actor, ...]:
    """One query, for deputies alone."""
    others = {one.of for one in duties if one.of is not None}
    people = Person.objects.filter(pk__in=others).order_by("pk").values_list("pk", "user_id", "name") if others else ()
    return tuple(actor.as_deputy(*one) for one in people)


@lru_cache(4096)
def _reach(actor: Actor, campaign_id: int, today: date) -> tuple[str, tuple[Any, ...]]:
    """The question itself. Every page asks it, and putting it together takes ten times as long as answering it. It holds for a day, for
    delegations begin and end by themselves."""
    me = actor.person_id
    # the plus: a person's few problems are found by their indexes; without statistics SQLite would walk the whole campaign on every page
    here = Problem.objects.extra(where=["+problems_problem.campaign_id = %s"], params=[campaign_id])  # noqa: S610 - a text of ours
    beside = {"word": Value(_OWN, CharField()), "nothing": Value(None, CharField()), "nobody": Value(0, IntegerField())}
    # each by its own index: for an OR of them SQLite may take none
    own = [here.filter(rare(one, me)).order_by() for one in ("person_id", "doer_id", "leader_id")]
    told = [one.annotate(**beside).values_list("word", "unit_id", "nothing", "nobody") for one in own]
    return duties_over(actor, campaign_id, today).union(*told).query.sql_with_params()


def duties_within(mine: Reach, row: Problem) -> frozenset[Term]:
    """The duties towards this row, without a query. Nobody confirms what is about himself; a unit head's items go to the leader in charge.

    As somebody's deputy the actor has what was delegated to him, and nothing towards an item that he puts right or that is about him."""
    actor = mine.actor
    if actor.is_system:
        return frozenset({Duty.MACHINE})
    found: set[Term] = set(mine.alone().towards(row.unit_id))
    if actor.for_person is not None:
        if actor.person_id in (row.doer_id, row.person_id):
            return frozenset()
    elif actor.person_id is not None:
        found |= {ProblemDuty.OWNER} if row.person_id == actor.person_id else set()
        found |= {ProblemDuty.DOER} if row.doer_id == actor.person_id else set()
        found |= {ProblemDuty.RESPONSIBLE_LEADER} if row.leader_id == actor.person_id else set()
    if not row._state.adding and not may_read(mine, row):
        found -= _BLIND  # whoever may not read a text does not write it either
    confirms = Duty.LEADER_IN_CHARGE if row.of_unit_head else Duty.UNIT_HEAD
    about = {actor.person_id, actor.for_person} - {None}
    if confirms in found and row.person_id not in about:
        found.add(ProblemDuty.HEAD_CONFIRMS)
    return frozenset(found)


def duties(actor: Actor, row: Problem) -> frozenset[Term]:
    """The duties the actor holds towards this row."""
    return duties_within(reach(actor, row.campaign_id), row)


IN_PERSON: frozenset[Term] = frozenset({Action.HAND_OVER})
"""Steps of the ledger that decide on persons and that no deputy takes. A finding about a head is moved in person, too (below)."""


def stand_ins(actor: Actor, rows: Sequence[Problem]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """For each row the actor as the deputy of others, with what that makes him towards it. Two queries a campaign."""
    reaches = {campaign: reach(actor, campaign).stand_ins() for campaign in {row.campaign_id for row in rows}}
    return [[(mine.actor, duties_within(mine, row)) for mine in reaches[row.campaign_id]] for row in rows]


def refuse_moving_a_head(actor: Actor, row: Problem, was: int | None, heads: frozenset[tuple[int, int]]) -> None:
    """A finding about the head of a unit (`was`, when he is among `heads`) is put on somebody else by the office alone, never by his own people."""
    if (row.unit_id, was) in heads and not actor.is_system and not reach(actor, row.campaign_id).alone().holds(Duty.OFFICE):
        raise NotAllowed(_("第 %(number)04d 号关于单位主要负责人，责任人只能由专班更改。"), number=row.number)


def duties_beyond(actor: Actor, row: Any) -> frozenset[Term]:
    """What somebody is to an item's being shown or carried over elsewhere: his duties towards the item, and whether he heads its campaign."""
    return duties(actor, row.problem) | (duties_of_campaign(actor, row.problem) & {Duty.GROUP_HEAD})


def duties_between_levels(actor: Actor, row: Any) -> frozenset[Term]:
    """What somebody is to an item that two levels share, or to a measure of one of them: offices act for their levels (M104)."""
    share, level = (row.share, row.campaign_id) if hasattr(row, "share") else (row, None)
    offices = {one for one in (share.campaign_id, share.problem.campaign_id) if _office(actor, one)}
    return duties_beyond(actor, share) | _between_levels(share, level, offices)


def stand_ins_between_levels(actor: Actor, rows: Sequence[Any]) -> list[list[tuple[Actor, frozenset[Term]]]]:
    """The same for the deputies of those offices."""
    return [_stand_ins_between(actor, row) for row in rows]


def _stand_ins_between(actor: Actor, row: Any) -> list[tuple[Actor, frozenset[Term]]]:
    share, level = (row.share, row.campaign_id) if hasattr(row, "share") else (row, None)
    found: dict[Actor, set[int]] = {}
    for campaign in (share.campaign_id, share.problem.campaign_id):
        for mine in reach(actor, campaign).stand_ins():
            found.setdefault(mine.actor, set()).update({campaign} if mine.alone().holds(Duty.OFFICE) else ())
    return [(one, _between_levels(share, level, offices) | duties(one, share.problem)) for one, offices in found.items()]


def _office(actor: Actor, campaign_id: int) -> bool:
    return reach(actor, campaign_id).alone().holds(Duty.OFFICE)


def _between_levels(share: Any, level: int | None, offices: Collection[int]) -> frozenset[Term]:
    told = ((LevelDuty.LEADS, share.lead_id or share.problem.campaign_id), (LevelDuty.UPPER, share.upper_id), (LevelDuty.OF_LEVEL, level))
    return frozenset(duty for duty, campaign in told if campaign is not None and campaign in offices)


def duties_of_many(actor: Actor, rows: Sequence[Problem]) -> list[frozenset[Term]]:
    """The duties the actor holds towards each row: one query a campaign."""
    reaches = {campaign: reach(actor, campaign) for campaign in {row.campaign_id for row in rows}}
    return [duties_within(reaches[row.campaign_id], row) for row in rows]


def sees_all(mine: Reach) -> bool:
    """Does the actor see every row of the campaign in lists and counts?"""
    return mine.actor.is_system or mine.holds(*_WHOLE_CAMPAIGN)


def visible(mine: Reach) -> Q:
    """The problems of the campaign that the actor may see in lists and counts."""
    if sees_all(mine):
        return Q()
    own = Q(pk__in=[])
    if units := mine.units(*OF_A_UNIT):
        own = Q(unit_id=units[0]) if len(units) == 1 else Q(unit_id__in=units)
    if mine.actor.person_id is None or mine.actor.administrator:
        return own
    if units and not mine.has_own_items:
        return own
    return own | Q(person_id=mine.actor.person_id) | Q(doer_id=mine.actor.person_id) | Q(leader_id=mine.actor.person_id)


def readable(mine: Reach) -> Q:
    """Of the visible problems, those whose text the actor may read: what search may match and exports may show."""
    if mine.actor.is_system or mine.holds(Duty.OFFICE):
        return Q()
    open_text = ~Q(source__in=PRIVATE_SOURCES)
    units = mine.units(*_READERS)
    heads = Q(unit_id__in=units) & (Q(of_unit_head=False) | Q(unit_id__in=mine.units(Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR)))
    own = Q(person_id=mine.actor.person_id) if mine.actor.person_id is not None else Q(pk__in=[])
    return open_text | heads | own


def may_read(mine: Reach, row: Any) -> bool:
    """May the actor read the text of this visible row? The same answer as `readable`, for one row in hand."""
    if not text_is_private(row.source) or mine.actor.is_system:
        return True
    if getattr(row, "veiled", False):  # a row of the past that this actor may not read today
        return False
    if mine.actor.person_id is not None and row.person_id == mine.actor.person_id:
        return True
    towards = mine.towards(row.unit_id)
    if Duty.OFFICE in towards or towards & {Duty.LEADER_IN_CHARGE, Duty.SUPERVISOR}:
        return True
    return Duty.UNIT_HEAD in towards and not row.of_unit_head
