"""What a page can show of a file without running anything of it: pictures made anew, or plain words and cells that the page escapes.

Limits come first: pixels before a picture is decoded, pages, rows and words before they are read. No Django; runs in a process of its own
with bounded memory and time (`making`).
"""

from bihuan.foundation.files.rules.previewing.blocks import Block, Preview, Sheet, Shot
from bihuan.foundation.files.rules.previewing.previewing import SHOWN, preview

__all__ = ["SHOWN", "Block", "Preview", "Sheet", "Shot", "preview"]
