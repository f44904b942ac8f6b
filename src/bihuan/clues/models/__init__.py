"""Rows of this room."""

from bihuan.clues.models.clues import Clue, ClueAddition, ClueNote, ClueParty, CluePiece, ClueSeal, UpperReport
from bihuan.clues.models.door import DoorEntry, DoorWords, IssuedDoor, UnitChannel
from bihuan.clues.models.identities import IdentityOpening
from bihuan.clues.models.imported import ClueSheet, ExternalNumber
from bihuan.clues.models.keys import KeyHandover, KeyHolder, UnlockedKey
from bihuan.clues.models.links import ClueAway, ClueExtension, ClueUrge
from bihuan.clues.models.opinions import DoorOpinion
from bihuan.clues.models.tips import Outgoing, Tip, TipEnvelope

__all__ = [
    "Clue", "ClueAddition", "ClueAway", "ClueExtension", "ClueNote", "ClueParty", "CluePiece", "ClueSeal", "ClueSheet", "ClueUrge",
    "DoorEntry", "DoorOpinion", "DoorWords", "ExternalNumber", "IdentityOpening", "IssuedDoor", "KeyHandover", "KeyHolder", "Outgoing",
    "Tip", "TipEnvelope", "UnitChannel", "UnlockedKey", "UpperReport",
]  # fmt: skip
