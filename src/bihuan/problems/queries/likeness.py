"""Problems of a campaign that tell of the same thing in nearly the same words: which pairs somebody may see, what a new text is like.

Whoever may not see and read both is told of neither: not the pair, not its number, not that there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, Missing, Term
from bihuan.foundation.kernel.recusal import acts_twice
from bihuan.problems.models import Imprint, ImprintMark, Likeness, Problem, SetApart
from bihuan.problems.policy import Reach, duties_within, readable, visible
from bihuan.problems.queries.relations import family_of, parts_of_one_whole
from bihuan.problems.rules.bigrams import phrase_of
from bihuan.problems.rules.likeness import ATTESTED, LOWEST, TWINS, Attested, Text, degree, digest, enough, plain, probes
from bihuan.problems.vocabulary import OUT, Action, Alike, LikenessAction, Need
from bihuan.problems.workflow import PROBLEM

MOST = 3
"""So many likenesses of a text are named while it is typed."""
_ASKED, _HAD = 2000, 100_000
"""So many candidates are asked about at a time, and looked at in all."""
SAME = Q(one__unit=F("other__unit")) & (Q(one__person=None) | Q(other__person=None) | Q(one__person=F("other__person")))
"""One unit, and not two different people: perhaps one thing, found twice. Else words that stand in two places."""


def unmet_apart(row: SetApart, actor: Actor, action: Term, _now: datetime) -> tuple[Term, ...]:
    """Nobody decides about what is his own."""
    people = [who for one in (row.one, row.other) for who in (one.person_id, one.doer_id)]
    concerned = any(acts_twice(one, people) for one in (actor.person_id, actor.for_person))
    return (Need.NOT_CONCERNED,) if concerned and action == LikenessAction.SET_APART else ()


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


def _known(mine: Reach) -> Q:
    """The problems that this actor sees and whose text he reads, but for those that are out."""
    return visible(mine) & readable(mine) & ~Q(state__in=OUT)


def _behind(key: str, condition: Q) -> Q:
    """A condition on problems, of the one behind a key: pairs are few and problems many, so the engine shall begin with the pairs."""
    children: Sequence[Any] = condition.children
    parts = (_behind(key, part) if isinstance(part, Q) else (f"{key}__{part[0]}", part[1]) for part in children)
    return Q(*parts, _connector=condition.connector, _negated=condition.negated)


def _apart() -> QuerySet[SetApart]:
    return SetApart.objects.filter(withdrawn_at=None)


def likenesses_of(mine: Reach, campaign: Campaign, kind: str = "") -> QuerySet[Likeness]:
    """The pairs that this actor may see and read, that count, and about which nobody decided otherwise; latest first."""
    if not (percent := least(campaign)):
        return Likeness.objects.none()
    found = Likeness.objects.filter(_behind("one", _known(mine)), _behind("other", _known(mine)), campaign=campaign, degree__gte=percent)
    found = found.filter(~Exists(_apart().filter(one=OuterRef("one"), other=OuterRef("other"))), ~Exists(parts_of_one_whole()))
    of_kind = {Alike.SAME.value: SAME, Alike.COPIED.value: ~SAME}.get(kind)
    return (found.filter(of_kind) if of_kind else found).order_by("-other_id", "-degree")


@dataclass(frozen=True, slots=True)
class Like:
    """Another problem that a text is like, in percent."""

    problem: Problem
    degree: int


def likes_of(mine: Reach, row: Problem) -> list[Like]:
    """What a problem is like, as far as this actor may see and read it; where nobody has compared it yet, it is compared now."""
    if row.state in OUT or not (percent := least(row.campaign)):
        return []
    fresh = Imprint.objects.filter(problem=row, stale=False).exists()
    if fresh and not Likeness.objects.filter(Q(one=row) | Q(other=row), degree__gte=percent).exists():  # as most are, and cheaply said
        return []
    if not Problem.objects.filter(_known(mine), pk=row.pk).exists():
        return []
    if not fresh:
        decided = {one for pair in _apart().filter(Q(one=row) | Q(other=row)).values_list("one", "other") for one in pair}
        return [one for one in like_text(mine, row.campaign, row.text) if one.problem.pk not in decided | family_of(row)]
    pairs = likenesses_of(mine, row.campaign).filter(Q(one=row) | Q(other=row)).order_by("-degree", "one_id")
    told = pairs.select_related("one__unit", "other__unit")[:TWINS]
    return [Like(pair.other if pair.one_id == row.pk else pair.one, pair.degree) for pair in told]


def like_text(mine: Reach, campaign: Campaign, text: str) -> list[Like]:
    """The problems that this actor may see and read which a new text is like, most alike first. Names are told from slips by what else
    the ledger says only for whoever may read all of it."""
    percent, told = least(campaign), plain(text)
    if not percent or not told:
        return []
    seen = Problem.objects.filter(_known(mine), in_campaign(campaign))
    attested = is_written if mine.actor.is_system or mine.holds(Duty.OFFICE) else None
    found = compared(told, candidates_in(seen, told).select_related("unit", "person"), attested)
    return sorted((one for one in found if one.degree >= percent), key=lambda one: (-one.degree, one.problem.number))


def in_campaign(campaign: Campaign) -> Q:
    """The problems of a campaign, for a question that also names keys: as a span, so that SQLite goes by the keys and not through the
    whole campaign."""
    return Q(campaign__gte=campaign.pk, campaign__lte=campaign.pk)


def compared(told: str, rows: Sequence[Problem] | QuerySet[Problem], attested: Attested | None) -> list[Like]:
    """Those of the rows that a plain text is like."""
    text = Text(told)
    found = [Like(one, degree(text, Text(plain(one.text)), attested)) for one in rows]
    return [one for one in found if one.degree]


def candidates_in(rows: QuerySet[Problem], told: str) -> QuerySet[Problem]:
    """The problems worth comparing with a plain text: with the same words, or with the most marks in common. Who has the marks is asked
    first and by itself, for an engine that asked it of every row that somebody sees would take a hundred times as long."""
    equal = list(Imprint.objects.filter(digest=digest(told)).order_by("pk").values_list("pk", flat=True)[:_HAD])
    marks, shared = probes(told), list[int]()
    if marks:
        most = ImprintMark.objects.filter(mark__in=marks).values("problem").annotate(n=Count("mark")).filter(n__gte=enough(len(marks)))
        shared = list(most.order_by("-n", "-problem").values_list("problem", flat=True)[:_HAD])
    return Problem.objects.filter(pk__in=[*_first_of(rows, equal), *_first_of(rows, shared)])


def _first_of(rows: QuerySet[Problem], keys: Sequence[int]) -> list[int]:
    """The first `TWINS` of these keys that are among the rows, in their order. Asked in pieces: others' problems may stand before them."""
    found: list[int] = []
    for at in range(0, len(keys), _ASKED):
        some = keys[at : at + _ASKED]
        seen = set(among(rows.order_by(), "id", some).values_list("pk", flat=True))
        found += [one for one in some if one in seen]
        if len(found) >= TWINS:
            break
    return found[:TWINS]


def is_written(pair: str) -> bool:
    """Do these two characters stand together in several texts of the ledger, as its search index knows them?"""
    words = phrase_of(pair)
    if not words:
        return False
    if connection.vendor == "sqlite":
        told, value = "SELECT 1 FROM problems_search WHERE problems_search MATCH %s", '"' + " ".join(words) + '"'
    else:
        told, value = "SELECT 1 FROM problems_search WHERE words @@ %s::tsquery", " <-> ".join(f"'{word}'" for word in words)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({told} LIMIT {ATTESTED}) AS found", [value])  # noqa: S608 - texts of ours
        return int(cursor.fetchone()[0]) >= ATTESTED


def decided_of(mine: Reach, campaign: Campaign) -> QuerySet[SetApart]:
    """The pairs about which somebody said that they are not the same, as far as this actor sees and reads both, latest first."""
    known = visible(mine) & readable(mine)
    found = _apart().filter(_behind("one", known), _behind("other", known), campaign=campaign)
    return found.select_related("one__unit", "other__unit", "decided_by").order_by("-pk")


def find_apart(mine: Reach, campaign: Campaign, pk: int) -> SetApart:
    """A standing decision, or Missing."""
    found = decided_of(mine, campaign).filter(pk=pk).first()
    if found is None:
        raise Missing()
    return found


def campaign_with(pk: int) -> Campaign:
    """The campaign with this key, for work in the background."""
    return Campaign.objects.get(pk=pk)


def campaigns_waiting(latest: int) -> list[Campaign]:
    """The campaigns that compare and in which texts wait for it: among the `latest` problems, or changed since they were compared."""
    lately = list(Problem.objects.order_by("-pk").values_list("pk", flat=True)[:latest])
    found = set(Problem.objects.filter(pk__in=lately, imprint=None).order_by().values_list("campaign_id", flat=True))
    found |= set(Imprint.objects.filter(stale=True).values_list("problem__campaign_id", flat=True).distinct())
    return [one for one in Campaign.objects.filter(pk__in=found) if least(one)]


@dataclass(frozen=True, slots=True)
class Pair:
    """A problem, the earlier one that it is most like, and the other earlier ones."""

    likeness: Likeness
    further: Sequence[Problem]


@dataclass(frozen=True, slots=True)
class PairsPage:
    """One page of problems with what they are like."""

    pairs: Sequence[Pair]
    number: int
    is_last: bool


A_PAGE, COUNTED_TO = 20, 999


def pairs_page(mine: Reach, campaign: Campaign, kind: Alike, number: int) -> PairsPage:
    """The problems that are like an earlier one, latest first; each once. Two questions."""
    pairs = likenesses_of(mine, campaign, kind.value)
    start = (number - 1) * A_PAGE
    later = list(pairs.order_by("-other_id").values_list("other_id", flat=True).distinct()[start : start + A_PAGE + 1])
    parts = [f"{one}__{part}" for one in ("one", "other") for part in ("unit", "person")]
    found: dict[int, list[Likeness]] = {}
    for one in pairs.filter(other__in=later[:A_PAGE]).select_related(*parts).order_by("-other_id", "-degree", "one_id"):
        found.setdefault(one.other_id, []).append(one)
    shown = [Pair(some[0], [more.one for more in some[1:]]) for some in found.values()]
    return PairsPage(shown, number, len(later) <= A_PAGE)


def count_alike(mine: Reach, campaign: Campaign, kind: Alike) -> int:
    """How many problems are like an earlier one, up to `COUNTED_TO`."""
    return likenesses_of(mine, campaign, kind.value).order_by().values("other_id").distinct()[:COUNTED_TO].count()


def is_waiting(campaign: Campaign) -> bool:
    """Are there texts among the latest that nobody has compared yet?"""
    return bool(least(campaign)) and any(one.pk == campaign.pk for one in campaigns_waiting(A_PAGE))


def pairs_after(mine: Reach, campaign: Campaign, mark: int | None, most: int) -> list[Likeness]:
    """So many pairs found before the one with this key, latest first."""
    pairs = likenesses_of(mine, campaign).select_related("one", "other").order_by("-pk")
    return list((pairs if mark is None else pairs.filter(pk__lt=mark))[:most])


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
