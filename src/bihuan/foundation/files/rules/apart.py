"""Has the text of a PDF read by a program of its own (`probing`) before the service reads it without bounds.

What a page unpacks to cannot be told from outside: its content may be named many times, be packed twice,
or hide behind names that are written in another way. pdfium ends its whole process where it gets no memory; here that is the program.
"""

import os
import subprocess
import sys

from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected, ZipBomb
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _

PROGRAM = "bihuan.foundation.files.rules.probing"
PATIENCE = 30
"""Seconds by the clock; the machine may be busy. Memory and time of the processor are bounded in the program."""
READ, LOCKED, BROKEN = 0, 41, 42
"""How the program ends."""


def text_of(data: bytes, pages: int) -> str:
    """The beginning of the text of the first `pages` pages. Raises PasswordProtected, DamagedFile, and ZipBomb where it costs too much.

    Nothing of it is remembered: it may be what somebody handed in about somebody."""
    # No secret of the installation is told to a process that opens files of strangers.
    bare = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ} | {"PYTHONUTF8": "1"}
    command = [sys.executable, "-m", PROGRAM, str(pages)]
    try:
        ended = subprocess.run(command, input=data, capture_output=True, env=bare, timeout=PATIENCE)  # noqa: S603  our own program
        told = ended.returncode
    except subprocess.TimeoutExpired:
        told = None
    if told in (LOCKED, BROKEN):
        raise (PasswordProtected if told == LOCKED else DamagedFile)(kind=FileKind.PDF.label)
    if told != READ:
        raise ZipBomb(why=_("读取页面所需的内存或时间过大"))
    return ended.stdout.decode("utf-8", errors="replace")
