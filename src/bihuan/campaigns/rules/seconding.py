"""When somebody may be lent to a campaign: nobody from county level or below without an approval (domain.md E1.8)."""

from collections.abc import Iterable
from datetime import date

from bihuan.campaigns.vocabulary.organising import LOW_LEVELS, Level
from bihuan.foundation.kernel import BadInput, _
from bihuan.organisation.vocabulary import UnitKind

WARNING = _("上级机关一般不得从县级及以下单位借调人员。确有必要的，请填写批件文号并上传批件扫描件。")


def asks_approval(level: Level) -> bool:
    """Does a secondment from this level rest on an approval?"""
    return level in LOW_LEVELS


def level_of(said: Level, kinds: Iterable[str]) -> Level:
    """The level that counts: whoever works in a township, or below one, is lent from there, whatever was said."""
    return Level.TOWNSHIP if UnitKind.TOWNSHIP in set(kinds) else said


def refuse_days(from_on: date, to_on: date, today: date) -> None:
    """Raises BadInput for days that make no secondment."""
    if to_on < from_on:
        raise BadInput(_("借调截止早于借调开始。"))
    if to_on < today:
        raise BadInput(_("借调截止已经过去。"))
    if from_on > today:
        raise BadInput(_("借调从 %(day)s 才开始，请到那天再登记；登记后立即有权限。"), day=from_on.isoformat())


def refuse_without_approval(level: Level, number: str, has_file: bool) -> None:
    """Raises BadInput where the approval is missing."""
    if asks_approval(level) and not (number.strip() and has_file):
        raise BadInput(WARNING)
