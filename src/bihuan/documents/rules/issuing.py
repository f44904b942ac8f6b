"""What a paper gets when it is issued: its number, and its day wherever a date was still open (domain.md F1, F3)."""

from dataclasses import dataclass, replace
from datetime import date

from bihuan.documents.rules.gaps import gaps
from bihuan.documents.rules.numbers import document_number, issue_number
from bihuan.documents.rules.paper import Gap, Paper
from bihuan.documents.vocabulary import Layout


@dataclass(frozen=True, slots=True)
class Serial:
    """A place in a series: `total` counts from its beginning, `in_year` from the beginning of `year`."""

    series: str
    total: int
    year: int
    in_year: int


def number_text(paper: Paper, serial: Serial) -> str:
    """第×期（总第×期） for bulletins and minutes, 代字〔年〕N号 for documents and letters, nothing for plain papers."""
    match paper.form:
        case Layout.BULLETIN | Layout.MINUTES:
            return issue_number(serial.in_year, serial.total)
        case Layout.PLAIN:
            return ""
        case _:
            return document_number(serial.series, serial.year, serial.in_year)


def issued(paper: Paper, serial: Serial, day: date, document_id: str = "") -> Paper:
    """The paper as issued: numbered, dated where no date stood, no draft any more."""
    signature, copy = paper.signature, paper.copy
    if signature and isinstance(signature.on, Gap):
        signature = replace(signature, on=day)
    if copy and copy.on is None and copy.office:
        copy = replace(copy, on=day)
    shown = day if paper.date is None or isinstance(paper.date, Gap) else paper.date
    number = number_text(paper, serial)
    return replace(
        paper, number=number, date=shown, signature=signature, copy=copy, draft=False, document_id=document_id or paper.document_id
    )


def still_missing(paper: Paper) -> list[Gap]:
    """Gaps that issuing does not fill by itself: everything but number and dates, a date that is marked as open included."""
    return gaps(issued(paper, Serial("—", 1, 2000, 1), date(2000, 1, 1)))
