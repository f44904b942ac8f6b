"""Documents for programs: the register, papers made from settings and look-backs, drafts that come back edited, signed scans, files checked."""

from bihuan.interfaces.api.v1.documents import figures, making, register, returning, signing, verifying
from bihuan.interfaces.api.v1.documents.room import router

__all__ = ["figures", "making", "register", "returning", "router", "signing", "verifying"]
