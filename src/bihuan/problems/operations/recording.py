"""Putting findings on the ledger: one, or thousands in bulk statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category, Manifestation
from bihuan.campaigns.queries.people import heads_of
from bihuan.campaigns.queries.stages import stage_on
from bihuan.campaigns.rules.settings import settings_of
from bihuan.campaigns.vocabulary import CampaignState
from bihuan.foundation.audit.changing import creating, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, Conflict, NeedsUnmet, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.models import Numbering, Problem
from bihuan.problems.operations.ends import refuse_unknown
from bihuan.problems.operations.filling import filled_in, settle_own
from bihuan.problems.operations.indexing import index
from bihuan.problems.queries.passing_on import left_open
from bihuan.problems.rules.days import DUE_BEFORE_FOUND, due_by_default, is_due_before_found
from bihuan.problems.rules.paths import path_for
from bihuan.problems.vocabulary import Action, Need, OwnerLevel, Path, Source, Weight

FROM_HIS_LIST = _(
    "自查发现的问题由本人写在自己的自查清单里；填纸质表的，由联络员代录、附扫描件、本人确认；原有台账里的，用 Excel 导入。别人发现的，请选实际的来源。"
)
_HIS_OWN = frozenset({"self_check", "division"})
"""Ways by which a self-found item comes on the ledger by somebody else's hand: from the person's list, and as a part of one that did."""
NUMBER_TAKEN = _("这个外部编号已用在别的问题上，请核对编号。")


@dataclass
class Finding:
    """What somebody found, as it is put on the ledger. `unit` answers for it; without `due_on` the day that the plan
    names for the category counts, else the campaign's default days."""

    unit: Unit
    source: Source
    text: str
    person: Person | None = None
    owner_level: OwnerLevel | None = None
    owner_name: str = ""
    category: Category | None = None
    manifestation: Manifestation | None = None
    weight: Weight = Weight.GENERAL
    leader: Person | None = None
    doer: Person | None = None
    due_on: date | None = None
    found_on: date | None = None
    external_number: str = ""
    section: Unit | None = None
    of_unit_head: bool = False
    priority: bool = False
    origin: tuple[str, str, str] = ("", "", "")
    own: Mapping[int, str] = field(default_factory=dict)
    """Columns of the campaign's own, by number, as somebody types them."""


def lock_numbers(campaign: Campaign) -> Numbering:
    """The campaign's numbering row, locked: whoever needs it beside rows of the ledger takes it first."""
    rows = Numbering.objects.select_for_update(no_key=True).filter(campaign=campaign)
    if (found := rows.first()) is not None:
        return found
    Numbering.objects.get_or_create(campaign=campaign)
    return rows.get()


def take_numbers(campaign: Campaign, count: int) -> int:
    """The first of `count` consecutive ledger numbers, taken under the lock of the campaign's numbering row. Refused: a campaign that ended
    since `campaign` was read, as a long import may see; its end takes the same lock."""
    row = lock_numbers(campaign)
    if Campaign.objects.filter(pk=campaign.pk, state=CampaignState.CLOSED).exists():
        raise NeedsUnmet(Need.RUNNING.label + "。", needs=(Need.RUNNING.value,))
    first, row.next = row.next, row.next + count
    row.save(update_fields=["next"])
    return first


def count_left(campaign: Campaign) -> int:
    """Open items that stand against the end of a campaign, counted under the lock of its numbers: no finding slips in behind the count (M98)."""
    lock_numbers(campaign)
    return left_open(campaign).count()


def problem_of(campaign: Campaign, finding: Finding, actor: Actor, now: datetime) -> Problem:
    """The unsaved ledger row of a finding: path, level and due day follow from it (M94, A27, M40, M45)."""
    options = settings_of(campaign.file)
    found_on = finding.found_on or localdate(now)
    if found_on > localdate(now):
        raise BadInput(_("发现日期不能晚于今天。"))
    path = path_for(finding.weight, finding.source, options.quick_sources, options.quick_weights)
    days = options.quick_days if path is Path.QUICK else options.default_days
    place = related_of(finding)
    planned = place["category"].due_on if place["category"] else None
    due_on = finding.due_on or due_by_default(found_on, days, planned, at_once=path is Path.QUICK)
    return Problem(
        campaign=campaign, stage_id=stage_on(campaign, found_on), source=finding.source, weight=finding.weight, path=path,
        owner_level=level_of(finding), found_on=found_on, recorded_at=now, recorded_by_id=actor.user_id, due_on=due_on, planned_due_on=due_on,
        **place, **plain_of(finding),
    )  # fmt: skip


def level_of(finding: Finding) -> OwnerLevel:
    """Whose problem it is, where nobody said: a person's or the unit's (M45)."""
    return finding.owner_level or (OwnerLevel.PERSON if finding.person else OwnerLevel.UNIT)


def related_of(finding: Finding) -> dict[str, Any]:
    """The rows that the problem points to."""
    return {
        "unit": finding.unit, "section": finding.section, "person": finding.person, "doer": finding.doer or finding.person, "leader": finding.leader,
        "category": finding.category or (finding.manifestation.category if finding.manifestation else None), "manifestation": finding.manifestation,
    }  # fmt: skip


def plain_of(finding: Finding) -> dict[str, Any]:
    """The columns of the problem that say what the finding says, and nothing more."""
    kind, reference, label = finding.origin
    return {
        "text": finding.text.strip(), "owner_name": finding.owner_name, "of_unit_head": finding.of_unit_head, "priority": finding.priority,
        "external_number": finding.external_number, "origin_kind": kind, "origin_reference": reference, "origin_label": label,
    }  # fmt: skip


def mark_unit_heads(campaign: Campaign, rows: Sequence[Problem]) -> None:
    """Mark the rows that a unit head owns or puts right himself: the leader in charge confirms them. One query."""
    heads = heads_of(campaign, list({row.unit_id for row in rows}))
    for row in rows:
        row.of_unit_head = row.of_unit_head or bool({(row.unit_id, row.person_id), (row.unit_id, row.doer_id)} & heads)


def record(*, campaign: Campaign, finding: Finding, actor: Actor, now: datetime, beyond: bool | None = None) -> Problem:
    """Put one finding on the ledger. Refused: no duty towards the unit; a catch-all item without a description (M38); a value that its column
    does not take, a column of the campaign's own that this actor does not fill in; self-found, in somebody else's hand; due before it was
    found, or after the campaign where it was asked (`beyond`) whether that is known; an external number that is used."""
    row = problem_of(campaign, finding, actor, now)
    if is_due_before_found(row.due_on, row.found_on):
        raise BadInput(DUE_BEFORE_FOUND)
    refuse_unknown(campaign, finding.due_on, beyond)
    mark_unit_heads(campaign, [row])
    with one_write():
        row.number = take_numbers(campaign, 1)
        if row.external_number and Problem.objects.filter(campaign=campaign, external_number=row.external_number).exists():
            raise Conflict(NUMBER_TAKEN)
        with creating(row, Action.RECORD, actor=actor, now=now) as change:
            _refuse_second_hand(finding, change.actor)
            index([row], fresh=True)
            if finding.own:
                change.set(own=filled_in(row, finding.own, change.actor))
                settle_own([row], now)
    return row


def _refuse_second_hand(finding: Finding, actor: Actor) -> None:
    """To have found it oneself lightens what follows (自查从宽): nobody gives that to anybody else by choosing a word (M55, promise 5)."""
    if finding.source is not Source.SELF_CHECK or finding.origin[0] in _HIS_OWN or actor.is_system:
        return
    own = finding.person is not None and finding.person.pk == actor.person_id and actor.for_person is None
    if not own:
        raise BadInput(FROM_HIS_LIST)


def record_many(*, campaign: Campaign, findings: Sequence[Finding], actor: Actor, now: datetime, reason: str = "") -> list[Problem]:
    """Put many findings on the ledger in one transaction and bulk statements: all or none."""
    rows = [problem_of(campaign, finding, actor, now) for finding in findings]
    for row, finding in zip(rows, findings, strict=True):
        row.own = filled_in(row, finding.own, actor) if finding.own else row.own
    with one_write():
        enter_many(campaign=campaign, rows=rows, actor=actor, now=now, reason=reason, checked=not actor.is_system)
        settle_own([row for row in rows if row.own], now)
    return rows


def enter_many(*, campaign: Campaign, rows: Sequence[Problem], actor: Actor, now: datetime, reason: str = "", checked: bool = True) -> None:
    """Number, store and index unsaved ledger rows. `checked` False: their rights and needs were asked before, each by itself."""
    mark_unit_heads(campaign, rows)
    with one_write():
        first = take_numbers(campaign, len(rows))
        for number, row in enumerate(rows, start=first):
            row.number = number
        creating_many(rows, Action.RECORD, actor=actor, now=now, reason=reason, checked=checked)
        index(rows, fresh=True)
