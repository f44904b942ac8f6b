"""Which number stands where: the list by which an edited number in an issued file is found later (promise 2).

Every number of the printed text is kept in order with the words around it, those of figures and all others (dates, document numbers,
counts in names), because office programs keep text order but drop hidden tags; bookmarks only help to locate them. Left out by rule:
page numbers, page headers and Chinese numerals (一、二、), which are words.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bihuan.documents.rules.numerals import numerals, readable
from bihuan.documents.rules.paper import Paper, Run, body_lines, figure_text, run_text
from bihuan.documents.rules.printed import Printed, printed
from bihuan.foundation.kernel import Figure

AROUND = 12
"""Characters kept before and after a number."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The `order`-th figure of a paper (from 1): its id, printed text, up to 12 characters on either side, rows, definition and value."""

    order: int
    figure: str
    text: str
    before: str
    after: str
    rows: str = ""
    definition: str = ""
    value: int | float | None = None

    @property
    def bookmark(self) -> str:
        """Name of its bookmark in a docx (letters, digits, underscore, at most 40)."""
        safe = "".join(char if char.isascii() and char.isalnum() else "_" for char in self.figure)
        return f"fig_{self.order}_{safe}"[:40]


@dataclass(frozen=True, slots=True)
class Number:
    """The `order`-th number of the whole printed text (from 1). `figure` is the order of the figure it shows, 0 for any other number.

    `place` is row and column in a table; `repeats` marks the head of a table, which later sheets print again."""

    order: int
    text: str
    before: str
    after: str
    figure: int = 0
    place: str = ""
    repeats: bool = False


def bindings(paper: Paper) -> tuple[Binding, ...]:
    """Every figure of the paper in reading order."""
    found: list[Binding] = []
    for runs in body_lines(paper):
        texts = [run_text(run) for run in runs]
        for at, run in enumerate(runs):
            if isinstance(run, Figure):
                before, after = "".join(texts[:at])[-AROUND:], "".join(texts[at + 1 :])[:AROUND]
                told = (run.code, figure_text(run), before, after, run.rows, run.definition, run.value)
                found.append(Binding(len(found) + 1, *told))
    return tuple(found)


def numbers(paper: Paper) -> tuple[Number, ...]:
    """Every number of the printed text in reading order."""
    found: list[Number] = []
    figures = 0
    for line in printed(paper):
        for one in _of_line(line, figures):
            found.append(Number(len(found) + 1, **one))
        figures += sum(isinstance(run, Figure) for run in line.runs)
    return tuple(found)


def numbers_of_line(runs: tuple[Run, ...]) -> list[Number]:
    """The numbers of one line alone; `figure` counts the figures of this line."""
    return [Number(at, **one) for at, one in enumerate(_of_line(Printed(runs), 0), 1)]


def _of_line(line: Printed, figures: int) -> list[dict[str, Any]]:
    """The numbers of one line; a number that begins in the digits of a figure is that figure's."""
    text, owners = "", []
    for run in line.runs:
        figures += isinstance(run, Figure)
        piece = readable(run_text(run))
        owners += [figures if isinstance(run, Figure) else 0] * len(piece)
        text += piece
    return [
        {
            "text": one.text, "before": text[max(0, one.start - AROUND) : one.start], "after": text[one.end : one.end + AROUND],
            "figure": max(owners[one.start : one.end]), "place": line.place(text, one.start), "repeats": line.repeats,
        }
        for one in numerals(text)
    ]  # fmt: skip


def bindings_plain(paper: Paper, ledger: Mapping[str, object] | None = None) -> dict[str, object]:
    """The list as the register keeps it: document, as-of, state of the book (position and digest), figures and all numbers in order."""
    return {
        "document": paper.document_id, "as_of": paper.as_of, "ledger": dict(ledger or {}),
        "figures": [asdict(binding) for binding in bindings(paper)], "numbers": [asdict(number) for number in numbers(paper)],
    }  # fmt: skip


def plain_json(listed: Mapping[str, object]) -> str:
    """The list as text, always written the same way, so that its fingerprint can be compared."""
    return json.dumps(listed, ensure_ascii=False, sort_keys=True)


def bindings_json(paper: Paper) -> str:
    """The list of a paper outside the register."""
    return plain_json(bindings_plain(paper))


def signed_bytes(listed: Mapping[str, object]) -> bytes:
    """What the signature of a list covers."""
    return plain_json(listed).encode(errors="replace")


def digest(text: str) -> str:
    """SHA-256 of a stored list, in hex."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()


def check_code(document: str, fingerprint: str) -> str:
    """What an issued paper prints of itself: its number in the register and 32 bits of its list's fingerprint, 12-7F3A-9C2B."""
    return f"{document}-{fingerprint[:4]}-{fingerprint[4:8]}".upper()
