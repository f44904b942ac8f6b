"""The figures of ratings and cards (N22–N25) with what the source leaves out, and of measures by their mark (M135): numbers of people of the whole
campaign, never a name, never by unit, and none from one to four (P07, P08)."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from bihuan.accountability.models import Card, CardReview, Handling, LocalRule, Rating
from bihuan.accountability.rules.cards import months_between
from bihuan.accountability.rules.few import LEAST, told, told_of
from bihuan.accountability.rules.pack import pack
from bihuan.accountability.vocabulary.cards import CardState
from bihuan.accountability.vocabulary.handling import HandlingState
from bihuan.accountability.vocabulary.motions import ReviewState
from bihuan.accountability.vocabulary.ratings import RatingKind, RatingState, RuleAbout
from bihuan.accountability.workflow.cards import SHOWN
from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import MeasureKind
from bihuan.foundation.rulebook.queries import rule


def people_figures(campaign: Campaign, day: date, until: datetime) -> Mapping[str, int | None]:
    """Those that the campaign has a local rule for; None: too few to be told. As it stood at a moment, as far as rows tell."""
    abouts = set(LocalRule.objects.filter(campaign=campaign, cited_at__lt=until).values_list("about", flat=True))
    found: dict[str, int | None] = {}
    if RuleAbout.RATINGS in abouts:
        found |= _ratings(campaign, day, until)
    if RuleAbout.CARDS in abouts:
        found |= _cards(campaign, day, until)
    return found | _appeals(campaign, until) if abouts else found


def measure_figures(campaign: Campaign, day: date, until: datetime) -> dict[str, int | None]:
    """Decisions that were served and not undone, by the mark of their measure: education, organisational handling, disciplinary punishment (M135).
    None below five: also a naught is not told, or it would say of the others that there is somebody. One question."""
    stands = Q(served_on__lte=day, served_at__lt=until) & ~Q(state=HandlingState.UNDONE, over_at__lt=until)
    rows = Handling.objects.filter(stands, campaign=campaign).order_by()
    found = rows.aggregate(**{kind.value: Count("pk", filter=_marked(kind)) for kind in MeasureKind})
    return {kind.value: found[kind.value] if found[kind.value] >= LEAST else None for kind in MeasureKind}


def _marked(kind: MeasureKind) -> Q:
    """Measures of this mark: those of the pack, and what a plan names beside it."""
    known = [one.id for one in pack().measures.values() if one.kind is kind]
    return Q(measure__in=known) | Q(measure__startswith=f"plan:{kind.value}:")


def _people(rows: QuerySet[Rating] | QuerySet[Card]) -> int:
    return rows.order_by().values("person").distinct().count()


def _stood(until: datetime) -> Q:
    """It had not ended by then."""
    return Q(over_at=None) | Q(over_at__gte=until)


def _ratings(campaign: Campaign, day: date, until: datetime) -> dict[str, int | None]:
    rows = Rating.objects.filter(campaign=campaign, rated_on__lte=day, rated_at__lt=until)
    undone = Q(state=RatingState.UNDONE, over_at__lt=until)
    flat = rows.filter(kind=RatingKind.FLAT).exclude(undone)
    lifted = _people(flat.filter(state=RatingState.LIFTED, over_at__lt=until))
    in_force = _people(rows.filter(_stood(until), kind=RatingKind.STRIVER, ends_on__gte=day))
    return {"N22": told(in_force), "N23": told(_people(flat)), "O09": told_of(lifted, _people(flat))}


def _cards(campaign: Campaign, day: date, until: datetime) -> dict[str, int | None]:
    """Colours of cards are a property of the table; how many are of which, of today alone, for a card keeps no past of its colour here."""
    standing = Card.objects.filter(_stood(until), campaign=campaign, given_on__lte=day, given_at__lt=until)
    latest = standing.filter(state__in=SHOWN).order_by("-pk").first()
    months = months_between(latest.given_on, latest.review_on) if latest else rule("card_months", day).length.count
    yellow, red = (_people(standing.filter(state=one)) for one in (CardState.YELLOW, CardState.RED))
    return {"N24": len(SHOWN), "N25": months, "O10": told(yellow), "O11": told(red)}


def _appeals(campaign: Campaign, until: datetime) -> dict[str, int | None]:
    rows = CardReview.objects.filter(motion__campaign=campaign, filed_at__lt=until).exclude(state=ReviewState.WITHDRAWN)
    revoked = rows.filter(state=ReviewState.REVOKED, over_at__lt=until).count()
    return {"O12": told(rows.count()), "O13": told_of(revoked, rows.count())}
