"""Who may review which list: never one of its own unit, nor anybody who keeps away (M54, P04)."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Grant, RosterEntry
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.queries.houses import houses_of, own_people
from bihuan.campaigns.vocabulary import Duty, RosterRole
from bihuan.finding.models import SelfCheck, SelfCheckRound
from bihuan.finding.vocabulary.self_checks import RoundEnd, SelfCheckState
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Person, Unit
from bihuan.organisation.queries import kept_away_each


def may_review(campaign: Campaign) -> dict[int, Person]:
    """Whom the office may deal lists to: people of the office and of the supervision groups, by name; nobody whose secondment is over (M08)."""
    granted = Grant.objects.filter(lent_still(localdate()), campaign=campaign, ended_at=None, duty__in=(Duty.OFFICE, Duty.SUPERVISOR))
    return {one.pk: one for one in Person.objects.filter(pk__in=granted.values("person_id")).order_by("sort_key", "pk")}


def barred_from(lists: Sequence[SelfCheck], people: Sequence[int], today: date) -> dict[int, frozenset[int]]:
    """By list whom of these people it is not dealt to: who belongs to its unit or to what is above or below it, and who keeps away. Four
    queries, however many lists."""
    houses = houses_of(lists[0].campaign, people) if lists else {}
    return {row.pk: frozenset(own_people(houses, row.unit)) | away for row, away in zip(lists, _away_from(lists, today), strict=True)}


def _away_from(lists: Sequence[SelfCheck], today: date) -> list[frozenset[int]]:
    return kept_away_each([(one.unit, (one.person_id,)) for one in lists], today)


def to_send_back(actor: Actor, campaign: Campaign, unit: Unit, today: date) -> list[SelfCheck]:
    """The lists of a unit that lie before somebody or were accepted, for a group that judges their quality (M110): whose they are and where they
    stand, nothing of what is written there. His own is left out, and those of people from whom he keeps away."""
    states = (SelfCheckState.HANDED_IN, SelfCheckState.REVIEWED, SelfCheckState.ACCEPTED)
    rows = SelfCheck.objects.filter(campaign=campaign, unit=unit, state__in=states).exclude(person_id=actor.person_id or 0)
    found = list(rows.select_related("person", "unit", "campaign").order_by("person__sort_key", "pk"))
    return [one for one, away in zip(found, _away_from(found, today), strict=True) if actor.person_id not in away]


def returned_lists(campaign: Campaign) -> dict[int, int]:
    """By unit how many lists were ever returned, however often (M100): of units, never of people. One query."""
    rounds = SelfCheckRound.objects.filter(self_check__campaign=campaign, end=RoundEnd.RETURNED).order_by()
    return dict(rounds.values_list("self_check__unit_id").annotate(n=Count("self_check_id", distinct=True)))


def load_of(campaign: Campaign, people: Sequence[int]) -> Mapping[int, int]:
    """How many lists still wait with each, so that new ones are dealt evenly; shown nowhere."""
    waiting = SelfCheck.objects.filter(
        campaign=campaign, reviewer_id__in=people, state__in=(SelfCheckState.HANDED_IN, SelfCheckState.REVIEWED)
    )
    return dict(waiting.order_by().values_list("reviewer_id").annotate(n=Count("pk")).values_list("reviewer_id", "n"))


def people_on_paper(campaign: Campaign, units: Sequence[int]) -> list[Person]:
    """Subjects of these units whose form a liaison may enter: who has not begun himself, or whose list is entered from paper already."""
    today = localdate()
    on_roster = RosterEntry.objects.filter(campaign=campaign, unit_id__in=units, role=RosterRole.SUBJECT, from_on__lte=today)
    writing = SelfCheck.objects.filter(campaign=campaign).exclude(on_paper=True, state=SelfCheckState.DRAFTING).values("person_id")
    people = Person.objects.filter(pk__in=on_roster.exclude(to_on__lte=today).values("person_id")).exclude(pk__in=writing)
    return list(people.order_by("sort_key", "pk"))
