"""Rows as the grid shows them: text veiled where this person may not read it, the lamp from the dates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from bihuan.interfaces.web.problems.own import LETTERS
from bihuan.interfaces.web.shell.days import days_left, lamp_on
from bihuan.problems import queries
from bihuan.problems.policy import duties_within
from bihuan.problems.queries import Reach, Today, may_read
from bihuan.problems.queries.cells import editable
from bihuan.problems.queries.own import fillable
from bihuan.problems.rules import lamp
from bihuan.problems.vocabulary import Action, CauseKind, Lamp, Source, State, Weight

if TYPE_CHECKING:
    from datetime import date

    from bihuan.campaigns.models import Campaign
    from bihuan.problems.models import Problem


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the grid."""

    problem: Problem
    readable: bool
    lamp: Lamp
    due: str
    state: State
    source: Source
    weight: Weight
    cause_kind: CauseKind | None
    unit: str
    person: str
    leader: str
    category: str
    manifestation: str
    may_amend: bool = False
    may_classify: bool = False
    fills: str = ""
    """By whom those columns of the campaign's own are filled in that this person may fill in here (letters of `own.LETTERS`)."""


def due_words(row: Problem, word: Lamp, today: Today) -> str:
    """How the due day reads beside its lamp."""
    if word is Lamp.CLOSED and row.closed_at:
        return f"{localtime(row.closed_at):%m-%d}"
    if word is Lamp.NONE:
        return str(_(Lamp.NONE.label))
    if row.due_on is None or word is Lamp.STILL:
        return str(_("停表")) if word is Lamp.STILL else "—"
    return days_left((row.due_on - today.day).days)


def row_of(mine: Reach, one: Problem, today: Today, *, past: bool = False) -> Row:
    """One row, without a query; `past`: as it stood, to be looked at only."""
    word = lamp(one.state, one.due_on, today.day, today.near_until)
    kind, edits = CauseKind(one.cause_kind) if one.cause_kind else None, frozenset() if past else editable(mine, one)
    return Row(
        one, may_read(mine, one), word, due_words(one, word, today), State(one.state), Source(one.source), Weight(one.weight), kind,
        *queries.names_on(one), Action.AMEND in edits, Action.CLASSIFY in edits, "" if past else _fills(mine, one),
    )  # fmt: skip


def _fills(mine: Reach, one: Problem) -> str:
    if not one.campaign.file.get("columns"):
        return ""
    return "".join(LETTERS[by] for by in fillable(one.state, duties_within(mine, one)))


def rows_of(mine: Reach, problems: Sequence[Problem], today: Today, campaign: Campaign, *, past: bool = False) -> list[Row]:
    """The rows of a page, without a query; `past`: as they stood, to be looked at only."""
    for one in problems:
        one.campaign = campaign
    return [row_of(mine, one, today, past=past) for one in problems]


def rows_by(until: Mapping[int, date | None], rows: Sequence[Row], today: Today) -> list[Row]:
    """The same rows with the lamp of another day than their own: drawn ones are to be looked at until then."""
    told = []
    for row in rows:
        word, words = lamp_on(until.get(row.problem.pk), today)
        told.append(replace(row, lamp=word, due=words))
    return told
