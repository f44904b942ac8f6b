"""The ledger's long work, done in the background."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django_tasks import task

from bihuan.campaigns.queries import find
from bihuan.foundation.files.looks import look_over, not_looked_at, pass_over
from bihuan.foundation.files.models import Look, StoredFile
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.files.rules import UnreadableFile
from bihuan.foundation.jobs.operations import ask
from bihuan.foundation.jobs.running import running
from bihuan.foundation.jobs.scheduling import CLOCK
from bihuan.foundation.kernel import BadInput, Missing, _
from bihuan.organisation.queries import actor_of_account
from bihuan.problems.models import Evidence
from bihuan.problems.operations.importing import import_in_parts
from bihuan.problems.sheets import read_ledger


@task
def take_sheet(campaign: str, file: int, account: int) -> dict[str, Any]:
    """Take over a ledger sheet that the account handed in, with the duties it holds now. Refused as the page refuses."""
    actor = actor_of_account(account)
    stored = handed_in(file, actor)
    sheet = read_ledger(read(stored), stored.name)
    found = import_in_parts(campaign=find(actor, campaign), rows=sheet.rows, actor=actor, now=timezone.now(), turn=running())
    if found.errors:
        raise BadInput(_("表格有 %(count)d 处错误，整份没有导入。第一处：%(first)s"), count=len(found.errors), first=found.errors[0])
    text = _("台账已导入：新增 %(new)d 件，变更 %(changed)d 件，不变 %(same)d 件") % {
        "new": found.new,
        "changed": found.changed,
        "same": found.same,
    }
    return {
        "text": text,
        "href": f"/c/{campaign}/ledger/",
        "new": found.new,
        "changed": found.changed,
        "same": found.same,
        "gone": len(found.gone),
    }


_LATEST, _AT_ONCE = 200, 20


def ask_for_new_evidence(now: datetime) -> bool:
    """Ask for a look at evidence that came in lately, once for each latest piece. Whether there is any."""
    latest = list(Evidence.objects.order_by("-pk").values_list("pk", "file__sha256")[:_LATEST])
    if not not_looked_at(sha256 for _pk, sha256 in latest):
        return False
    ask(look_over_evidence, title=_("整理佐证材料"), actor=CLOCK, now=now, key=f"evidence-{latest[0][0]}")
    return True


@task
def look_over_evidence() -> dict[str, str]:
    """Working copy, preview and looks of all evidence that has none yet, latest first."""
    turn, done = running(), 0
    while files := _unseen():
        for file in files:
            try:
                look_over(file)
            except (UnreadableFile, Missing):
                pass_over(file)
            done += 1
            turn.step(done, 0)
    return {"text": _("已整理 %(count)d 个文件") % {"count": done}}


def _unseen() -> list[StoredFile]:
    held = Evidence.objects.exclude(file__sha256__in=Look.objects.values("sha256")).values("file_id")
    return list(StoredFile.objects.filter(pk__in=held).order_by("-pk")[:_AT_ONCE])
