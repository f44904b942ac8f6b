"""Drawing units, people or times for a plan, so that anybody can check it afterwards (M114)."""

from collections.abc import Sequence
from datetime import datetime

from bihuan.campaigns.rules.switches import refuse_left_out
from bihuan.foundation.audit.changing import changing, creating, one_write
from bihuan.foundation.draws.operations import abandon_draw, commit_draw, reveal_draw
from bihuan.foundation.draws.rules import Entry, Left, Lot
from bihuan.foundation.draws.vocabulary import DrawOf
from bihuan.foundation.kernel import Actor, BadInput, _
from bihuan.inspections.models import InspectionPlan, PlanDraw
from bihuan.inspections.vocabulary import DrawingAction, PlanState


def draw_for_plan(
    *, plan: InspectionPlan, draw_of: DrawOf, title: str, pool: Sequence[Entry], left: Sequence[Left], each: int, actor: Actor, now: datetime
) -> PlanDraw:  # fmt: skip
    """Freeze what may be drawn for an approved plan: `each` of every stratum, or all of a smaller one. Nothing is drawn yet. Refused: more
    than any stratum holds, which was mistyped."""
    refuse_left_out(plan.campaign.file, "inspections")
    if plan.state != PlanState.APPROVED:
        raise BadInput(_("督查方案批准以后才能抽取。"))
    many: dict[str, int] = {}
    for one in pool:
        many[one.stratum] = many.get(one.stratum, 0) + 1
    if many and each > max(many.values()):
        raise BadInput(_("要抽 %(each)d 个，可是最多只有 %(most)d 个可抽，请改小数目或放宽范围。"), each=each, most=max(many.values()))
    lot = Lot(tuple(pool), {stratum: min(each, count) for stratum, count in many.items()}, tuple(left))
    with one_write():
        draw = commit_draw(campaign=plan.campaign.code, draw_of=draw_of, title=title, lot=lot, actor=actor, now=now)
        row = PlanDraw(campaign=plan.campaign, plan=plan, draw=draw, made_at=now, made_by_id=actor.user_id)
        with creating(row, DrawingAction.DRAW, actor=actor, now=now) as change:
            change.note(draw=draw.pk, of=draw_of)
    return row


def reveal_plan_draw(row: PlanDraw, *, spoken: str, actor: Actor, now: datetime) -> PlanDraw:
    """Tell the secret number; what is drawn follows."""
    with changing(row, DrawingAction.REVEAL, actor=actor, now=now) as change:
        reveal_draw(row.draw, spoken=spoken, actor=actor, now=now)
        change.note(draw=row.draw_id)
    return row


def abandon_plan_draw(row: PlanDraw, *, reason: str, actor: Actor, now: datetime) -> PlanDraw:
    """Give the draw up before it was drawn. It stays in the list, with the reason in the book."""
    with changing(row, DrawingAction.ABANDON, actor=actor, now=now, reason=reason):
        abandon_draw(row.draw, reason=reason, actor=actor, now=now)
    return row
