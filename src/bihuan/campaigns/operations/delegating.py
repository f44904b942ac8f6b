"""A duty handed over for dates, by its holder or by the office on a scanned order, and ended before its day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.timezone import localdate

from bihuan.campaigns.models import Campaign, Delegation, Grant
from bihuan.campaigns.policy import lent_still
from bihuan.campaigns.rules.delegating import check_days, stands
from bihuan.campaigns.vocabulary import GRANTED, CampaignAction, DelegationState, Duty
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.files.operations import store
from bihuan.foundation.files.rules import ORDERS
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.foundation.rulebook.queries import rule
from bihuan.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Handing:
    """What is handed over: whose duty (`unit` None: towards all his units), to whom, for which days, why; and the office's order."""

    principal: Person
    deputy: Person
    duty: Duty
    from_on: date
    to_on: date
    reason: str
    unit: Unit | None = None
    order_number: str = ""
    order: tuple[str, bytes] | None = None
    """Name and content of the scanned order."""


def delegate_duty(*, campaign: Campaign, handing: Handing, actor: Actor, now: datetime) -> Delegation:
    """Hand a duty over. Refused: a duty that is not his own (one taken over is not handed on), a deputy who cannot act, days that do not do,
    a second deputy for the same days, the office without a scanned order."""
    check_days(handing.from_on, handing.to_on, localdate(now), rule("delegation_days").value)
    _refuse_what_is_not_his(campaign, handing)
    _refuse_deputy(handing)
    own = actor.person_id is not None and actor.person_id == handing.principal.pk
    if not own and not (handing.order_number.strip() and handing.order):
        raise BadInput(_("替别人办理委托，要有批件：请填文号并上传扫描件。"))
    row = Delegation(
        campaign=campaign, principal=handing.principal, duty=handing.duty, unit=handing.unit, deputy=handing.deputy, from_on=handing.from_on,
        to_on=handing.to_on, reason=handing.reason.strip(), order_number=handing.order_number.strip(), given_at=now, given_by_id=actor.user_id,
    )  # fmt: skip
    if not row.reason:
        raise BadInput(_("请写明理由。"))
    with one_write():
        Campaign.objects.select_for_update(no_key=True).get(pk=campaign.pk)  # two at once do not give two deputies
        _refuse_second(row)
        with creating(row, CampaignAction.DELEGATE, actor=actor, now=now, reason=row.reason) as change:
            if handing.order:
                change.set(order=store(name=handing.order[0], data=handing.order[1], actor=actor, now=now, taken=ORDERS))
            digest = row.order.sha256 if row.order else ""
            change.note(principal=row.principal_id, deputy=row.deputy_id, duty=row.duty, from_on=row.from_on, to_on=row.to_on, order=digest)
    return row


def _refuse_what_is_not_his(campaign: Campaign, handing: Handing) -> None:
    held = Grant.objects.filter(lent_still(localdate()), campaign=campaign, person=handing.principal, duty=handing.duty, ended_at=None)
    held = held.filter(unit=handing.unit) if handing.unit else held
    if handing.duty not in GRANTED or not held.exists():
        raise BadInput(
            _("“%(name)s”本人没有“%(duty)s”这项职责，不能委托；代别人办的职责也不能再委托。"), name=handing.principal.name,
            duty=handing.duty.label,
        )  # fmt: skip


def _refuse_deputy(handing: Handing) -> None:
    if handing.deputy.pk == handing.principal.pk:
        raise BadInput(_("不能委托给本人。"))
    user = handing.deputy.user
    if user is None or not user.is_active or user.administrator:
        raise BadInput(_("“%(name)s”没有在用的账号，不能代办。请先请系统管理员开通。"), name=handing.deputy.name)


def _refuse_second(row: Delegation) -> None:
    same = Delegation.objects.filter(campaign=row.campaign, principal=row.principal, duty=row.duty, ended_at=None)
    same = same.filter(Q(unit=None) | Q(unit=row.unit)) if row.unit else same
    other = same.filter(from_on__lte=row.to_on, to_on__gte=row.from_on).select_related("deputy").first()
    if other is not None:
        told: dict[str, Any] = {"name": other.deputy.name, "from": other.from_on.isoformat(), "to": other.to_on.isoformat()}
        raise BadInput(_("这项职责 %(from)s 至 %(to)s 已委托给“%(name)s”。请先结束那一项，或错开日期。"), **told)


def end_delegation(row: Delegation, *, actor: Actor, now: datetime) -> Delegation:
    """End it before its day. Refused: over already."""
    with changing(row, CampaignAction.END_DELEGATION, actor=actor, now=now) as change:
        if stands(row.from_on, row.to_on, row.ended_at is not None, localdate(now)) in (DelegationState.ENDED, DelegationState.OVER):
            raise NotNow(_("这项委托已经结束了。"))
        change.set(ended_at=now, ended_by_id=actor.user_id)
    return row
