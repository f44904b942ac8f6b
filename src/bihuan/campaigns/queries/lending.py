"""People lent to the bodies of a campaign, and everybody who holds a duty in it."""

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, Secondment
from bihuan.campaigns.policy import lent_still
from bihuan.foundation.kernel import Missing
from bihuan.organisation.models import Person


def secondments_of(campaign: Campaign) -> QuerySet[Secondment]:
    """All of them, those in force first, then by the day they began."""
    rows = Secondment.objects.filter(campaign=campaign).select_related("person", "home", "group", "approval")
    # Not by the empty end itself: one engine puts what is empty first, the other last. A campaign has some dozens.
    over = ExpressionWrapper(Q(ended_at__isnull=False), BooleanField())
    return rows.annotate(over=over).order_by("over", "-from_on", "-pk")


def find_secondment(campaign: Campaign, pk: int) -> Secondment:
    """One of them, or Missing."""
    row = Secondment.objects.filter(campaign=campaign, pk=pk).select_related("person", "home", "group__campaign", "approval").first()
    if row is None:
        raise Missing()
    return row


def holders_of(campaign: Campaign) -> list[tuple[Person, str]]:
    """Everybody who holds a duty here today, by Chinese name, each with the body or unit for which: two people may have one name. Two queries."""
    granted = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None)
    places: dict[int, str] = {}
    for person, group, unit in granted.order_by("pk").values_list("person_id", "group__name", "unit__name"):
        places[person] = places.get(person) or group or unit or ""
    people = Person.objects.filter(pk__in=places).order_by("sort_key", "pk")
    return [(one, f"{one.name}（{places[one.pk]}）" if places[one.pk] else one.name) for one in people]
