"""The gate every uploaded file passes: size, kind by content, dangers inside, secrecy marks; then its fingerprint and a safe name."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from bihuan.foundation.files.rules.archives import open_package
from bihuan.foundation.files.rules.front import front_of
from bihuan.foundation.files.rules.kinds import extension, kind_of
from bihuan.foundation.files.rules.limits import EVIDENCE, LARGEST, check_kind, check_size, size_limit
from bihuan.foundation.files.rules.remote import refuse_remote
from bihuan.foundation.files.rules.secrecy import refuse_secrets
from bihuan.foundation.files.vocabulary import FileKind
from bihuan.foundation.kernel.unseen import bare

_UNSAFE = re.compile(r'[\x00-\x1f\x7f\x85\u2028\u2029<>:"|?*]')
_SAME = {"jpeg": "jpg", "jpe": "jpg", "tiff": "tif", "heif": "heic", "htm": "html", "markdown": "md", "csv": "txt", "log": "txt"}
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Examined:
    """A file that may come in: safe name, kind by content, size in bytes, sha256 in hexadecimal."""

    name: str
    kind: FileKind
    size: int
    sha256: str


def examine(data: bytes, name: str, taken: frozenset[FileKind] = EVIDENCE) -> Examined:
    """Look a file over. Raises a subclass of UnreadableFile with a sentence for the user."""
    check_size(len(data), LARGEST)
    kind = kind_of(data, name)
    check_kind(kind, taken)
    check_size(len(data), size_limit(kind))
    if kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX, FileKind.OFD):
        open_package(data, kind.label).refuse_lies()
    if kind in (FileKind.DOCX, FileKind.XLSX, FileKind.PPTX):
        refuse_remote(data, kind)
    refuse_secrets(name, front_of(data, kind))
    return Examined(safe_name(name, kind), kind, len(data), hashlib.sha256(data).hexdigest())


def safe_name(name: str, kind: FileKind) -> str:
    """The name to keep: no folders, nothing that nobody sees, at most 120 characters, an ending that tells the truth."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    last = _UNSAFE.sub("", bare(last)).strip(" .")
    ending = extension(last)
    honest = _SAME.get(ending, ending) == kind.value
    stem = last[: -len(ending) - 1] if honest else last
    return f"{stem[:LONGEST_NAME] or '文件'}.{ending if honest else kind.value}"
