"""Supervision for programs: plans, visits, findings, notices, hearings, notes, conclusions, checklists, draws, recusals, and the steps on each."""

from bihuan.interfaces.api.v1.inspections import checklists, concluding, hearings, making, notes, reading, recusals, seeing, stepping
from bihuan.interfaces.api.v1.inspections.room import router

__all__ = ["checklists", "concluding", "hearings", "making", "notes", "reading", "recusals", "router", "seeing", "stepping"]
