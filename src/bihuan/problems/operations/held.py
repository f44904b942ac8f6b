"""The open look-back of a problem is settled by whatever step answers it: looked back (it holds), reopened (it came back)."""

from datetime import datetime

from bihuan.foundation.audit.changing import changing
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.problems.models import LookBackItem, Problem
from bihuan.problems.vocabulary import Held, LookBackAction

SAY_WHAT = _("请写明回头看的情况：看了什么、是不是保持住了。")


def settle_look_back(problem: Problem, result: Held, text: str, actor: Actor, now: datetime) -> None:
    """Record the result of the open item of this problem, where there is one. Inside the change of the problem. Refused: no words."""
    item = LookBackItem.objects.filter(problem=problem, result="").select_related("draw__campaign", "problem").first()
    if item is None:
        return
    if not text.strip():
        raise BadInput(SAY_WHAT)
    with changing(item, LookBackAction.RECORD, actor=actor, now=now, reason=text) as change:
        if item.result:
            raise BadInput(_("这一件的回头看结果已经记录过了。"))
        change.set(result=result.value, text=text.strip(), recorded_at=now, recorded_by_id=actor.user_id)
