"""What people and the clock do at the clue desk, one keyword-only verb each."""

from bihuan.clues.operations.door import close_entry, open_entry, publish_door, set_channel
from bihuan.clues.operations.handing_over import ask_handover, begin_handover, finish_handover, refuse_handover
from bihuan.clues.operations.keys import change_passphrase, end_key, end_keys_without_duty, make_key
from bihuan.clues.operations.opening import open_tip, own_keys, read_clue, read_file
from bihuan.clues.operations.registering import (
    About,
    Slip,
    add_to_clue,
    note_upper_report,
    register_slip,
    register_tip,
    reseal_clue,
    set_tip_aside,
)
from bihuan.clues.operations.taking import shuffle, take
from bihuan.clues.operations.unlocking import forget_unlocked, lock_keys, unlock_key, use_keys

__all__ = [
    "About", "Slip", "add_to_clue", "ask_handover", "begin_handover", "change_passphrase", "close_entry", "end_key",
    "end_keys_without_duty", "finish_handover", "forget_unlocked", "lock_keys", "make_key", "note_upper_report", "open_entry",
    "open_tip", "own_keys", "publish_door", "read_clue", "read_file", "refuse_handover", "register_slip", "register_tip", "reseal_clue",
    "set_channel", "set_tip_aside", "shuffle", "take", "unlock_key", "use_keys",
]  # fmt: skip
