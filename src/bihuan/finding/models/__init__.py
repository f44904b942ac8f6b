"""Rows of this room."""

from bihuan.finding.models.back_checks import BackCheck, Link, Node
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.models.feedback import JointFinding, RedBlackEntry, RedBlackList, SourceReport
from bihuan.finding.models.instructions import Instruction, InstructionPart, InstructionProgress
from bihuan.finding.models.none_confirmed import NoneConfirmed
from bihuan.finding.models.opinions import Gathering, Opinion, OpinionLetter, PointingOut
from bihuan.finding.models.pledges import Pledge
from bihuan.finding.models.screening import ScreenedItem, Screening
from bihuan.finding.models.self_checks import SelfCheck, SelfCheckItem, SelfCheckRound
from bihuan.finding.models.talks import HomeVisit, Talk, TalkItem

__all__ = [
    "BackCheck",
    "Critique",
    "CritiqueMeeting",
    "CritiqueSlip",
    "Gathering",
    "HomeVisit",
    "Instruction",
    "InstructionPart",
    "InstructionProgress",
    "JointFinding",
    "Link",
    "MeetingSeat",
    "Node",
    "NoneConfirmed",
    "Opinion",
    "OpinionLetter",
    "Pledge",
    "PointingOut",
    "RedBlackEntry",
    "RedBlackList",
    "ScreenedItem",
    "Screening",
    "SelfCheck",
    "SelfCheckItem",
    "SelfCheckRound",
    "SourceReport",
    "Talk",
    "TalkItem",
]
