"""One door for all kinds: `clean` gives the working copy, or refuses where the file is not what it seems."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bihuan.foundation.files.rules.cleaning import films, heif, pictures, riff, scans, sounds
from bihuan.foundation.files.rules.cleaning.drawings import emf, is_emf, svg
from bihuan.foundation.files.rules.cleaning.traces import Traces, Uncleanable
from bihuan.foundation.files.rules.kinds import by_magic, kind_of
from bihuan.foundation.files.rules.refusals import DamagedFile, NotCleanable, ZipBomb
from bihuan.foundation.files.vocabulary import FileKind as K
from bihuan.foundation.files.vocabulary import Trace

if TYPE_CHECKING:
    from bihuan.foundation.files.rules.cleaning.packages import Inner

PLAIN = frozenset({K.TXT, K.MD})
"""Kinds that tell nothing beside their content: the working copy is the file itself."""
_BY_BYTES: dict[K, Callable[[bytes], tuple[bytes, Traces]]] = {
    K.JPG: pictures.jpeg, K.PNG: pictures.png, K.GIF: pictures.gif, K.TIF: scans.tiff, K.WEBP: riff.webp, K.HEIC: heif.heic,
    K.MP4: films.film, K.MOV: films.film, K.M4A: films.film, K.AVI: riff.avi, K.WAV: riff.wav, K.MP3: sounds.mp3,
    K.AMR: sounds.amr, K.BMP: scans.bmp,
}  # fmt: skip
_PACKAGES = frozenset({K.DOCX, K.XLSX, K.PPTX, K.OFD})
_COMPOUND = frozenset({K.DOC, K.XLS, K.PPT, K.WPS, K.ET, K.DPS})
_INSIDE = {"jpg": K.JPG, "jpeg": K.JPG, "png": K.PNG, "gif": K.GIF, "tif": K.TIF, "tiff": K.TIF, "webp": K.WEBP, "heic": K.HEIC,
           "docx": K.DOCX, "xlsx": K.XLSX, "pptx": K.PPTX, "doc": K.DOC, "xls": K.XLS, "ppt": K.PPT, "bin": K.DOC, "pdf": K.PDF,
           "mp4": K.MP4, "m4v": K.MP4, "mov": K.MOV, "m4a": K.M4A, "mp3": K.MP3, "wav": K.WAV, "avi": K.AVI, "svg": K.SVG,
           "bmp": K.BMP, "amr": K.AMR}  # fmt: skip
"""Files inside an office file, by their ending, where their content does not say it; a `.bin` is an object of another program."""
_OLD = b"\xd0\xcf\x11\xe0"
_DEEPEST = 1
_HOLDING = _PACKAGES | _COMPOUND | {K.SVG}
"""Kinds with files inside."""
_CLEANED = frozenset({*_BY_BYTES, *_PACKAGES, *_COMPOUND, K.PDF, K.SVG})
_BROKEN = (ValueError, IndexError, KeyError, struct.error, OSError, EOFError, OverflowError)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A working copy, and what is not in it any more."""

    data: bytes
    traces: tuple[Trace, ...]


def clean(data: bytes, kind: K) -> Cleaned:
    """The working copy. Raises DamagedFile where the file does not hold what its kind promises, NotCleanable, and what the openers raise."""
    try:
        fresh, traces = _cleaned(data, kind, deep=0)
    except Uncleanable as no:
        raise NotCleanable(kind=kind.label) from no
    except _BROKEN as broken:
        raise DamagedFile(kind=kind.label) from broken
    return Cleaned(fresh, tuple(one for one in Trace if one in traces))


def _cleaned(data: bytes, kind: K, deep: int) -> tuple[bytes, Traces]:
    if kind in PLAIN:
        return data, set()
    if kind in _BY_BYTES:
        return _BY_BYTES[kind](data)
    if kind in _PACKAGES:
        from bihuan.foundation.files.rules.cleaning.packages import package

        return package(data, kind, _inner(deep))
    if kind in _COMPOUND:
        from bihuan.foundation.files.rules.cleaning.compound import compound

        return compound(data, _inner(deep))
    if kind is K.PDF:
        return _pdf(data)
    raise ValueError(kind)


def _pdf(data: bytes) -> tuple[bytes, Traces]:
    import pikepdf  # costs 150 ms to load: only when a PDF comes

    from bihuan.foundation.files.rules.cleaning.portable import pdf

    try:
        return pdf(data, {"/DCTDecode": pictures.jpeg, "/DCT": pictures.jpeg, "/JPXDecode": heif.jp2})
    except pikepdf.PdfError as broken:
        raise ValueError from broken


def _kind_inside(name: str, data: bytes) -> K | None:
    """What a part is, by its content first: a photograph that is called .png or .tmp has its place all the same."""
    if data.startswith(_OLD):
        return K.DOC
    if data.startswith(b"PK\x03\x04"):
        kind: K | None = kind_of(data, name)
    else:
        kind = by_magic(data) or _INSIDE.get(name.rpartition(".")[2].lower())
    return kind if kind in _CLEANED else None


def _inner(deep: int) -> "Inner":
    """How a file inside a package is cleaned: two floors down at most, and what cannot be read stays as it is."""

    def inner(name: str, data: bytes) -> tuple[bytes, Traces]:
        try:
            if is_emf(data):
                return emf(data)
            kind = _kind_inside(name, data)
            if kind is None or deep > _DEEPEST and kind in _HOLDING:
                return data, set()
            if kind is K.SVG:
                return svg(data, _inner(deep + 1))
            return _cleaned(data, kind, deep + 1)
        except (ZipBomb, MemoryError, RecursionError):
            raise
        except Exception:  # noqa: BLE001 - the openers of old files raise whatever broken sectors lead them to
            return data, set()

    return inner
