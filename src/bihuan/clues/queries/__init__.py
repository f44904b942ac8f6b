"""Reading the clue desk. Never writes."""

from bihuan.clues.queries.keys import (
    find_handover,
    find_key,
    handovers_for,
    keys_of,
    recovery_addresses,
    sealing_keys,
    unlocked_purposes,
)

__all__ = ["find_handover", "find_key", "handovers_for", "keys_of", "recovery_addresses", "sealing_keys", "unlocked_purposes"]
