"""What the desk works with: a file without what it tells beside its content – places, devices, names, times (P12). The original stays sealed."""

from dataclasses import dataclass
from datetime import datetime

from bihuan.clues.models import Clue
from bihuan.clues.operations.opening import named_file
from bihuan.foundation.files.rules import kind_of
from bihuan.foundation.files.rules.cleaning import clean
from bihuan.foundation.files.vocabulary import Trace
from bihuan.foundation.kernel import Actor

_SHOWN = 8


@dataclass(frozen=True)
class WorkingCopy:
    """`name` is not the one on the reporter's device: file names tell people's names, too."""

    name: str
    data: bytes
    traces: tuple[Trace, ...]


def working_copy(clue: Clue, *, file: str, session: str, actor: Actor, now: datetime, reason: str = "") -> WorkingCopy:
    """A file of a clue to work with. Missing as for the original; refused with an UnreadableFile where its kind cannot be cleaned: then only
    the original is there, and whoever takes it knows that it may tell who took it."""
    name, data = named_file(clue, file=file, session=session, actor=actor, now=now, reason=reason)
    kind = kind_of(data, name)
    cleaned = clean(data, kind)
    return WorkingCopy(f"附件{file[:_SHOWN]}.{kind.value}", cleaned.data, cleaned.traces)
