"""A file that somebody holds: its text, and the clues by which the register knows it."""

import re
from dataclasses import dataclass

CODE = re.compile(r"核验码[：:]?\s*([0-9]{1,12})-([0-9A-F]{4})-([0-9A-F]{4})")
PAGE_NUMBER = re.compile(r"^\s*—\s*\d+\s*—\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Held:
    """`text` in reading order, a line a paragraph or cell; `sheets` says that pages cut it (PDF). Clues may be missing, or lie."""

    kind: str
    text: str
    document: str = ""
    fingerprint: str = ""
    check: str = ""
    sheets: bool = False


def printed_check(text: str) -> tuple[str, str]:
    """(number in the register, check) of a code printed in a text; empty where there is none."""
    found = CODE.search(text)
    return (found[1], (found[2] + found[3]).lower()) if found else ("", "")


def without_furniture(text: str) -> str:
    """A text without page numbers and printed codes: they belong to the sheet."""
    return PAGE_NUMBER.sub("", CODE.sub("", text))
