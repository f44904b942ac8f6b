"""The same photograph or file as evidence of several items of a campaign (F10): shown to office and group, never a reason by itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.files.looks import alike, pairs
from bihuan.foundation.files.rules.previewing.previewing import PICTURES
from bihuan.problems.models import Evidence, Problem
from bihuan.problems.policy import Reach, visible
from bihuan.problems.vocabulary import OUT

MOST = 10
"""So many likenesses of one file are named."""


@dataclass(frozen=True, slots=True)
class Twin:
    """Evidence of another item. `exact`: the same bytes; `turned`: the same picture turned or mirrored; `seen`: the asker may see that item."""

    evidence: Evidence
    exact: bool
    turned: bool
    seen: bool

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
    return sorted(twins, key=lambda twin: not twin.exact)[:MOST]


@dataclass(frozen=True, slots=True)
class Repeat:
    """Evidence of several items that is one file (`exact`) or looks like one photograph."""

    evidence: tuple[Evidence, ...]
    exact: bool


MOST_REPEATS, MOST_PICTURES = 100, 20_000


def may_compare_all(mine: Reach) -> bool:
    """Does the actor verify or oversee anything in the campaign?"""
    return mine.holds(Duty.OFFICE, Duty.SUPERVISOR)


def repeats(mine: Reach, campaign_id: int) -> list[Repeat]:
    """What stands under several items of the campaign, as far as the actor may see them; the latest first."""
    counted = Evidence.objects.filter(problem__campaign_id=campaign_id).exclude(problem__state__in=OUT)
    same = counted.values("file__sha256").annotate(files=Count("file_id", distinct=True), items=Count("problem_id", distinct=True))
    exact = {one["file__sha256"] for one in same.filter(files__gt=1, items__gt=1).order_by("file__sha256")[: 10 * MOST_REPEATS]}
    groups = _joined(exact, pairs(counted.values("file__sha256"), MOST_PICTURES))
    wanted = {sha256 for group in groups for sha256 in group}
    held: dict[str, list[Evidence]] = {}
    mine_only = Problem.objects.filter(visible(mine), campaign_id=campaign_id).values("pk")
    for one in counted.filter(file__sha256__in=wanted, problem_id__in=mine_only).select_related("file", "problem__unit", "added_by"):
        held.setdefault(one.file.sha256, []).append(one)
    found = [_repeat([one for sha256 in sorted(group) for one in held.get(sha256, ())]) for group in groups]
    return sorted((one for one in found if one), key=lambda one: -one.evidence[-1].pk)[:MOST_REPEATS]


def _repeat(evidence: list[Evidence]) -> Repeat | None:
    """One entry of the list; None where what is left is one item, or one file that items share."""
    once = {(one.problem_id, one.file.sha256): one for one in sorted(evidence, key=lambda one: one.pk)}
    rows = sorted(once.values(), key=lambda one: one.pk)
    if len({one.problem_id for one in rows}) < 2 or len({one.file_id for one in rows}) < 2:
        return None
    return Repeat(tuple(rows[:MOST]), len({one.file.sha256 for one in rows}) == 1)


def _joined(alone: set[str], alike: list[tuple[str, str]]) -> list[set[str]]:
    """Contents that hang together, each in one group."""
    group_of: dict[str, set[str]] = {one: {one} for one in alone}
    for one, other in alike:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        group_of |= dict.fromkeys(joined, joined)
    return list({id(group): group for group in group_of.values()}.values())
