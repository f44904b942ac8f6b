"""How large a file may be, and which kinds are taken where. Settings may lower or raise the figures; these are the defaults."""

from bihuan.foundation.files.rules.refusals import EmptyFile, FileTooLarge, KindNotTaken
from bihuan.foundation.files.vocabulary import FileKind

MB = 1_000_000
PLAN_LIMIT = 50 * MB
TEXT_LIMIT = 10 * MB
_TEXTS = frozenset({FileKind.TXT, FileKind.MD, FileKind.HTML})
_PICTURES = frozenset({FileKind.PNG, FileKind.JPG, FileKind.GIF, FileKind.WEBP, FileKind.BMP, FileKind.TIF, FileKind.HEIC})
_FILMS = frozenset({FileKind.MP4, FileKind.MOV, FileKind.AVI})
_SOUNDS = frozenset({FileKind.MP3, FileKind.M4A, FileKind.WAV, FileKind.AMR})
_PAPERS = frozenset(
    {
        FileKind.TXT, FileKind.MD, FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.DOC, FileKind.XLS, FileKind.PPT,
        FileKind.WPS, FileKind.ET, FileKind.DPS, FileKind.OFD, FileKind.PDF,
    }
)  # fmt: skip
EVIDENCE = _PICTURES | _FILMS | _SOUNDS | _PAPERS
"""Kinds taken as evidence. Not: archives (nobody sees what is inside), web pages and SVG (scripts), programs."""
ORDERS = _PICTURES | {FileKind.PDF, FileKind.OFD}
"""Kinds taken as the paper on which a decision rests: a scan or a photograph, nothing that can be written on."""


def size_limit(kind: FileKind) -> int:
    """Most bytes for evidence of this kind: pictures 20 MB, films 200 MB, sounds 100 MB, papers 50 MB, bare text 10 MB."""
    if kind in _TEXTS:
        return TEXT_LIMIT
    if kind in _FILMS:
        return 200 * MB
    if kind in _SOUNDS:
        return 100 * MB
    return 20 * MB if kind in _PICTURES else 50 * MB


LARGEST = 200 * MB
"""Nothing larger than this is even looked at."""


def in_megabytes(size: int) -> str:
    """A size for a sentence: 1,234,567 bytes → 1.2 MB."""
    return f"{size / MB:.1f} MB".replace(".0 MB", " MB")


def check_size(size: int, limit: int) -> None:
    """Raises EmptyFile for nothing, FileTooLarge beyond the limit (bytes)."""
    if size <= 0:
        raise EmptyFile
    if size > limit:
        raise FileTooLarge(size=in_megabytes(size), limit=in_megabytes(limit))


def check_kind(kind: FileKind, taken: frozenset[FileKind]) -> None:
    """Raises KindNotTaken when the kind is not on the list."""
    if kind not in taken:
        raise KindNotTaken(kind=kind.label, taken=told_kinds(taken))


def told_kinds(taken: frozenset[FileKind]) -> str:
    """The endings of these kinds, as a sentence names them. Where sheets are taken and papers are not, text means a table of text."""
    names = [one.value for one in FileKind if one in taken and one is not FileKind.TXT]
    if FileKind.TXT in taken:
        tables = FileKind.XLSX in taken and FileKind.DOCX not in taken
        names = [*names, "csv", "tsv"] if tables else ["txt", *names]
    return "、".join(names)
