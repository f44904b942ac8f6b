"""Rows of this room."""

from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.models.critique import Critique, CritiqueMeeting, CritiqueSlip, MeetingSeat
from bihuan.finding.models.opinions import Gathering, Opinion, OpinionLetter, PointingOut
from bihuan.finding.models.opinions import Gathering, Opinion, OpinionLetter, PointingOut
from bihuan.finding.models.pledges import Pledge
from bihuan.finding.models.self_checks import SelfCheck, SelfCheckItem, SelfCheckRound

__all__ = [
    "Critique",
    "CritiqueMeeting",
    "CritiqueSlip",
    "Gathering",
    "MeetingSeat",
    "Opinion",
    "OpinionLetter",
    "Pledge",
    "PointingOut",
    "SelfCheck",
    "SelfCheckItem",
    "SelfCheckRound",
]
