"""Reading the clue desk. Never writes."""

from bihuan.clues.queries.clocks import clocks_of, clocks_of_many, due_of_upper, is_late, urged
from bihuan.clues.queries.clues import (
    NobodyLeft,
    alike_clues,
    clues_to_join,
    find_clue,
    find_tip,
    openable_tips,
    readers_for,
    visible_clues,
)
from bihuan.clues.queries.desk import (
    aways_to_decide,
    aways_waiting,
    campaigns_running,
    clues_to_do,
    counts_by,
    find_away,
    late_among,
    listed_clues,
    merged_into,
    opened_today_for,
    opens_reports,
    parties_to_list,
    readers_now,
    readings_of,
    upper_reports,
    waiting_tips,
)
from bihuan.clues.queries.door import channel_of, channels, composed_door, door_words, entries, find_entry, last_issue, questions_of
from bihuan.clues.queries.identities import (
    find_opening,
    may_ask_identity,
    openings_for,
    openings_of,
    openings_to_do,
    openings_with_steps,
    steps_of_opening,
)
from bihuan.clues.queries.joining import clue_for
from bihuan.clues.queries.keys import (
    active_key,
    find_handover,
    find_key,
    handovers_for,
    handovers_with_steps,
    keys_of,
    keys_to_ask_for,
    purposes_held,
    recovery_addresses,
    sealing_keys,
    steps_of_handover,
    unlocked_purposes,
    unlocked_until,
)
from bihuan.clues.queries.opinions import counted_by_entry, tallies, waiting_opinions
from bihuan.clues.queries.records import find_petition, find_sheet, is_registered, names_of_units, petitions

__all__ = [
    "NobodyLeft", "active_key", "alike_clues", "aways_to_decide", "aways_waiting", "campaigns_running", "channel_of", "channels", "clocks_of", "clues_to_join",
    "clue_for",
    "clocks_of_many", "clues_to_do", "composed_door", "counted_by_entry", "counts_by", "door_words", "due_of_upper", "entries",
    "find_away", "find_clue", "find_entry", "find_handover", "find_key", "find_opening", "find_petition", "find_sheet",
    "find_tip", "handovers_for", "handovers_with_steps", "is_late", "is_registered", "keys_of", "keys_to_ask_for", "last_issue",
    "late_among", "listed_clues", "may_ask_identity", "merged_into", "names_of_units", "openable_tips", "opened_today_for",
    "openings_for", "openings_of", "openings_to_do", "openings_with_steps", "opens_reports", "parties_to_list", "petitions",
    "purposes_held", "questions_of", "readers_for", "readers_now", "readings_of", "recovery_addresses", "sealing_keys",
    "steps_of_handover", "steps_of_opening", "tallies", "unlocked_purposes", "unlocked_until", "upper_reports", "urged",
    "visible_clues", "waiting_opinions", "waiting_tips",
]  # fmt: skip
