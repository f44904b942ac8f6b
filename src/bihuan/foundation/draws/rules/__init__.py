"""The choice as a function of what was written down, and a told draw replayed. No database: it runs wherever Python does."""

from bihuan.foundation.draws.rules.choosing import HOW, Entry, Left, Lot, choose, commitment_of, digest_of, refuse_words, written
from bihuan.foundation.draws.rules.replaying import Looked, Replayed, read, replay, told

__all__ = ["HOW", "Entry", "Left", "Looked", "Lot", "Replayed", "choose", "commitment_of", "digest_of", "read", "refuse_words", "replay", "told",
           "written"]  # fmt: skip
