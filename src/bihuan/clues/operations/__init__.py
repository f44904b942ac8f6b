"""What people and the clock do at the clue desk, one keyword-only verb each."""

from bihuan.clues.operations.adding import add_to_clue, set_tip_aside
from bihuan.clues.operations.away import ask_away, declare_away, grant_away, refuse_away
from bihuan.clues.operations.clocks import extend_clue, note_explanation, report_clue, send_inquiry, tell_arrival, urge
from bihuan.clues.operations.door import close_entry, open_entry, publish_door, set_channel
from bihuan.clues.operations.door_words import pause_door, resume_door, set_door_words
from bihuan.clues.operations.handing_over import ask_handover, begin_handover, finish_handover, refuse_handover
from bihuan.clues.operations.handling import (
    By,
    approve_disposal,
    ask_reporter,
    close_clue,
    conclude_clue,
    feed_back_clue,
    note_outcome,
    note_receipt,
    propose_disposal,
    return_disposal,
    take_up_clue,
    transfer_clue,
    triage_clue,
    verify_clue,
)
from bihuan.clues.operations.identities import (
    ask_identity,
    begin_identity,
    finish_identity,
    lapse_identities,
    read_words,
    refuse_identity,
    see_identity,
)
from bihuan.clues.operations.importing import drop_sheet, forget_sheets, hold_sheet, read_sheet_held, take_sheet
from bihuan.clues.operations.keys import change_passphrase, end_key, end_keys_without_duty, make_key
from bihuan.clues.operations.links import (
    Link,
    Listed,
    find_malicious,
    list_clue,
    offer_clarification,
    open_strict_clues,
    overturn_clue,
    trace_responsibility,
)
from bihuan.clues.operations.merging import merge_clue
from bihuan.clues.operations.opening import named_file, open_tip, own_keys, read_clue, read_file
from bihuan.clues.operations.opinions import ReadOpinion, count_opinions, read_opinions
from bihuan.clues.operations.petitions import list_petitions, number_petition, send_as_petition, take_petition_numbers
from bihuan.clues.operations.registering import About, Slip, register_slip, register_tip
from bihuan.clues.operations.resealing import look_for_stale, reseal_clue, reseal_what_waits, unlock_to_work
from bihuan.clues.operations.taking import shuffle, take
from bihuan.clues.operations.tip_files import read_tip_file
from bihuan.clues.operations.unlocking import forget_unlocked, keep_unlocked, lock_keys, unlock_key, use_keys
from bihuan.clues.operations.upper import note_upper_report

__all__ = [
    "About", "By", "Link", "Listed", "ReadOpinion", "Slip", "add_to_clue", "approve_disposal", "ask_away", "ask_handover",
    "ask_identity", "ask_reporter", "begin_handover", "begin_identity", "change_passphrase", "close_clue", "close_entry",
    "conclude_clue", "count_opinions", "declare_away", "drop_sheet", "end_key", "end_keys_without_duty", "extend_clue",
    "feed_back_clue", "find_malicious", "finish_handover", "finish_identity", "forget_sheets", "forget_unlocked", "grant_away",
    "hold_sheet", "keep_unlocked", "lapse_identities", "list_clue", "list_petitions", "lock_keys", "look_for_stale", "make_key",
    "merge_clue", "named_file", "note_explanation", "note_outcome", "note_receipt", "note_upper_report", "number_petition",
    "offer_clarification", "open_entry", "open_strict_clues", "open_tip", "overturn_clue", "own_keys", "pause_door",
    "propose_disposal", "publish_door", "read_clue", "read_file", "read_opinions", "read_sheet_held", "read_tip_file",
    "read_words", "refuse_away", "refuse_handover", "refuse_identity", "register_slip", "register_tip", "report_clue",
    "reseal_clue", "reseal_what_waits", "resume_door", "return_disposal", "see_identity", "send_as_petition", "send_inquiry",
    "set_channel", "set_door_words", "set_tip_aside", "shuffle", "take", "take_petition_numbers", "take_sheet", "take_up_clue",
    "tell_arrival", "trace_responsibility", "transfer_clue", "triage_clue", "unlock_key", "unlock_to_work", "urge", "use_keys",
    "verify_clue",
]  # fmt: skip
