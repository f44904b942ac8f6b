"""Beside the to-dos: what I did, what I started, what I am told of. Pages by keyset, each an index range; texts as everywhere by `may_read`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from heapq import merge
from itertools import islice

from django.db.models import Q, QuerySet

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.queries import steps_of
from bihuan.problems.models import Problem
from bihuan.problems.policy import Reach
from bihuan.problems.queries.counting import counted_to
from bihuan.problems.queries.ledger import visible_to
from bihuan.problems.queries.moved_away import moved_away
from bihuan.problems.vocabulary import Action

PAGE = 30
STARTED = (Action.RECORD, Action.ASK, Action.DISPUTE)
"""What somebody starts: a finding on the ledger, a request to close, an objection to whose it is."""
_PARTS = ("unit", "person", "leader", "doer", "category", "manifestation")


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the problem (None where it is no longer his to see), its number as the book has it, and what he did when, where he did.
    `moved_to`: the unit to which it was given where his side objected, and that is why he no longer sees it."""

    problem: Problem | None
    label: str
    action: Action | None = None
    at: datetime | None = None
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """One page and the mark after which the next begins ("": it is the last)."""

    lines: Sequence[Line]
    after: str


def done_by_me(mine: Reach, campaign: Campaign, after: str = "") -> Lines:
    """The steps I took, latest first."""
    return _from_book(mine, campaign, (), after)


def started_by_me(mine: Reach, campaign: Campaign, after: str = "") -> Lines:
    """What I put on the ledger and what I asked to close, with where it stands now."""
    return _from_book(mine, campaign, STARTED, after)


def _mark(after: str) -> int | None:
    return int(after) if after.isascii() and after.isdigit() and len(after) < 16 else None


def _from_book(mine: Reach, campaign: Campaign, actions: Sequence[Action], after: str) -> Lines:
    if mine.actor.user_id is None:
        return Lines((), "")
    told = steps_of(mine.actor.user_id, campaign.code, "problem", actions=[one.value for one in actions], before=_mark(after))
    records: list[Record] = list(told[: PAGE + 1])
    more, records = len(records) > PAGE, records[:PAGE]
    rows = visible_to(mine, campaign.pk).select_related(*_PARTS).in_bulk({one.row for one in records})
    known = {action.value: action for action in Action}
    gone = moved_away(mine, campaign.pk, Q(problem__in=[one.row for one in records if one.row not in rows]))
    names = {one.problem_id: one.to for one in gone}
    lines = [Line(rows.get(one.row), one.label, known.get(one.action), one.at, names.get(one.row, "")) for one in records]
    return Lines(lines, str(records[-1].position) if more else "")


def told_to_me(mine: Reach, campaign: Campaign, after: str = "") -> Lines:
    """Items I answer for as their leader, and items about me that somebody else puts right: I am told, others act. Latest number first."""
    me, before = mine.actor.person_id, _mark(after)
    if me is None:
        return Lines((), "")
    rows = counted_to(mine, campaign.pk).filter(Q(number__lt=before) if before else Q()).select_related(*_PARTS).order_by("-number")
    led, about_me = rows.filter(leader_id=me).exclude(doer_id=me), rows.filter(person_id=me).exclude(doer_id=me).exclude(leader_id=me)
    some = list(islice(merge(_some(led), _some(about_me), key=lambda row: -row.number), PAGE + 1))
    lines = [Line(row, str(row)) for row in some[:PAGE]]
    return Lines(lines, str(some[PAGE - 1].number) if len(some) > PAGE else "")


def _some(rows: QuerySet[Problem]) -> list[Problem]:
    return list(rows[: PAGE + 1])
