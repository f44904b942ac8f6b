"""The ledger's long work, done in the background."""

from typing import Any

from django.utils import timezone
from django_tasks import task

from bihuan.campaigns.queries import find
from bihuan.foundation.files.queries import handed_in, read
from bihuan.foundation.jobs.running import running
from bihuan.foundation.kernel import BadInput, _
from bihuan.organisation.queries import actor_of_account
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
