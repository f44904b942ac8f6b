"""Reads the text of a PDF as a program of its own with bounded memory and time (`apart` starts it).

    python -m bihuan.foundation.files.rules.probing PAGES < FILE

prints the text of the first so many pages.
"""

import resource
import sys
from pathlib import Path

from bihuan.foundation.files.rules.apart import BROKEN, LOCKED, READ
from bihuan.foundation.files.rules.pdf import open_pdf, page_text
from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected

MEMORY, SECONDS = 400_000_000, 8
"""Bytes beyond those with which the program begins, seconds of the processor."""
_MOST_TOLD = 20_000


def limit() -> None:
    """From here on this process gets so much more memory and time, and writes no file."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize() if Path("/proc/self/statm").exists() else MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (held + MEMORY, held + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> int:
    """Read what can be read."""
    data, pages = sys.stdin.buffer.read(), int(sys.argv[1])
    limit()
    try:
        with open_pdf(data) as document:
            texts = [page_text(document, number) for number in range(min(pages, len(document)))]
    except PasswordProtected:
        return LOCKED
    except DamagedFile:
        return BROKEN
    sys.stdout.buffer.write("\n".join(texts)[:_MOST_TOLD].encode("utf-8", errors="replace"))
    return READ


if __name__ == "__main__":
    sys.exit(main())
