"""The ledger for programs: list, one, record, every step of the workflow, evidence, rows by external number."""

from bihuan.interfaces.api.v1.ledger import background, evidence, importing, likenesses, many, reading, recording, steps
from bihuan.interfaces.api.v1.ledger.room import router

__all__ = ["background", "evidence", "importing", "likenesses", "many", "reading", "recording", "router", "steps"]
