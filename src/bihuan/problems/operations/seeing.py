"""Whoever reads what somebody wrote about himself or about others in confidence stands in the book; the one it is about does not."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from bihuan.campaigns.models import Campaign
from bihuan.foundation.audit.changing import one_write
from bihuan.foundation.audit.seeing import note_seen, seen_lately
from bihuan.foundation.kernel import Actor
from bihuan.problems.models import Problem
from bihuan.problems.policy import reach, readable, visible
from bihuan.problems.rules import text_is_private
from bihuan.problems.vocabulary import PRIVATE_SOURCES, LedgerAction


def record_seen(row: Problem, *, actor: Actor, now: datetime, evidence: Any = None) -> None:
    """The text (or a piece of evidence) of a self-check or critique was shown to somebody who may read it. Once an hour for the same."""
    if not text_is_private(row.source) or (actor.person_id is not None and actor.person_id == row.person_id):
        return
    action, facts = (LedgerAction.READ, {}) if evidence is None else (LedgerAction.READ_EVIDENCE, {"evidence": evidence.pk})
    note_seen(row, action, actor=actor, now=now, **facts)


def record_all_seen(campaign: Campaign, *, keys: Collection[int], actor: Actor, now: datetime) -> None:
    """The whole texts of these problems were shown at once, as a block of the grid or the cells that a program asks about: for each that is
    confidential, and that the actor may read, the same line as for one that was opened."""
    mine = reach(actor, campaign.pk)
    if not keys:
        return
    known = seen_lately(keys, LedgerAction.READ, actor=actor, now=now)
    seen = Problem.objects.filter(visible(mine), readable(mine), campaign=campaign, pk__in=set(keys) - known, source__in=PRIVATE_SOURCES)
    if rows := list(seen.select_related("campaign").order_by("pk")):
        with one_write():
            for row in rows:
                record_seen(row, actor=actor, now=now)


def record_fetch(campaign: Campaign, *, actor: Actor, now: datetime) -> None:
    """A program began to read the list of a campaign. Once an hour."""
    note_seen(campaign, LedgerAction.FETCH, actor=actor, now=now, name=lambda row: row.code)
