"""Counting the roster as of a day, and shares that state what they are shares of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign, CoveredUnit, CoveredUnitVersion, RosterEntry, RosterVersion
from bihuan.campaigns.rules.rates import Rate
from bihuan.campaigns.rules.threshold import lies_below, threshold_in, understood
from bihuan.campaigns.vocabulary import RosterChange, RosterRole
from bihuan.foundation.audit.moments import held_before
from bihuan.foundation.kernel import Missing


@dataclass(frozen=True, slots=True)
class RosterCounts:
    """Who is covered on a day. `units` N01; `subjects` N02, each person once; `participants` take part without being covered
    anywhere; `persons` both; `exempt` were freed by that day."""

    day: date
    units: int
    persons: int
    subjects: int
    participants: int
    exempt: int

    def rate_of_subjects(self, count: int) -> Rate:
        """`count` as a share of the subjects of this day."""
        return Rate.of_subjects(count, self.subjects, self.day)


def on_roster(day: date) -> Q:
    """Entries (or covered units) that stand on a day: from the day they begin until just before the day they end."""
    return Q(from_on__lte=day) & (Q(to_on=None) | Q(to_on__gt=day))


def standing_on(campaign: Campaign, day: date, until: datetime | None = None) -> QuerySet[RosterEntry]:
    """Entries of a day; `until`: of what was registered before that moment, whatever was registered for the day later."""
    if until is None:
        return RosterEntry.objects.filter(on_roster(day), campaign=campaign)
    held = RosterVersion.objects.filter(held_before(until), on_roster(day), campaign=campaign)
    return RosterEntry.objects.filter(pk__in=held.values("row_id"))


def covered_on(campaign: Campaign, day: date, until: datetime | None = None) -> QuerySet[CoveredUnit]:
    """Covered units of a day; `until` as for entries."""
    if until is None:
        return CoveredUnit.objects.filter(on_roster(day), campaign=campaign)
    held = CoveredUnitVersion.objects.filter(held_before(until), on_roster(day), campaign=campaign)
    return CoveredUnit.objects.filter(pk__in=held.values("row_id"))


def entries_on(campaign: Campaign, day: date) -> QuerySet[RosterEntry]:
    """The roster as it stood on a day, by Chinese name."""
    return standing_on(campaign, day).select_related("person", "unit").order_by("person__sort_key", "pk")


def counts_on(campaign: Campaign, day: date, until: datetime | None = None) -> RosterCounts:
    """Units and people covered on a day (`until`: as registered before that moment). A person with two posts counts once, as a subject if
    he is one anywhere. Three queries."""
    roles = set(standing_on(campaign, day, until).values_list("person_id", "role"))
    persons = {person for person, _role in roles}
    subjects = {person for person, role in roles if role == RosterRole.SUBJECT}
    freed = _ended(campaign, until).filter(ended_by=RosterChange.EXEMPT, to_on__lte=day)
    exempt = set(freed.values_list("person_id", flat=True)) - persons
    units = covered_on(campaign, day, until).values("unit_id").distinct().count()
    return RosterCounts(day, units, len(persons), len(subjects), len(persons - subjects), len(exempt))


def _ended(campaign: Campaign, until: datetime | None) -> QuerySet[RosterEntry] | QuerySet[RosterVersion]:
    if until is None:
        return RosterEntry.objects.filter(campaign=campaign)
    return RosterVersion.objects.filter(held_before(until), campaign=campaign)


def find_entry(campaign: Campaign, pk: int) -> RosterEntry:
    """The roster entry, or Missing."""
    entry = RosterEntry.objects.filter(campaign=campaign, pk=pk).select_related("person", "unit").first()
    if entry is None:
        raise Missing()
    return entry


@dataclass(frozen=True, slots=True)
class RosterEvent:
    """One dated change after the roster was frozen."""

    on: date
    change: RosterChange
    entry: RosterEntry


_GO_ON = (RosterChange.NEW_POST, RosterChange.RANK)
"""An entry that ended so goes on in another one."""


def changes_of(campaign: Campaign, units: Sequence[int] | None = None) -> list[RosterEvent]:
    """What changed since the roster was frozen, latest first; `units` None: everywhere. A change of post or of role is one event."""
    rows = RosterEntry.objects.filter(campaign=campaign).exclude(began_by=RosterChange.FROZEN, to_on=None)
    rows = rows if units is None else rows.filter(unit_id__in=units)
    told: list[RosterEvent] = []
    for row in rows.select_related("person", "unit"):
        if row.began_by != RosterChange.FROZEN:
            told.append(RosterEvent(row.from_on, RosterChange(row.began_by), row))
        if row.to_on is not None and row.ended_by not in _GO_ON:
            told.append(RosterEvent(row.to_on, RosterChange(row.ended_by), row))
    return sorted(told, key=lambda one: (one.on, one.entry.pk), reverse=True)


@dataclass(frozen=True, slots=True)
class BelowThreshold:
    """Subjects whose rank lies below the campaign's threshold, and how many have a rank that says nothing and are not judged."""

    threshold: str
    entries: Sequence[RosterEntry]
    unknown: int


def below_threshold(campaign: Campaign, day: date) -> BelowThreshold | None:
    """Whom the office has to decide about; None without a threshold, before the roster is frozen, or once it has decided."""
    threshold = threshold_in(campaign.file)
    if not threshold or campaign.roster_frozen_on is None or campaign.threshold_settled_at is not None:
        return None
    subjects = [one for one in entries_on(campaign, day) if one.role == RosterRole.SUBJECT]
    below = [one for one in subjects if lies_below(one.rank, threshold)]
    return BelowThreshold(threshold, below, sum(not understood(one.rank) for one in subjects)) if below else None


def with_account(campaign: Campaign, day: date) -> int:
    """Subjects of a day who can sign in, each once."""
    subjects = entries_on(campaign, day).filter(role=RosterRole.SUBJECT, person__user__is_active=True)
    return subjects.order_by().values("person_id").distinct().count()
