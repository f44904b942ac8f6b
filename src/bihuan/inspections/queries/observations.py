"""What was seen and heard, as somebody sees it; findings of several bodies in one list without double entries (M112)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import Actor, Missing
from bihuan.inspections.models import Heard, Observation, Photo, Visit
from bihuan.inspections.policy import sight
from bihuan.inspections.vocabulary import Force, ObservationState, SupervisionKind
from bihuan.problems.rules.likeness import Text, degree, plain

_NEARLY = 75
_LATELY = 300


def observations_of(actor: Actor, campaign: Campaign) -> QuerySet[Observation]:
    """Those that the actor sees, latest first."""
    rows = Observation.objects.filter(sight(actor, campaign).observations(), campaign=campaign)
    return rows.select_related("unit", "visit", "person", "problem", "manifestation")


def find_observation(actor: Actor, campaign: Campaign, pk: int) -> Observation:
    """One of them, or Missing."""
    row = (
        observations_of(actor, campaign)
        .filter(pk=pk)
        .select_related("campaign", "unit", "visit__plan", "problem", "line", "same_as")
        .first()
    )
    if row is None:
        raise Missing()
    return row


@dataclass(frozen=True, slots=True)
class Alike:
    """Another observation of the unit that may tell of the same thing, and how nearly (percent)."""

    row: Observation
    degree: int


def alike_of(actor: Actor, row: Observation) -> list[Alike]:
    """Others of the same unit in nearly the same words, the nearest first; from what the actor sees. People decide whether they are one."""
    others = observations_of(actor, row.campaign).filter(unit_id=row.unit_id).exclude(pk=row.pk).exclude(state=ObservationState.SAME)
    mine, found = Text(plain(row.text)), list[Alike]()
    for other in others[:_LATELY]:
        if (near := degree(mine, Text(plain(other.text)))) >= _NEARLY:
            found.append(Alike(other, near))
    return sorted(found, key=lambda one: -one.degree)[:5]


def by_kind(actor: Actor, campaign: Campaign) -> list[tuple[SupervisionKind, int]]:
    """The five kinds of supervision side by side: how many findings came by each (M194). What was joined to another counts once. One query."""
    counted = _counted(observations_of(actor, campaign), "kind")
    return [(kind, counted.get(kind.value, 0)) for kind in SupervisionKind]


def by_force(actor: Actor, campaign: Campaign) -> list[tuple[Force, int]]:
    """How many findings each body brought (M112)."""
    counted = _counted(observations_of(actor, campaign), "force")
    return [(force, counted.get(force.value, 0)) for force in Force]


def _counted(rows: QuerySet[Observation], name: str) -> dict[str, int]:
    return dict(rows.exclude(state=ObservationState.SAME).order_by().values_list(name).annotate(Count("pk")))


def heard_of(actor: Actor, campaign: Campaign) -> QuerySet[Heard]:
    """Opinions that were heard on visits that the actor sees: for office and groups and for whoever went and still serves, never for the unit
    about which they may be."""
    mine = sight(actor, campaign)
    rows = Heard.objects.filter(campaign=campaign).select_related("visit__unit")
    if actor.is_system:
        return rows
    rows = rows.filter(visit__in=Visit.objects.filter(mine.visits()).values("pk")).exclude(visit__unit_id__in=mine.own)
    return rows if mine.office else rows.filter(Q(visit__unit_id__in=mine.supervised) | Q(visit_id__in=mine.went()))


def find_heard(actor: Actor, campaign: Campaign, pk: int) -> Heard:
    """One opinion that was heard, or Missing."""
    row = heard_of(actor, campaign).filter(pk=pk).select_related("visit__campaign", "campaign").first()
    if row is None:
        raise Missing()
    return row


def photo_of(actor: Actor, campaign: Campaign, pk: int) -> Photo:
    """A photo of an observation that the actor sees, or Missing."""
    row = Photo.objects.select_related("file", "observation").filter(pk=pk, observation__in=observations_of(actor, campaign)).first()
    if row is None:
        raise Missing()
    return row


def unit_answers(rows: Sequence[Observation], own: frozenset[int]) -> list[Observation]:
    """Those that wait for the actor's own units to say something."""
    return [one for one in rows if one.state == ObservationState.SENT and one.unit_id in own]
