"""Who was held up as an example of which standard (M43)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from bihuan.campaigns.models import Campaign, Commendation
from bihuan.campaigns.queries.past import conduct_then
from bihuan.campaigns.rules.conduct import standards_of
from bihuan.foundation.kernel import Missing

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard of the code with its meaning and the latest commendations that cite it."""

    name: str
    meaning: str
    examples: tuple[Commendation, ...]


def code_of_conduct(campaign: Campaign, *, most: int = _SHOWN, until: datetime | None = None) -> list[Standard]:
    """The campaign's standards, each with its latest examples (`until`: those of that moment)."""
    standards = conduct_then(campaign, until) if until else standards_of(campaign.file)
    found: dict[str, list[Commendation]] = {}
    for one in commendations_of(campaign, until):
        found.setdefault(one.standard, []).append(one)
    return [Standard(name, meaning, tuple(found.get(name, ())[:most])) for name, meaning in standards.items()]


def commendations_of(campaign: Campaign, until: datetime | None = None) -> list[Commendation]:
    """The campaign's commendations that stand (`until`: that stood just before that moment), latest first."""
    rows = Commendation.objects.filter(campaign=campaign).select_related("unit", "person")
    if until is None:
        return list(rows.filter(withdrawn_at=None)[:300])
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gte=until)
    return list(rows.filter(stood, commended_at__lt=until)[:300])


def find_commendation(campaign: Campaign, pk: int) -> Commendation:
    """One commendation of the campaign, or Missing."""
    row = Commendation.objects.filter(campaign=campaign, pk=pk).first()
    if row is None:
        raise Missing()
    return row
