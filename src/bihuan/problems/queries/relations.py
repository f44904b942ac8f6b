"""How a problem stands to others: void, merged, divided, objected to, sharing. Asked of those alone that have something of the kind."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Q, QuerySet

from bihuan.problems.models import Dispute, Division, Merger, Problem, Void
from bihuan.problems.policy import Reach, may_read, visible
from bihuan.problems.vocabulary import Source, State


@dataclass(frozen=True, slots=True)
class Channel:
    """A finding that stands behind the entry that counts; `text` is None where this actor may not read it."""

    problem: Problem
    source: Source
    text: str | None


@dataclass(frozen=True, slots=True)
class Relations:
    """What there is to tell. `main`: the entry it was merged into; `whole`: the entry it is a part of; `shares`: those it shares `parts`
    with, and how many more of them this actor does not see."""

    void: Void | None = None
    merger: Merger | None = None
    channels: Sequence[Channel] = ()
    disputes: Sequence[Dispute] = ()
    whole: Problem | None = None
    divided: Sequence[Problem] = ()
    shares: Sequence[Problem] = ()
    hidden: int = 0
    parts: Sequence[str] = ()


def relations_of(row: Problem, mine: Reach) -> Relations:
    """Everything, at most a handful of queries; none for an entry that stands for itself."""
    merger = row.merged_into.filter(parted_at=None).select_related("main").first() if row.state == State.MERGED else None
    void = row.voids.filter(restored_at=None).select_related("repeats").first() if row.state == State.VOID else None
    whole = Division.objects.filter(part=row).select_related("whole").first() if row.origin_kind == "division" else None
    divided = [one.part for one in row.divided_into.select_related("part", "part__unit")] if row.told_on else []
    objected = row.state == State.DISPUTED or row.state_before == State.DISPUTED or row.ruled or row.told_on
    shares, hidden = _sharing(row, mine)
    return Relations(
        void, merger, channels_of(row, mine), list(disputes_of(row)) if objected or void else (), whole.whole if whole else None, divided,
        shares, hidden, row.sharing.parts if row.sharing and (shares or hidden) else (),
    )  # fmt: skip


def channels_of(row: Problem, mine: Reach) -> list[Channel]:
    """The findings that were merged into this one."""
    if not row.merged:
        return []
    members = [one.member for one in mergers_of(row)]
    return [Channel(one, Source(one.source), one.text if may_read(mine, one) else None) for one in members]


def mergers_of(row: Problem) -> QuerySet[Merger]:
    """Who was merged into this one, the eldest first."""
    return row.mergers.filter(parted_at=None).select_related("member").order_by("pk")


def disputes_of(row: Problem) -> QuerySet[Dispute]:
    """What was said against its ownership, with the rulings."""
    return row.disputes.select_related("unit", "raised_by", "ruled_by")


def _sharing(row: Problem, mine: Reach) -> tuple[list[Problem], int]:
    if row.sharing_id is None:
        return [], 0
    others = Problem.objects.filter(sharing=row.sharing_id).exclude(pk=row.pk)
    seen = list(others.filter(visible(mine)).order_by("number").only("number", "state"))
    return seen, others.count() - len(seen)


def parts_of_one_whole() -> QuerySet[Division]:
    """For a pair (`one`, `other`): was other divided from one, or both from the same? Parts of a finding are alike and no duplicates."""
    return Division.objects.filter(Q(whole=OuterRef("one")) | Q(whole__divided_into__part=OuterRef("one")), part=OuterRef("other"))


def family_of(row: Problem) -> set[int]:
    """A problem with what it was divided from and into."""
    wholes = {row.pk, *Division.objects.filter(part=row).values_list("whole", flat=True)}
    return wholes | set(Division.objects.filter(whole__in=wholes).values_list("part", flat=True))
