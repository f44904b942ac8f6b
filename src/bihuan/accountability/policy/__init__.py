"""What somebody is to the rows of this room, and which of them he sees."""

from bihuan.accountability.policy.bodies import duties_of_body, sits
from bihuan.accountability.policy.duties import duties_of_appeal, duties_of_handling
from bihuan.accountability.policy.rights import (
    announced,
    duties_of_right,
    unmet_of_announcement,
    unmet_of_clarification,
    unmet_of_tolerance,
    visible_announcements,
    visible_clarifications,
    visible_rights,
    visible_tolerances,
)
from bihuan.accountability.policy.seeing import visible
from bihuan.accountability.policy.unmet import unmet_of_appeal, unmet_of_handling

__all__ = [
    "announced", "duties_of_appeal", "duties_of_body", "duties_of_handling", "duties_of_right", "sits", "unmet_of_announcement",
    "unmet_of_appeal", "unmet_of_clarification", "unmet_of_handling", "unmet_of_tolerance", "visible", "visible_announcements", "visible_clarifications",
    "visible_rights", "visible_tolerances",
]  # fmt: skip
