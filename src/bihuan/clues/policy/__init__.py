"""Who may do what at the clue desk."""

from bihuan.clues.policy.identities import duties_of_identity
from bihuan.clues.policy.keeping import duties_of_keeping, unmet_for_keeping
from bihuan.clues.policy.keys import duties_of_door, duties_of_handover, duties_of_key, entitled, holds_any
from bihuan.clues.policy.lines import duties_of_away, duties_of_clue, duties_of_tip, may_read, unmet, visible

__all__ = [
    "duties_of_away", "duties_of_clue", "duties_of_door", "duties_of_handover", "duties_of_identity", "duties_of_keeping", "duties_of_key", "duties_of_tip",
    "entitled", "holds_any", "may_read", "unmet", "unmet_for_keeping", "visible",
]  # fmt: skip
