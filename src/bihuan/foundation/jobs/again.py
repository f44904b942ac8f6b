"""Work that may be asked for again once it is over: the same file looked at a second time, an import begun anew after it was stopped."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django_tasks.base import Task

from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.vocabulary import ENDED
from bihuan.foundation.kernel import Actor


def latest(key: str) -> Job | None:
    """The last job that was asked for under this key, with all that it kept."""
    return Job.objects.filter(Q(key=key) | Q(key__startswith=f"{key}#")).order_by("-pk").first()


def key_of(kind: str, **told: Any) -> str:
    """A key for work that is the same as long as all of this (plain JSON) is: a second click asks for it a second time."""
    return f"{kind}{sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:32]}"


def ask_again(
    task: Task[Any, Any], *, title: str, actor: Actor, now: datetime, key: str, arguments: dict[str, Any] | None = None
) -> Job:  # fmt: skip
    """Let a worker do it, also where a job of this key is over; one that waits or runs is the answer. Two that ask at once get the same."""
    last = latest(key)
    if last is not None and last.state not in ENDED:
        return last
    turn = key if last is None else f"{key}#{last.pk}"
    return ask(task, title=title, actor=actor, now=now, key=turn, arguments=arguments)
