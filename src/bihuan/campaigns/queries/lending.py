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


def holders_of(campaign: Campaign) -> list[Person]:
    """Everybody who holds a duty here today, by Chinese name."""
    granted = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None).order_by().values("person_id")
    return list(Person.objects.filter(pk__in=granted).order_by("sort_key", "pk"))
