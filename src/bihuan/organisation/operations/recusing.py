"""Keeping away from a matter: declared by whoever would handle it, asked for by a party, decided by somebody else (P04)."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import Person, Recusal, Unit
from bihuan.organisation.vocabulary import RecusalAction, RecusalGround


def _row(person: Person, unit: Unit | None, party: Person | None, ground: RecusalGround, reason: str, from_on: date, to_on: date | None,
         actor: Actor, now: datetime) -> Recusal:  # fmt: skip
    if unit is None and party is None:
        raise BadInput(_("请写明对哪个单位、或者对哪一位当事人回避。"))
    if party is not None and party.pk == person.pk:
        raise BadInput(_("涉及本人的事项本来就不能经手，不用申报。"))
    if to_on is not None and to_on < from_on:
        raise BadInput(_("结束日期早于开始日期。"))
    told: dict[str, Any] = {"person": person, "unit": unit, "party": party, "ground": ground, "reason": reason.strip()}
    return Recusal(**told, from_on=from_on, to_on=to_on, asked_at=now, asked_by_id=actor.user_id)


def declare_recusal(
    *, person: Person, ground: RecusalGround, actor: Actor, now: datetime, unit: Unit | None = None, party: Person | None = None,
    reason: str = "", to_on: date | None = None,
) -> Recusal:  # fmt: skip
    """Say of oneself that one keeps away: at once, and nobody has to agree."""
    row = _row(person, unit, party, ground, reason, localdate(now), to_on, actor, now)
    with creating(row, RecusalAction.DECLARE, actor=actor, now=now):
        pass
    return row


def ask_recusal(
    *, person: Person, ground: RecusalGround, reason: str, actor: Actor, now: datetime, unit: Unit | None = None, party: Person | None = None
) -> Recusal:  # fmt: skip
    """Ask that somebody keeps away. In force only by the decision of a third. Refused: no reason."""
    if not reason.strip():
        raise BadInput(_("请写明为什么申请他回避。"))
    row = _row(person, unit, party, ground, reason, localdate(now), None, actor, now)
    with creating(row, RecusalAction.ASK, actor=actor, now=now):
        pass
    return row


def grant_recusal(row: Recusal, *, reason: str, actor: Actor, now: datetime) -> Recusal:
    """Decide that he keeps away."""
    with changing(row, RecusalAction.GRANT, actor=actor, now=now, reason=reason) as change:
        change.set(decided_at=now, decided_by_id=actor.user_id, decision=reason.strip())
    return row


def refuse_recusal(row: Recusal, *, reason: str, actor: Actor, now: datetime) -> Recusal:
    """Decide that he need not."""
    with changing(row, RecusalAction.REFUSE, actor=actor, now=now, reason=reason) as change:
        change.set(decided_at=now, decided_by_id=actor.user_id, decision=reason.strip())
    return row


def end_recusal(row: Recusal, *, reason: str, actor: Actor, now: datetime) -> Recusal:
    """The ground has gone: he may be had again. What he kept away from stays in the book."""
    with changing(row, RecusalAction.END, actor=actor, now=now, reason=reason) as change:
        change.set(to_on=max(localdate(now), row.from_on), decided_at=now, decided_by_id=actor.user_id)
    return row
