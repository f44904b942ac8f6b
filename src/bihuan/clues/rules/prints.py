"""By what a paper of the desk is known again: a digest of each line under a salt that stands in the file alone, so that the table tells nothing of a
paper and only whoever holds the file can hold it against the table."""

import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

MARK = "核验标识"
_MARK = re.compile(rf"{MARK}[：:]\s*([0-9A-Z]{{8}})-([0-9a-f]{{32}})")
_PROPERTY = re.compile(r"clue-([0-9A-Z]{8})-([0-9a-f]{32})")
_SIZE = 16


def fresh_salt() -> str:
    """For one paper."""
    return secrets.token_hex(16)


def named(number: str, salt: str) -> str:
    """How a docx names itself, in a property that office programs keep."""
    return f"clue-{number}-{salt}"


def marked(number: str, salt: str) -> str:
    """How a sheet names itself, in its last row."""
    return f"{MARK}：{number}-{salt}"


def read_mark(told: str) -> tuple[str, str]:
    """Number and salt of a paper; both empty where there are none."""
    found = _PROPERTY.search(told) or _MARK.search(told)
    return (found[1], found[2]) if found else ("", "")


def lines_of(text: str) -> list[str]:
    """The lines that count: blanks do not, nor does the mark itself."""
    plain = ("".join(line.split()) for line in text.splitlines())
    return [line for line in plain if line and not _MARK.search(line)]


def digests(lines: Sequence[str], salt: str) -> list[str]:
    """As they are kept."""
    return [hmac.digest(bytes.fromhex(salt), line.encode(errors="replace"), "sha256").hex()[:_SIZE] for line in lines]


@dataclass(frozen=True, slots=True)
class Compared:
    """`strange`: lines that the paper did not have; `missing`: so many of its lines are not there, or not where they stood."""

    strange: tuple[str, ...]
    missing: int

    @property
    def same(self) -> bool:
        """Is it the paper, word for word?"""
        return not self.strange and not self.missing


def compared(kept: Sequence[str], lines: Sequence[str], salt: str) -> Compared:
    """A file against what is kept of it."""
    found = digests(lines, salt)
    strange, missing = list[str](), 0
    for what, first, last, start, end in SequenceMatcher(None, list(kept), found, autojunk=False).get_opcodes():
        if what != "equal":
            strange += lines[start:end]
            missing += last - first
    return Compared(tuple(strange), missing)
