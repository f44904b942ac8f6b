"""A unit screens itself against a category of the catalogue (M73)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Category
from bihuan.campaigns.queries import refuse_uncovered
from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.finding.models.screening import ScreenedItem, Screening
from bihuan.finding.vocabulary.screening import ScreeningAction as A
from bihuan.finding.vocabulary.screening import ScreeningState
from bihuan.foundation.audit.changing import changing, creating, creating_many, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.organisation.models import Unit
from bihuan.problems.models import Problem
from bihuan.problems.operations import Finding, record
from bihuan.problems.vocabulary import OwnerLevel, Source


def ask_screening(
    *, campaign: Campaign, units: Sequence[Unit], category: Category, due_on: date, actor: Actor, now: datetime
) -> list[Screening]:  # fmt: skip
    """Ask units to screen themselves against a category by a day. Units whose screening of it is still open are left out. Refused: a unit that
    is not covered or has left, a day that is over."""
    if due_on < localdate(now):
        raise BadInput(_("完成时限不能早于今天。"))
    _refuse_odd(campaign, units, category, now)
    open_ones = Screening.objects.filter(campaign=campaign, category=category, state=ScreeningState.ASKED)
    waiting = set(open_ones.values_list("unit_id", flat=True))
    asked = [one for one in dict.fromkeys(units) if one.pk not in waiting]
    rows = [
        Screening(campaign=campaign, unit=one, category=category, due_on=due_on, begun_at=now, begun_by_id=actor.user_id) for one in asked
    ]
    return list(creating_many(rows, A.ASK, actor=actor, now=now))


def begin_screening(*, campaign: Campaign, unit: Unit, category: Category, actor: Actor, now: datetime) -> Screening:
    """A unit begins one by itself. Refused while one against the same category is open."""
    if Screening.objects.filter(campaign=campaign, unit=unit, category=category, state=ScreeningState.ASKED).exists():
        raise NotNow(_("对照这一类的排查还没有报结果，请先把它办完。"))
    _refuse_odd(campaign, [unit], category, now)
    row = Screening(campaign=campaign, unit=unit, category=category, begun_at=now, begun_by_id=actor.user_id)
    with creating(row, A.BEGIN, actor=actor, now=now):
        return row


def _refuse_odd(campaign: Campaign, units: Sequence[Unit], category: Category, now: datetime) -> None:
    refuse_left_out(campaign.file, "screening")
    refuse_uncovered(campaign, units, localdate(now))
    if category.catalogue.campaign_id != campaign.pk:
        raise BadInput(_("请选本专项问题目录里的一类。"))


def find_by_screening(row: Screening, *, texts: Sequence[str], actor: Actor, now: datetime) -> list[Problem]:
    """Put what was found on the ledger, as problems of the unit under this category."""
    told = [text.strip() for text in texts if text.strip()]
    if not told:
        raise BadInput(_("请写明问题，一行一个。"))
    refuse_left_out(row.campaign.file, "screening")
    found: list[Problem] = []
    label = _("对照“%(category)s”的单位排查") % {"category": row.category.name}
    with changing(row, A.FIND, actor=actor, now=now) as change:
        for text in told:
            finding = Finding(
                unit=row.unit, source=Source.SCREENING, owner_level=OwnerLevel.UNIT, category=row.category, text=text,
                origin=("screening", str(row.pk), label),
            )  # fmt: skip
            problem = record(campaign=row.campaign, finding=finding, actor=actor, now=now)
            ScreenedItem.objects.create(screening=row, problem=problem, added_at=now, added_by_id=actor.user_id)
            found.append(problem)
        change.note(numbers=[one.number for one in found])
    return found


def end_screening(row: Screening, *, how: str, none_found: bool, actor: Actor, now: datetime, seen: int | None = None) -> Screening:
    """Report the result, with how it was looked for: items, or none found. "None found" is as good an answer; it is refused only where items
    were found, and items where there are none."""
    if not how.strip():
        raise BadInput(_("请写明怎么排查的：看了哪些文件、会议、台账，问了哪些人。"))
    with changing(row, A.END_NONE if none_found else A.END, actor=actor, now=now, seen=seen) as change:
        has_items = row.items.exists()
        if none_found and has_items:
            raise BadInput(_("这次排查已有问题列入台账，请报“发现问题”。"))
        if not none_found and not has_items:
            raise BadInput(_("还没有列入问题；没有发现的，请报“未发现问题”。"))
        change.set(how=how.strip(), ended_at=now, ended_by_id=actor.user_id)
    return row


def report_screening(row: Screening, *, texts: Sequence[str], how: str, actor: Actor, now: datetime) -> Screening:
    """The items and the result in one: all or nothing."""
    with one_write():
        if any(text.strip() for text in texts):
            find_by_screening(row, texts=texts, actor=actor, now=now)
        return end_screening(row, how=how, none_found=not row.items.exists(), actor=actor, now=now)
