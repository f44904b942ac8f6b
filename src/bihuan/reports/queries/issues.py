"""The issues that a new edition is compared with."""

from datetime import timedelta

from django.utils.timezone import localtime

from bihuan.campaigns.models import Campaign
from bihuan.documents.queries import issued
from bihuan.documents.vocabulary import Kind
from bihuan.foundation.kernel.moments import Written

_MOST = 12


def issues_of(campaign: Campaign) -> list[tuple[str, Written]]:
    """Issued briefs with the moment of their figures, latest first."""
    found = sorted(issued(campaign, Kind.WEEKLY_BRIEF), key=lambda one: one.as_of, reverse=True)
    return [(one.number, Written.of(localtime(one.as_of))) for one in found[:_MOST]]


def edition_before(campaign: Campaign) -> Written:
    """What now is compared with when nobody says: the last issue, else the end of the day a week ago."""
    issues = issues_of(campaign)
    if issues:
        return issues[0][1]
    week_ago = Written.read((localtime() - timedelta(days=7)).date().isoformat())
    assert week_ago is not None
    return week_ago
