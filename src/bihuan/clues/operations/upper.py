"""What belongs to the level above: passed on, and only its receipt is noted (A1.4)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.clues.models import UpperReport
from bihuan.clues.vocabulary.clues import UpperAction
from bihuan.foundation.audit.changing import creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.unseen import seen


def note_upper_report(*, receipt: str, received_on: date, passed_on: date, actor: Actor, now: datetime) -> UpperReport:
    """Note that a report that belongs to the level above was passed on: its receipt's number and two days, and nothing else (A1.4)."""
    number = seen(receipt)
    if not number:
        raise BadInput(_("请填写上级回执号。"))
    if not received_on <= passed_on <= localdate(now):
        raise BadInput(_("报送日期不能早于收到日期，也不能晚于今天。"))
    if UpperReport.objects.filter(receipt=number).exists():
        raise BadInput(_("这个回执号已经登记过。"))
    row = UpperReport(receipt=number, received_on=received_on, passed_on=passed_on, noted_at=now, noted_by_id=actor.user_id)
    with creating(row, UpperAction.NOTE, actor=actor, now=now):
        pass
    return row
