"""Documents for programs: the register, drafts that come back edited, signed scans, files in somebody's hands checked."""

from bihuan.interfaces.api.v1.documents import figures, register, returning, signing, verifying
from bihuan.interfaces.api.v1.documents.room import router

__all__ = ["figures", "register", "returning", "router", "signing", "verifying"]
