"""Units and people of a campaign, for choices in forms and for reading sheets."""

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category, Delegation, Grant, GroupMember, Manifestation, RosterEntry
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.rules.paths import ids_of


def units_of(campaign: Campaign, today: date) -> QuerySet[Unit]:
    """The units the campaign covers now, in their order."""
    now = Q(coverings__campaign=campaign, coverings__from_on__lte=today) & (Q(coverings__to_on=None) | Q(coverings__to_on__gt=today))
    return Unit.objects.filter(now).order_by("order", "pk").distinct()


def people_of(campaign: Campaign, unit: Unit) -> QuerySet[Person]:
    """Who stands on the roster of a unit or holds a duty there, by Chinese name; who supervises it is none of its people."""
    stands = Q(roster_entries__to_on=None) | Q(roster_entries__to_on__gt=localdate())  # who leaves later is still there
    on_roster = Q(roster_entries__campaign=campaign, roster_entries__unit=unit) & stands
    granted = Grant.objects.filter(campaign=campaign, unit=unit, ended_at=None).exclude(duty=Duty.SUPERVISOR)
    ids = Person.objects.filter(on_roster).order_by().values("pk").union(granted.order_by().values("person_id"))
    return Person.objects.filter(pk__in=ids).order_by("sort_key", "pk")


def posts_in(campaign: Campaign, unit: Unit, people: Sequence[Person]) -> dict[int, str]:
    """By person the post that the roster of a unit knows; where none, the last four digits of the phone: what tells namesakes apart."""
    rows = RosterEntry.objects.filter(campaign=campaign, unit=unit, person__in=people).order_by("pk")
    return {one.pk: one.phone[-4:] for one in people} | {pk: post for pk, post in rows.values_list("person_id", "post") if post}


def leaders_of(campaign: Campaign) -> QuerySet[Person]:
    """Who may answer above the owners: heads of units, leaders in charge, the leading group; by Chinese name."""
    duties = (Duty.UNIT_HEAD, Duty.LEADER_IN_CHARGE, Duty.LEADER)
    granted = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None, duty__in=duties)
    return Person.objects.filter(pk__in=granted.values("person_id")).order_by("sort_key", "pk")


def categories_of(campaign: Campaign) -> list[Category]:
    """The catalogue with its manifestations, two queries."""
    return list(Category.objects.filter(catalogue__campaign=campaign).prefetch_related("manifestations"))


def category_names(campaign: Campaign) -> dict[int, str]:
    """The categories alone, in their order."""
    return dict(Category.objects.filter(catalogue__campaign=campaign).values_list("pk", "name"))


def unit_in(campaign: Campaign, pk: int) -> Unit:
    """A covered unit, or Missing."""
    unit = Unit.objects.filter(pk=pk, coverings__campaign=campaign).first()
    if unit is None:
        raise Missing()
    return unit


def units_in(campaign: Campaign, keys: Sequence[int]) -> list[Unit]:
    """Covered units by their keys, in that order, or Missing. One query."""
    found = {one.pk: one for one in Unit.objects.filter(pk__in=keys, coverings__campaign=campaign)}
    if any(key not in found for key in keys):
        raise Missing()
    return [found[key] for key in keys]


def refuse_uncovered(campaign: Campaign, units: Sequence[Unit], today: date) -> None:
    """Raises BadInput with the names of units that the campaign does not cover, or that have left it."""
    known = set(units_of(campaign, today).filter(pk__in=[one.pk for one in units]).order_by().values_list("pk", flat=True))
    if strange := [one.name for one in units if one.pk not in known]:
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name="、".join(dict.fromkeys(strange[:5])))


def person_in(pk: int | None) -> Person | None:
    """A person by id; None for none; Missing for an id that is nobody's."""
    if not pk:
        return None
    person = Person.objects.filter(pk=pk).first()
    if person is None:
        raise Missing()
    return person


def known_person(campaign: Campaign, pk: int) -> Person:
    """Somebody whom this campaign knows, now or earlier: on its roster, with a duty, a seat, as a deputy. Missing for anybody else."""
    person = Person.objects.select_related("user").filter(pk=pk).first()
    if person is None or not knows(campaign, person):
        raise Missing()
    return person


def known_people(campaign: Campaign, keys: Collection[int]) -> dict[int, Person]:
    """The same for many, by key: Missing where the campaign does not know one of them. Five queries."""
    found = Person.objects.select_related("user").in_bulk(keys)
    known = set[int]()
    for model, column, here in _KNOWS:
        rows = model._default_manager.filter(**{here: campaign, f"{column}__in": keys}).order_by()
        known.update(rows.values_list(column, flat=True))
    if not set(keys) <= found.keys() & known:
        raise Missing()
    return found


_KNOWS = (
    (RosterEntry, "person_id", "campaign"), (Grant, "person_id", "campaign"), (GroupMember, "person_id", "group__campaign"),
    (Delegation, "deputy_id", "campaign"),
)  # fmt: skip
"""Where a campaign knows people by, now or earlier: kind of row, whom it names, how it stands under the campaign."""


def chosen_person(campaign: Campaign, pk: int, name: str = "") -> Person:
    """Somebody chosen by number. Whom the campaign does not know yet is told by name, too, as a page finds people by name alone: a number
    by itself tells nobody whose it is. Refused alike: a number that is nobody's, somebody else's name."""
    person = Person.objects.select_related("user").filter(pk=pk).first()
    if person is None or not (person.name == name.strip() or knows(campaign, person)):
        raise BadInput(_("本专项里没有编号为 %(number)d 的人。第一次列入的人，编号和姓名要一起写明，并且相符。"), number=pk)
    return person


def knows(campaign: Campaign, person: Person) -> bool:
    """Does this campaign know somebody, now or earlier?"""
    return any(model._default_manager.filter(**{column: person.pk, here: campaign}).exists() for model, column, here in _KNOWS)


def manifestation_in(campaign: Campaign, pk: int) -> Manifestation:
    """A manifestation of the campaign's catalogue, or Missing."""
    found = Manifestation.objects.select_related("category").filter(pk=pk, category__catalogue__campaign=campaign).first()
    if found is None:
        raise Missing()
    return found


def category_in(campaign: Campaign, pk: int) -> Category:
    """A category of the campaign's catalogue, or Missing."""
    found = Category.objects.filter(pk=pk, catalogue__campaign=campaign).first()
    if found is None:
        raise Missing()
    return found


def heads_of(campaign: Campaign, units: Sequence[int]) -> frozenset[tuple[int, int]]:
    """(unit, person) of whoever heads these units or a unit above them: their own items go to the leader in charge. Two queries."""
    chains = {pk: ids_of(path) for pk, path in Unit.objects.filter(pk__in=units).values_list("pk", "path")}
    above = {pk for chain in chains.values() for pk in chain}
    found = Grant.objects.filter(campaign=campaign, unit_id__in=above, duty=Duty.UNIT_HEAD, ended_at=None)
    heads: dict[int, list[int]] = {}
    for unit, person in found.values_list("unit_id", "person_id"):
        heads.setdefault(unit or 0, []).append(person)
    return frozenset((pk, person) for pk, chain in chains.items() for one in chain for person in heads.get(one, ()))
