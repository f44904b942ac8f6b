"""For which days a duty may be handed over, and where a delegation stands on a day; plain values."""

from datetime import date, timedelta

from bihuan.campaigns.vocabulary import DelegationState
from bihuan.foundation.kernel import BadInput, _


def check_days(from_on: date, to_on: date, today: date, most: int) -> None:
    """Raises BadInput: in the past, backwards, or longer than `most` days (whoever is away longer is replaced, not deputised for)."""
    if from_on < today:
        raise BadInput(_("开始日期不能早于今天：委托不往前补。"))
    if to_on < from_on:
        raise BadInput(_("截止日期早于开始日期。"))
    if to_on - from_on >= timedelta(days=most):
        raise BadInput(_("一次委托最长 %(days)d 天；更长的请由专班调整职责。"), days=most)


def stands(from_on: date, to_on: date, ended: bool, today: date) -> DelegationState:
    """Where it stands today; it ends by itself after its last day."""
    if ended:
        return DelegationState.ENDED
    if today > to_on:
        return DelegationState.OVER
    return DelegationState.IN_FORCE if from_on <= today else DelegationState.AHEAD
