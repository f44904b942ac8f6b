"""Who may do what at the clue desk."""

from bihuan.clues.policy.keys import duties_of_door, duties_of_handover, duties_of_key, entitled, holds_any

__all__ = ["duties_of_door", "duties_of_handover", "duties_of_key", "entitled", "holds_any"]
