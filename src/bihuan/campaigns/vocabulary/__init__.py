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

__all__ = [
    "AccountState", "CampaignAction", "CampaignState", "ColumnKind", "CountBy", "DelegationState", "Duty", "FilledBy", "FilledFrom",
    "GRANTED", "GateCondition", "GroupKind", "GroupPost", "MeasureKind", "OrganisationPattern", "Origin", "RosterChange", "RosterRole",
    "TOWARDS_A_UNIT", "TaskNeed", "TaskState", "ViewDuty", "ViewScope",
]  # fmt: skip
