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

__all__ = ["CAMPAIGN", "COMMENDATION", "COVERED_UNIT", "DELEGATION", "GRANT", "GROUP", "HANDOVER", "ROSTER", "SAVED_VIEW", "STAGE", "TASK"]
