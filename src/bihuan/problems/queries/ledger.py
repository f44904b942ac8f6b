"""Pages of the ledger: who sees which rows, narrowed by filters and search, in orders that an index serves, by keyset."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.key_few import about_key_few
from bihuan.foundation.audit.asking import Asked
from bihuan.foundation.audit.moments import end_of, start_of
from bihuan.foundation.kernel import Actor, Missing
from bihuan.foundation.statistics import rare
from bihuan.problems.models import Problem
from bihuan.problems.policy import OF_A_UNIT, Reach, reach, sees_all, visible
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.rules.bigrams import phrases_of
from bihuan.problems.rules.filters import Filters, span_of
from bihuan.problems.vocabulary import DONE, JOINT_CHECK, OPEN, STILL, TICKING, UNCOUNTED, Lamp, ProblemList, Source, State

SOURCES_OF_LIST: dict[str, tuple[Source, ...]] = {
    ProblemList.SELF_CHECK: (Source.SELF_CHECK,),
    ProblemList.CRITICISM: (Source.CRITIQUE,),
    ProblemList.OPINIONS: (Source.OPINION,),
    ProblemList.BACK_CHECK: (Source.BACK_CHECK, Source.SCREENING, *JOINT_CHECK),
    ProblemList.TALKS: (Source.TALK,),
    ProblemList.SOCIAL_REVIEW: (Source.SOCIAL_REVIEW, Source.UNANNOUNCED),
}


@dataclass(frozen=True, slots=True)
class Today:
    """The day, and the last day that counts as near: what lamps are computed from."""

    day: date
    near_until: date


def _lamp(word: str, today: Today) -> Q:
    running = Q(state__in=TICKING)
    match word:
        case Lamp.OVERDUE:
            return running & Q(due_on__lt=today.day)
        case Lamp.NEAR:
            return running & Q(due_on__gte=today.day, due_on__lte=today.near_until)
        case Lamp.ON_TIME:
            return running & (Q(due_on__gt=today.near_until) | Q(due_on=None))
        case Lamp.STILL:
            return Q(state__in=STILL)
        case Lamp.NONE:
            return Q(state__in=UNCOUNTED)
    return Q(state__in=DONE)


def _any(field: str, values: Sequence[Any]) -> Q:
    return Q(**{field: values[0]}) if len(values) == 1 else Q(**{f"{field}__in": values})


def condition(filters: Filters, today: Today, actor: Actor) -> Q:
    """The chosen filters as one condition (search text apart)."""
    found = Q()
    fields = {"state": "state", "source": "source", "weight": "weight", "level": "owner_level", "path": "path", "unit": "unit_id",
              "category": "category_id", "manifestation": "manifestation_id", "person": "person_id", "stage": "stage_id", "batch": "batch_id"}  # fmt: skip
    for name, field in fields.items():
        if values := getattr(filters, name):
            found &= _any(field, values)
    if filters.lists:
        found &= _any("source", [source for word in filters.lists for source in SOURCES_OF_LIST[word]])
    if filters.lamp:
        lamps = Q()
        for word in filters.lamp:
            lamps |= _lamp(word, today)
        found &= lamps
    return found & _marks(filters, today, actor) & _spans(filters) & (Q() if names_what_is_out(filters) else COUNTED)


def names_what_is_out(filters: Filters) -> bool:
    """What is out is found by its state, its lamp or its number alone."""
    return bool(set(filters.state) & set(UNCOUNTED)) or Lamp.NONE in filters.lamp or filters.number is not None


def states_of(filters: Filters) -> frozenset[State]:
    """The states that a row of this list can be in."""
    found = {state for state in State if names_what_is_out(filters) or state not in UNCOUNTED}
    found &= set(map(State, filters.state)) if filters.state else found
    found &= set(OPEN) if filters.open else found
    found &= set(DONE) if filters.done else found
    lamps = {Lamp.OVERDUE: TICKING, Lamp.NEAR: TICKING, Lamp.ON_TIME: TICKING, Lamp.STILL: STILL, Lamp.NONE: UNCOUNTED}
    return frozenset(found & {state for word in filters.lamp for state in lamps.get(Lamp(word), DONE)} if filters.lamp else found)


def _marks(filters: Filters, today: Today, actor: Actor) -> Q:
    found = Q()
    found &= Q(priority=True) if filters.priority else Q()
    found &= Q(category=None) if filters.unsorted else Q()
    found &= Q(awaits_sample=True) if filters.sampled else Q()
    found &= Q(state__in=OPEN) if filters.open else Q()
    found &= Q(state__in=DONE) if filters.done else Q()
    found &= Q(source__in=JOINT_CHECK) if filters.joint else Q()
    found &= Q(reopened__gt=0) if filters.reopened else Q()
    found &= Q(state__in=DONE, awaits_sample=False) if filters.proved else Q()
    found &= Q(state=State.PUBLICISED, open_objections=0, publicity_ends_on__lt=today.day) if filters.published_out else Q()
    found &= Q(state=State.PUBLICISED, open_objections__gt=0) if filters.objected else Q()
    found &= about_key_few() if filters.key_few else Q()
    if filters.mine:
        found &= rare("person_id", actor.person_id) | rare("doer_id", actor.person_id)
    return found


def _spans(filters: Filters) -> Q:
    """Days of entry, closing, coming to light and due day between two days, both included."""
    found = Q()
    for name, field in (("recorded", "recorded_at"), ("closed", "closed_at")):
        if span := span_of(getattr(filters, name)):
            found &= Q(**{f"{field}__gte": start_of(span[0]), f"{field}__lt": end_of(span[1])})
    for name, field in (("due", "due_on"), ("found", "found_on")):
        if span := span_of(getattr(filters, name)):
            found &= Q(**{f"{field}__range": span})
    return found


def searched(rows: QuerySet[Problem], text: str, *, walk: bool = False) -> QuerySet[Problem]:
    """The rows in which every part of the text between spaces stands, by the search index; the last word of a part may be the beginning of
    a longer one (第57号 finds 第57号文件). A text without letters or Han characters finds nothing.

    `walk` tells the engine to walk the ledger in its order and ask of each row whether its words fit; else it fetches every row found and
    sorts them, which is quicker for a rare word and twenty times slower for a common one. No engine knows how common a phrase is."""
    phrases = phrases_of(text)
    if not phrases:
        return rows.none()
    if connection.vendor == "sqlite":
        match = " AND ".join(f'"{" ".join(words)}"{_begun(words)}' for words in phrases)
        found = "problems_problem.id IN (SELECT rowid FROM problems_search WHERE problems_search MATCH %s)"
        return rows.extra(where=[f"+{found}" if walk else found], params=[match])  # noqa: S610 - a text of ours
    wholes = [_phrase(words) + (f":{_begun(words)}" if _begun(words) else "") for words in phrases]
    told: list[str] = []
    params: list[str] = []
    for words, whole in zip(phrases, wholes, strict=True):
        if len(words[-1]) == 1 and any(len(word) > 1 for word in words[:-1]):
            # every word that begins with one character would be gathered: the index looks for the others, the rows found are read
            told, params = [*told, "words @@ %s::tsquery", "ts_match_vq(words, %s::tsquery)"], [*params, _phrase(words[:-1]), whole]
        else:
            told, params = [*told, "words @@ %s::tsquery"], [*params, whole]
    found = f"problems_problem.id IN (SELECT id FROM problems_search WHERE {' AND '.join(told)})"  # noqa: S608 - texts of ours
    if walk:  # as a value of the row it is worked out row by row, and by no index
        every = " && ".join(["%s::tsquery"] * len(phrases))
        found = f"(SELECT ts_match_vq(words, {every}) FROM problems_search WHERE problems_search.id = problems_problem.id)"  # noqa: S608
        params = wholes
    return rows.extra(where=[found], params=params)  # noqa: S610 - texts of ours


def _begun(words: Sequence[str]) -> str:
    return "" if _is_pair(words[-1]) else "*"  # no word of the index is longer than a pair


def _phrase(words: Sequence[str]) -> str:
    return " <-> ".join(f"'{word}'" for word in words)


def _is_pair(word: str) -> bool:
    return len(word) == 2 and not word.isascii()


def visible_to(mine: Reach, campaign_id: int) -> QuerySet[Problem]:
    """The campaign's problems this actor may see."""
    return Problem.objects.filter(visible(mine), campaign_id=campaign_id)


_ROW = ("unit", "person", "doer", "leader", "category", "manifestation")


def names_seen(mine: Reach, campaign_id: int, field: str, pks: Sequence[int]) -> dict[int, str]:
    """Names of the units or persons (`field`) with these ids that stand on rows the actor sees: an id in an address tells nothing else."""
    rows = visible_to(mine, campaign_id).filter(**{f"{field}_id__in": pks})
    return dict(rows.order_by().values_list(f"{field}_id", f"{field}__name").distinct())


def units_seen(mine: Reach, campaign_id: int) -> frozenset[int] | None:
    """Ids of the units whose rows the actor may see; None: the whole campaign."""
    if sees_all(mine):
        return None
    if (units := mine.units(*OF_A_UNIT)) and not mine.has_own_items:
        return frozenset(units)
    return frozenset(visible_to(mine, campaign_id).order_by().values_list("unit_id", flat=True).distinct())


def sees_several_units(mine: Reach) -> bool:
    """May rows of more than one unit stand in this actor's lists, as far as his duties tell? Without a query."""
    units = mine.units(*OF_A_UNIT)
    return sees_all(mine) or len(units) > 1 or (bool(units) and mine.has_own_items)


def find(actor: Actor, campaign: Campaign, number: int) -> Problem:
    """The problem with this ledger number, or Missing: hidden and missing look alike."""
    return find_within(reach(actor, campaign.pk), campaign, number)


def find_within(mine: Reach, campaign: Campaign, number: int) -> Problem:
    """The same for whoever has asked already what the actor holds."""
    if number > _NUMBER:  # more than any column holds
        raise Missing()
    try:
        which, values = _seen(mine, campaign.pk)
    except EmptyResultSet:  # somebody who can see none
        raise Missing() from None
    found = _whole().rows(which, [number if one == _NUMBER else one for one in values])
    if not found:
        raise Missing()
    found[0].campaign = campaign
    return found[0]


_NUMBER = 2_147_483_647
"""Where the number of the problem goes: the largest that a number may be, and no key of an installation."""


@cache
def _whole() -> Asked[Problem]:
    return Asked(Problem.objects.select_related(*_ROW).order_by())


@lru_cache(2048)
def _seen(mine: Reach, campaign_id: int) -> tuple[str, tuple[Any, ...]]:
    """The question for one problem that the actor sees; put together it takes five times as long as answered."""
    sql, values = visible_to(mine, campaign_id).filter(number=_NUMBER).order_by().values("pk").query.sql_with_params()
    return f"{_whole().sql} WHERE {sql.partition(' WHERE ')[2]}", values


def counts_by_source(rows: QuerySet[Any]) -> dict[str, tuple[int, int]]:
    """For each source how many were found and how many of them are closed: one query."""
    counted = rows.order_by().values_list("source").annotate(n=Count("pk"), done=Count("pk", filter=Q(state__in=DONE)))
    return {source: (n, done) for source, n, done in counted}
