"""The ledger as it stood at a past moment (M88, bars.md F8): chosen by the versions that held, each row told whole as it was then.

Who may see and read is asked of the row as it stood, with the duties of today; a private text has to be readable by its present owner's
rules too. Names of units and people are those of today."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, prefetch_related_objects
from django.utils.timezone import now

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.past import near_days_at
from bihuan.foundation.audit.moments import after, end_of, held_before, start_of
from bihuan.foundation.audit.replaced import put_back
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.foundation.kernel.moments import Written
from bihuan.problems.models import Evidence, Objection, Problem, ProblemReplaced, ProblemVersion, Progress
from bihuan.problems.policy import Reach, may_read, readable, visible
from bihuan.problems.queries.counting import COUNTED
from bihuan.problems.queries.hidden_forms import is_hidden_form
from bihuan.problems.queries.ledger import Today, condition, searched
from bihuan.problems.queries.own import condition as own_condition
from bihuan.problems.queries.parts import Decision, decisions_of, evidence_of, objections_of, progress_of
from bihuan.problems.queries.waiting import waiting
from bihuan.problems.rules.bigrams import as_written, phrase_of
from bihuan.problems.rules.filters import Filters, first_of_gain, span_of
from bihuan.problems.rules.own_filters import read_filter
from bihuan.problems.rules.searched import stands_in
from bihuan.problems.vocabulary import DONE, OUT

_MOST_READ = 3000
"""Past texts have no index: so many rows are read through for a search, no more."""
_PARTS = ("unit", "person", "doer", "leader", "category", "manifestation", "section", "stage", "batch")


@dataclass(frozen=True, slots=True)
class Then:
    """A past moment: as it was written, the first moment after it, and what was near and overdue on its day."""

    written: Written
    until: datetime
    today: Today


def then(campaign_id: int, written: Written | None, today: Today) -> Then | None:
    """The past moment that was written; None where none was, or where it is not past yet: that is now."""
    if written is None or (until := after(written)) > now() and written.day >= today.day:
        return None
    return Then(written, until, Today(written.day, near_until(written.day, near_days_at(campaign_id, until))))


def held(campaign_id: int, until: datetime) -> QuerySet[ProblemVersion]:
    """The rows as they stood just before a moment."""
    return ProblemVersion.objects.filter(held_before(until), campaign_id=campaign_id)


def seen_then(mine: Reach, campaign_id: int, past: Then) -> QuerySet[ProblemVersion]:
    """What this actor sees of the ledger as it stood."""
    return held(campaign_id, past.until).filter(visible(mine))


def counted_then(mine: Reach, campaign_id: int, past: Then) -> QuerySet[ProblemVersion]:
    """Of those, the ones that counted."""
    return seen_then(mine, campaign_id, past).filter(COUNTED)


def narrowed_then(mine: Reach, campaign_id: int, filters: Filters, past: Then) -> QuerySet[ProblemVersion]:
    """Versions of visible rows that matched the filters then."""
    rows = seen_then(mine, campaign_id, past).filter(condition(replace(filters, recorded=""), past.today, mine.actor))
    if span := span_of(filters.recorded):
        rows = rows.filter(row__recorded_at__gte=start_of(span[0]), row__recorded_at__lt=end_of(span[1]))
    for name, gain in filters.gains.items():
        begun = _begins(first_of_gain(gain)) < past.until  # before a span began, a list has gained nothing in it
        rows = gained(rows, campaign_id, name, gain) if begun else rows.none()
    if filters.waits:
        rows = rows.filter(waiting(mine, past.today.day, filters.waits, past=True))
    if filters.own:
        rows = rows.filter(own_condition(campaign_id, filters.own, mine, held_before(past.until), "row_id"))
    rows = rows.filter(is_hidden_form("row_id", past.until)) if filters.hidden_form else rows
    if filters.manifestation or filters.q or any(one.kind == "text" for one in map(read_filter, filters.own) if one):
        rows = _read_then(rows, mine, campaign_id)
    if filters.number is not None:
        return rows.filter(number=filters.number)
    return _searched_then(rows, campaign_id, filters.q, past) if filters.q else rows


def gained(rows: QuerySet[Any], campaign_id: int, name: str, span: str) -> QuerySet[Any]:
    """Of these rows – of now, or of versions – those that a list gained or lost in a span of days or moments (`Filters` says how)."""
    live, beginning = rows.model is Problem, first_of_gain(span)
    key = "pk" if live else "row_id"
    there = held(campaign_id, _begins(beginning))
    if name == "restored":
        return rows.filter(COUNTED, **{f"{key}__in": there.filter(state__in=OUT).values("row_id")})
    if name == "late":  # what was there and void was not entered late, it came back
        rows = rows.filter(_found_by(beginning, "recorded_at" if live else "row__recorded_at"))
        return rows.exclude(**{f"{key}__in": there.values("row_id")})
    if name == "entered":
        return rows.exclude(**{f"{key}__in": _stood(campaign_id, beginning).values("row_id")})
    done = _stood(campaign_id, beginning).filter(state__in=DONE)
    if name == "newly":
        return rows.filter(state__in=DONE).exclude(**{f"{key}__in": done.values("row_id")})
    rows = rows.exclude(state__in=DONE).filter(COUNTED, **{f"{key}__in": done.values("row_id")})
    if name == "undone":
        return rows
    batch = done.filter(batch__failed_at__gte=_begins(beginning), row_id=OuterRef(key), reopened=OuterRef("reopened"))
    return rows.filter(Exists(batch))  # one that a look-back had sent back by itself is none of its batch any more


def _stood(campaign_id: int, beginning: Written) -> QuerySet[ProblemVersion]:
    """The rows that counted before a day began, or just after a moment."""
    return held(campaign_id, _begins(beginning)).filter(COUNTED)


def _begins(beginning: Written) -> datetime:
    return start_of(beginning.day) if beginning.is_day else after(beginning)


def _found_by(beginning: Written, recorded: str) -> Q:
    """What had come to light before. Nobody writes down the hour of finding: of the day of a moment it is what was recorded on another."""
    earlier = Q(found_on__lt=beginning.day)
    return earlier if beginning.is_day else earlier | Q(found_on=beginning.day, **{f"{recorded}__gte": end_of(beginning.day)})


def _read_then(rows: QuerySet[ProblemVersion], mine: Reach, campaign_id: int) -> QuerySet[ProblemVersion]:
    if not (may := readable(mine)):
        return rows
    return rows.filter(may, row__in=Problem.objects.filter(may, campaign_id=campaign_id))


def _says(field: str, word: str) -> Q:
    """Does a text that nobody has normalised say this word of the index?"""
    pattern = as_written(word)
    return Q(**{f"{field}__icontains": word}) if pattern == word else Q(**{f"{field}__iregex": pattern})


def _searched_then(rows: QuerySet[ProblemVersion], campaign_id: int, text: str, past: Then) -> QuerySet[ProblemVersion]:
    """Rows in which the text stood. The index knows today's texts; older ones are among what steps replaced, as they were typed."""
    part = max(text.split(), key=lambda one: len(phrase_of(one)), default="")  # what stood then has every part, so also this one
    runs = [word for word in phrase_of(part) if len(word) > 1] or phrase_of(part)
    if not runs:
        return rows.none()
    # only of the rows in question: what others' rows say neither fills the limit nor pushes these out
    here = Problem.objects.filter(campaign_id=campaign_id, pk__in=rows.order_by().values("row_id"))
    today = list(searched(here, part).values_list("pk", flat=True)[: _MOST_READ + 1])
    once = ProblemReplaced.objects.filter(row__campaign_id=campaign_id, until__gte=past.until).filter(_says("values", runs[0]))
    named = Q()
    for one in ("unit", "person", "doer", "leader"):
        named |= _says(f"{one}__name", runs[0])
    keys = list(
        rows.filter(Q(row_id__in=today) | Q(row_id__in=once.values("row_id")) | named).values_list("row_id", flat=True)[: _MOST_READ + 1]
    )
    if len(keys) > _MOST_READ:
        raise BadInput(
            _("在过去的台账里查“%(text)s”，可能的超过 %(most)d 件。请加上单位、环节等条件，或查长一些的词。"), text=text, most=_MOST_READ
        )
    told = _restored(rows.filter(row_id__in=keys), past.until)
    prefetch_related_objects(told, "unit", "person", "doer", "leader")
    return rows.filter(row_id__in=[row.pk for row in told if stands_in(row, text)])


def rows_then(mine: Reach, versions: Iterable[ProblemVersion], past: Then) -> list[Problem]:
    """Problems as these versions and what was replaced since tell them, in the order of the versions; never to be saved."""
    rows = _restored(versions, past.until, mine)
    prefetch_related_objects(rows, *_PARTS)
    return rows


def _restored(versions: Iterable[ProblemVersion], until: datetime, mine: Reach | None = None) -> list[Problem]:
    told = list(versions)
    rows = Problem.objects.in_bulk([one.row_id for one in told])
    for row in rows.values():
        row.veiled = mine is not None and not may_read(mine, row)  # type: ignore[attr-defined]
    put_back(Problem, rows.values(), until)
    for one in told:
        for name in _COLUMNS:
            setattr(rows[one.row_id], name, getattr(one, name))
    return [rows[one.row_id] for one in told]


_COLUMNS = tuple(name for name in ProblemVersion.columns if name != "proposed")  # told by `proposed_at`, which `put_back` brought back


def find_then(mine: Reach, campaign: Campaign, number: int, past: Then) -> Problem:
    """The problem with this number as it stood, or Missing: not there yet, hidden and missing look alike."""
    one = Problem.objects.filter(campaign=campaign, number=number).values("pk")
    found = list(seen_then(mine, campaign.pk, past).filter(row_id=one[:1])[:1])
    if not found:
        raise Missing()
    [row] = rows_then(mine, found, past)
    row.campaign = campaign
    return row


@dataclass(frozen=True, slots=True)
class PartsThen:
    """What hung on a problem at a moment."""

    progress: Sequence[Progress]
    evidence: Sequence[Evidence]
    decisions: Sequence[Decision]
    objections: Sequence[Objection]


def parts_then(row: Problem, until: datetime) -> PartsThen:
    """Progress, evidence, decisions on the clock and objections that were there; an objection that was answered later stands open."""
    objections = list(objections_of(row).filter(raised_at__lt=until))
    for one in objections:
        if one.answered_at and one.answered_at >= until:
            one.answered_at, one.answer, one.upheld = None, "", False
    return PartsThen(
        list(progress_of(row).filter(reported_at__lt=until)), list(evidence_of(row, until)),
        decisions_of(row, until), objections,
    )  # fmt: skip
