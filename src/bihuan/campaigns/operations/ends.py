"""What stands against ending a campaign or its last stage: rooms above say how many items nobody was named for (M98)."""

from collections.abc import Callable

from bihuan.campaigns.models import Campaign
from bihuan.foundation.kernel import NotNow, _

Left = Callable[[Campaign], int]
"""Takes a campaign, tells how many of its items are open and carried over to nobody; asked inside the transaction that ends it."""
_counters: list[Left] = []


def when_asked_what_is_left(count: Left) -> None:
    """Said once by a room above, as it is loaded."""
    if count not in _counters:
        _counters.append(count)


def refuse_what_is_left(campaign: Campaign) -> None:
    """Raises NotNow while there are such items (清仓见底): each is closed, or carried over with reason, person and date."""
    if left := sum(count(campaign) for count in _counters):
        raise NotNow(
            _("还有 %(count)d 件问题没有销号，也没有结转。请先销号，或在“遗留问题结转”里逐件写明承接机构、承接人、理由和日期。"), count=left
        )
