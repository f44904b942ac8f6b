"""Which number stands where: the list by which an edited number in an issued file is found later (promise 2).

Numbers are kept in order, each with the words around it, because office programs keep text order but drop hidden tags; bookmarks
only help to locate them.
"""

import hashlib
import json
from dataclasses import asdict, dataclass

from bihuan.documents.rules.paper import Paper, body_lines, figure_text, run_text
from bihuan.foundation.kernel import Figure

AROUND = 12
"""Characters kept before and after a number."""


@dataclass(frozen=True, slots=True)
class Binding:
    """The `order`-th number of a paper (from 1): figure id, printed text, and up to 12 characters on either side of it."""

    order: int
    figure: str
    text: str
    before: str
    after: str
    rows: str = ""

    @property
    def bookmark(self) -> str:
        """Name of its bookmark in a docx (letters, digits, underscore, at most 40)."""
        safe = "".join(char if char.isascii() and char.isalnum() else "_" for char in self.figure)
        return f"fig_{self.order}_{safe}"[:40]


def bindings(paper: Paper) -> tuple[Binding, ...]:
    """Every figure of the paper in reading order."""
    found: list[Binding] = []
    for runs in body_lines(paper):
        texts = [run_text(run) for run in runs]
        for at, run in enumerate(runs):
            if isinstance(run, Figure):
                before, after = "".join(texts[:at])[-AROUND:], "".join(texts[at + 1 :])[:AROUND]
                found.append(Binding(len(found) + 1, run.code, figure_text(run), before, after, run.rows))
    return tuple(found)


def bindings_plain(paper: Paper) -> dict[str, object]:
    """The list as the register keeps it: document, as-of, figures in order."""
    return {"document": paper.document_id, "as_of": paper.as_of, "figures": [asdict(binding) for binding in bindings(paper)]}


def plain_json(listed: dict[str, object]) -> str:
    """The list as text, always written the same way, so that its fingerprint can be compared."""
    return json.dumps(listed, ensure_ascii=False, sort_keys=True)


def bindings_json(paper: Paper) -> str:
    """The list as it is stored in the file."""
    return plain_json(bindings_plain(paper))


def digest(text: str) -> str:
    """SHA-256 of a stored list, in hex."""
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()
