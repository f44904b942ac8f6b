"""A fact and a statement with the file that comes with them, kept as one write: what is refused leaves no file behind."""

from datetime import date, datetime

from bihuan.accountability.models import Fact, Handling, Statement
from bihuan.accountability.operations.hearing import state
from bihuan.accountability.operations.opening import add_fact
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.operations import store
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem

Paper = tuple[str, bytes]
"""Name and content of a file."""


def add_fact_with_proof(
    row: Handling, *, text: str, evidence: str, problem: Problem | None, paper: Paper | None, actor: Actor, now: datetime
) -> Fact:  # fmt: skip
    """Write down a fact with the material on which it rests."""
    with one_write():
        file = _kept(paper, actor, now)
        return add_fact(row, text=text, evidence=evidence, problem=problem, file=file, actor=actor, now=now)


def take_down_statement(
    row: Handling, *, text: str, how: Heard, on: date, paper: Paper | None, actor: Actor, now: datetime
) -> Statement:  # fmt: skip
    """Take down what the person said or handed in on paper."""
    with one_write():
        return state(row, text=text, how=how, on=on, file=_kept(paper, actor, now), actor=actor, now=now)


def _kept(paper: Paper | None, actor: Actor, now: datetime) -> StoredFile | None:
    return store(data=paper[1], name=paper[0], actor=actor, now=now) if paper else None
