"""What people and the clock do in this room, one keyword-only verb each."""

from bihuan.accountability.operations.announcing import (
    Wording,
    approve_announcement,
    propose_announcement,
    publish_clarification,
    refuse_announcement,
    remove_announcement,
    remove_announcements,
    remove_due_announcements,
    reply_to_announcement,
    take_off_channel,
    waive_appeal,
)
from bihuan.accountability.operations.appealing import (
    accept_appeal,
    change_decision,
    file_appeal,
    pass_on_appeal,
    record_changed,
    record_revoked,
    record_upheld,
    revoke_decision,
    uphold_decision,
    withdraw_appeal,
)
from bihuan.accountability.operations.appraisal import (
    answer_referral,
    ask_record,
    send_proposal,
    send_rewards,
    take_record,
)
from bihuan.accountability.operations.bodies import end_body, name_body, seat_in_body, unseat_from_body
from bihuan.accountability.operations.clarifying import (
    About,
    Verified,
    apply_for_clarification,
    approve_clarification,
    clear_by_way,
    clear_name,
    decline_clarification,
    drop_clarification,
    follow_clarification,
    hear_wish,
    propose_clarification,
    verify_clarification,
)
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
from bihuan.accountability.operations.effect import end_due, follow_up, lift_handling, record_outside_lift, serve_handling
from bihuan.accountability.operations.exemplars import (
    Example,
    agree_to_exemplar,
    decide_exemplar,
    decline_exemplar,
    drop_exemplar,
    propose_exemplar,
    publish_exemplar,
    refuse_exemplar,
    revoke_consent,
    withdraw_exemplar,
)
from bihuan.accountability.operations.granting import (
    Course,
    Decided,
    attach_training,
    end_ratings_over,
    grant_motion,
    refuse_motion,
    serve_motion,
)
from bihuan.accountability.operations.hearing import answer_statement, notice_handling, state, waive_statement
from bihuan.accountability.operations.local_rules import (
    cite_rule,
    end_rule,
)
from bihuan.accountability.operations.looking import record_mark_seen, record_paper_taken
from bihuan.accountability.operations.motions import (
    Grounds,
    answer_saying,
    apply_hat_off,
    ask_before_motion,
    drop_motion,
    notice_motion,
    propose_motion,
    reword_motion,
    say_to_motion,
    submit_motion,
    verify_motion,
    waive_saying,
    withdraw_application,
)
from bihuan.accountability.operations.opening import add_fact, drop_fact, drop_handling, mark_typical, open_handling, verify_fact
from bihuan.accountability.operations.own import record_own_export, state_with_material, unwaive_statement
from bihuan.accountability.operations.proving import add_fact_with_proof, take_down_statement
from bihuan.accountability.operations.reading import record_handling_seen, record_right_seen
from bihuan.accountability.operations.reviewing import (
    accept_review,
    file_review,
    revoke_motion,
    uphold_motion,
    withdraw_review,
)
from bihuan.accountability.operations.rights_papers import take_rights_paper
from bihuan.accountability.operations.study import (
    Held,
    LaidOut,
    correct_session,
    end_study_plan,
    hold_session,
    lay_out_material,
    plan_study,
    take_in_material,
)
from bihuan.accountability.operations.tolerating import (
    Asking,
    Together,
    accept_tolerance,
    apply_for_tolerance,
    correct_error,
    decline_tolerance,
    grant_tolerance,
    turn_down_tolerance,
    verify_tolerance,
    withdraw_tolerance,
)
from bihuan.accountability.operations.visits import (
    Bases,
    Brought,
    answer_difficulty,
    change_visit_plan,
    close_visits,
    decline_visits,
    drop_note,
    end_visits_due,
    leave_visits,
    name_visitor,
    open_notes,
    plan_visits,
    raise_difficulty,
    record_visit,
    record_visits_seen,
    resume_visits,
    seal_note,
)
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
    "Example", "agree_to_exemplar", "decide_exemplar", "decline_exemplar", "drop_exemplar", "propose_exemplar", "publish_exemplar",
    "refuse_exemplar", "revoke_consent", "withdraw_exemplar",
    "About", "Asking", "Bases", "Brought", "Chosen", "Course", "Decided", "Grounds", "Held", "LaidOut", "Together", "Verified",
    "Wording", "accept_appeal", "accept_review", "accept_tolerance", "add_fact", "add_fact_with_proof", "answer_difficulty",
    "answer_referral", "answer_saying", "answer_statement", "apply_for_clarification", "apply_for_tolerance", "apply_hat_off",
    "approve_announcement", "approve_clarification", "ask_before_motion", "ask_first", "ask_record", "attach_training",
    "change_decision", "change_visit_plan", "check_tolerance", "choose_measure", "cite_rule", "clear_by_way", "clear_name",
    "close_visits", "correct_error", "correct_session", "decide_handling", "decline_clarification", "decline_tolerance",
    "decline_visits", "drop_clarification", "drop_fact", "drop_handling", "drop_motion", "drop_note", "end_body", "end_due",
    "end_ratings_over", "end_rule", "end_study_plan", "end_visits_due", "file_appeal", "file_review", "follow_clarification",
    "follow_up", "grant_motion", "grant_tolerance", "hear_wish", "hold_session", "lay_out_material", "leave_visits",
    "lift_handling", "link_education", "mark_typical", "name_body", "name_visitor", "not_handle", "notice_handling",
    "notice_motion", "open_handling", "open_notes", "pass_on_appeal", "plan_study", "plan_visits", "propose_announcement",
    "propose_clarification", "propose_handling", "propose_motion", "publish_clarification", "raise_difficulty", "record_changed",
    "record_decision", "record_handling_seen", "record_mark_seen", "record_no_decision", "record_outside_lift", "record_own_export",
    "record_paper_taken", "record_revoked", "record_right_seen", "record_upheld", "record_visit", "record_visits_seen", "refer_handling",
    "refuse_announcement", "refuse_motion", "remove_announcement", "remove_announcements", "remove_due_announcements",
    "reply_to_announcement", "resume_visits", "revoke_decision", "revoke_motion", "reword_motion", "say_to_motion", "seal_note",
    "seat_in_body", "send_back_handling", "send_proposal", "send_rewards", "serve_handling", "serve_motion", "sort_case", "state",
    "state_with_material", "submit_handling", "submit_motion", "take_back_handling", "take_down_statement", "take_in_material",
    "take_off_channel", "take_record", "take_rights_paper", "tolerate", "turn_down_tolerance", "unseat_from_body",
    "unwaive_statement", "uphold_decision", "uphold_motion", "verify_clarification", "verify_fact", "verify_motion",
    "verify_tolerance", "waive_appeal", "waive_saying", "waive_statement", "weigh", "weigh_origin", "withdraw_appeal",
    "withdraw_application", "withdraw_review", "withdraw_tolerance",
]  # fmt: skip
