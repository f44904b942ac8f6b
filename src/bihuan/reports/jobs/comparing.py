"""A comparison in which many rows moved is made in the background."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from bihuan.campaigns.queries import find, settings_for
from bihuan.documents.operations import print_docx
from bihuan.foundation.calendar.queries import near_until
from bihuan.foundation.files.operations import store_made
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.jobs.again import ask_again, key_of
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import Turn, running
from bihuan.foundation.kernel import Actor, Told, _
from bihuan.foundation.kernel.moments import Written
from bihuan.organisation.queries import actor_of_account
from bihuan.problems.operations.comparing import export_comparison, note_comparison, refuse_no_reason
from bihuan.problems.policy import reach
from bihuan.problems.queries.comparing import Editions, counts, editions
from bihuan.problems.queries.ledger import Today
from bihuan.reports.papers.comparing import comparison

LONG = 5000
"""Rows that moved from which on their comparison is made in the background."""
COMPARED = "comparison:"
"""With this the keys of such jobs begin."""


@dataclass(frozen=True, slots=True)
class Taken:
    """As what a comparison is taken home, what its file is called, what for; the later moment as it was asked for ("" for now)."""

    kind: FileKind
    name: str
    reason: str
    until: str = ""


def is_long(both: Editions) -> bool:
    """Would making it keep somebody waiting?"""
    return sum(counts(both).values()) > LONG


def ask_to_compare(campaign: Any, both: Editions, taken: Taken, *, actor: Actor, now: datetime) -> Job:
    """Let a worker compare just these two moments, with the duties that the account holds then. While it is made, whoever asks for the same
    gets the same job, also where the later moment is now. Refused: no reason given."""
    refuse_no_reason(taken.reason)
    told = {
        "campaign": campaign.code, "account": actor.user_id, "between": [both.old.written.text, both.new.written.text],
        "taken": [taken.kind.value, taken.name, taken.reason],
    }  # fmt: skip
    title = Told(_("导出与上期相比 %(name)s"), name=campaign.title)
    key = key_of(COMPARED, **{**told, "between": [both.old.written.text, taken.until]})
    return ask_again(make_comparison, title=title, actor=actor, now=now, key=key, arguments=told)


@task
def make_comparison(campaign: str, account: int, between: list[str], taken: list[str]) -> dict[str, Any]:
    """A long comparison as workbook or paper, kept for whoever asked. Cut off before it is kept, it is made anew: nothing of it was written."""
    actor, turn = actor_of_account(account), running()
    where = find(actor, campaign)
    if not turn.mark.get("file"):
        kind, name, reason = taken
        _make(where, _editions(where, between, actor), Taken(FileKind(kind), name, reason), actor, turn)
    return {"text": _("与上期相比已导出，点开下载"), "href": f"/c/{campaign}/changes/{turn.mark['file']}/", "rows": turn.done}


def _make(campaign: Any, both: Editions, taken: Taken, actor: Actor, turn: Turn) -> None:
    who: dict[str, Any] = {"actor": actor, "now": timezone.now()}
    told = {"campaign": campaign, "both": both, "reason": taken.reason, **who}

    def keep(data: bytes) -> None:
        turn.keep(file=store_made(data=data, name=taken.name, kind=taken.kind, **who).pk)

    if taken.kind is FileKind.XLSX:
        export_comparison(**told, keep=keep)
        return
    data = print_docx(paper=comparison(campaign, both))
    note_comparison(**told, keep=lambda: keep(data))


def _editions(campaign: Any, between: list[str], actor: Actor) -> Editions:
    day = timezone.localdate()
    old, new = (Written.read(text) for text in between)
    assert old is not None  # an edition wrote it
    return editions(reach(actor, campaign.pk), campaign.pk, old, new, Today(day, near_until(day, settings_for(campaign).near_days)))
