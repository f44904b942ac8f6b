"""Comparing texts: imprints of those that have none, and the pairs that are alike. Derived from the texts, as the search index is: the book
keeps what people decide about them."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.pouring import among, pour_values
from bihuan.foundation.jobs.running import Turn
from bihuan.problems.models import Imprint, ImprintMark, Likeness, Problem
from bihuan.problems.queries.likeness import candidates_in, compared, in_campaign, is_written
from bihuan.problems.rules.likeness import LOWEST, Ground, digest, likenesses, plain

PART = 1000
"""Problems a transaction."""
_FEW, _SAMPLE = 500, 2000


@dataclass
class _Looked:
    """A problem whose text was read at `revision`: its imprint, and which earlier ones it is like."""

    pk: int
    revision: int
    digest: int
    marks: Any
    likes: dict[int, int] = field(default_factory=dict)


_WAITS = Q(imprint=None) | Q(imprint__stale=True)


def waiting(campaign: Campaign) -> QuerySet[Problem]:
    """The problems whose texts nobody has compared as they stand now."""
    return Problem.objects.filter(_WAITS, campaign=campaign).order_by("pk")


def compare_waiting(campaign: Campaign, turn: Turn) -> int:
    """Compare all that wait with all of the campaign. How many were compared. What is stored is not done again by whoever takes the turn up."""
    keys = list(waiting(campaign).values_list("pk", flat=True))
    whole, done = Problem.objects.filter(campaign=campaign).count(), 0
    many = len(keys) > max(_FEW, whole // 50)
    for part in batched(_many(campaign, set(keys)), PART) if many else ([one] for one in _few(campaign, keys, whole)):
        _keep(campaign, part)
        done += len(part)
        turn.step(done, len(keys))
    return done


def batched(some: Iterator[_Looked], size: int) -> Iterator[list[_Looked]]:
    """As they come, so many at a time."""
    while part := list(islice(some, size)):
        yield part


def _few(campaign: Campaign, keys: Sequence[int], whole: int) -> Iterator[_Looked]:
    """One after the other, each by the marks that are stored; how common runs are is told from some texts of the ledger."""
    ledger = Problem.objects.filter(in_campaign(campaign))
    every = Problem.objects.filter(campaign=campaign).order_by("pk").values_list("pk", flat=True) if keys else []
    some = list(every)[:: max(1, whole // _SAMPLE)]
    ground = Ground(len(some) / whole if whole else 1.0)
    for text in among(ledger, "id", some).values_list("text", flat=True):
        ground.add(plain(text))
    for pk, revision, text in list(among(ledger, "id", keys).order_by("pk").values_list("pk", "revision", "text")):
        told = plain(text)
        rows = candidates_in(ledger.exclude(pk=pk), told)
        likes = {like.problem.pk: like.degree for like in compared(told, rows, is_written) if like.degree >= LOWEST}
        yield _Looked(pk, revision, digest(told), ground.marks(told), likes)


def _many(campaign: Campaign, keys: set[int]) -> Iterator[_Looked]:
    """All together, in memory: those that wait stand behind the others."""
    told = Problem.objects.filter(campaign=campaign).order_by("pk").values_list("pk", "revision", "unit_id", "text")
    rows = sorted(((pk in keys, pk, revision, unit, plain(text)) for pk, revision, unit, text in told.iterator()), key=itemgetter(0, 1))
    texts, fresh, ground = [row[4] for row in rows], len(rows) - sum(row[0] for row in rows), Ground()
    for text in texts:
        ground.add(text)
    marks, equal = [ground.marks(text) for text in texts], _Equal()
    pairs = groupby(likenesses(texts, marks, ground.attested, LOWEST, fresh), itemgetter(0))
    at_pair, alike = next(pairs, _NONE)
    for at, (_waits, pk, revision, unit, text) in enumerate(rows):
        one = _Looked(pk, revision, digest(text), marks[at], equal.before(pk, unit, text))
        if at == at_pair:
            one.likes |= {rows[other][1]: nearly for _at, other, nearly in alike}
            at_pair, alike = next(pairs, _NONE)
        if at >= fresh:
            yield one


_NONE: tuple[int, Iterable[tuple[int, int, int]]] = (-1, ())


class _Equal:
    """The same words again and again make a chain, not every pair: each is like the one before it, and the one before it in its unit."""

    def __init__(self) -> None:
        self._last = dict[tuple[int, int], int]()

    def before(self, pk: int, unit: int, text: str) -> dict[int, int]:
        words = hash(text)
        found = {self._last[key]: 100 for key in ((words, unit), (words, 0)) if text and key in self._last}
        self._last[words, unit] = self._last[words, 0] = pk
        return found


def _keep(campaign: Campaign, part: Sequence[_Looked]) -> None:
    """Store imprints and pairs of those whose text is still the one that was compared; the others wait on."""
    with transaction.atomic():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two who compare at once do not store twice
        still = dict(among(Problem.objects.filter(_WAITS), "id", [one.pk for one in part]).values_list("pk", "revision"))
        fresh = [one for one in part if still.get(one.pk) == one.revision]
        _take_away([one.pk for one in fresh])
        pour_values(Imprint, ("problem_id", "digest", "marks", "stale"), [[one.pk, one.digest, bytes(one.marks), False] for one in fresh])
        pour_values(ImprintMark, ("mark", "problem_id"), [[mark, one.pk] for one in fresh for mark in dict.fromkeys(one.marks)])
        Likeness.objects.bulk_create(
            (
                Likeness(campaign=campaign, one_id=min(one.pk, other), other_id=max(one.pk, other), degree=nearly)
                for one in fresh
                for other, nearly in one.likes.items()
            ),
            ignore_conflicts=True,
            batch_size=500,
        )


def _take_away(keys: Sequence[int]) -> None:
    """What was known of texts that have changed since."""
    stale = list(among(Imprint.objects.filter(stale=True), "problem_id", keys))
    for one in stale:
        ImprintMark.objects.filter(problem=one.pk, mark__in=array("i", bytes(one.marks))).delete()
        Likeness.objects.filter(Q(one=one.pk) | Q(other=one.pk)).delete()
    Imprint.objects.filter(pk__in=[one.pk for one in stale]).delete()
