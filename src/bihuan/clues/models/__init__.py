"""Rows of this room."""

from bihuan.clues.models.clues import Clue, ClueAddition, ClueNote, ClueParty, CluePiece, ClueSeal, UpperReport
from bihuan.clues.models.door import DoorEntry, DoorWords, IssuedDoor, UnitChannel
from bihuan.clues.models.identities import IdentityOpening
from bihuan.clues.models.imported import ClueSheet, ExternalNumber
from bihuan.clues.models.keeping import ClueEnd, ClueHold, CluePrint
from bihuan.clues.models.keys import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.models.links import ClueAway, ClueExtension, ClueUrge
from bihuan.clues.models.opinions import DoorOpinion
from bihuan.clues.models.search import SearchEntry, SearchLeaf, SearchMark, SearchShelf
from bihuan.clues.models.tips import Outgoing, Tip, TipEnvelope

__all__ = [
    "Clue", "ClueAddition", "ClueAway", "ClueEnd", "ClueExtension", "ClueHold", "ClueNote", "ClueParty", "CluePiece", "CluePrint",
    "ClueSeal", "ClueSheet", "ClueUrge", "DoorEntry", "DoorOpinion", "DoorWords", "ExternalNumber", "IdentityOpening", "IssuedDoor",
    "KeyHandover", "KeyHolder", "Outgoing", "SearchEntry", "SearchLeaf", "SearchMark", "SearchShelf", "Tip", "TipEnvelope", "UnitChannel",
    "UnlockedKey", "UpperReport",
]  # fmt: skip
