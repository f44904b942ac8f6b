"""The same photograph or file as evidence of several items of a campaign (F10): shown to office and group, never a reason by itself."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.db.models import Count, Max, QuerySet

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.files.looks import alike, pairs, pictures
from bihuan.foundation.files.rules.previewing.previewing import PICTURES
from bihuan.problems.models import Evidence, Problem
from bihuan.problems.policy import Reach, visible
from bihuan.problems.vocabulary import OUT

MOST = 10
"""So many likenesses of one file are named."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Evidence of another item. `exact`: the same bytes; `turned`: the same picture turned or mirrored; `seen`: the asker may see that item;
    `left`: so many more are not named, told by the last one."""

    evidence: Evidence
    exact: bool
    turned: bool
    seen: bool
    left: int = 0

    @property
    def is_picture(self) -> bool:
        """Can the two be held side by side?"""
        return self.evidence.file.kind in PICTURES


def may_compare(mine: Reach, row: Problem) -> bool:
    """Does the actor verify or oversee this item? Only then is he told where else its evidence stands."""
    return bool({Duty.OFFICE, Duty.SUPERVISOR} & mine.towards(row.unit_id))


def may_take_original(mine: Reach, row: Problem) -> bool:
    """Does the actor's duty need what a file tells beside its content? Office and group, who judge whether a proof is genuine."""
    return may_compare(mine, row)


def _others(row: Problem) -> QuerySet[Evidence]:
    """Evidence of the other items of the campaign that count."""
    found = Evidence.objects.filter(problem__campaign_id=row.campaign_id)
    return found.exclude(problem_id=row.pk).exclude(problem__state__in=OUT).order_by("pk")


def twins_of(mine: Reach, row: Problem, evidence: Iterable[Evidence]) -> dict[int, list[Twin]]:
    """By the key of each piece of evidence: where else in the campaign it stands. What several items share, typed once, is no repetition."""
    own = list(evidence)
    if not own or not may_compare(mine, row):
        return {}
    others = _others(row).exclude(file_id__in=[one.file_id for one in own]).exclude(problem_id__in={one.problem_id for one in own})
    likes = alike([one.file.sha256 for one in own], others.values("file__sha256"))
    wanted = {one.file.sha256 for one in own} | {like.other for found in likes.values() for like in found}
    held = others.filter(file__sha256__in=wanted).select_related("file", "problem", "problem__unit", "added_by") if wanted else []
    seen = set(Problem.objects.filter(visible(mine), pk__in=[one.problem_id for one in held]).values_list("pk", flat=True))
    turned = {one: {like.other: like.turned for like in found} for one, found in likes.items()}
    found = {one.pk: _of(one, held, turned.get(one.file.sha256, {}), seen) for one in own}
    return {key: twins for key, twins in found.items() if twins}


def _of(one: Evidence, held: Iterable[Evidence], turned: dict[str, bool], seen: set[int]) -> list[Twin]:
    twins = []
    for other in held:
        same = other.file.sha256 == one.file.sha256
        if same or other.file.sha256 in turned:
            twins.append(Twin(other, same, turned.get(other.file.sha256, False), other.problem_id in seen))
    told = sorted(twins, key=lambda twin: not twin.exact)
    return [*told[: MOST - 1], replace(told[MOST - 1], left=len(told) - MOST)] if len(told) > MOST else told


@dataclass(frozen=True, slots=True)
class Repeat:
    """Evidence of several items that is one file (`exact`) or looks like one photograph: the first of `many` places."""

    evidence: tuple[Evidence, ...]
    exact: bool
    many: int


@dataclass(frozen=True, slots=True)
class Repeats:
    """What stands under several items: the latest. `more` tells that there are others; `beyond` how many pictures were not compared."""

    shown: list[Repeat]
    more: bool = False
    beyond: int = 0


MOST_REPEATS, MOST_PICTURES, _MOST_GROUPS, _A_QUESTION = 100, 20_000, 10_000, 1000


def may_compare_all(mine: Reach) -> bool:
    """Does the actor verify or oversee anything in the campaign?"""
    return mine.holds(Duty.OFFICE, Duty.SUPERVISOR)


def repeats(mine: Reach, campaign_id: int, page: int = 1) -> Repeats:
    """What stands under several items of the campaign, of those that the actor may see; the latest first, a page of them."""
    seen = Problem.objects.filter(visible(mine), campaign_id=campaign_id).exclude(state__in=OUT)
    counted = Evidence.objects.filter(problem_id__in=seen.values("pk"))
    same = counted.values("file__sha256").annotate(files=Count("file_id", distinct=True), items=Count("problem_id", distinct=True))
    exact = same.filter(files__gt=1, items__gt=1).annotate(latest=Max("pk")).order_by("-latest")[:_MOST_GROUPS]
    latest = {one["file__sha256"]: one["latest"] for one in exact}
    groups = _joined(set(latest), pairs(counted.values("file__sha256"), MOST_PICTURES))
    latest |= _latest(counted, {sha256 for group in groups for sha256 in group} - set(latest))
    groups.sort(key=lambda group: -max(latest.get(one, 0) for one in group))
    first, rest = (page - 1) * MOST_REPEATS, iter(groups)
    found = [*islice(_told(counted, rest), first, first + MOST_REPEATS + 1)]
    return Repeats(found[:MOST_REPEATS], len(found) > MOST_REPEATS, max(0, pictures(counted.values("file__sha256")) - MOST_PICTURES))


def _latest(counted: QuerySet[Evidence], wanted: Collection[str]) -> dict[str, int]:
    """The latest evidence of each of these contents."""
    parts = (sorted(wanted)[at : at + _A_QUESTION] for at in range(0, len(wanted), _A_QUESTION))
    told = (counted.filter(file__sha256__in=part).values("file__sha256").annotate(latest=Max("pk")).order_by() for part in parts)
    return {one["file__sha256"]: one["latest"] for rows in told for one in rows}


def _told(counted: QuerySet[Evidence], groups: Iterator[set[str]]) -> Iterator[Repeat]:
    """The groups as they are shown, without those of which one item is left; read a page at a time."""
    while some := [*islice(groups, MOST_REPEATS)]:
        yield from _held(counted, some)


def _held(counted: QuerySet[Evidence], groups: Sequence[set[str]]) -> Iterator[Repeat]:
    held: dict[str, list[Evidence]] = {}
    wanted = {sha256 for group in groups for sha256 in group}
    for one in counted.filter(file__sha256__in=wanted).select_related("file", "problem__unit", "added_by"):
        held.setdefault(one.file.sha256, []).append(one)
    found = (_repeat([one for sha256 in sorted(group) for one in held.get(sha256, ())]) for group in groups)
    return (one for one in found if one)


def _repeat(evidence: list[Evidence]) -> Repeat | None:
    """One entry of the list; None where what is left is one item, or one file that items share."""
    once = {(one.problem_id, one.file.sha256): one for one in sorted(evidence, key=lambda one: one.pk)}
    rows = sorted(once.values(), key=lambda one: one.pk)
    if len({one.problem_id for one in rows}) < 2 or len({one.file_id for one in rows}) < 2:
        return None
    return Repeat(tuple(rows[-MOST:]), len({one.file.sha256 for one in rows}) == 1, len(rows))


def _joined(alone: set[str], alike: list[tuple[str, str]]) -> list[set[str]]:
    """Contents that hang together, each in one group."""
    group_of: dict[str, set[str]] = {one: {one} for one in alone}
    for one, other in alike:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())
