"""Memory that was needed once and goes back to the machine."""

import ctypes
import sys

_TRIM = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def give_back() -> None:
    """After a large file was read: glibc keeps what libraries freed between blocks that are still in use, a hundred thousand rows some 100 MB
    (bar S2). Elsewhere nothing is done."""
    if _TRIM is not None:
        _TRIM(0)
