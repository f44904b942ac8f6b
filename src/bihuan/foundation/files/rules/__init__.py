"""What may come in, decided on bytes alone: `examine` is the gate, the modules beside it its single questions. No Django, no disk."""

from bihuan.foundation.files.rules.gate import Examined, examine, safe_name
from bihuan.foundation.files.rules.kinds import kind_of
from bihuan.foundation.files.rules.limits import EVIDENCE, ORDERS, PLAN_LIMIT
from bihuan.foundation.files.rules.refusals import UnreadableFile

__all__ = ["EVIDENCE", "ORDERS", "PLAN_LIMIT", "Examined", "UnreadableFile", "examine", "kind_of", "safe_name"]
