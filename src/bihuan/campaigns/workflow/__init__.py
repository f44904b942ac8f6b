"""The lives of a campaign and its parts: what may be done with each, by whom."""

from bihuan.campaigns.workflow.campaign import (
    CAMPAIGN,
    COMMENDATION,
    COVERED_UNIT,
    DELEGATION,
    GRANT,
    GROUP,
    HANDOVER,
    ROSTER,
    SAVED_VIEW,
    STAGE,
    TASK,
)
from bihuan.campaigns.workflow.chasing import CHASE_CALL, FOLLOW
from bihuan.campaigns.workflow.meetings import CONVEYANCE, MEETING
from bihuan.campaigns.workflow.organising import GOAL_TIE, KEY_FEW, LINK, LOCAL, PORTFOLIO, SECONDMENT, UNIT_MEASURE

__all__ = [
    "CHASE_CALL", "FOLLOW",
    "CONVEYANCE", "GOAL_TIE", "KEY_FEW", "LINK", "LOCAL", "MEETING", "PORTFOLIO", "SECONDMENT", "UNIT_MEASURE",
    "CAMPAIGN", "COMMENDATION", "COVERED_UNIT", "DELEGATION", "GRANT", "GROUP", "HANDOVER", "ROSTER", "SAVED_VIEW", "STAGE", "TASK",
]  # fmt: skip
