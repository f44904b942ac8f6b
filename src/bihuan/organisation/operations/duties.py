"""Standing duties: who keeps the organisation, who may found a campaign. Granted by the security administrator, who holds none."""

from datetime import datetime

from bihuan.foundation.accounts.models import User
from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.organisation.models import StandingDuty
from bihuan.organisation.vocabulary import OrganisationAction as A
from bihuan.organisation.vocabulary import StandingDutyKind


def give_standing_duty(*, user: User, duty: StandingDutyKind, actor: Actor, now: datetime) -> StandingDuty:
    """Give a standing duty. Refused for administrators 三员, the system's own and closed accounts, and when it is held already."""
    if user.administrator or user.is_system:
        raise BadInput(_("三员和系统账号不参与业务，不能授予业务职责。"))
    if not user.is_active:
        raise BadInput(_("账号“%(name)s”已停用，不能授予职责。"), name=user.username)
    row = StandingDuty(user=user, duty=duty, given_at=now, given_by_id=actor.user_id)
    if StandingDuty.objects.filter(user=user, duty=duty, ended_at=None).exists():
        raise BadInput(_("“%(name)s”已经有这项职责。"), name=str(user))
    with creating(row, A.GIVE_DUTY, actor=actor, now=now) as change:
        change.note(duty=duty, account=user.pk)
    return row


def end_standing_duty(row: StandingDuty, *, actor: Actor, now: datetime) -> None:
    """Take a standing duty back."""
    with changing(row, A.END_DUTY, actor=actor, now=now) as change:
        if row.ended_at is not None:
            raise BadInput(_("这项职责已经收回。"))
        change.set(ended_at=now, ended_by_id=actor.user_id)
