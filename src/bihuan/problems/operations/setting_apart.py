"""What the office says about two problems whose texts are alike: that they are not the same, and that this was a mistake."""

from datetime import datetime

from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.kernel import Actor, BadInput, NotNow, _
from bihuan.problems.models import Likeness, Problem, SetApart
from bihuan.problems.vocabulary import LikenessAction


def set_apart(*, one: Problem, other: Problem, reason: str = "", actor: Actor, now: datetime) -> SetApart:
    """Two problems that are alike are not the same: they are not shown again. Refused: they were never found alike, it was said already,
    one of them is about the actor himself."""
    one, other = sorted((one, other), key=lambda row: row.pk)
    told = {"reason": reason.strip(), "decided_at": now, "decided_by_id": actor.user_id}
    row = SetApart(campaign=one.campaign, one=one, other=other, **told)
    with one_write():
        list(
            Problem.objects.select_for_update(of=("self",), no_key=True).filter(pk=one.pk).values_list("pk")
        )  # two who decide at once decide once
        if SetApart.objects.filter(one=one, other=other, withdrawn_at=None).exists():
            raise NotNow(_("这两件已经判定不是同一件。"))
        with creating(row, LikenessAction.SET_APART, actor=actor, now=now, reason=reason) as change:
            if not Likeness.objects.filter(one=one, other=other).exists():
                raise BadInput(_("第 %(one)04d 号和第 %(other)04d 号没有列为疑似重复。"), one=one.number, other=other.number)
            change.note(one=one.number, other=other.number)
    return row


def withdraw_apart(*, decision: SetApart, actor: Actor, now: datetime) -> SetApart:
    """Take that back: where they are still alike, they are shown again. Refused: it was taken back already."""
    with changing(decision, LikenessAction.WITHDRAW_APART, actor=actor, now=now) as change:
        if decision.withdrawn_at is not None:
            raise NotNow()
        change.note(one=decision.one.number, other=decision.other.number)
        change.set(withdrawn_at=now, withdrawn_by_id=actor.user_id)
    return decision
