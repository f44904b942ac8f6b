"""Who keeps away from what (回避), and whose declarations somebody sees."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q

from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.kernel.recusal import Tie
from bihuan.foundation.kernel.recusal import kept_away as away_from
from bihuan.organisation.models import Recusal, Unit
from bihuan.organisation.policy import duties_of_recusal
from bihuan.organisation.rules.paths import ids_of
from bihuan.organisation.vocabulary import RecusalDuty, RecusalState

if TYPE_CHECKING:
    pass


def kept_away(unit: Unit, day: date, parties: Collection[int] = ()) -> frozenset[int]:
    """People who have nothing to do with a matter of this unit and these people on that day: by a recusal in force, or because it is about them.
    Says who, never why. One query."""
    return kept_away_each([(unit, parties)], day)[0]


def kept_away_each(matters: Sequence[tuple[Unit, Collection[int]]], day: date) -> list[frozenset[int]]:
    """The same for each of many matters, a unit and the people it is about. One query for all."""
    units = {pk for unit, _parties in matters for pk in ids_of(unit.path)}
    parties = {one for _unit, people in matters for one in people}
    rows = Recusal.objects.filter(state=RecusalState.IN_FORCE).filter(Q(unit_id__in=units) | Q(party_id__in=parties))
    columns = ("person_id", "unit__path", "party_id", "from_on", "to_on")
    ties = [Tie(person, path or "", party, first, last) for person, path, party, first, last in rows.order_by().values_list(*columns)]
    return [away_from(ties, unit.path, people, day) for unit, people in matters]


def away_here(person_id: int | None, day: date, path: str = "unit__path") -> Exists:
    """For a question about rows of units: does this person keep away from the row's unit on that day? `path` leads to the path of the unit."""
    his = Recusal.objects.filter(person_id=person_id or 0, state=RecusalState.IN_FORCE, from_on__lte=day)
    lasting = his.filter(Q(to_on=None) | Q(to_on__gte=day)).exclude(unit=None).order_by()
    return Exists(lasting.annotate(there=ExpressionWrapper(OuterRef(path), CharField())).filter(there__startswith=F("unit__path")))


def recusals_of(actor: Actor) -> list[tuple[Recusal, frozenset[RecusalDuty]]]:
    """The recusals that this actor may read: his own, those that he asked for, those on which he decides; each with what he is to it."""
    if actor.person_id is None and not actor.is_system:
        return []
    rows = Recusal.objects.select_related("person", "unit", "party", "decided_by").order_by("-asked_at", "-pk")
    found = ((row, duties_of_recusal(actor, row)) for row in rows.filter(_could_concern(actor))[:500])
    return [(row, held) for row, held in found if held]


def _could_concern(actor: Actor) -> Q:
    """All that wait for a decision or are in force, and whatever is one's own."""
    return Q(state__in=(RecusalState.ASKED, RecusalState.IN_FORCE)) | Q(person_id=actor.person_id) | Q(asked_by_id=actor.user_id)


def find_recusal(actor: Actor, pk: int) -> Recusal:
    """One that this actor may read, or Missing."""
    row = Recusal.objects.select_related("person", "unit", "party").filter(pk=pk).first()
    if row is None or not duties_of_recusal(actor, row):
        raise Missing()
    return row
