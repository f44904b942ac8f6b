"""Talks: noted, read and confirmed by whoever was talked to, then perhaps problems (M72, M79)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign
from bihuan.campaigns.queries.people import knows, people_of
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.documents.operations.printing import print_docx
from bihuan.finding.models.talks import Talk, TalkItem
from bihuan.finding.papers.talks import talk_list_paper, talk_paper
from bihuan.finding.policy.tracing import duties_of_talk
from bihuan.finding.queries.talks import items_of_talks
from bihuan.finding.sheets.talks import talk_list_sheet
from bihuan.finding.vocabulary.talks import TalkAction as A
from bihuan.finding.vocabulary.talks import TalkDuty, TalkWord
from bihuan.foundation.audit.changing import changing, creating, note
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.audit.seeing import note_seen
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import Source


@dataclass(frozen=True, slots=True)
class Spoken:
    """Who talked, when, about what, with whom beside, and what was said."""

    talker: Person
    held_on: date
    subject: str
    record: str
    beside: str = ""


def note_talk(*, campaign: Campaign, unit: Unit, person: Person, said: Spoken, actor: Actor, now: datetime) -> Talk:
    """Note a talk; whoever was talked to reads it and confirms. Refused: a day to come, nothing written, a talk with oneself, somebody
    who is not of the unit, a talker unknown to the campaign."""
    refuse_left_out(campaign.file, "talks")
    if person.pk == said.talker.pk or (actor.person_id is not None and actor.person_id == person.pk):
        raise BadInput(_("谈话人和谈话对象不能是同一个人，也不能由谈话对象自己记录。"))
    if not people_of(campaign, unit).filter(pk=person.pk).exists() or not knows(campaign, said.talker):
        raise BadInput(_("谈话人和谈话对象都要在本专项里。"))
    _refuse_odd(said, now)
    row = Talk(
        campaign=campaign, unit=unit, person=person, talker=said.talker, held_on=said.held_on, subject=said.subject.strip(),
        record=said.record.strip(), beside=said.beside.strip(), noted_at=now, noted_by_id=actor.user_id,
    )  # fmt: skip
    with creating(row, A.NOTE, actor=actor, now=now):
        pass
    return row


def _refuse_odd(said: Spoken, now: datetime) -> None:
    if not said.subject.strip() or not said.record.strip():
        raise BadInput(_("请写明谈话事由和谈话内容。"))
    if said.held_on > localdate(now):
        raise BadInput(_("谈话日期不能晚于今天。"))


def amend_talk(row: Talk, *, said: Spoken, actor: Actor, now: datetime, seen: int | None = None) -> Talk:
    """Put the record right; it is read and confirmed anew. What the person said of it before stays in what was replaced."""
    _refuse_odd(said, now)
    if said.talker.pk == row.person_id:
        raise BadInput(_("谈话人和谈话对象不能是同一个人，也不能由谈话对象自己记录。"))
    with changing(row, A.AMEND, actor=actor, now=now, seen=seen) as change:
        change.set(
            talker=said.talker, held_on=said.held_on, subject=said.subject.strip(), record=said.record.strip(), beside=said.beside.strip(),
            view="", answered_at=None, answered_by_id=None, declined_why="", declined_at=None, declined_by_id=None,
        )  # fmt: skip
    return row


def confirm_talk(row: Talk, *, actor: Actor, now: datetime, seen: int | None = None) -> Talk:
    """Whoever was talked to confirms the record as it stands."""
    with changing(row, A.CONFIRM, actor=actor, now=now, seen=seen) as change:
        change.set(answered_at=now, answered_by_id=actor.user_id)
    return row


def view_talk(row: Talk, *, view: str, actor: Actor, now: datetime, seen: int | None = None) -> Talk:
    """He adds how he sees it; it stands beside the record and goes with it."""
    if not view.strip():
        raise BadInput(_("请写明您的意见。"))
    with changing(row, A.VIEW, actor=actor, now=now, seen=seen) as change:
        change.set(view=view.strip(), answered_at=now, answered_by_id=actor.user_id)
    return row


def decline_talk(row: Talk, *, reason: str, actor: Actor, now: datetime) -> Talk:
    """Note that he did not confirm, and why; he may still do so at any time."""
    with changing(row, A.DECLINE, actor=actor, now=now, reason=reason) as change:
        change.set(declined_why=reason.strip(), declined_at=now, declined_by_id=actor.user_id)
    return row


def yield_from_talk(row: Talk, *, texts: Sequence[str], actor: Actor, now: datetime) -> list[Problem]:
    """Put problems that came up in the talk on the ledger (list 5). Refused before the person could say whether the record is right."""
    told = [text.strip() for text in texts if text.strip()]
    if not told:
        raise BadInput(_("请写明问题，一行一个。"))
    refuse_left_out(row.campaign.file, "talks")
    label = _("%(day)s谈话") % {"day": row.held_on.isoformat()}
    found: list[Problem] = []
    with changing(row, A.YIELD, actor=actor, now=now) as change:
        for text in told:
            finding = Finding(
                unit=row.unit, source=Source.TALK, person=row.person, text=text, found_on=row.held_on, origin=("talk", str(row.pk), label)
            )  # fmt: skip
            problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
            TalkItem.objects.create(talk=row, problem=problem, added_at=now, added_by_id=actor.user_id)
            found.append(problem)
        change.note(numbers=[one.number for one in found])
    return found


def record_talk_seen(row: Talk, *, actor: Actor, now: datetime) -> None:
    """Somebody else than the person opened the record: it stands in the book, once an hour."""
    if TalkDuty.TALKED_TO not in duties_of_talk(actor, row):
        note_seen(row, TalkWord.READ_TALK, actor=actor, now=now)


def print_talk(row: Talk, *, actor: Actor, now: datetime, reason: str = "") -> bytes:
    """The record as docx, to be signed (D19); that it was taken, and what for, stands in the book. Refused: no purpose told by anybody but the
    one whom it is about."""
    if not reason.strip() and TalkDuty.TALKED_TO not in duties_of_talk(actor, row):
        raise BadInput(_("请写明导出的用途。"))
    note(kept(Talk), row, TalkWord.READ_TALK, actor=actor, now=now, reason=reason.strip(), form="docx")
    return print_docx(paper=talk_paper(row))


def export_talks(*, campaign: Campaign, form: str, reason: str, actor: Actor, now: datetime) -> bytes:
    """The list of talk problems as `xlsx` or `docx` (D19), of the talks that the actor may read."""
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    items = items_of_talks(actor, campaign)
    note(kept(Campaign), campaign, TalkWord.EXPORT, actor=actor, now=now, reason=reason, rows=len(items), form=form)
    return print_docx(paper=talk_list_paper(campaign, items, localdate(now))) if form == "docx" else talk_list_sheet(items)
