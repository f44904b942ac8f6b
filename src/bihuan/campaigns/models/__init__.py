"""What a campaign is made of: stages, catalogue, roster, bodies and duties, work."""

from bihuan.campaigns.models.bodies import Delegation, Grant, Group, GroupMember, GroupUnit, GroupVersion, Handover
from bihuan.campaigns.models.campaign import Campaign, CampaignVersion, Stage, StageExtension
from bihuan.campaigns.models.catalogue import Catalogue, Category, Manifestation
from bihuan.campaigns.models.chasing import ChaseCall, Follow
from bihuan.campaigns.models.meetings import Conveyance, Meeting, MeetingFile, MeetingUnit
from bihuan.campaigns.models.organising import (
    CampaignLink,
    GoalTie,
    KeyFew,
    LocalManifestation,
    Portfolio,
    Secondment,
    UnitMeasure,
)
from bihuan.campaigns.models.roster import CoveredUnit, CoveredUnitVersion, RosterEntry, RosterVersion
from bihuan.campaigns.models.work import Commendation, SavedView, Task

__all__ = [
    "Campaign", "CampaignVersion", "Catalogue", "Category", "Commendation", "CoveredUnit", "CoveredUnitVersion", "Delegation",
    "Grant", "Group", "GroupMember", "GroupUnit", "GroupVersion", "Handover", "Manifestation", "RosterEntry", "RosterVersion", "SavedView",
    "CampaignLink", "GoalTie", "KeyFew", "LocalManifestation", "Portfolio", "Secondment", "UnitMeasure",
    "ChaseCall", "Conveyance", "Follow", "Meeting", "MeetingFile", "MeetingUnit", "Stage", "StageExtension", "Task",
]  # fmt: skip
