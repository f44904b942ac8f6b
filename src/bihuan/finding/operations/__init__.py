"""What people do to find problems: one keyword-only verb each, a file for each channel."""

from bihuan.finding.operations.back_checks import (
    add_node,
    conclude_back_check,
    export_back_checks,
    judge_link,
    open_back_check,
    print_back_check,
    trace_link,
    yield_from_back_check,
)
from bihuan.finding.operations.criticisms import take_criticisms
from bihuan.finding.operations.critique import (
    Called,
    Minuted,
    call_critique,
    call_off_critique,
    import_minutes,
    open_author,
    open_critique,
    seat_critique,
)
from bihuan.finding.operations.critique_closing import close_critique
from bihuan.finding.operations.critique_slips import Remark, change_critique, draw_critique_back, write_critique
from bihuan.finding.operations.feedback import amend_report, export_joint_check, group_matter, note_findings, register_report, take_sheet
from bihuan.finding.operations.gatherings import Held, amend_gathering, hold_gathering
from bihuan.finding.operations.home_visits import (
    agree_to_home_visit,
    ask_home_visit,
    call_off_home_visit,
    file_consent,
    print_home_visit,
    record_home_visit,
    record_visit_seen,
    refuse_home_visit,
)
from bihuan.finding.operations.instructions import (
    Ink,
    Share,
    fail_part,
    hand_out,
    note_instruction_seen,
    register_instruction,
    reply_to_instruction,
    report_part,
    return_part,
)
from bihuan.finding.operations.letters import (
    Asked,
    draft_letters,
    remind_letter,
    renew_reply_code,
    reply_letter,
    send_letter,
    take_reply,
    withdraw_letter,
)
from bihuan.finding.operations.nones import confirm_none, withdraw_none
from bihuan.finding.operations.opinions import (
    Entry,
    Said,
    enter_opinion,
    gather,
    gather_all,
    hear,
    join_opinion,
    leave_opinion,
    mark_resented,
    note_export,
    reconsider_opinion,
)
from bihuan.finding.operations.pointing import point_out, take_pointings
from bihuan.finding.operations.red_black import (
    enter_red_black,
    keep_red_black_list,
    publish_red_black,
    turn_black_entry,
    withdraw_red_black_entry,
)
from bihuan.finding.operations.screening import ask_screening, begin_screening, end_screening, find_by_screening, report_screening
from bihuan.finding.operations.talks import (
    amend_talk,
    confirm_talk,
    decline_talk,
    export_talks,
    note_talk,
    print_talk,
    record_talk_seen,
    view_talk,
    yield_from_talk,
)

__all__ = [
    "Ink", "Share", "fail_part", "hand_out", "note_instruction_seen", "register_instruction", "reply_to_instruction", "report_part", "return_part",
    "Asked", "Called", "Entry", "Held", "Minuted", "Remark", "Said", "add_node", "agree_to_home_visit", "amend_gathering",
    "amend_report", "amend_talk", "ask_home_visit", "ask_screening", "begin_screening", "call_critique", "call_off_critique",
    "call_off_home_visit", "change_critique", "close_critique", "conclude_back_check", "confirm_none", "confirm_talk", "decline_talk",
    "draft_letters", "draw_critique_back", "end_screening", "enter_opinion", "enter_red_black", "export_back_checks",
    "export_joint_check", "export_talks", "file_consent", "find_by_screening", "report_screening", "gather", "gather_all",
    "group_matter", "hear", "hold_gathering",
    "import_minutes", "join_opinion", "judge_link", "keep_red_black_list", "leave_opinion", "mark_resented", "note_export",
    "note_findings", "note_talk", "open_author", "open_back_check", "open_critique", "point_out", "print_back_check",
    "print_home_visit", "print_talk", "publish_red_black", "reconsider_opinion", "record_home_visit", "record_talk_seen",
    "record_visit_seen", "refuse_home_visit", "register_report", "remind_letter", "renew_reply_code", "reply_letter",
    "seat_critique", "send_letter", "take_criticisms", "take_pointings", "take_reply", "take_sheet", "trace_link", "turn_black_entry", "view_talk",
    "withdraw_letter", "withdraw_none", "withdraw_red_black_entry", "write_critique", "yield_from_back_check", "yield_from_talk",
]  # fmt: skip
