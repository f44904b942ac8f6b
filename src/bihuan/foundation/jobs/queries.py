"""Reading jobs: one's own, or all of them for whoever administers the system."""

from django.db.models import QuerySet

from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.policy import duties
from bihuan.foundation.jobs.vocabulary import JobDuty, JobState
from bihuan.foundation.kernel import Actor, Missing


def visible_to(actor: Actor) -> QuerySet[Job]:
    """Jobs the actor may look at, latest first: his own; all of them at the machine or as system administrator."""
    jobs = Job.objects.select_related("asked_by")
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
