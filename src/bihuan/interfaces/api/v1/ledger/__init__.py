"""The ledger for programs: list, one, record, every step of the workflow, evidence, rows by external number."""

from bihuan.interfaces.api.v1.ledger import evidence, importing, reading, recording, steps
from bihuan.interfaces.api.v1.ledger.room import router

__all__ = ["evidence", "importing", "reading", "recording", "router", "steps"]
