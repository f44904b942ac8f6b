"""Pairs of problems that are alike: which somebody may see, what they perhaps are, and what was decided about them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.problems.models import Likeness, Problem, SetApart
from bihuan.problems.policy import Reach, duties_within, readable, visible
from bihuan.problems.queries.relations import parts_of_one_whole
from bihuan.problems.rules.likeness import LOWEST
from bihuan.problems.vocabulary import OUT, Action, Alike, LikenessAction, Need
from bihuan.problems.workflow import PROBLEM

SAME = Q(one__unit=F("other__unit")) & (Q(one__person=None) | Q(other__person=None) | Q(one__person=F("other__person")))
"""One unit, and not two different people: perhaps one thing, found twice. Else words that stand in two places."""


def least(campaign: Campaign) -> int:
    """The percent from which on this campaign calls texts alike; 0: it does not compare."""
    asked = settings_of(campaign.file).likeness
    return max(asked, LOWEST) if asked else 0


def may_look(mine: Reach) -> bool:
    """May the actor look at the likenesses of the campaign as a whole? Office and supervision groups, each as far as he sees."""
    return mine.holds(Duty.OFFICE, Duty.SUPERVISOR)


def may_decide(mine: Reach) -> bool:
    """May the actor decide what becomes of two that are alike?"""
    return mine.holds(Duty.OFFICE)


def known(mine: Reach) -> Q:
    """The problems that this actor sees and whose text he reads, but for those that are out."""
    return visible(mine) & readable(mine) & ~Q(state__in=OUT)


def _behind(key: str, condition: Q) -> Q:
    """A condition on problems, of the one behind a key: pairs are few and problems many, so the engine shall begin with the pairs."""
    children: Sequence[Any] = condition.children
    parts = (_behind(key, part) if isinstance(part, Q) else (f"{key}__{part[0]}", part[1]) for part in children)
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def standing() -> QuerySet[SetApart]:
    """The decisions that nobody has taken back."""
    return SetApart.objects.filter(withdrawn_at=None)


def likenesses_of(mine: Reach, campaign: Campaign, kind: str = "") -> QuerySet[Likeness]:
    """The pairs of a campaign that this actor may see and read, that count, and about which nobody decided otherwise; latest first."""
    found = _counting(mine, campaign).filter(campaign=campaign)
    of_kind = {Alike.SAME.value: SAME, Alike.COPIED.value: ~SAME}.get(kind)
    return (found.filter(of_kind) if of_kind else found).order_by("-other_id", "-degree")


def likenesses_with(mine: Reach, row: Problem) -> QuerySet[Likeness]:
    """Those in which this problem stands, most alike first. Its few are found by their keys: asked for the campaign as well, SQLite walks
    all pairs of it (85 ms at 100,000 problems)."""
    own = [Likeness.objects.filter(where).order_by().values("pk") for where in (Q(one=row), Q(other=row))]
    return _counting(mine, row.campaign).filter(pk__in=own[0].union(own[1])).order_by("-degree", "one_id")


def likenesses_among(mine: Reach, rows: Sequence[Problem], most: int) -> dict[int, list[Likeness]]:
    """The same for several problems of one campaign, by key the `most` alike of each. Two questions."""
    keys = {one.pk for one in rows}
    if not keys:
        return {}
    own = [Likeness.objects.filter(where).order_by().values("pk") for where in (Q(one__in=keys), Q(other__in=keys))]
    pairs = _counting(mine, rows[0].campaign).filter(pk__in=own[0].union(own[1])).order_by("-degree", "one_id")
    chosen: dict[int, list[int]] = {}
    for pk, one, other in pairs.values_list("pk", "one_id", "other_id"):
        for key in keys & {one, other}:
            if len(chosen.setdefault(key, [])) < most:
                chosen[key].append(pk)
    told = Likeness.objects.select_related("one__unit", "other__unit").in_bulk({pk for some in chosen.values() for pk in some})
    return {key: [told[pk] for pk in some] for key, some in chosen.items()}


def _counting(mine: Reach, campaign: Campaign) -> QuerySet[Likeness]:
    if not (percent := least(campaign)):
        return Likeness.objects.none()
    found = Likeness.objects.filter(_behind("one", known(mine)), _behind("other", known(mine)), degree__gte=percent)
    return found.filter(~Exists(standing().filter(one=OuterRef("one"), other=OuterRef("other"))), ~Exists(parts_of_one_whole()))


def kind_of(pair: Likeness) -> Alike:
    """Perhaps one thing found twice, or words that stand in two places; the same answer as `SAME`."""
    one, other = pair.one, pair.other
    people = {one.person_id, other.person_id} - {None}
    return Alike.SAME if one.unit_id == other.unit_id and len(people) < 2 else Alike.COPIED


def may_merge(mine: Reach, pair: Likeness) -> bool:
    """May the actor make one of the two: perhaps one thing, and neither on its way to being closed?"""
    rows = (pair.one, pair.other)
    open_to = all(PROBLEM.step(Action.MERGE_INTO, row.state, duties_within(mine, row)) for row in rows)
    return open_to and kind_of(pair) is Alike.SAME


def unmet_apart(row: SetApart, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """Nobody decides about what is his own."""
    people = [who for one in (row.one, row.other) for who in (one.person_id, one.doer_id)]
    concerned = any(acts_twice(one, people) for one in (actor.person_id, actor.for_person))
    return (Need.NOT_CONCERNED,) if concerned and action == LikenessAction.SET_APART else ()


def decided_of(mine: Reach, campaign: Campaign) -> QuerySet[SetApart]:
    """The pairs about which somebody said that they are not the same, as far as this actor sees and reads both, latest first."""
    known = visible(mine) & readable(mine)
    found = standing().filter(_behind("one", known), _behind("other", known), campaign=campaign)
    return found.select_related("one__unit", "other__unit", "decided_by").order_by("-pk")


def find_apart(mine: Reach, campaign: Campaign, pk: int) -> SetApart:
    """A standing decision, or Missing."""
    found = decided_of(mine, campaign).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found
