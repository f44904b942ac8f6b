"""How somebody comes to hold a job: it is his own, he administers the system, or he sits at the machine."""

from typing import Any

from bihuan.foundation.accounts.vocabulary import Administrator
from bihuan.foundation.jobs.vocabulary import JobDuty
from bihuan.foundation.kernel import Actor


def duties(actor: Actor, job: Any = None) -> frozenset[JobDuty]:
    """The duties the actor holds towards a job."""
    held = {JobDuty.MACHINE} if actor.is_system else set()
    if actor.administrator == Administrator.SYSTEM:
        held.add(JobDuty.SYSTEM)
    if job is not None and actor.user_id is not None and job.asked_by_id == actor.user_id:
        held.add(JobDuty.ASKER)
    return frozenset(held)
