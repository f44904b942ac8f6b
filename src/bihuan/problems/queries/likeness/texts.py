"""What a text is like among the problems of a campaign."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.vocabulary import Duty
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.planned import answers
from bihuan.problems.models import Imprint, ImprintMark, Likeness, Problem
from bihuan.problems.policy import Reach, may_read
from bihuan.problems.queries.likeness.pairs import known, least, likenesses_among, likenesses_with, standing
from bihuan.problems.queries.relations import family_of
from bihuan.problems.rules.bigrams import phrase_of
from bihuan.problems.rules.likeness import ATTESTED, TWINS, Attested, Text, degree, digest, enough, plain, probes
from bihuan.problems.vocabulary import OUT

MOST = 3
"""So many likenesses of a text are named while it is typed."""
_ASKED, _HAD = 2000, 100_000
"""So many candidates are asked about at a time, and looked at in all."""


@dataclass(frozen=True, slots=True)
class Like:
    """Another problem that a text is like, in percent."""

    problem: Problem
    degree: int


_NAMED = tuple(f"{one}__{part}" for one in ("one", "other") for part in ("number", "unit__name"))
_COMPARED = (
    "SELECT EXISTS (SELECT 1 FROM problems_imprint WHERE problem_id = %s AND NOT stale),"
    " EXISTS (SELECT 1 FROM problems_likeness WHERE (one_id = %s OR other_id = %s) AND degree >= %s)"
)
"""Was a text compared as it stands now, and is any other like it?"""


def likes_of(mine: Reach, row: Problem) -> list[Like]:
    """What a problem that this actor sees is like, as far as he may see and read it, each with its number and its unit's name; where nobody has
    compared it yet, it is compared now."""
    if row.state in OUT or not may_read(mine, row) or not (percent := least(row.campaign)):
        return []
    fresh, alike = answers(_COMPARED, (row.pk, row.pk, row.pk, percent))[0]
    if fresh and not alike:  # as most are, and cheaply said
        return []
    if not fresh:
        decided = {one for pair in standing().filter(Q(one=row) | Q(other=row)).values_list("one", "other") for one in pair}
        return [one for one in like_text(mine, row.campaign, row.text) if one.problem.pk not in decided | family_of(row)]
    told = likenesses_with(mine, row).select_related("one__unit", "other__unit").only("degree", *_NAMED)[:TWINS]
    return [_other(pair, row) for pair in told]


def _other(pair: Likeness, row: Problem) -> Like:
    return Like(pair.other if pair.one_id == row.pk else pair.one, pair.degree)


def likes_of_each(mine: Reach, rows: Sequence[Problem]) -> dict[int, list[Like]]:
    """The same for several problems of one campaign, by key. Three questions for all that were compared already; by itself is asked only what
    nobody compared yet."""
    read = [row for row in rows if row.state not in OUT and may_read(mine, row)]
    if not read or not least(read[0].campaign):
        return {}
    fresh = set(Imprint.objects.filter(pk__in=[row.pk for row in read], stale=False).values_list("pk", flat=True))
    pairs = likenesses_among(mine, [row for row in read if row.pk in fresh], TWINS)
    return {row.pk: [_other(pair, row) for pair in pairs.get(row.pk, ())] if row.pk in fresh else likes_of(mine, row) for row in read}


def like_text(mine: Reach, campaign: Campaign, text: str) -> list[Like]:
    """The problems that this actor may see and read which a new text is like, most alike first. Names are told from slips by what else
    the ledger says only for whoever may read all of it."""
    percent, told = least(campaign), plain(text)
    if not percent or not told:
        return []
    seen = Problem.objects.filter(known(mine), in_campaign(campaign))
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
