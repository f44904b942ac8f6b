"""Finds by channel, entries of the ledger, and the mergers between them (M82): finds are entries and what was merged into them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.problems.models import Merger, Problem
from bihuan.problems.policy import Reach, may_read, visible
from bihuan.problems.vocabulary import APART, Source, State


@dataclass(frozen=True, slots=True)
class OfChannel:
    """One channel: what it found, and how many of these stand behind an entry that another find made."""

    source: Source
    finds: int
    merged: int

    @property
    def entries(self) -> int:
        """Entries that count under this channel."""
        return self.finds - self.merged


@dataclass(frozen=True, slots=True)
class Finds:
    """The two figures, their difference, and by channel."""

    channels: Sequence[OfChannel]
    entries: int
    merged: int

    @property
    def finds(self) -> int:
        """Never fewer than the entries."""
        return self.entries + self.merged


@dataclass(frozen=True, slots=True)
class Joined:
    """One merger as this actor may see it: a text is None where he may not read it."""

    merger: Merger
    main_text: str | None
    member_text: str | None


def finds_of(mine: Reach, campaign: Campaign) -> Finds:
    """What this actor sees of it. One query. Void entries are mistakes and no finds; what was closed before the campaign came here is apart."""
    rows = Problem.objects.filter(visible(mine), campaign=campaign).exclude(state__in=(State.VOID, *APART))
    merged = Count("pk", filter=Q(state=State.MERGED))
    counted = {source: (n, out) for source, n, out in rows.order_by().values_list("source").annotate(n=Count("pk"), out=merged)}
    channels = [OfChannel(one, *counted[one]) for one in Source if one in counted]
    return Finds(channels, sum(one.entries for one in channels), sum(one.merged for one in channels))


def mergers_seen(mine: Reach, campaign: Campaign) -> QuerySet[Merger]:
    """The mergers that stand, of entries that this actor sees, latest first."""
    seen = Problem.objects.filter(visible(mine), campaign=campaign, state=State.MERGED)
    rows = Merger.objects.filter(parted_at=None, member__in=seen)
    return rows.select_related("main__unit", "member__unit", "merged_by").order_by("-pk")


def joined(mine: Reach, rows: Sequence[Merger]) -> list[Joined]:
    """These with the texts that this actor may read."""

    def text(row: Problem) -> str | None:
        return row.text if may_read(mine, row) else None

    return [Joined(one, text(one.main), text(one.member)) for one in rows]
