"""What people do when they supervise: one keyword-only verb each, in the one shape of a write."""

from bihuan.inspections.operations.checklists import Point, make_checklist, retire_checklist
from bihuan.inspections.operations.concluding import (
    ask_review,
    assign_review,
    change_conclusion,
    give_conclusion,
    revoke_conclusion,
    uphold_conclusion,
)
from bihuan.inspections.operations.drawing import abandon_plan_draw, draw_for_plan, reveal_plan_draw
from bihuan.inspections.operations.hearing import decide_on_finding, hold_hearing, set_task_at_hearing
from bihuan.inspections.operations.noticing import accept_reply, refuse_reply, reply_to_notice, send_notice
from bihuan.inspections.operations.observing import (
    Shot,
    add_photo,
    answer_observation,
    hear_opinion,
    note_at_spot,
    note_observation,
    note_observations,
    pass_opinion_on,
    send_observation,
)
from bihuan.inspections.operations.planning import PlanOf, approve_plan, draft_plan, end_plan, withdraw_plan
from bihuan.inspections.operations.settling import drop_observation, join_observations, record_observation, send_list_back
from bihuan.inspections.operations.telling import remark_on_progress, write_analysis
from bihuan.inspections.operations.visiting import Going, approve_visit, cancel_visit, propose_visit, report_visit
from bihuan.inspections.queries.noting import Seen

__all__ = [
    "Going", "PlanOf", "Point", "Seen", "Shot", "abandon_plan_draw", "accept_reply", "add_photo", "answer_observation", "approve_plan",
    "approve_visit", "ask_review", "assign_review", "cancel_visit", "change_conclusion", "decide_on_finding", "draft_plan",
    "draw_for_plan", "drop_observation", "end_plan", "give_conclusion", "hear_opinion", "hold_hearing", "join_observations",
    "make_checklist", "note_at_spot", "note_observation", "note_observations", "pass_opinion_on", "propose_visit", "record_observation",
    "refuse_reply", "remark_on_progress", "reply_to_notice", "report_visit", "retire_checklist", "reveal_plan_draw",
    "revoke_conclusion", "send_list_back", "send_notice", "send_observation", "set_task_at_hearing", "uphold_conclusion",
    "withdraw_plan", "write_analysis",
]  # fmt: skip
