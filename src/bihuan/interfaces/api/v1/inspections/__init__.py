"""Supervision for programs: plans, visits, findings, notices, hearings, draws, and the steps on each."""

from bihuan.interfaces.api.v1.inspections import making, reading, stepping
from bihuan.interfaces.api.v1.inspections.room import router

__all__ = ["making", "reading", "router", "stepping"]
