"""Who was held up as an example of which standard (M43)."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

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
    """The campaign's standards, each with its latest examples (`until`: those of that moment). One question, however many of either."""
    standards = conduct_then(campaign, until) if until else standards_of(campaign.file)
    rows = commendations_of(campaign, until)
    place = Window(RowNumber(), partition_by=F("standard"), order_by=[F("on_date").desc(), F("pk").desc()])
    found: dict[str, list[Commendation]] = {}
    for one in rows.filter(standard__in=standards).annotate(place=place).filter(place__lte=most):
        found.setdefault(one.standard, []).append(one)
    return [Standard(name, meaning, tuple(found.get(name, ()))) for name, meaning in standards.items()]


def commendations_of(campaign: Campaign, until: datetime | None = None) -> QuerySet[Commendation]:
    """The campaign's commendations that stand (`until`: that stood just before that moment), latest first."""
    rows = Commendation.objects.filter(campaign=campaign).select_related("unit", "person").order_by("-on_date", "-pk")
    if until is None:
        return rows.filter(withdrawn_at=None)
    stood = Q(withdrawn_at=None) | Q(withdrawn_at__gte=until)
    return rows.filter(stood, commended_at__lt=until)


def find_commendation(campaign: Campaign, pk: int) -> Commendation:
    """One commendation of the campaign, or Missing."""
    row = Commendation.objects.filter(campaign=campaign, pk=pk).first()
    if row is None:
        raise Missing()
    return row
