"""Who is marked as one of the key few (关键少数, M15); never a count of anybody."""

from collections.abc import Collection
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, KeyFew
from bihuan.campaigns.queries.roster import standing_on
from bihuan.foundation.kernel import Missing


def key_few_of(campaign: Campaign) -> QuerySet[KeyFew]:
    """The marks that stand, by Chinese name."""
    return KeyFew.objects.filter(campaign=campaign, unmarked_at=None).select_related("person").order_by("person__sort_key", "pk")


def key_people(campaign_id: int) -> QuerySet[KeyFew, int]:
    """Keys of the people who are marked: for lists and figures that are narrowed to them."""
    return KeyFew.objects.filter(campaign_id=campaign_id, unmarked_at=None).order_by().values_list("person_id", flat=True)


def units_of_key_few(campaign: Campaign, day: date, until: datetime | None = None) -> set[int]:
    """The covered units in which one of them stands on the roster of a day."""
    rows = standing_on(campaign, day, until).filter(person_id__in=key_people(campaign.pk))
    return set(rows.order_by().values_list("unit_id", flat=True))


def about_key_few() -> Q:
    """Problems, or versions of them, whose owner, or whoever puts them right or answers above, is one of the key few of their campaign."""
    theirs = Q(person_id=OuterRef("person_id")) | Q(person_id=OuterRef("doer_id")) | Q(person_id=OuterRef("leader_id"))
    return Q(Exists(KeyFew.objects.filter(theirs, campaign_id=OuterRef("campaign_id"), unmarked_at=None)))


def find_key_mark(campaign: Campaign, pk: int) -> KeyFew:
    """A mark that stands, or Missing."""
    row = key_few_of(campaign).filter(pk=pk).first()
    if row is None:
        raise Missing()
    return row


def posts_of_key_few(campaign: Campaign, people: Collection[int]) -> dict[int, str]:
    """By person the unit and post that the roster knows, of these people."""
    rows = campaign.roster.filter(person_id__in=people, from_on__lte=localdate()).order_by("from_on")
    return {person: f"{unit}　{post}".strip() for person, unit, post in rows.values_list("person_id", "unit__name", "post")}
