"""Reading of what is confidential stands in the book too: who, what, when. Ordinary lists and pages write nothing."""

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from bihuan.foundation.audit.change import plain
from bihuan.foundation.audit.changing import note
from bihuan.foundation.audit.keeping import READING, kept
from bihuan.foundation.audit.models import Record
from bihuan.foundation.audit.pouring import among
from bihuan.foundation.kernel import Actor, Term

AGAIN = timedelta(hours=1)  # who looks at the same thing again within this time is recorded once


def note_seen(row: Any, action: Term, *, actor: Actor, now: datetime, name: Callable[[Any], str] | None = None, **facts: Any) -> bool:
    """Record that somebody read a row whose content is confidential (`facts` say which part of it). False where he was just recorded.
    It is a kind of record of its own, so that histories of rows and webhooks know nothing of it. `name` must tell no business."""
    about = kept(type(row))
    told = {key: plain(value) for key, value in facts.items()}
    lately = Record.objects.filter(kind=READING[0], row=row.pk, action=action.value, actor=actor.user_id, at__gt=now - AGAIN)
    if any(one == told for one in lately.values_list("changes", flat=True)):
        return False
    note(replace(about, kind=READING[0], name=name or about.name), row, action, actor=actor, now=now, **facts)
    return True


def seen_lately(keys: Collection[int], action: Term, *, actor: Actor, now: datetime) -> set[int]:
    """Which of these rows this actor was already recorded to have read so, without any facts, within the hour. One query for a page of them."""
    lately = Record.objects.filter(kind=READING[0], action=action.value, actor=actor.user_id, at__gt=now - AGAIN, changes={})
    return set(among(lately, "row", sorted(keys)).values_list("row", flat=True))
