"""Making and issuing reports. Each draft is composed afresh from the ledger; an issued one is frozen by the room of documents."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.documents.models import Document
from bihuan.documents.operations import draft_paper, issue_paper, redraft_paper
from bihuan.documents.queries import drafts_of, missing_in
from bihuan.documents.rules.paper import Paper
from bihuan.foundation.audit.changing import note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.moments import end_of
from bihuan.foundation.kernel import Actor
from bihuan.organisation.models import Unit
from bihuan.problems.models import LookBackDraw, Problem, Reminder
from bihuan.problems.operations import remind_unit
from bihuan.problems.queries import reach
from bihuan.problems.queries.looking_back import items_of
from bihuan.problems.vocabulary import LedgerAction, ReminderLevel
from bihuan.reports.papers import compose
from bihuan.reports.papers.chasing import SERIES, chasing_paper
from bihuan.reports.papers.composing import issuer_of, series_of
from bihuan.reports.papers.look_back import look_back_record
from bihuan.reports.queries.moments import refuse_to_come

__all__ = ["compose", "draft_look_back", "draft_report", "fill_drafts", "issue_report", "record_chasing_taken", "urge_unit"]


def draft_report(*, campaign: Campaign, what: str, day: date, actor: Actor, now: datetime) -> Document:
    """Put a report into the register as a draft; the open draft of its series is composed anew instead of a second one."""
    refuse_to_come(day, localdate(now))
    paper = compose(
        campaign, what, day, max(localdate(now), localdate())
    )  # taken over with its history, a past day is told from the versions
    cut = series_of(campaign, day).cut if what == "weekly" else None
    as_of = min(cut or end_of(day) - timedelta(seconds=1), now)  # the last second of the day, not the first of the next
    return _one_draft(campaign, what, paper, as_of, actor=actor, now=now)


def _one_draft(campaign: Campaign, series: str, paper: Paper, as_of: datetime, **who: Any) -> Document:
    """The open draft of a series with this content: the known one composed anew, or a first one. Who asks at the same moment – a second
    click, another window – gets the same. Whoever makes a first one holds the campaign's row, and looks again once he has it."""
    if known := drafts_of(campaign, series).first():
        return redraft_paper(known, paper=paper, as_of=as_of, **who)
    with one_write():
        Campaign._base_manager.select_for_update(no_key=True).get(pk=campaign.pk)
        if not (known := drafts_of(campaign, series).first()):
            return draft_paper(campaign=campaign, paper=paper, series=series, as_of=as_of, **who)
        return redraft_paper(known, paper=paper, as_of=as_of, **who)


def fill_drafts(*, campaign: Campaign, actor: Actor, now: datetime) -> int:
    """Compose those drafts anew that stood with 待补, each of its own day, once the campaign was told what its plan left unsaid. How many."""
    open_ones = [(what, row) for what in ("weekly", "final") for row in drafts_of(campaign, what)[:1] if missing_in(row)]
    for what, row in open_ones:
        draft_report(campaign=campaign, what=what, day=localdate(row.as_of), actor=actor, now=now)
    return len(open_ones)


def issue_report(*, document: Document, actor: Actor, now: datetime, reason: str = "") -> Document:
    """Number and freeze a draft."""
    return issue_paper(document, actor=actor, now=now, reason=reason)


def urge_unit(
    *, campaign: Campaign, unit: Unit, level: ReminderLevel, text: str, actor: Actor, now: datetime, answer_by_on: date | None = None
) -> tuple[Sequence[Reminder], Sequence[tuple[Problem, str]], Document | None]:  # fmt: skip
    """Urge every late item of a unit, as `problems.operations.remind_unit` does. A 催办函 or 督办函 stands in the register with it, in one write:
    numbered and issued by whoever sends it, or a draft while the campaign does not say who issues. Other units do not read it."""
    with one_write():
        if level in SERIES:  # before the items, as everybody does who issues papers of the campaign
            Campaign._base_manager.select_for_update(no_key=True).get(pk=campaign.pk)
        told: dict[str, Any] = {"campaign": campaign, "unit": unit, "actor": actor, "now": now}
        sent, refused = remind_unit(level=level, text=text, answer_by_on=answer_by_on, **told)
        return sent, refused, _letter(level=level, sent=sent, **told) if level in SERIES else None


def _letter(*, campaign: Campaign, unit: Unit, level: ReminderLevel, sent: Sequence[Reminder], actor: Actor, now: datetime) -> Document:
    rows = list(
        Reminder.objects.filter(pk__in=[one.pk for one in sent]).select_related("problem", "sent_by").order_by("problem__due_on", "pk")
    )
    paper = chasing_paper(campaign, unit, level, rows, issuer_of(campaign))
    made = draft_paper(campaign=campaign, unit=unit, paper=paper, series=SERIES[level], as_of=now, actor=actor, now=now)
    return made if missing_in(made) else issue_paper(made, actor=actor, now=now)


def record_chasing_taken(*, campaign: Campaign, unit: Unit, level: ReminderLevel, day: date, actor: Actor, now: datetime) -> None:
    """Write into the book that the paper of a reminder left the house: it says of a unit by name what is late."""
    note(kept(Campaign), campaign, LedgerAction.TAKE_CHASING, actor=actor, now=now, unit=unit.pk, level=level.value, day=day.isoformat())


def draft_look_back(*, draw: LookBackDraw, actor: Actor, now: datetime) -> Document:
    """Put the record of a look-back into the register as a draft (D62); its open draft is composed anew instead of a second one."""
    items = list(items_of(reach(actor, draw.campaign_id), draw))
    paper, series = look_back_record(draw, items), f"look_back_{draw.number}"
    return _one_draft(draw.campaign, series, paper, now, actor=actor, now=now)
