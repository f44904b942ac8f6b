"""Reading the organisation: the person behind an account, the tree, names in order."""

from django.db.models import QuerySet

from bihuan.foundation.kernel import Actor, Missing
from bihuan.organisation.models import Person, StandingDuty, Unit


def person_id_of(user_id: int | None) -> int | None:
    """The person whose account this is, or None (administrators have none)."""
    return Person.objects.filter(user_id=user_id).values_list("pk", flat=True).first() if user_id else None


def branch(unit: Unit) -> QuerySet[Unit]:
    """The unit and everything below it that still stands."""
    return Unit.objects.filter(path__startswith=unit.path, ended_on=None)


def find_unit(pk: int) -> Unit:
    """The unit, or Missing."""
    unit = Unit.objects.filter(pk=pk).first()
    if unit is None:
        raise Missing()
    return unit


def standing_duties(actor: Actor) -> frozenset[str]:
    """The standing duties of an account, as words."""
    if actor.user_id is None or actor.administrator:
        return frozenset()
    return frozenset(StandingDuty.objects.filter(user_id=actor.user_id, ended_at=None).values_list("duty", flat=True))
