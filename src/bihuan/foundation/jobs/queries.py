"""Reading jobs: one's own, or all of them for whoever administers the system."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q, QuerySet

from bihuan.foundation.jobs.models import Job, Schedule
from bihuan.foundation.jobs.policy import duties
from bihuan.foundation.jobs.vocabulary import JobDuty, JobState
from bihuan.foundation.kernel import Actor, Missing


def visible_to(actor: Actor) -> QuerySet[Job]:
    """Jobs the actor may look at, latest first: his own; all of them at the machine or as system administrator. What they kept for their
    own work, which may be long, is not read."""
    jobs = Job.objects.select_related("asked_by").defer("mark")
    if duties(actor) & {JobDuty.SYSTEM, JobDuty.MACHINE}:
        return jobs
    return jobs.filter(asked_by=actor.user_id) if actor.user_id is not None else jobs.none()


def find(pk: int, actor: Actor) -> Job:
    """The job, or Missing."""
    job = visible_to(actor).filter(pk=pk).first()
    if job is None:
        raise Missing()
    return job


def was_answered(**answer: str) -> bool:
    """Whether a job still on the table ended well and told all of this in its answer."""
    return Job.objects.filter(state=JobState.DONE, **{f"answer__{name}": value for name, value in answer.items()}).exists()


@dataclass(frozen=True, slots=True)
class Standing:
    """How background work stands: jobs by state (failed ones of the last day), seconds the oldest one waits, seconds the clock is late."""

    counts: dict[str, int]
    oldest_waiting: float
    lag: float


def standing(now: datetime) -> Standing:
    """For whoever watches the service: numbers only."""
    waiting, running = Q(state=JobState.WAITING), Q(state=JobState.RUNNING)
    failed = Q(state=JobState.FAILED, ended__gte=now - timedelta(days=1))
    told = Job.objects.filter(waiting | running | failed).aggregate(
        waiting=Count("pk", filter=waiting), running=Count("pk", filter=running), failed=Count("pk", filter=failed),
        oldest=Min("asked_at", filter=waiting),
    )  # fmt: skip
    oldest, due = told.pop("oldest"), Schedule.objects.aggregate(due=Min("due"))["due"]
    return Standing(told, _since(oldest, now), _since(due, now))


def _since(moment: datetime | None, now: datetime) -> float:
    return max(0.0, (now - moment).total_seconds()) if moment else 0.0
