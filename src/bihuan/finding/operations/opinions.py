"""Opinions: heard in any form, ended on the ledger or as no action with a reason (M59, M77, M86)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Manifestation
from bihuan.campaigns.queries.roster import covered_on
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.opinions import Gathering, Opinion
from bihuan.finding.policy.opinions import sight
from bihuan.finding.vocabulary.opinions import OpinionAction, OpinionForm, OpinionWord, PeopleGroup
from bihuan.foundation.audit.changing import changing, creating, note, one_write
from bihuan.foundation.audit.keeping import kept
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, prioritise, record
from bihuan.problems.vocabulary import OPEN, Source, Weight


@dataclass(frozen=True, slots=True)
class Said:
    """One opinion as it was heard: about which unit (and perhaps whom), in which words."""

    unit: Unit
    text: str
    person: Person | None = None
    resented: bool = False
    manifestation: Manifestation | None = None
    root: str = ""


def hear(
    *, campaign: Campaign, unit: Unit, text: str, form: OpinionForm, group_of_people: PeopleGroup, heard_on: date, origin: tuple[str, str, str],
    actor: Actor, now: datetime, resented: bool = False,
) -> Opinion:  # fmt: skip
    """Put what another room heard on the list of opinions. `origin` is (kind, reference, label) and leads back to where it was heard.

    Refused: a unit that is not part of the campaign, nothing said, a day to come, the same origin twice."""
    if origin[0] and Opinion.objects.filter(campaign=campaign, origin_kind=origin[0], origin_reference=origin[1]).exists():
        raise BadInput(_("这条意见已经在意见清单里。"))
    row = opinion_of(campaign, Said(unit, text, resented=resented), form, group_of_people, heard_on, actor, now)
    row.origin_kind, row.origin_reference, row.origin_label = origin
    return entered_on_list(row, actor=actor, now=now)


def gather(gathering: Gathering, *, said: Said, actor: Actor, now: datetime) -> Opinion:
    """Enter an opinion that was heard at a gathering. Refused: the mechanism left out, what is no part of the campaign, nothing said."""
    refuse_left_out(gathering.campaign.file, "gatherings")
    form, group = OpinionForm(gathering.form), PeopleGroup(gathering.group)
    row = opinion_of(gathering.campaign, said, form, group, gathering.held_on, actor, now)
    row.gathering = gathering
    row.origin_kind, row.origin_reference, row.origin_label = "gathering", str(gathering.pk), label_of_gathering(gathering)
    return entered_on_list(row, actor=actor, now=now)


def gather_all(gathering: Gathering, *, said: Sequence[Said], actor: Actor, now: datetime) -> list[Opinion]:
    """Several that were heard there, all or none: whoever is refused sends them all again."""
    with one_write():
        return [gather(gathering, said=one, actor=actor, now=now) for one in said]


def label_of_gathering(row: Gathering) -> str:
    """Where an opinion comes from, in words: form, day, name. The place and whoever was there are not said."""
    return f"{OpinionForm(row.form).label}（{row.held_on}）{row.title}"[:200]


def opinion_of(
    campaign: Campaign, said: Said, form: OpinionForm, group: PeopleGroup, heard_on: date, actor: Actor, now: datetime
) -> Opinion:  # fmt: skip
    """The unsaved row, checked. `heard_by` is whoever writes it down, never whoever said it."""
    if not said.text.strip():
        raise BadInput(_("请写明意见内容。"))
    if heard_on > localdate(now):
        raise BadInput(_("听取日期不能晚于今天。"))
    if not covered_on(campaign, localdate(now)).filter(unit=said.unit).exists():
        raise BadInput(_("“%(name)s”不在本专项的整治单位里。"), name=said.unit.name)
    return as_heard(campaign, said, form, group, heard_on, actor, now)


def as_heard(
    campaign: Campaign, said: Said, form: OpinionForm, group: PeopleGroup, heard_on: date, actor: Actor, now: datetime
) -> Opinion:  # fmt: skip
    """The row of what was checked when it was said: a unit that has left the campaign since stops nothing."""
    return Opinion(
        campaign=campaign, unit=said.unit, person=said.person, text=said.text.strip(), root=said.root.strip(), form=form, group=group,
        heard_on=heard_on, resented=said.resented, manifestation=said.manifestation, heard_at=now, heard_by_id=actor.user_id,
    )  # fmt: skip


def entered_on_list(row: Opinion, *, actor: Actor, now: datetime) -> Opinion:
    """Store it: it waits for somebody to decide."""
    with creating(row, OpinionAction.HEAR, actor=actor, now=now) as change:
        change.note(form=row.form, unit=row.unit_id)
    return row


def mark_resented(row: Opinion, *, resented: bool, actor: Actor, now: datetime) -> Opinion:
    """Say (or no longer say) that the public resents it strongly; its entry on the ledger becomes a priority with it (M33). Saying it no longer
    leaves the entry as it is: others may have made it a priority."""
    with changing(row, OpinionAction.MARK, actor=actor, now=now) as change:
        change.set(resented=resented)
        if row.problem is not None and resented:
            _make_priority(row.problem, actor, now)
    return row


def _make_priority(problem: Problem, actor: Actor, now: datetime) -> None:
    if not problem.priority and problem.state in OPEN:
        prioritise(problem=problem, priority=True, actor=actor, now=now)


@dataclass(frozen=True, slots=True)
class Entry:
    """How an opinion is put on the ledger: its words as the ledger says them, how heavy it is, whose it is."""

    text: str = ""
    manifestation: Manifestation | None = None
    weight: Weight = Weight.GENERAL
    person: Person | None = None


def enter_opinion(row: Opinion, *, entry: Entry, actor: Actor, now: datetime) -> Problem:
    """Make it an entry of the ledger, which links back to its letter or form (M77). The opinion keeps its own words."""
    with changing(row, OpinionAction.ENTER, actor=actor, now=now) as change:
        told = entry.text.strip() or _with_root(row)
        finding = Finding(
            unit=row.unit, source=Source.OPINION, text=told, person=entry.person or row.person, manifestation=entry.manifestation or row.manifestation,
            weight=entry.weight, found_on=row.heard_on, priority=row.resented, origin=("opinion", str(row.pk), origin_label(row)),
        )  # fmt: skip
        problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
        change.set(problem=problem, settled_at=now, settled_by_id=actor.user_id)
    return problem


def _with_root(row: Opinion) -> str:
    return f"{row.text}\n思想根源：{row.root}" if row.root else row.text


def origin_label(row: Opinion) -> str:
    """Where it comes from, as the ledger shows it: a letter's number, a gathering, one of the three prompts. Never who."""
    if row.origin_label:
        return row.origin_label
    return f"{OpinionForm(row.form).label}（{PeopleGroup(row.group).label}）"


def join_opinion(row: Opinion, *, problem: Problem, actor: Actor, now: datetime) -> Opinion:
    """It says what an entry of the ledger says already: it is linked there. Refused: an entry of another unit or campaign, one that does not
    count any more."""
    with changing(row, OpinionAction.JOIN, actor=actor, now=now) as change:
        if problem.campaign_id != row.campaign_id or problem.unit_id != row.unit_id:
            raise BadInput(_("只能并入同一单位的问题。"))
        if problem.state not in OPEN:
            raise NotNow(_("第 %(number)04d 号已经不在办理中，请另行列入。"), number=problem.number)
        change.set(problem=problem, settled_at=now, settled_by_id=actor.user_id)
        change.note(number=problem.number)
        if row.resented:
            _make_priority(problem, actor, now)
    return row


def leave_opinion(row: Opinion, *, reason: str, actor: Actor, now: datetime) -> Opinion:
    """It needs no entry, and why (M86)."""
    with changing(row, OpinionAction.LEAVE, actor=actor, now=now, reason=reason) as change:
        change.set(reason=reason.strip(), settled_at=now, settled_by_id=actor.user_id)
    return row


def reconsider_opinion(row: Opinion, *, reason: str, actor: Actor, now: datetime) -> Opinion:
    """It waits again."""
    with changing(row, OpinionAction.RECONSIDER, actor=actor, now=now, reason=reason) as change:
        change.set(reason="", settled_at=None, settled_by_id=None)
    return row


def note_export(*, campaign: Campaign, reason: str, actor: Actor, now: datetime) -> None:
    """Write down that the list left the house and what for (D14). Refused: no reason, somebody who runs neither the campaign nor a unit."""
    mine = sight(actor, campaign)
    if not (mine.whole or mine.own or mine.supervised or actor.is_system):
        raise NotAllowed()
    if not reason.strip():
        raise BadInput(_("请写明导出的用途。"))
    with one_write():
        note(kept(Campaign), campaign, OpinionWord.EXPORT, actor=actor, now=now, reason=reason)


__all__ = [
    "Entry", "Said", "enter_opinion", "entered_on_list", "as_heard", "gather", "gather_all", "hear", "join_opinion",
    "label_of_gathering", "leave_opinion", "mark_resented",
    "note_export", "opinion_of", "origin_label", "reconsider_opinion",
]  # fmt: skip
