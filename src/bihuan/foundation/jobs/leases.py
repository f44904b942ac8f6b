"""Who works on a job. A worker holds a lease while its heart beats; whoever is silent for too long loses it and another takes the job up.

Every write of a holder asks for worker and attempt in the same statement, so that a worker which was only asleep cannot write over the
one that came after it. Times are the database's own: workers on several machines need not agree on the hour.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max
from django_tasks_db.utils import exclusive_transaction

from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.presence import is_gone
from bihuan.foundation.jobs.vocabulary import JobState
from bihuan.foundation.kernel import Told, _

SILENCE = timedelta(seconds=60)  # longer than any one transaction of a job may take; for workers that cannot be seen from here
ATTEMPTS = 5  # a job that took so many workers with it is not tried again


class LeaseLost(Exception):
    """Another worker holds this job now; what is not committed must not be."""


@dataclass(frozen=True, slots=True)
class Lease:
    """One worker's hold on one job."""

    job_id: int
    worker: str
    attempt: int

    def rows(self) -> QuerySet[Job]:
        """The job, as long as it is held."""
        return Job.objects.filter(pk=self.job_id, worker=self.worker, attempt=self.attempt, state=JobState.RUNNING)

    def is_waited_for(self) -> bool:
        """Does a job that goes before this one wait?"""
        own = DBTaskResult.objects.filter(pk__in=self.rows().values("task")).values_list("priority", flat=True).first() or 0
        return DBTaskResult.objects.ready().filter(priority__gt=own).exists()

    def is_to_stop(self) -> bool:
        """Did somebody ask this job to stop?"""
        return self.rows().exclude(stop_asked_at=None).exists()

    def write(self, **values: Any) -> None:
        """Write to the held job. Raises LeaseLost."""
        if not self.rows().update(**values):
            raise LeaseLost


def take(worker: str) -> tuple[DBTaskResult, Lease] | None:
    """The next job that is due, with its lease; None when nothing waits. Two workers never get the same."""
    while DBTaskResult.objects.ready().exists():  # a look without a lock: an idle worker disturbs nobody
        with exclusive_transaction():
            task = DBTaskResult.objects.ready().get_locked()
            if task is None:
                return None
            if lease := _held(task, worker):
                return task, lease
            DBTaskResult.objects.filter(pk=task.pk).update(status=TaskResultStatus.FAILED, finished_at=Now())  # it was stopped meanwhile
    return None


def _held(task: DBTaskResult, worker: str) -> Lease | None:
    """The job of this row of the queue in the worker's hands, where it still waits."""
    waiting = Job.objects.filter(task=task.pk, state=JobState.WAITING)
    if not waiting.update(state=JobState.RUNNING, worker=worker, attempt=F("attempt") + 1, begun=Now(), beat=Now()):
        return None
    task.claim(worker)
    job_id, attempt = Job.objects.values_list("pk", "attempt").get(task=task.pk)
    return Lease(job_id, worker, attempt)


def end(lease: Lease, task: DBTaskResult, state: JobState, *, answer: Any = None, fault: str = "") -> None:
    """The job is over: its end and its row in the queue in one transaction. Raises LeaseLost."""
    status = TaskResultStatus.SUCCESSFUL if state == JobState.DONE else TaskResultStatus.FAILED
    with transaction.atomic():
        words = Job.objects.values_list("words", flat=True).get(pk=lease.job_id) | _kept(answer, fault)
        lease.write(state=state, ended=Now(), answer=answer or {}, fault=fault[:500], words=words)
        DBTaskResult.objects.filter(pk=task.pk).update(status=status, finished_at=Now(), return_value=answer)


def _kept(answer: Any, fault: str) -> dict[str, Any]:
    """What has to be kept of the result or of why there is none, to say it in the language of whoever reads it."""
    told = {"fault": fault, "text": answer.get("text")} if isinstance(answer, dict) else {"fault": fault}
    return {name: text.kept for name, text in told.items() if isinstance(text, Told)}


def give_back(job_id: int, task_id: Any, held: QuerySet[Job], *, forgiven: bool = False) -> bool:
    """Let a job that is held be taken up again by whoever comes next; `forgiven` does not count the attempt. False when it is not held."""
    with transaction.atomic():
        if not held.filter(pk=job_id).update(state=JobState.WAITING, worker="", attempt=F("attempt") - 1 if forgiven else F("attempt")):
            return False
        DBTaskResult.objects.filter(pk=task_id).update(status=TaskResultStatus.READY, started_at=None, run_after=get_date_max())
    return True


def take_back_from_the_dead(idle: str = "") -> Iterator[str]:
    """Jobs whose worker is gone or has been silent for too long wait again, or end after too many workers died of them. Yields what was
    done. `idle` is the asking worker, which works on nothing: what it still holds was dropped when the database went away."""
    held_now = Job.objects.filter(state=JobState.RUNNING)
    silent = set(held_now.filter(beat__lt=Now() - SILENCE).values_list("pk", flat=True))
    for job in held_now:
        if job.pk not in silent and job.worker != (idle or None) and not is_gone(job.worker):
            continue
        held = held_now.filter(worker=job.worker, attempt=job.attempt)
        if job.attempt < ATTEMPTS:
            if give_back(job.pk, job.task, held):
                yield f"{job.pk}: {job.worker} ✗ → {job.attempt + 1}"
        elif _give_up(job, held):
            yield f"{job.pk}: {job.worker} ✗"


def _give_up(job: Job, held: QuerySet[Job]) -> bool:
    with transaction.atomic():
        fault = _("执行进程多次中断，任务没有做完。已完成的部分都在，重新提交会从断点继续。")
        if not held.filter(pk=job.pk).update(state=JobState.FAILED, ended=Now(), fault=fault):
            return False
        DBTaskResult.objects.filter(pk=job.task).update(status=TaskResultStatus.FAILED, finished_at=Now())
    return True
