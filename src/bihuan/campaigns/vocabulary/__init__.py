"""Words of campaigns."""

from bihuan.campaigns.vocabulary.campaign import (
    GRANTED,
    TOWARDS_A_UNIT,
    AccountState,
    CampaignAction,
    CampaignState,
    ColumnKind,
    CountBy,
    DelegationState,
    Duty,
    FilledBy,
    FilledFrom,
    GateCondition,
    GroupKind,
    GroupPost,
    MeasureKind,
    OrganisationPattern,
    Origin,
    RosterChange,
    RosterRole,
    TaskNeed,
    TaskState,
    ViewDuty,
    ViewScope,
)
from bihuan.campaigns.vocabulary.chasing import ChasingAction, FollowGround
from bihuan.campaigns.vocabulary.meetings import Explained, MeetingAction, MeetingFileUse, MeetingKind, MeetingWord
from bihuan.campaigns.vocabulary.tasks import TaskAction, TaskChange

__all__ = [
    "ChasingAction", "FollowGround",
    "Explained", "MeetingAction", "MeetingFileUse", "MeetingKind", "MeetingWord", "TaskAction", "TaskChange",
    "AccountState", "CampaignAction", "CampaignState", "ColumnKind", "CountBy", "DelegationState", "Duty", "FilledBy", "FilledFrom",
    "GRANTED", "GateCondition", "GroupKind", "GroupPost", "MeasureKind", "OrganisationPattern", "Origin", "RosterChange", "RosterRole",
    "TOWARDS_A_UNIT", "TaskNeed", "TaskState", "ViewDuty", "ViewScope",
]  # fmt: skip
