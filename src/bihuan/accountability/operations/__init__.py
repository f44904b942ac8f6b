"""What people and the clock do in this room, one keyword-only verb each."""

from bihuan.accountability.operations.appealing import (
    accept_appeal,
    change_decision,
    file_appeal,
    pass_on_appeal,
    revoke_decision,
    uphold_decision,
    withdraw_appeal,
)
from bihuan.accountability.operations.bodies import end_body, name_body, seat_in_body, unseat_from_body
from bihuan.accountability.operations.deciding import (
    decide_handling,
    not_handle,
    record_decision,
    record_no_decision,
    refer_handling,
    send_back_handling,
    submit_handling,
    tolerate,
)
from bihuan.accountability.operations.effect import end_due, follow_up, lift_handling, serve_handling
from bihuan.accountability.operations.hearing import answer_statement, notice_handling, state, waive_statement
from bihuan.accountability.operations.opening import add_fact, drop_fact, drop_handling, mark_typical, open_handling, verify_fact
from bihuan.accountability.operations.proving import add_fact_with_proof, take_down_statement
from bihuan.accountability.operations.reading import record_handling_seen
from bihuan.accountability.operations.weighing import (
    Chosen,
    ask_first,
    check_tolerance,
    choose_measure,
    link_education,
    propose_handling,
    sort_case,
    take_back_handling,
    weigh,
    weigh_origin,
)

__all__ = [
    "Chosen", "accept_appeal", "add_fact", "answer_statement", "ask_first", "change_decision", "check_tolerance", "choose_measure",
    "decide_handling", "drop_fact", "drop_handling", "end_body", "end_due", "file_appeal", "follow_up", "lift_handling", "link_education",
    "mark_typical", "name_body", "not_handle", "notice_handling", "open_handling", "pass_on_appeal", "propose_handling",
    "record_decision", "record_no_decision", "refer_handling", "revoke_decision", "seat_in_body", "send_back_handling", "serve_handling",
    "sort_case", "state", "submit_handling", "take_back_handling", "tolerate", "unseat_from_body", "uphold_decision", "verify_fact",
    "waive_statement", "weigh", "weigh_origin", "withdraw_appeal",
]  # fmt: skip
