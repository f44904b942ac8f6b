"""The person is told what is proposed, says what he has to say, and is answered in writing before anybody decides (P01, P02)."""

from datetime import date, datetime

from django.utils.timezone import localdate

from bihuan.accountability.models import Handling, Statement
from bihuan.accountability.policy.duties import is_subject
from bihuan.accountability.vocabulary.handling import HandlingAction as A
from bihuan.accountability.vocabulary.handling import Heard
from bihuan.foundation.audit.changing import changing
from bihuan.foundation.calendar.queries import calendar
from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.foundation.kernel.time import due_on
from bihuan.foundation.rulebook.queries import rule


def notice_handling(row: Handling, *, actor: Actor, now: datetime) -> None:
    """Tell the person: facts, rule, the kind of source, his rights, until when he may answer. He reads it on his own page or gets it on paper."""
    today = localdate(now)
    last = due_on(today, rule("statement_days", today).length, calendar().is_working)
    with changing(row, A.NOTICE, actor=actor, now=now) as change:
        change.set(noticed_at=now, noticed_by_id=actor.user_id, respond_on=last, waived_at=None, waived_by_id=None)


def state(
    row: Handling, *, text: str, how: Heard = Heard.HIMSELF, on: date | None = None, file: StoredFile | None = None, actor: Actor, now: datetime
) -> Statement:  # fmt: skip
    """What the person says: by himself, or taken down by whoever handles it. After the last day it is taken, too, as long as nobody decided. Refused:
    no words, a day to come, himself by another's hand."""
    on = on or localdate(now)
    if not text.strip():
        raise BadInput(_("请写下陈述的内容。"))
    if on > localdate(now):
        raise BadInput(_("陈述日期不能晚于今天。"))
    if is_subject(actor, row) != (how is Heard.HIMSELF):
        raise BadInput(_("本人在自己的页面上写；代录的，请写明是书面材料还是当面陈述。"))
    with changing(row, A.STATE, actor=actor, now=now) as change:
        told = Statement.objects.create(
            handling=row, text=text.strip(), how=how, file=file, stated_on=on, stated_at=now, stated_by_id=actor.user_id
        )
        change.set(waived_at=None, waived_by_id=None)
        change.note(statement=told.pk, how=how)
    return told


def waive_statement(row: Handling, *, actor: Actor, now: datetime) -> None:
    """Say that one will not say anything. It is no admission, and is taken back by saying something."""
    with changing(row, A.WAIVE, actor=actor, now=now) as change:
        change.set(waived_at=now, waived_by_id=actor.user_id)


def answer_statement(statement: Statement, *, text: str, actor: Actor, now: datetime) -> None:
    """Answer in writing what he said: what is taken up, what is not and why. What he said makes nothing worse (第四十三条)."""
    if not text.strip():
        raise BadInput(_("请写明采纳和不采纳的内容和理由。"))
    with changing(statement.handling, A.ANSWER, actor=actor, now=now) as change:
        done = Statement.objects.filter(pk=statement.pk, answered_at=None)
        if not done.update(answer=text.strip(), answered_at=now, answered_by_id=actor.user_id):
            raise BadInput(_("这份陈述已经答复。"))
        change.note(statement=statement.pk)
