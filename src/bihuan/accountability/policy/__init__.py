"""What somebody is to the rows of this room, and which of them he sees."""

from bihuan.accountability.policy.bodies import duties_of_body, sits
from bihuan.accountability.policy.duties import duties_of_appeal, duties_of_handling
from bihuan.accountability.policy.seeing import visible
from bihuan.accountability.policy.unmet import unmet_of_appeal, unmet_of_handling

__all__ = ["duties_of_appeal", "duties_of_body", "duties_of_handling", "sits", "unmet_of_appeal", "unmet_of_handling", "visible"]
