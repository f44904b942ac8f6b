"""Asking for background work, and stopping it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError
from django_tasks.base import Task

from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.vocabulary import ENDED, JobState
from bihuan.foundation.jobs.vocabulary import JobAction as A
from bihuan.foundation.kernel import Actor, Conflict, NotNow, Told, _


def ask(
    task: Task[Any, Any], *, title: str, actor: Actor, now: datetime, key: str | None = None, arguments: dict[str, Any] | None = None
) -> Job:  # fmt: skip
    """Let a worker do `task(**arguments)`. The same `key` is the same job, however often it is asked for. Arguments are plain JSON."""
    try:
        with one_write():
            queued = task.enqueue(**(arguments or {}))
            words = {"title": title.kept} if isinstance(title, Told) else {}
            job = Job(task=UUID(queued.id), title=title[:200], words=words, key=key, asked_at=now, asked_by_id=actor.user_id)
            with creating(job, A.ASK, actor=actor, now=now):
                pass
            return job
    except (IntegrityError, Conflict):  # the latter where this is the outermost write
        found = Job.objects.filter(key=key).first() if key else None
        if found is None:
            raise
        return found


def stop_job(job: Job, *, actor: Actor, now: datetime) -> None:
    """A waiting job is over at once; a running one at its next step, what it has written stays."""
    with changing(job, A.STOP, actor=actor, now=now) as change:
        if job.state in ENDED:
            raise NotNow(_("这个任务已经结束。"))
        change.set(stop_asked_at=now, stop_asked_by_id=actor.user_id)
        if job.state == JobState.WAITING:
            change.set(state=JobState.STOPPED, ended=now)
