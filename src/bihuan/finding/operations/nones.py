"""Saying that one of the six lists holds nothing, and taking it back (M81). What is recorded later overtakes it by itself."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, RosterEntry
from bihuan.campaigns.queries.roster import on_roster
from bihuan.campaigns.vocabulary import RosterRole
from bihuan.finding.models import NoneConfirmed
from bihuan.finding.queries.nones import answers_for, counts_here, open_none
from bihuan.finding.rules.answering import ANSWERING
from bihuan.finding.vocabulary.coverage import NoneAction, NoneState
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotAllowed, NotNow, _
from bihuan.organisation.models import Person, Unit
from bihuan.problems.policy import reach
from bihuan.problems.vocabulary import ProblemList


def confirm_none(
    *, campaign: Campaign, unit: Unit, which: ProblemList, basis: str, on: date, actor: Actor, now: datetime, person: Person | None = None
) -> NoneConfirmed:  # fmt: skip
    """Say that this list of a unit (`person`: of one of its people) holds nothing as of a day, and on what basis. Refused: a list on which
    something counts, one confirmed already, the two that are confirmed otherwise. One that was overtaken is closed by the new word."""
    _check(campaign, unit, which, basis, on, person, now)
    mine, key = reach(actor, campaign.pk), person.pk if person else None
    row = NoneConfirmed(
        campaign=campaign, unit=unit, person=person, list=which.value, basis=basis.strip(), known_on=on, said_at=now, said_by_id=actor.user_id
    )  # fmt: skip
    if not answers_for(actor, campaign, unit, which, key):
        raise NotAllowed()
    with one_write():
        before = open_none(mine, campaign, unit, which, key)
        if before is not None and before.became == NoneState.STANDS:  # type: ignore[attr-defined]
            raise NotNow(_("这个清单已经确认没有问题，不用重复确认。"))
        if before is not None:
            withdraw_none(before, reason=_("确认之后这个清单有过问题，现在重新确认"), actor=actor, now=now)
        with creating(row, NoneAction.CONFIRM, actor=actor, now=now) as change:
            if counts_here(mine, campaign, unit.pk, which, key):
                raise NotNow(_("这个清单里已经有问题，不能确认没有。"))
            change.note(unit=unit.pk, list=which.value, on=on.isoformat())
    return row


def _check(campaign: Campaign, unit: Unit, which: ProblemList, basis: str, on: date, person: Person | None, now: datetime) -> None:
    if which not in ANSWERING:
        raise BadInput(_("自查问题清单由本人签承诺书确认，问题倒查清单由单位排查确认，不在这里确认。"))
    if not basis.strip():
        raise BadInput(_("请写明依据：看了什么、问了谁、开过什么会。"))
    if on > localdate(now):
        raise BadInput(_("“截至哪天”不能晚于今天。"))
    subjects = RosterEntry.objects.filter(on_roster(localdate(now)), campaign=campaign, unit=unit, role=RosterRole.SUBJECT)
    if person is not None and not subjects.filter(person=person).exists():
        raise BadInput(_("“%(name)s”不是这个单位的整治对象。"), name=person.name)


def withdraw_none(row: NoneConfirmed, *, reason: str, actor: Actor, now: datetime, seen: int | None = None) -> NoneConfirmed:
    """Take it back, with the reason; what was said stays to be read."""
    with changing(row, NoneAction.WITHDRAW, actor=actor, now=now, seen=seen, reason=reason) as change:
        if row.withdrawn_at is not None:
            raise NotNow(_("这条确认已经撤回。"))
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id, why=reason.strip())
    return row
