"""Word 97–2003 (doc, and wps of that make): read by our own piece-table reader, so that every machine gives the same text;
antiword or catdoc, where present, only for Word 6 and 95."""

import shutil
import struct
import subprocess
import tempfile
from pathlib import Path

from bihuan.foundation.files.rules.kinds import open_ole
from bihuan.foundation.files.rules.refusals import DamagedFile, KindNotTaken
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _
from bihuan.plan_import.readers.doc.body import Body
from bihuan.plan_import.readers.doc.numbering import read_numbering
from bihuan.plan_import.readers.doc.pieces import CHARACTERS, LIST_USES, LISTS, PARAGRAPHS, STYLES, TooOld, WordFile, open_word
from bihuan.plan_import.readers.doc.properties import paragraph_map, run_map
from bihuan.plan_import.readers.text import ReadText, check_length, joined
from bihuan.plan_import.vocabulary import PlaceKind

_COMMANDS = (("antiword", "-m", "UTF-8.txt", "-w", "0"), ("catdoc", "-d", "utf-8", "-w"))
_SECONDS = 10


def read(data: bytes) -> ReadText:
    """Text of an old Word file. Raises DamagedFile, PasswordProtected, KindNotTaken (Word 6/95 without a converter)."""
    try:
        file = open_word(open_ole(data))
        return _read(file)
    except TooOld:
        return _converted(data)
    except (struct.error, IndexError, ValueError, OverflowError) as broken:
        raise DamagedFile(kind=FileKind.DOC.label) from broken


def _read(file: WordFile) -> ReadText:
    check_length(file.body)
    numbering = read_numbering(file.onward(LISTS), file.part(LIST_USES), file.part(STYLES))
    body = Body(file, paragraph_map(file.main, file.part(PARAGRAPHS), file.aside), run_map(file.main, file.part(CHARACTERS)), numbering)
    text, places = joined([_whole(line) for line in body.lines()], PlaceKind.PARAGRAPH)
    notes = (_("文档带有修订痕迹，已按全部接受来读。"),) if body.tracked else ()
    return ReadText(text, FileKind.DOC, places, notes)


def _whole(line: str) -> str:
    """Join surrogates into the characters they stand for; lone ones become U+FFFD."""
    return line.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")


def _converted(data: bytes) -> ReadText:
    """Word 6/95 by a converter of the machine, without a shell and with a time limit."""
    command = next((command for command in _COMMANDS if shutil.which(command[0])), None)
    if command is None:
        raise KindNotTaken(kind=_("Word 6.0/95 文档"), taken="docx、doc（Word 97 以后）、txt、pdf")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.doc"
        path.write_bytes(data)
        try:
            done = subprocess.run([*command, str(path)], capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as stuck:
            raise DamagedFile(kind=FileKind.DOC.label) from stuck
    text, places = joined(done.stdout.decode("utf-8", errors="replace").splitlines(), PlaceKind.PARAGRAPH)
    if done.returncode or not text:
        raise DamagedFile(kind=FileKind.DOC.label)
    return ReadText(text, FileKind.DOC, places)
