"""What people do in this room: one keyword-only verb each, in the one shape of a write."""

from bihuan.institutions.operations.checking import Found, answer_found, answer_none, order_check, return_answer, take_check, withdraw_check
from bihuan.institutions.operations.registering import (
    Planned,
    abolish_institution,
    correct_institution,
    draft_institution,
    drop_institution,
    issue_institution,
    judge_effect,
    link_problems,
    register_institution,
    take_register,
    unlink_problem,
)

__all__ = [
    "Found", "Planned", "abolish_institution", "answer_found", "answer_none", "correct_institution", "draft_institution", "drop_institution",
    "issue_institution", "judge_effect", "link_problems", "order_check", "register_institution", "return_answer", "take_check", "take_register",
    "unlink_problem", "withdraw_check",
]  # fmt: skip
