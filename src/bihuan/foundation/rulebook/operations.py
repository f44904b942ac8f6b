"""Setting a rule's value for this installation, with a reason; the packs themselves never change."""

from datetime import date, datetime

from bihuan.foundation.audit.changing import changing, creating
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.rulebook.models import RuleSetting
from bihuan.foundation.rulebook.queries import book, rule
from bihuan.foundation.rulebook.vocabulary import RulebookAction as A


def set_rule(*, rule_id: str, value: int, from_on: date, reason: str, actor: Actor, now: datetime) -> RuleSetting:
    """Set a rule's value from a day on. Raises Missing for an unknown rule, BadInput outside what makes sense."""
    before = rule(rule_id, from_on)
    before.with_value(value)
    row = RuleSetting(rule=rule_id, value=value, from_on=from_on, set_at=now, set_by_id=actor.user_id)
    with creating(row, A.SET, actor=actor, now=now, reason=reason) as change:
        change.note(value=[before.value, value], from_on=from_on)
        change.tell(book.forget)
    book.forget()
    return row


def drop_rule_setting(row: RuleSetting, *, reason: str, actor: Actor, now: datetime) -> None:
    """Go back to the value of the pack (or to the setting before)."""
    with changing(row, A.DROP, actor=actor, now=now, reason=reason) as change:
        if row.dropped_at is not None:
            raise BadInput(_("这一条调整已经恢复。"))
        change.set(dropped_at=now, dropped_by_id=actor.user_id)
        change.tell(book.forget)
    book.forget()
