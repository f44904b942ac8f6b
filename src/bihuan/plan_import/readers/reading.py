"""Open a file, whatever it is, as text for the plan rules."""

from dataclasses import replace
from pathlib import Path

from bihuan.foundation.files.rules.front import FRONT, front_of
from bihuan.foundation.files.rules.kinds import kind_of
from bihuan.foundation.files.rules.limits import PLAN_LIMIT, check_kind, check_size, size_limit
from bihuan.foundation.files.rules.refusals import NoSuchFile, NoTextInside, NotPermitted
from bihuan.foundation.files.rules.secrecy import refuse_secrets
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.plan_import.readers.registry import READERS, reader_of
from bihuan.plan_import.readers.scan import Pages
from bihuan.plan_import.readers.text import ReadText, check_length


def read_file(source: Path | str | bytes, name: str = "", limit: int = PLAN_LIMIT, pages: Pages | None = None) -> ReadText:
    """The text of a plan file. `source` is a path or the bytes themselves, `name` the file's name where bytes are given,
    `limit` the most bytes taken (checked before anything is loaded), `pages` recognises pages that are pictures. The kind is told by
    content, never by the name alone.
    Raises a subclass of UnreadableFile with a Chinese sentence."""
    data = source if isinstance(source, bytes) else _load(Path(source), limit)
    name = name or ("" if isinstance(source, bytes) else Path(source).name)
    check_size(len(data), limit)
    kind = kind_of(data, name)
    check_kind(kind, frozenset(READERS))
    check_size(len(data), min(limit, size_limit(kind)))
    refuse_secrets(name, _front(data, kind))
    return _checked(replace(reader_of(kind, pages)(data), kind=kind))


def _front(data: bytes, kind: FileKind) -> str:
    """Headers of a document; plain texts and pages are looked at by their reader's result."""
    return "" if kind is FileKind.HTML else front_of(data, kind)


def _load(path: Path, limit: int) -> bytes:
    try:
        if not path.is_file():
            raise NoSuchFile(name=path.name or str(path))
        check_size(path.stat().st_size, limit)
        with path.open("rb") as file:
            return file.read(limit + 1)  # one more byte than allowed shows a file that grew meanwhile
    except PermissionError as closed:
        raise NotPermitted(name=path.name) from closed
    except (OSError, ValueError) as odd:
        raise NoSuchFile(name=path.name) from odd


def _checked(found: ReadText) -> ReadText:
    if not found.text.strip():
        raise NoTextInside
    check_length(len(found.text))
    refuse_secrets("", found.text[:FRONT])
    return found
