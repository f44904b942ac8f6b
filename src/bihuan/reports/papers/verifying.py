"""Is what a file says what was issued, and does the ledger still say it? Reads only; nothing of the file is kept."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from django.conf import settings

from bihuan.accountability.queries import papers as handlings
from bihuan.documents import queries as documents
from bihuan.documents.models import Document
from bihuan.documents.rules.bindings import digest, plain_json, signed_bytes
from bihuan.documents.rules.checking import Compared, compare, heads_gone
from bihuan.documents.rules.held import Held
from bihuan.documents.rules.numerals import Found, many_numbers, numbers_in
from bihuan.documents.vocabulary import Fate
from bihuan.foundation.audit.models import Record
from bihuan.foundation.kernel import BadInput, _
from bihuan.foundation.seals.digests import GENESIS
from bihuan.foundation.seals.keys import Whose, whose
from bihuan.foundation.seals.signatures import Signature
from bihuan.reports.papers.composing import recounted
from bihuan.reports.rules.recounting import Counted, differ
from bihuan.reports.vocabulary import Proof

_ENOUGH = 0.5
"""Share of the numbers that must stand in place before a file without a code is told apart from one that only bears the title."""


_MANY, _MORE = 4, 10_000
"""A file with more numbers than so many times those of the document, and so many on top, is another one: it is not looked at further."""


@dataclass(frozen=True)
class Line:
    """One number of the verdict: what became of it; `figure` its id and `definition` where it is one; `recount` what it comes to now."""

    compared: Compared
    figure: str = ""
    definition: str = ""
    rows: str = ""
    value: int | float | None = None
    recount: int | float | None = None
    counted: bool = False

    @property
    def fate(self) -> Fate:
        """Unchanged, reworded, changed, missing or added."""
        return self.compared.fate

    @property
    def moved(self) -> bool:
        """Counted again for its own moment, the ledger gives another number."""
        return self.counted and differ(self.value, self.recount)


@dataclass(frozen=True)
class Verdict:
    """What a file turned out to be. `signature` and `ledger` say whether the register itself is sound; `whose` key signed it, where one did;
    `heads` are heads of tables that no longer stand as issued."""

    document: Document
    lines: tuple[Line, ...]
    signature: Proof
    ledger: Proof
    key: str = ""
    whose: Whose | None = None
    many: Counter[Fate] = field(default_factory=Counter)
    heads: tuple[str, ...] = ()

    @property
    def faults(self) -> list[Line]:
        """Numbers that are not as issued, in order."""
        return [one for one in self.lines if one.fate is not Fate.UNCHANGED]

    @property
    def moved(self) -> list[Line]:
        """Figures that the ledger tells otherwise today, each once."""
        once = {one.figure: one for one in self.lines if one.moved}
        return list(once.values())

    @property
    def counted(self) -> int:
        """How many figures could be counted again."""
        return len({one.figure for one in self.lines if one.counted})

    @property
    def sound(self) -> bool:
        """Every number as issued and under its head, neither signature nor book disproved, and signed by a key of ours; what the ledger says
        today is told beside it."""
        return not self.faults and not self.heads and Proof.BROKEN not in (self.signature, self.ledger) and self.whose is not Whose.FOREIGN


def verify(held: Held, tells_ledger: Callable[[Document], bool] = lambda _document: True) -> Verdict:
    """The verdict on a file as `documents.readers.read_held` gives it. The ledger is counted again only where `tells_ledger` says that whoever
    asks may know what it tells today. Raises BadInput for a file that this installation never issued."""
    document, compared = _known(held)
    now = recounted(document) if tells_ledger(document) else {}
    lines = _lines(document, compared, now)
    signature, seal = _signature(document)
    of = whose(settings.BIHUAN_HOME, seal) if seal else None
    return Verdict(
        document, lines, signature, _ledger(document), seal.fingerprint if seal else "", of, Counter(one.fate for one in lines),
        tuple(one.replace("\t", "｜") for one in heads_gone(documents.heads_of(document), held.text)),
    )  # fmt: skip


def _known(held: Held) -> tuple[Document, list[Compared]]:
    document = documents.known_by(held) or handlings.known_by(held)
    there = _Numbers(held)
    if document is not None:
        return document, _compared(document, there)
    for row in documents.titled_in(held):
        compared = _compared(row, there)
        kept = sum(one.fate is Fate.UNCHANGED for one in compared)
        if compared and kept >= _ENOUGH * len(compared):
            return row, compared
    raise BadInput(_("这份文件不是本系统印发的，或已改得认不出来。请用印发的 Word、PDF 文件核对；草稿没有编号，不能核对。"))


class _Numbers:
    """The numbers of a file: read once, however many documents it is held against."""

    def __init__(self, held: Held) -> None:
        self.held, self.many = held, many_numbers(held.text)

    @cached_property
    def found(self) -> list[Found]:
        """Each with the words around it."""
        return numbers_in(self.held.text)


def _compared(document: Document, there: _Numbers) -> list[Compared]:
    numbers = documents.numbers_of(document)
    if not numbers:
        raise BadInput(_("“%(title)s”印发时还没有留存数字清单，无法逐个核对。"), title=document.title)
    if there.many > _MANY * len(numbers) + _MORE:
        words = _("文件里有 %(many)d 个数字，比“%(title)s”印发时多出许多，不像是同一份文件。请核对是不是选错了文件。")
        raise BadInput(words, title=document.title, many=there.many)
    return compare(numbers, there.found, there.held.sheets)


def _lines(document: Document, compared: list[Compared], now: Counted) -> tuple[Line, ...]:
    figures = {one["order"]: one for one in document.figures["figures"]}
    return tuple(_line(one, figures.get(one.number.figure) if one.number else None, now) for one in compared)


def _line(compared: Compared, figure: dict[str, object] | None, now: Counted) -> Line:
    if figure is None:
        return Line(compared)
    code = str(figure["figure"])
    value = figure.get("value")
    return Line(
        compared, code, str(figure.get("definition", "")), str(figure.get("rows", "")), value if isinstance(value, int | float) else None,
        now.get(code), code in now,
    )  # fmt: skip


def _signature(document: Document) -> tuple[Proof, Signature | None]:
    """Whether the register's list is the one that was signed at issue. By whose key is another question: `keys.whose`."""
    if not document.seal:
        return Proof.NONE, None
    seal = Signature(**document.seal)
    whole = digest(plain_json(document.figures)) == document.figures_digest and seal.fits(signed_bytes(document.figures))
    return (Proof.FITS if whole else Proof.BROKEN), seal


def _ledger(document: Document) -> Proof:
    """Whether the book still holds the record at which the figures were counted."""
    stood = document.figures.get("ledger") or {}
    if not stood:
        return Proof.NONE
    found = Record.objects.filter(position=stood["position"]).values_list("digest", flat=True).first() if stood["position"] else GENESIS
    return Proof.FITS if found == stood["digest"] else Proof.BROKEN
