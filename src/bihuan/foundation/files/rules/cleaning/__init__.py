"""A working copy without what a file tells beside its content: places, devices, names, times. Bytes in, bytes out; nothing is decoded
where it need not be, so that a picture keeps every pixel. The original is never touched. No Django, no disk.
"""

from bihuan.foundation.files.rules.cleaning.cleaning import PLAIN, Cleaned, clean

__all__ = ["PLAIN", "Cleaned", "clean"]
