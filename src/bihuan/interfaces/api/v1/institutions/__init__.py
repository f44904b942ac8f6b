"""举一反三与制度 for programs: the register, check orders and answers, common problems, repetition; and the coverage of units by lists."""

from bihuan.interfaces.api.v1.institutions import checks, coverage, register
from bihuan.interfaces.api.v1.institutions.room import router

__all__ = ["checks", "coverage", "register", "router"]
