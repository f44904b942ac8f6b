"""Zip packages (docx, xlsx, ofd, zip) opened with suspicion: sizes are checked before anything is unpacked, nothing is written to disk."""

import io
import struct
import zipfile
import zlib
from copy import copy
from dataclasses import dataclass

from bihuan.foundation.files.rules.refusals import DamagedFile, PasswordProtected, ZipBomb
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel import _

MOST_ENTRIES = 5_000
MOST_DIRECTORY = 1_500_000
MOST_UNPACKED = 300_000_000
MOST_PART = 120_000_000
MOST_RATIO = 200
TEXT_RATIO = 100
"""Written text in XML shrinks ten- to thirtyfold."""
_SMALL_PART = 4_000_000
_PIECE = 256_000
RATIO_FROM = 40_000_000
"""Below this unpacked size a high ratio is harmless: a sheet with whole columns formatted compresses several hundredfold."""
_ARCHIVES = (".zip", ".rar", ".7z", ".gz", ".tar", ".bz2", ".xz", ".tgz", ".jar")
_END = b"PK\x05\x06"
_END64 = b"PK\x06\x07"
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError, OSError, struct.error, NotImplementedError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened zip whose declared sizes were found harmless."""

    zip: zipfile.ZipFile
    kind: str

    def names(self) -> list[str]:
        """Names of all entries, each once: the same part read as often as a small file names it would take hours."""
        return list(dict.fromkeys(self.zip.namelist()))

    def read(self, name: str, most_ratio: int = 0) -> bytes | None:
        """One part unpacked, or None when it is not there; `most_ratio` for parts that are written text. Raises DamagedFile, ZipBomb."""
        try:
            entry = self.zip.getinfo(name)
        except KeyError:
            return None
        if entry.file_size > MOST_PART or most_ratio and entry.file_size > max(_SMALL_PART, entry.compress_size * most_ratio):
            raise ZipBomb(why=_("单个部件解压后体积过大"))
        try:
            with self.zip.open(entry) as part:
                return part.read(entry.file_size + 1)  # without a bound all of it is unpacked first, whatever size was told
        except _BROKEN as broken:
            raise DamagedFile(kind=self.kind) from broken

    def refuse_lies(self) -> None:
        """Unpack each part a piece at a time and look whether it ends where its list says. Other readers take no list at its word: they would
        unpack to the true end. Raises ZipBomb, DamagedFile."""
        for entry in self.zip.infolist():
            try:
                if entry.compress_type == zipfile.ZIP_DEFLATED and _unpacked(self.zip, entry) > entry.file_size:
                    raise ZipBomb(why=_("部件的实际大小与登记不符"))
            except _BROKEN as broken:
                raise DamagedFile(kind=self.kind) from broken


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> int:
    """How many bytes this part unpacks to; no further than a piece beyond what its list says."""
    packed = copy(entry)
    packed.compress_type, packed.file_size, packed.CRC = zipfile.ZIP_STORED, entry.compress_size, None  # type: ignore[assignment]
    machine, size = zlib.decompressobj(-zlib.MAX_WBITS), 0
    with archive.open(packed) as part:
        while not machine.eof and size <= entry.file_size and (piece := machine.unconsumed_tail or part.read(_PIECE)):
            size += len(machine.decompress(piece, _PIECE))
    return size


def open_package(data: bytes, kind: str = FileKind.ZIP.label) -> Package:
    """A zip that is safe to read from. Raises DamagedFile, ZipBomb, PasswordProtected."""
    _check_directory(data, kind)
    _refuse_second_list(data, kind)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as broken:
        raise DamagedFile(kind=kind) from broken
    _check_entries(archive.infolist(), len(data), kind)
    return Package(archive, kind)


def _check_directory(data: bytes, kind: str) -> None:
    """Look at the end record before the library builds a list from it."""
    at = data.rfind(_END, max(0, len(data) - 65_600))
    if at < 0 or len(data) < at + 22:
        raise DamagedFile(kind=kind)
    entries, size = struct.unpack("<HI", data[at + 10 : at + 16])
    if entries > MOST_ENTRIES or size > MOST_DIRECTORY or data[at - 20 : at - 16] == _END64:
        raise ZipBomb(why=_("条目过多"))


def _refuse_second_list(data: bytes, kind: str) -> None:
    """The list of parts lies right before the end record and where that says it lies: else two readers see two different packages."""
    at = data.rfind(_END)
    size, start = struct.unpack("<II", data[at + 12 : at + 20])
    if start + size != at:
        raise DamagedFile(kind=kind)


def _check_entries(entries: list[zipfile.ZipInfo], packed: int, kind: str) -> None:
    if any(entry.flag_bits & 1 for entry in entries):
        raise PasswordProtected(kind=kind)
    if len(entries) > MOST_ENTRIES:
        raise ZipBomb(why=_("条目过多"))
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > MOST_UNPACKED or unpacked > RATIO_FROM and unpacked > packed * MOST_RATIO:
        raise ZipBomb(why=_("解压后体积过大"))
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise DamagedFile(kind=kind)
    if any(entry.filename.lower().endswith(_ARCHIVES) for entry in entries):
        raise ZipBomb(why=_("压缩包里套压缩包"))
    if any(_escapes(entry.filename) for entry in entries):
        raise ZipBomb(why=_("条目路径越界"))


def _escapes(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ".." in parts or name.startswith(("/", "\\")) or ":" in parts[0]
