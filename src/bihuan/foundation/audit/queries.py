"""Reading the book."""

from django.db.models import QuerySet

from bihuan.foundation.audit.models import Record


def records_of(kind: str, row: int) -> QuerySet[Record]:
    """All records about one row, oldest first."""
    return Record.objects.filter(kind=kind, row=row).order_by("position")


def latest(campaign: str, count: int = 50) -> QuerySet[Record]:
    """What happened lately in a campaign."""
    return Record.objects.filter(campaign=campaign).order_by("-position")[:count]
