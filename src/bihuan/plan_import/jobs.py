"""Plans whose pages are pictures, recognised in the background: some seconds a page."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from bihuan.foundation.files.models import StoredFile
from bihuan.foundation.files.queries import handed_in
from bihuan.foundation.jobs.again import ask_again
from bihuan.foundation.jobs.models import Job
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import Actor, _
from bihuan.organisation.queries import actor_of_account
from bihuan.plan_import.operations import read_kept_plan


@task
def recognise_plan(file: int, account: int) -> dict[str, Any]:
    """Read the scanned plan that the account handed in, with the duties it holds now. Refused as the page refuses."""
    actor = actor_of_account(account)
    draft = read_kept_plan(file=handed_in(file, actor), actor=actor, now=timezone.now(), turn=running())
    return {"text": _("扫描的方案已识别，请核对"), "href": f"/plans/{draft.pk}/", "draft": draft.pk}


def key_of(file: int) -> str:
    """Under this key the reading of a file is asked for."""
    return f"recognise_plan:{file}"


def ask_to_recognise(file: StoredFile, *, title: str, actor: Actor, now: datetime) -> Job:
    """Let a worker read a scanned plan; while that waits or runs it is the same job. `title` is how it is called in lists."""
    wanted = {"file": file.pk, "account": actor.user_id}
    return ask_again(recognise_plan, title=title, actor=actor, now=now, key=key_of(file.pk), arguments=wanted)
